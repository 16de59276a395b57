"""The seed as files: whole, without doubles, every reference met."""

import csv
from collections import Counter

import pytest

from zooapp.i18n import LANGUAGES
from zooapp.models.institution import InstitutionKind
from zooapp.models.taxon import Rank
from zooapp.models.transaction import Mode
from zooapp.paths import resources
from zooapp.permission import Permission

Row = dict[str, str]

FOUNDING = """
Panthera leo|Ursus arctos|Ursus arctos isabellinus|Ursus thibetanus|Bos grunniens|Bos mutus|Cacatua alba|Phasianidae
Aix galericulata|Phasianus colchicus|Phasianus versicolor|Chrysolophus pictus|Chrysolophus amherstiae
Lophura nycthemera|Lophura diardi|Lophura leucomelanos|Lophura swinhoii|Lophura edwardsi|Syrmaticus reevesii
Syrmaticus ellioti|Syrmaticus humiae|Syrmaticus mikado|Syrmaticus soemmerringii|Lophophorus impejanus
Lophophorus lhuysii|Lophophorus sclateri|Tragopan temminckii|Tragopan satyra|Tragopan blythii|Tragopan caboti
Tragopan melanocephalus|Catreus wallichii|Crossoptilon harmani|Crossoptilon crossoptilon|Crossoptilon mantchuricum
Crossoptilon auritum|Pavo cristatus|Pavo muticus|Pucrasia macrolopha|Argusianus argus|Panthera tigris altaica
Panthera pardus orientalis|Camelus bactrianus|Elephas maximus|Spheniscus humboldti|Haliaeetus albicilla|Antigone vipio
"""
WORDS = """
Panthera leo|африканский лев|아프리카사자|사자
Ursus arctos|бурый медведь|큰곰|불곰
Ursus thibetanus|гималайский медведь|반달곰|반달가슴곰
Bos grunniens|домашний як|야크|야크
Cacatua alba|большой белохохлый какаду|흰관앵무|흰관앵무
Phasianidae|фазановые|꿩과|꿩과
Phasianus colchicus|обыкновенный фазан|꿩|꿩
Chrysolophus pictus|золотой фазан|금꿩|금계
Lophura nycthemera|серебряный фазан|은꿩|백한
Pavo cristatus|индийский павлин|공작|인도공작
Aix galericulata|мандаринка|원앙새|원앙
Panthera tigris altaica|амурский тигр|조선범|시베리아호랑이
Panthera pardus orientalis|дальневосточный леопард|표범|아무르표범
Camelus bactrianus|двугорбый верблюд|쌍봉약대|쌍봉낙타
Elephas maximus|азиатский слон|코끼리|아시아코끼리
Spheniscus humboldti|пингвин Гумбольдта|훔볼트펭긴|훔볼트펭귄
Haliaeetus albicilla|орлан-белохвост|흰꼬리수리|흰꼬리수리
Antigone vipio|даурский журавль|재두루미|재두루미
"""
KEYS = {
    "seed/taxa.csv": "scientific",
    "seed/taxon_names.csv": "scientific,locale,name",
    "seed/taxon_status.csv": "scientific,scheme,population,valid_from",
    "seed/ages.csv": "scientific",
    "seed/commodity_codes.csv": "scientific",
    "seed/institutions.csv": "mnemonic",
    "seed/institution_names.csv": "mnemonic,locale,name",
    "seed/countries.csv": "iso2,locale",
    "seed/terms.csv": "code",
    **dict.fromkeys(("seed/term_names.csv", "seed/collection_names.csv"), "code,locale"),
    "seed/roles.csv": "code,permission",
    "seed/role_names.csv": "code,locale",
    "seed/enclosure_kinds.csv": "code,locale",
    "seed/protocols.csv": "code,edition",
    "seed/protocol_names.csv": "code,locale",
    "seed/protocol_texts.csv": "code,locale",
    "seed/protocol_choices.csv": "source_class,taxon",
    "seed/requirements.csv": "protocol,edition,code",
    "seed/requirement_names.csv": "code,locale",
    "seed/drugs.csv": "generic,trade",
    "seed/drug_rates.csv": "generic,scientific,route",
    "seed/drug_bans.csv": "generic,scientific",
    "art/groups.csv": "scientific",
}
UNSOURCED = {"seed/terms.csv", "seed/roles.csv", "art/groups.csv"}


def rows(name: str) -> list[Row]:
    with open(resources() / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def check_rows(name: str, keys: str) -> None:
    """No row twice, none with too few or too many cells, no stray blanks."""
    counted = Counter(tuple(row[key] for key in keys.split(",")) for row in rows(name))
    assert counted
    assert [key for key, times in counted.items() if times > 1] == []
    for row in rows(name):
        assert None not in row
        assert None not in row.values()
        assert all(text == text.strip() for text in row.values())


def column(name: str, key: str) -> set[str]:
    return {row[key] for row in rows(name)}


def test_every_file_of_the_seed_is_known_here() -> None:
    found = {f"seed/{path.name}" for path in (resources() / "seed").glob("*.csv")}
    assert found | {"art/groups.csv"} == set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_no_row_stands_twice_and_no_row_is_ragged(name: str) -> None:
    check_rows(name, KEYS[name])


@pytest.mark.parametrize("name", [name for name in KEYS if name.startswith("seed/") and name not in UNSOURCED])
def test_every_row_has_a_source_and_says_whether_someone_checked_it(name: str) -> None:
    for row in rows(name):
        assert row["source"]
        assert row["verified"] in ("yes", "no")
        assert not (row["source"] == "own" and row["verified"] == "yes")


def test_the_tree_of_taxa_descends_and_every_parent_exists() -> None:
    taxa = {row["scientific"]: row for row in rows("seed/taxa.csv")}
    above = {Rank.ORDER: Rank.CLASS, Rank.FAMILY: Rank.ORDER, Rank.GENUS: Rank.FAMILY, Rank.SPECIES: Rank.GENUS}
    above |= {Rank.SUBSPECIES: Rank.SPECIES, Rank.DOMESTIC: Rank.SPECIES}
    for name, row in taxa.items():
        rank = Rank(row["rank"])
        assert (row["parent"] == "") == (rank is Rank.CLASS), name
        if row["parent"]:
            assert taxa[row["parent"]]["rank"] == above[rank], name
        if row["replaced_by"]:
            assert taxa[row["replaced_by"]]["rank"] == row["rank"], name
        assert {row["domestic"], row["hybrid"]} <= {"yes", "no"}


def test_a_parent_stands_before_its_children() -> None:
    seen = {""}
    for row in rows("seed/taxa.csv"):
        assert row["parent"] in seen, row["scientific"]
        seen.add(row["scientific"])


def test_at_least_150_taxa_can_be_kept_and_all_founding_ones_are_there() -> None:
    taxa = {row["scientific"]: Rank(row["rank"]) for row in rows("seed/taxa.csv")}
    assert sum(rank.is_species_or_lower for rank in taxa.values()) >= 150
    assert set(FOUNDING.replace("\n", "|").strip("|").split("|")) <= set(taxa)
    assert taxa["Bos grunniens"] is Rank.SPECIES


def test_names_are_in_known_locales_with_one_preferred_each() -> None:
    preferred: Counter[tuple[str, str]] = Counter()
    for row in rows("seed/taxon_names.csv"):
        assert row["locale"] in LANGUAGES
        preferred[row["scientific"], row["locale"]] += row["preferred"] == "yes"
    assert set(preferred.values()) == {1}
    assert {scientific for scientific, _locale in preferred} <= column("seed/taxa.csv", "scientific")


def test_every_taxon_that_can_be_kept_has_an_english_and_a_russian_name() -> None:
    named = {(row["scientific"], row["locale"]) for row in rows("seed/taxon_names.csv")}
    for row in rows("seed/taxa.csv"):
        if row["rank"] != Rank.GENUS:
            assert {(row["scientific"], "en"), (row["scientific"], "ru")} <= named


def test_the_founding_taxa_bear_the_names_of_both_koreas() -> None:
    first = {(r["scientific"], r["locale"]): r["name"] for r in rows("seed/taxon_names.csv") if r["preferred"] == "yes"}
    for line in WORDS.strip().splitlines():
        scientific, *names = line.split("|")
        assert [first[scientific, locale] for locale in ("ru", "ko_KP", "ko_KR")] == names


@pytest.mark.parametrize(
    ("scientific", "scheme", "values"),
    [
        ("Ursus arctos", "CITES", {"": "II", "BT": "I", "CN": "I", "MX": "I", "MN": "I"}),
        ("Ursus arctos isabellinus", "CITES", {"": "I"}),
        ("Panthera leo", "CITES", {"": "II", "IN": "I"}),
        ("Bos grunniens", "CITES", {"": "-"}),
        ("Bos mutus", "CITES", {"": "I"}),
        ("Cacatua alba", "IUCN", {"": "EN"}),
        ("Cacatua alba", "CITES", {"": "II"}),
        ("Aix galericulata", "CITES", {"": "-"}),
        ("Aix galericulata", "national:RU", {"": "5"}),
        ("Syrmaticus reevesii", "CITES", {"": "II"}),
    ],
)
def test_R76_status_is_data_by_population(scientific: str, scheme: str, values: dict[str, str]) -> None:
    found = [r for r in rows("seed/taxon_status.csv") if (r["scientific"], r["scheme"]) == (scientific, scheme)]
    assert {row["population"]: row["value"] for row in found} == values


def test_R76_status_rows_use_the_known_words() -> None:
    taxa = column("seed/taxa.csv", "scientific")
    words = {
        "CITES": {"I", "II", "III", "-"},
        "IUCN": {"LC", "NT", "VU", "EN", "CR", "EW", "NE", "DD"},
        "national:RU": set("12345"),
    }
    for row in rows("seed/taxon_status.csv"):
        assert row["scientific"] in taxa
        assert row["value"] in words[row["scheme"]]


def test_25_unnamed_pheasants_may_be_anything_from_unlisted_to_appendix_one() -> None:
    parents = {row["scientific"]: row["parent"] for row in rows("seed/taxa.csv")}
    found = {
        row["value"]
        for row in rows("seed/taxon_status.csv")
        if row["scheme"] == "CITES" and parents[parents[row["scientific"]]] == "Phasianidae"
    }
    assert found == {"-", "I", "II", "III"}


def test_each_picture_group_names_a_taxon_and_files_that_exist() -> None:
    art = resources() / "art"
    taxa = {row["scientific"]: row["rank"] for row in rows("seed/taxa.csv")}
    groups = rows("art/groups.csv")
    for row in groups:
        assert row["scientific"] in taxa
        assert "currentColor" in (art / "silhouettes" / f"{row['silhouette']}.svg").read_text()
        assert not row["picture"] or (art / "pictures" / f"{row['picture']}.svg").is_file()
    above = {name for name, rank in taxa.items() if rank in ("class", "order", "family")}
    assert above <= {row["scientific"] for row in groups}


def test_no_lioness_wears_a_mane_and_no_pheasant_a_peacocks_tail() -> None:
    groups = {row["scientific"]: row for row in rows("art/groups.csv")}
    assert groups["Felidae"]["picture"] == ""
    assert groups["Phasianidae"]["picture"] == ""


def test_roles_name_permissions_that_exist_and_the_administrator_has_all() -> None:
    sets: dict[str, set[str]] = {}
    for row in rows("seed/roles.csv"):
        sets.setdefault(row["code"], set()).add(Permission(row["permission"]))
    assert sets["administrator"] == set(Permission)
    assert Permission.RELEASE in sets["veterinarian"]
    assert [role for role in sets if Permission.ACCEPT_RESULT in sets[role]] == ["veterinarian", "administrator"]
    assert sets["viewer"] == {Permission.LOOK}


@pytest.mark.parametrize(
    ("names", "records", "key"),
    [
        ("seed/institution_names.csv", "seed/institutions.csv", "mnemonic"),
        ("seed/term_names.csv", "seed/terms.csv", "code"),
        ("seed/role_names.csv", "seed/roles.csv", "code"),
        ("seed/protocol_names.csv", "seed/protocols.csv", "code"),
        ("seed/requirement_names.csv", "seed/requirements.csv", "code"),
    ],
)
def test_every_record_is_named_and_every_name_has_a_record(names: str, records: str, key: str) -> None:
    assert column(names, key) == column(records, key)
    locales: dict[str, set[str]] = {}
    for row in rows(names):
        locales.setdefault(row[key], set()).add(row["locale"])
    wanted = {"en", "ru"} if key == "mnemonic" else set(LANGUAGES)
    assert all(wanted <= found <= set(LANGUAGES) for found in locales.values())


def test_institutions_have_short_codes_and_the_two_that_the_ledger_wants() -> None:
    kinds = {row["mnemonic"]: InstitutionKind(row["kind"]) for row in rows("seed/institutions.csv")}
    assert all(len(mnemonic) <= 9 for mnemonic in kinds)
    assert (kinds["TRANSIT"], kinds["WILD"]) == (InstitutionKind.TRANSIT, InstitutionKind.WILD)


def test_terms_use_the_modes_of_the_ledger_and_cover_them() -> None:
    terms = rows("seed/terms.csv")
    assert {Mode(row["mode"]) for row in terms} == set(Mode)
    assert all(row["title_passes"] in ("", "departure", "arrival") for row in terms)


def test_short_names_of_requirements_fit_their_column() -> None:
    assert all(0 < len(row["short_name"]) <= 12 for row in rows("seed/requirement_names.csv"))
