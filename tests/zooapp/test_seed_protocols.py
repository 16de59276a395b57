"""The quarantine protocols of the seed: days, scopes, facilities, tests and whom risk proposes them for."""

from tests.zooapp.test_seed_files import column, rows
from zooapp.i18n import LANGUAGES
from zooapp.models.institution import SourceClass
from zooapp.models.quarantine import CountsFrom, Place, Scope
from zooapp.permission import Permission


def test_R45_no_protocol_is_shorter_than_30_days() -> None:
    taxa = column("seed/taxa.csv", "scientific") | {""}
    for row in rows("seed/protocols.csv"):
        assert int(row["min_days"]) >= 30
        assert Scope(row["scope"]) in Scope
        assert Place(row["place_scope"]) in Place
        assert row["taxon"] in taxa


def test_R48_R49_every_protocol_says_what_its_unit_must_have_and_what_staff_must_do() -> None:
    told: dict[str, set[str]] = {}
    for row in rows("seed/protocol_texts.csv"):
        told.setdefault(row["code"], set()).add(row["locale"])
    assert set(map(frozenset, told.values())) == {frozenset(LANGUAGES)}
    found = {row["code"]: row for row in rows("seed/protocols.csv")}
    assert {row["facilities"] for row in found.values()} | {row["staff"] for row in found.values()} == set(told)
    apart = {"primates", "general", "general_birds", "general_reptiles", "psittaciformes_import"}
    assert {found[code]["facilities"] for code in apart} == {"separate"}
    assert {found[code]["facilities"] for code in ("felidae", "ursidae", "bovidae")} == {"apart"}


def test_R53_a_protocol_that_takes_in_whole_batches_wants_7_empty_days() -> None:
    found = {row["code"]: (row["scope"], row["empty_days"]) for row in rows("seed/protocols.csv")}
    assert {code for code, (scope, _days) in found.items() if scope == Scope.BATCH} == {"eu_batch", "birds_eu_batch"}
    assert {(scope == Scope.BATCH, days) for scope, days in found.values()} == {(True, "7"), (False, "")}


def test_R54_a_batch_of_birds_is_checked_at_start_and_end_with_its_deaths_and_tested_twice() -> None:
    wanted = {
        row["code"]
        for row in rows("seed/requirements.csv")
        if row["protocol"] == "birds_eu_batch" and row["level"] == "required"
    }
    assert {"start_check", "end_check", "mortality_review", "avian_influenza", "newcastle"} <= wanted


def test_R52_birds_from_senders_without_accreditation_get_the_protocol_of_imports() -> None:
    found = rows("seed/protocol_choices.csv")
    assert {SourceClass(row["source_class"]) for row in found} == set(SourceClass) - {SourceClass.ACCREDITED}
    protocols = {row["code"]: row["jurisdiction"] for row in rows("seed/protocols.csv")}
    assert {protocols[row["protocol"]] for row in found} == {"import"}
    assert {row["taxon"] for row in found} <= column("seed/taxa.csv", "scientific")


def test_R103_every_import_protocol_of_birds_wants_influenza_and_newcastle() -> None:
    wanted: dict[str, set[str]] = {}
    for row in rows("seed/requirements.csv"):
        if row["level"] == "required":
            wanted.setdefault(row["protocol"], set()).add(row["code"])
    imports = [row["code"] for row in rows("seed/protocols.csv") if row["jurisdiction"] == "import"]
    assert len(imports) == 4
    assert all({"avian_influenza", "newcastle"} <= wanted[code] for code in imports)


def test_R99_faecals_do_not_survive_a_restart_and_individual_tests_do() -> None:
    for row in rows("seed/requirements.csv"):
        assert CountsFrom(row["counts_from"]) in CountsFrom
        if row["code"] in ("faecal", "exit_exam"):
            assert row["counts_from"] == CountsFrom.RESTART
        if row["kind"] == "individual":
            assert row["counts_from"] != CountsFrom.RESTART


def test_requirements_are_numbers_within_reason_and_belong_to_a_protocol() -> None:
    protocols = {(row["code"], row["edition"]) for row in rows("seed/protocols.csv")}
    for row in rows("seed/requirements.csv"):
        assert (row["protocol"], row["edition"]) in protocols
        assert row["level"] in ("required", "recommended")
        assert 1 <= int(row["consecutive"]) <= int(row["needed"])
        assert (row["sample"] == "sample") == bool(row["prevalence"]) == bool(row["confidence"])
        assert Permission(row["who"]) in Permission
