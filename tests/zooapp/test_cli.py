"""The commands of a terminal, on a real home folder: what they say, what they leave, and how they end."""

import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import main
from tests import servers
from tests.builders import TODAY, Zoo
from tests.seeded import PASSWORD
from tests.zooapp.certified import consign, settle
from tests.zooapp.test_checking import tamper
from zooapp import i18n, schema, starting
from zooapp.database import Database, open_database
from zooapp.errors import Invalid, NotAllowed, NotFound
from zooapp.lists.catalogue import LISTS
from zooapp.lists.spec import ChipCell, Column, FilterSpec, ListSpec, Query, Row, TaxonCell, ThumbCell
from zooapp.models import Consignment
from zooapp.paths import Home
from zooapp.permission import Permission
from zooapp.terminal import documents, lists
from zooapp.values.dates import FuzzyDate
from zooapp.work import Actor

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def house(founded: Home, tmp_path: Path) -> Home:
    """A home folder with a founded collection."""
    return Home(Path(shutil.copytree(founded.root, tmp_path / "home")))


@pytest.fixture
def run(house: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Type a command at this home; what stands on standard input is a password. Gives code, output, errors."""

    def typed(*words: str | Path, password: str = PASSWORD) -> tuple[int, str, str]:
        line = ["main.py", *([] if "--home" in words else ["--home", house.root]), *words]
        monkeypatch.setattr("sys.argv", list(map(str, line)))
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        code = main.main()
        said = capsys.readouterr()
        return code, said.out, said.err

    yield typed
    i18n.use("en")


def test_check_ends_with_0_and_a_sentence_or_with_1_and_a_list(run: Run, house: Home) -> None:
    assert run("check") == (0, "All is sound: file, references, journal, counts, papers and photos.\n", "")
    database = open_database(house.database)
    tamper(database, "DROP TRIGGER changes_no_update", "DROP TRIGGER entries_no_delete")
    database.close()
    code, said, errors = run("check")
    assert (code, errors) == (1, "")
    assert [line.split(" is gone")[0] for line in said.splitlines()] == [
        "The guard of entries",
        "The guard of changes",
    ]


def test_a_backup_is_restored_into_another_home_and_on_a_server(run: Run, tmp_path: Path) -> None:
    code, said, _errors = run("backup", tmp_path / "kept.zip")
    assert (code, said.split(":")[0]) == (0, str(tmp_path / "kept.zip"))
    assert run("backup", tmp_path / "kept.zip")[0] == 2

    code, said, _errors = run("--home", tmp_path / "new", "restore", tmp_path / "kept.zip")
    assert (code, "is back" in said) == (0, True)
    assert run("--home", tmp_path / "new", "check")[0] == 0
    code, _said, errors = run("--home", tmp_path / "new", "restore", tmp_path / "kept.zip")
    assert (code, "overwrites nothing" in errors) == (2, True)

    url = servers.fresh_database()
    assert run("--home", tmp_path / "other", "--database", url, "restore", tmp_path / "kept.zip")[0] == 0
    assert run("--home", tmp_path / "other", "--database", url, "check")[0] == 0
    assert run("--home", tmp_path / "other", "--database", url, "restore", tmp_path / "kept.zip")[0] == 2
    servers.drop_database(url)


def test_upgrade_says_from_where_to_where(
    run: Run, house: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old, new = schema.NEWEST, schema.NEWEST + 1
    assert run("upgrade") == (0, f"The collection is of version {old} already.\n", "")
    shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations")
    body = f'revision, down_revision = "{new:04}", "{old:04}"\ndef upgrade(): ...\ndef downgrade(): ...\n'
    (tmp_path / "migrations" / "versions" / f"{new:04}_nothing.py").write_text(body)
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(schema, "NEWEST", new)
    code, said, _errors = run("upgrade")
    assert (code, said) == (0, f"Upgraded from version {old} to {new}. A copy from before is in {house.backups}.\n")
    assert len(list(house.backups.glob("before-upgrade-of-*.zip"))) == 1


def test_who_does_not_say_who_asks_or_not_rightly_sees_nothing(run: Run) -> None:
    code, said, errors = run("list", "animals")
    assert (code, said, "main.py --as NAME" in errors) == (2, "", True)
    code, said, errors = run("--as", "mun", "list", "animals", password="wrong")
    assert (code, said, errors) == (2, "", "The name or the password is not right.\n")


def test_a_list_that_is_not_there_names_those_that_are(run: Run) -> None:
    code, _said, errors = run("--as", "mun", "list", "dragons")
    assert (code, "There is no list called dragons. There are: animals, " in errors) == (2, True)


def test_every_list_comes_as_json_csv_and_table(run: Run) -> None:
    for kind, spec in LISTS.items():
        code, said, _errors = run("--as", "mun", "list", kind, "--format", "json")
        rows = json.loads(said)
        assert code == 0
        assert all(list(row) == ["id", *(column.key for column in spec.columns)] for row in rows)
        code, said, _errors = run("--as", "mun", "list", kind, "--format", "csv")
        assert (code, said.split(",")[0].strip()) == (0, "id")
        assert run("--as", "mun", "list", kind)[0] == 0


def test_a_list_goes_into_a_file_and_xlsx_wants_one(run: Run, tmp_path: Path) -> None:
    begins = {"xlsx": b"PK", "csv": b"\xef\xbb\xbfid,", "json": b"[\n", "table": b"Short code "}
    for form in begins:
        file = tmp_path / f"institutions.{form}"
        done = run("--as", "mun", "list", "institutions", "--format", form, "-o", file)
        assert done == (0, f"{file}\n", "")
        assert file.read_bytes().startswith(begins[form])
    code, said, errors = run("--as", "mun", "list", "animals", "--format", "xlsx")
    assert (code, said, "XLSX wants a file: -o FILE" in errors) == (2, "", True)


def test_a_filter_finds_words_and_a_named_filter_chooses(run: Run) -> None:
    code, said, _errors = run("--as", "mun", "list", "institutions", "--filter", "Pyongyang", "--format", "json")
    assert code == 0
    assert len(json.loads(said)) == 1
    assert "PYONGYANG" in said


SAMPLE = ListSpec(
    kind="samples",
    title="Samples",
    columns=(
        Column("thumb", "", 36, "thumb"),
        Column("name", "Name", 96),
        Column("taxon", "Taxon", 96, "taxon"),
        Column("mfu", "M.F.U", 96, "mfu"),
        Column("born", "Born", 96, "fuzzy"),
        Column("status", "Status", 96, "chip"),
        Column("room", "Room", 96, "number"),
    ),
    default_order="name",
    rows=lambda _session, _query, _ids: [
        Row(
            7,
            {
                "thumb": ThumbCell("ab12", "bears"),
                "name": "곰",
                "taxon": TaxonCell("Brown bear", "Ursus arctos", cf=True),
                "mfu": (1, 2, 0),
                "born": FuzzyDate.year(2019),
                "status": ChipCell("Quarantine", "quar"),
                "room": None,
            },
        )
    ],
    filters=(FilterSpec("status", "Status", (("living", "living"), ("all", "all"))),),
)


def test_json_is_stable_and_speaks_english(
    seeded: Database, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LISTS, "samples", SAMPLE)
    i18n.use("ru")
    (said,) = lists.listed(seeded, boss, ("samples", [], "json"))
    assert json.loads(said) == [
        {
            "id": 7,
            "thumb": "ab12",
            "name": "곰",
            "taxon": {"common": "Brown bear", "scientific": "Ursus arctos", "cf": True},
            "mfu": {"m": 1, "f": 2, "u": 0},
            "born": "2019",
            "status": "Quarantine",
            "room": None,
        }
    ]


def test_a_table_stands_straight_with_wide_letters(
    seeded: Database, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LISTS, "samples", SAMPLE)
    assert list(lists.listed(seeded, boss, ("samples", [], "table"))) == [
        "Name  Taxon                          M.F.U  Born  Status      Room",
        "곰    Brown bear (Ursus cf. arctos)  1.2.0  2019  Quarantine",
        "1 record",
    ]
    assert list(lists.listed(seeded, boss, ("samples", [], "csv"))) == [
        "id,Name,Taxon,M.F.U,Born,Status,Room",
        "7,곰,Brown bear (Ursus cf. arctos),1.2.0,2019,Quarantine,",
    ]


def test_words_and_named_filters_are_told_apart(sqlite: Database) -> None:
    asked = lists.query_of(SAMPLE, ["brown", "status=all", "a=b"], sqlite)
    assert asked == Query(text="brown a=b", filters={"status": "all"}, on=TODAY)


def test_a_filter_takes_its_own_words_and_the_names_of_records(sqlite: Database, zoo: Zoo) -> None:
    place = str(zoo.enclosures["Q1"])
    for typed in ("Q1", place):
        asked = lists.query_of(LISTS["animals"], [f"enclosure={typed}"], sqlite)
        assert asked.filters == {"enclosure": place}
    with pytest.raises(NotFound, match="status has no dancing"):
        lists.query_of(LISTS["animals"], ["status=dancing"], sqlite)
    with pytest.raises(NotFound, match="not one record is called nowhere"):
        lists.query_of(LISTS["animals"], ["enclosure=nowhere"], sqlite)


def test_the_list_of_people_is_for_those_who_manage_them(sqlite: Database, boss: Actor) -> None:
    keeper = replace(boss, permissions=frozenset({Permission.LOOK}))
    with pytest.raises(NotAllowed, match="manage people"):
        list(lists.listed(sqlite, keeper, ("people", [], "json")))


def test_a_formula_in_a_list_is_inert(seeded: Database, boss: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = replace(SAMPLE, rows=lambda _session, _query, _ids: [Row(1, {"name": "=1+1"})])
    monkeypatch.setitem(LISTS, "samples", evil)
    assert list(lists.listed(seeded, boss, ("samples", [], "csv")))[1] == "1,'=1+1,,,,,"


def test_a_file_that_this_zoo_did_not_issue_is_unknown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 Dear zoo")
    code, said, errors = run("verify", tmp_path / "letter.pdf")
    assert (code, said.split(":")[0], errors) == (1, "unknown", "")
    code, said, errors = run("verify", tmp_path / "none.pdf")
    assert (code, said, "cannot be read" in errors) == (2, "", True)


def test_a_paper_is_drafted_issued_shown_and_verified(sqlite: Database, zoo: Zoo, tmp_path: Path) -> None:
    case = consign(sqlite, zoo, tmp_path)

    def document(act: str, number: str, out: Path, *languages: str) -> list[str]:
        words = {"act": act, "kind": "transfer-certificate", "number": number, "languages": languages, "out": out}
        return documents.document(sqlite, starting.Asked(Home(tmp_path / "home"), "", words=words), case.actor)

    with sqlite.read() as session:
        consignment = session.get_one(Consignment, case.consignment_id).number
    file, reason, *reasons = document("draft", consignment, tmp_path / "draft.pdf", "en", "ru")
    assert (file, (tmp_path / "draft.pdf").read_bytes()[:5]) == (str(tmp_path / "draft.pdf"), b"%PDF-")
    assert reason == f"{len(reasons)} things stand in the way of issuing it."
    with pytest.raises(Invalid) as refused:
        document("issue", consignment, tmp_path / "paper.pdf")
    assert len(refused.value.problems) > 1
    with pytest.raises(NotFound, match="There is no language xx"):
        document("issue", consignment, tmp_path / "paper.pdf", "xx")
    assert not (tmp_path / "paper.pdf").exists()

    settle(case)
    (said,) = document("issue", consignment, tmp_path / "paper.pdf", "en", "ru", "ko_KP")
    number = said.split(": ")[0]
    (tmp_path / "all").mkdir()
    document("show", number, tmp_path / "all")
    assert [file.name.split("-")[-2:] for file in sorted((tmp_path / "all").iterdir())] == [
        ["copy", "1.pdf"],
        ["original", "1.pdf"],
        ["original", "2.pdf"],
    ]
    document("show", number, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "paper.pdf").read_bytes()
    genuine, words = documents.verify(sqlite, tmp_path / "paper.pdf")
    assert (genuine, words) == (True, f"genuine: {number} is genuine and in force.")
    data = (tmp_path / "paper.pdf").read_bytes()
    (tmp_path / "altered.pdf").write_bytes(data.replace(b"/Type", b"/type", 1))
    assert documents.verify(sqlite, tmp_path / "altered.pdf")[1].split(":")[0] == "altered"


def test_a_paper_of_nothing_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    for words, said in (
        (("draft", "dragon-licence", "TR-1"), "There is no paper called dragon-licence"),
        (("draft", "transfer-certificate", "TR-1"), "There is no consignment with the number TR-1"),
        (("issue", "transfer-certificate", "TR-1"), "There is no consignment with the number TR-1"),
        (("show", "transfer-certificate", "TR-1/1"), "No paper with the number TR-1/1 was issued here"),
    ):
        code, _said, errors = run("--as", "mun", "document", *words, "-o", tmp_path / "paper.pdf")
        assert (code, said in errors) == (2, True)
    assert not (tmp_path / "paper.pdf").exists()


def test_today_and_the_language_of_the_machine_are_heard(house: Home) -> None:
    house.settings.write_text(json.dumps({"language": "ru", "collection": "elsewhere.sqlite"}))
    asked = starting.read(["--home", str(house.root), "--today", "2024-11-20", "--as", "mun", "check"])
    assert (str(asked.today), asked.as_name, asked.target) == ("2024-11-20", "mun", "elsewhere.sqlite")
    assert i18n.language() == "ru"
