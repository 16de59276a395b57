"""Institutions: codes, names by locale, and the transit that stays what it is."""

import pytest

from tests.builders import Zoo
from zooapp import names
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.models import Institution, InstitutionKind, Name
from zooapp.services import institutions
from zooapp.work import Actor


def test_a_new_institution_has_a_code_in_capitals_and_names(database: Database, boss: Actor) -> None:
    with database.work(boss, "a new partner") as work:
        values = {"mnemonic": " hanoi", "name": "Hanoi Zoo", "country": "vn", "approvals": "none yet"}
        key = institutions.add(work, values, {"en": "Hanoi Zoo", "ru": "Ханойский зоопарк"}).id
        institutions.rename(work, key, "ko_KP", "하노이동물원", "하노이")
    with database.read() as session:
        record = session.get_one(Institution, key)
        assert (record.mnemonic, record.country, record.approvals) == ("HANOI", "VN", "none yet")
        assert names.of(session, "institution", [key], "ru") == {key: "Ханойский зоопарк"}
        assert names.short(session, "institution", [key], "ko_KP") == {key: "하노이"}


def test_a_code_belongs_to_one_institution_and_is_short(database: Database, zoo: Zoo, boss: Actor) -> None:
    with pytest.raises(Invalid, match="already"), database.work(boss, "?") as work:
        institutions.add(work, {"mnemonic": "moscow", "name": "Another"})
    with pytest.raises(Invalid, match="At most 9"), database.work(boss, "?") as work:
        institutions.add(work, {"mnemonic": "LONGMNEMONIC", "name": "Another"})


def test_address_and_licence_can_be_changed(database: Database, zoo: Zoo, boss: Actor) -> None:
    moscow = zoo.institutions["MOSCOW"]
    with database.work(boss, "moved") as work:
        institutions.amend(work, moscow, 1, {"address": "Bolshaya Gruzinskaya 1", "licence": "77-0421"})
    with database.read() as session:
        assert session.get_one(Institution, moscow).address == "Bolshaya Gruzinskaya 1"


def test_R37_there_is_one_transit_and_it_stays(database: Database, zoo: Zoo, boss: Actor) -> None:
    transit = InstitutionKind.TRANSIT
    with pytest.raises(Invalid, match="already"), database.work(boss, "?") as work:
        institutions.add(work, {"mnemonic": "TRANSIT2", "name": "In transit", "kind": transit})
    with pytest.raises(Invalid, match="under way"), database.work(boss, "?") as work:
        institutions.amend(work, zoo.institutions["TRANSIT"], 1, {"kind": InstitutionKind.ZOO})
    with pytest.raises(Invalid, match="under way"), database.work(boss, "?") as work:
        institutions.amend(work, zoo.institutions["MOSCOW"], 1, {"kind": transit})


def test_R109_a_changed_name_is_unverified_again(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "checked name") as work:
        name = institutions.rename(work, zoo.institutions["MOSCOW"], "en", "Moscow Zoo")
        name.verified = True
    with database.work(boss, "another one") as work:
        institutions.rename(work, zoo.institutions["MOSCOW"], "en", "Moscow State Zoo")
    with database.read() as session:
        assert session.get_one(Name, name.id).verified is False
