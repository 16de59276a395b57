"""The seed as it stands in a new collection."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from zooapp import countries, names, seed
from zooapp.database import Database
from zooapp.models import (
    Institution,
    Lineage,
    Name,
    Protocol,
    ProtocolChoice,
    Requirement,
    Role,
    RolePermission,
    SearchText,
    Taxon,
    TaxonStatus,
    Term,
)
from zooapp.search import matching


@pytest.mark.parametrize(
    ("model", "file"),
    [
        (Taxon, "taxa"),
        (TaxonStatus, "taxon_status"),
        (Institution, "institutions"),
        (Term, "terms"),
        (RolePermission, "roles"),
        (Protocol, "protocols"),
        (ProtocolChoice, "protocol_choices"),
        (Requirement, "requirements"),
    ],
)
def test_each_row_of_the_seed_is_a_record(collection: Database, model: type, file: str) -> None:
    with collection.read() as session:
        assert session.scalar(select(func.count()).select_from(model)) == len(seed.rows(file))


def test_R109_the_seed_stays_unverified(seeded: Database) -> None:
    with seeded.read() as session:
        for model in (Name, Taxon, TaxonStatus, Protocol, Requirement):
            assert session.scalars(select(model.id).where(model.verified.is_(True))).all() == []


def test_the_tree_is_whole_from_domestic_form_to_class(collection: Database) -> None:
    with collection.read() as session:
        chicken = session.scalars(select(Taxon).where(Taxon.scientific == "Gallus gallus domesticus")).one()
        above = select(Taxon.scientific).join(Lineage, Lineage.ancestor_id == Taxon.id)
        found = set(session.scalars(above.where(Lineage.taxon_id == chicken.id)))
        assert {"Aves", "Galliformes", "Phasianidae", "Gallus gallus"} < found
        crane = session.scalars(select(Taxon).where(Taxon.scientific == "Grus vipio")).one()
        assert session.get_one(Taxon, crane.replaced_by_id).scientific == "Antigone vipio"


@pytest.mark.parametrize("needle", ["꿩", "медв", "mandarin", "Aix gal"])
def test_taxa_are_found_in_every_language(collection: Database, needle: str) -> None:
    with collection.read() as session:
        assert session.scalars(select(SearchText.record_id).where(matching(session, needle, "taxon"))).all()


def test_institutions_bear_the_official_name_and_the_short_one(seeded: Database) -> None:
    with seeded.read() as session:
        moscow = session.scalars(select(Institution.id).where(Institution.mnemonic == "MOSCOW")).one()
        assert names.of(session, "institution", [moscow], "ru")[moscow].startswith("Государственное автономное")
        assert names.short(session, "institution", [moscow], "ru")[moscow] == "Московский зоопарк"
        assert session.scalars(select(SearchText.record_id).where(matching(session, "московский зоо"))).all()


def test_a_protocol_bears_its_rules_in_the_language_in_which_the_collection_began(seeded: Database) -> None:
    with seeded.read() as session:
        eu = session.scalars(select(Protocol).where(Protocol.code == "eu_batch")).one()
        assert (eu.empty_days, eu.facilities, eu.staff_rules) == (
            7,
            *(
                row["text"]
                for code in ("approved", "all_in")
                for row in seed.rows("protocol_texts")
                if (row["code"], row["locale"]) == (code, "en")
            ),
        )


def test_requirements_have_short_names_in_each_language(seeded: Database) -> None:
    with seeded.read() as session:
        wanted = session.scalars(select(Requirement).where(Requirement.code == "faecal")).first()
        assert wanted is not None
        assert (wanted.needed, wanted.interval_days) == (3, 5)
        assert {len(names.short(session, "requirement", [wanted.id], code)[wanted.id]) < 13 for code in ("ru", "en")}


def test_roles_and_protocols_have_names_and_a_day(seeded: Database) -> None:
    with seeded.read() as session:
        keeper = session.scalars(select(Role.id).where(Role.code == "keeper")).one()
        assert names.of(session, "role", [keeper], "ko_KP") == {keeper: "사육사"}
        assert session.scalars(select(Protocol.valid_from).distinct()).all() == [dt.date(2024, 1, 1)]


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("KP", "ko_KP", "조선민주주의인민공화국"),
        ("RU", "en", "Russian Federation"),
        ("CZ", "ru", "Чехия"),
        ("", "en", ""),
    ],
)
def test_countries_have_official_names_and_others_those_of_cldr(
    seeded: Database, code: str, language: str, name: str
) -> None:
    with seeded.read() as session:
        assert countries.name(session, code, language) == name
