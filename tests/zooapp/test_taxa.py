"""Taxa: the tree, names, and legal status by population and day."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from zooapp import names
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed
from zooapp.models import Confidence, Lineage, Rank, Taxon, TaxonStatus
from zooapp.permission import Permission
from zooapp.services import taxa
from zooapp.taxon_labels import taxon_label
from zooapp.taxon_status import status_on, strictest_on, value_on, values_below, words_on
from zooapp.work import Actor

LATER = dt.date(2025, 2, 1)


def taxon_of(database: Database, scientific: str) -> int:
    with database.read() as session:
        return session.scalars(select(Taxon.id).where(Taxon.scientific == scientific)).one()


def words(database: Database, scientific: str, scheme: str = "CITES", *, doubtful: bool = False) -> str:
    taxon = taxon_of(database, scientific)
    with database.read() as session:
        return words_on(session, taxon, TODAY, scheme, doubtful=doubtful)


def test_a_new_species_stands_in_the_tree_and_has_names(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "a new species") as work:
        values = {"scientific": "Panthera tigris", "rank": Rank.SPECIES, "parent_id": zoo.taxa["Panthera"]}
        tiger = taxa.add(work, values, {"en": "tiger", "ko_KP": "범"}).id
        taxa.rename(work, tiger, "ru", "тигр")
    with database.read() as session:
        above = session.scalars(select(Lineage.ancestor_id).where(Lineage.taxon_id == tiger)).all()
        assert zoo.taxa["Carnivora"] in above
        assert names.of(session, "taxon", [tiger], "ko_KR") == {tiger: "범"}
        assert names.of(session, "taxon", [tiger], "ru") == {tiger: "тигр"}


def test_a_name_that_is_set_again_replaces_the_old_one(database: Database, zoo: Zoo, boss: Actor) -> None:
    for text in ("bear", "brown bear"):
        with database.work(boss, "a better name") as work:
            taxa.rename(work, zoo.taxa["Ursus arctos"], "en", text)
    with database.read() as session:
        assert names.of(session, "taxon", [zoo.taxa["Ursus arctos"]], "en") == {zoo.taxa["Ursus arctos"]: "brown bear"}
    with pytest.raises(Invalid, match="not a language"), database.work(boss, "?") as work:
        taxa.rename(work, zoo.taxa["Ursus arctos"], "de", "Braunbär")


def test_a_taxon_that_moves_takes_those_below_along(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "revised") as work:
        taxa.amend(work, zoo.taxa["Panthera"], 1, {"parent_id": zoo.taxa["Ursidae"]})
    with database.read() as session:
        above = session.scalars(select(Lineage.ancestor_id).where(Lineage.taxon_id == zoo.taxa["Panthera leo"])).all()
        assert zoo.taxa["Ursidae"] in above
        assert zoo.taxa["Felidae"] not in above


@pytest.mark.parametrize(
    ("taxon", "parent", "said"),
    [("Panthera", "Panthera leo", "not above it"), ("Aix", "Panthera", "not above it"), ("Aix", "Aix", "to itself")],
)
def test_a_parent_stands_above_its_children(
    database: Database, zoo: Zoo, boss: Actor, taxon: str, parent: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said), database.work(boss, "?") as work:
        taxa.amend(work, zoo.taxa[taxon], 1, {"parent_id": zoo.taxa[parent]})


def test_a_rank_does_not_sink_below_those_under_it(database: Database, zoo: Zoo, boss: Actor) -> None:
    with pytest.raises(Invalid, match="not lower in rank"), database.work(boss, "?") as work:
        taxa.amend(work, zoo.taxa["Panthera"], 1, {"rank": Rank.SUBSPECIES})


def test_a_name_out_of_use_points_to_the_one_in_use(database: Database, zoo: Zoo, boss: Actor) -> None:
    old, new = zoo.taxa["Bos grunniens"], zoo.taxa["Ursus arctos"]
    with database.work(boss, "one species") as work:
        taxa.replace(work, old, 1, new)
    with pytest.raises(Invalid, match="newest"), database.work(boss, "?") as work:
        taxa.replace(work, new, 1, old)


def test_who_may_not_edit_taxa_is_told_so(database: Database, zoo: Zoo) -> None:
    keeper = Actor(None, "Ri Chol", "Keeper", frozenset({Permission.LOOK}), "stable-pc")
    with pytest.raises(NotAllowed, match="Keeper"), database.work(keeper, "?") as work:
        taxa.rename(work, zoo.taxa["Aix"], "en", "ducks")


def test_R76_a_status_is_valid_from_a_day_and_the_one_before_it_ends(database: Database, zoo: Zoo, boss: Actor) -> None:
    bird = zoo.taxa["Cacatua alba"]
    facts = {"taxon_id": bird, "scheme": "CITES", "source": "CITES appendices"}
    with database.work(boss, "listed") as work:
        taxa.add_status(work, {**facts, "value": "II", "valid_from": dt.date(1981, 6, 6)})
    with database.work(boss, "uplisted") as work:
        taxa.add_status(work, {**facts, "value": "I", "valid_from": LATER})
    with database.read() as session:
        days = (dt.date(1980, 1, 1), dt.date(1981, 6, 6), LATER - dt.timedelta(days=1), LATER)
        assert [value_on(session, bird, day) for day in days] == [None, "II", "II", "I"]
    with pytest.raises(Invalid, match="later status"), database.work(boss, "?") as work:
        taxa.add_status(work, {**facts, "value": "III", "valid_from": TODAY})


def test_R76_a_status_can_end(database: Database, zoo: Zoo, boss: Actor) -> None:
    bird = zoo.taxa["Cacatua alba"]
    with database.work(boss, "listed") as work:
        row = taxa.add_status(work, {"taxon_id": bird, "scheme": "CITES", "value": "III", "source": "CITES"})
        status = row.id
    with database.work(boss, "taken off the list") as work:
        taxa.end_status(work, status, 1, TODAY)
    with database.read() as session:
        assert [value_on(session, bird, day) for day in (TODAY, LATER)] == ["III", None]


def test_R76_status_depends_on_the_population(collection: Database) -> None:
    bear = taxon_of(collection, "Ursus arctos")
    with collection.read() as session:
        assert [value_on(session, bear, TODAY, population=land) for land in ("RU", "CN", None)] == ["II", "I", "II"]
        assert {row.population for row in status_on(session, bear, TODAY)} == {None, "BT", "CN", "MN", "MX"}
    assert words(collection, "Ursus arctos") == "II (I: BT, CN, MN, MX)"


def test_R76_status_depends_on_the_day(seeded: Database) -> None:
    pheasant = taxon_of(seeded, "Syrmaticus reevesii")
    with seeded.read() as session:
        assert [value_on(session, pheasant, dt.date(2019, 11, day)) for day in (25, 26)] == [None, "II"]


def test_R76_the_domestic_form_is_excluded_and_inherits_nothing(seeded: Database) -> None:
    assert words(seeded, "Bos grunniens") == "not listed"
    assert words(seeded, "Bos mutus") == "I"
    assert words(seeded, "Gallus gallus domesticus", "IUCN") == "not known"


def test_R76_a_subspecies_inherits_where_it_has_no_row_of_its_own(seeded: Database) -> None:
    assert words(seeded, "Panthera tigris altaica", "IUCN") == words(seeded, "Panthera tigris", "IUCN") == "EN"
    assert words(seeded, "Panthera leo persica") == "I"


def test_R76_national_lists_stand_beside_cites(seeded: Database) -> None:
    assert words(seeded, "Aix galericulata") == "not listed"
    assert words(seeded, "Aix galericulata", "national:RU") == "5"


def test_R76_a_replaced_name_has_the_status_of_the_one_in_use(seeded: Database) -> None:
    assert words(seeded, "Grus vipio") == words(seeded, "Antigone vipio") != "not known"


def test_above_the_species_the_status_is_undetermined_and_the_range_is_told(collection: Database) -> None:
    family = taxon_of(collection, "Phasianidae")
    with collection.read() as session:
        assert status_on(session, family, TODAY) == []
        assert values_below(session, family, TODAY) == ["I", "II", "III", "-"]
    said = words(collection, "Phasianidae")
    assert said == "CITES status undetermined: lower taxon required (I, II, III, not listed)"


def test_an_uncertain_species_has_the_strictest_status_of_its_candidates(collection: Database) -> None:
    alba, galerita = (taxon_of(collection, f"Cacatua {name}") for name in ("alba", "galerita"))
    with collection.read() as session:
        assert value_on(session, alba, TODAY) == "II"
        assert strictest_on(session, alba, TODAY) == "I"
        assert strictest_on(session, alba, TODAY, candidates=[alba, galerita]) == "II"
    assert words(collection, "Cacatua alba", doubtful=True) == "I until the species is certain"


def test_a_status_that_was_taken_back_does_not_count(database: Database, zoo: Zoo, boss: Actor) -> None:
    lion = zoo.taxa["Panthera leo"]
    with database.work(boss, "a slip") as work:
        row = taxa.add_status(work, {"taxon_id": lion, "scheme": "CITES", "value": "I", "source": "?"})
    with database.work(boss, "taken back") as work:
        work.void(work.get(TaxonStatus, row.id))
    with database.read() as session:
        assert status_on(session, lion, TODAY) == []


@pytest.mark.parametrize(
    ("scientific", "confidence", "shown"),
    [
        ("Cacatua alba", Confidence.PROBABLE, "Cacatua cf. alba"),
        ("Cacatua alba", Confidence.CONFIRMED, "Cacatua alba"),
        ("Cacatua alba", Confidence.REPORTED, "Cacatua alba"),
        ("Panthera tigris altaica", Confidence.PROBABLE, "Panthera tigris cf. altaica"),
        ("Cacatua", Confidence.PROBABLE, "cf. Cacatua"),
        ("Cacatua alba", None, "Cacatua alba"),
    ],
)
def test_a_probable_taxon_bears_cf_before_what_is_in_doubt(
    scientific: str, confidence: Confidence | None, shown: str
) -> None:
    assert taxon_label(scientific, confidence) == shown
