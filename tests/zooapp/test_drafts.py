"""Drafts survive a kill, stay apart from each other, and can be taken back out of the bin."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zooapp import drafts
from zooapp.errors import NotFound

ARRIVAL = {"sender": "Московский зоопарк", "lines": [{"taxon": "Ursus arctos", "count": "1.1"}, {"taxon": "꿩"}]}


def test_a_draft_comes_back_as_it_was_typed(tmp_path: Path) -> None:
    drafts.save(tmp_path, "arrival", "ri", ARRIVAL)
    kept = drafts.load(tmp_path, "arrival", "ri")
    assert kept is not None
    assert kept.data == ARRIVAL
    assert (kept.form, kept.person) == ("arrival", "ri")


def test_no_draft_is_none(tmp_path: Path) -> None:
    assert drafts.load(tmp_path / "not made yet", "arrival", "ri") is None
    assert drafts.drafts_of(tmp_path / "not made yet", "ri") == []


def test_each_person_and_form_has_one_of_its_own(tmp_path: Path) -> None:
    for person, form in (("ri", "arrival"), ("ri", "move"), ("kim", "arrival")):
        drafts.save(tmp_path, form, person, {"of": person})
    drafts.save(tmp_path, "arrival", "ri", {"of": "ri again"})
    assert [(draft.form, draft.data["of"]) for draft in drafts.drafts_of(tmp_path, "ri")] == [
        ("arrival", "ri again"),
        ("move", "ri"),
    ]


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    home = tmp_path / "drafts"
    for name in ("../../etc", "..", "a/b", "c:\\d", "김 수의사", "*?"):
        drafts.save(home, name, name, {"name": name})
        kept = drafts.load(home, name, name)
        assert kept is not None
        assert kept.data == {"name": name}
    assert [one.name for one in tmp_path.iterdir()] == ["drafts"]
    assert all(one.is_file() for one in home.iterdir())


BROKEN = ["", "{", "[]", '{"form": 1}', '{"form":"arrival","person":"ri","saved_at":"soon","data":{}}', "[" * 100_000]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_draft_is_set_aside(tmp_path: Path, text: str) -> None:
    drafts.save(tmp_path, "move", "ri", {})
    file = drafts.save(tmp_path, "arrival", "ri", {}).file
    file.write_text(text)
    assert drafts.load(tmp_path, "arrival", "ri") is None
    assert [draft.form for draft in drafts.drafts_of(tmp_path, "ri")] == ["move"]
    assert [one.read_text() for one in tmp_path.glob("*.broken")] == [text]


def test_what_was_thrown_away_can_be_taken_back(tmp_path: Path) -> None:
    drafts.save(tmp_path, "arrival", "ri", ARRIVAL)
    drafts.discard(tmp_path, "arrival", "ri")
    assert drafts.load(tmp_path, "arrival", "ri") is None
    (thrown,) = drafts.discarded(tmp_path, "ri")
    assert drafts.restore(tmp_path, thrown).data == ARRIVAL
    assert drafts.load(tmp_path, "arrival", "ri") is not None
    assert drafts.discarded(tmp_path, "ri") == []
    with pytest.raises(NotFound, match="no longer in the bin"):
        drafts.restore(tmp_path, thrown)


def test_taking_one_back_throws_the_present_one_into_the_bin(tmp_path: Path) -> None:
    drafts.save(tmp_path, "arrival", "ri", {"is": "old"})
    drafts.discard(tmp_path, "arrival", "ri")
    drafts.save(tmp_path, "arrival", "ri", {"is": "new"})
    drafts.restore(tmp_path, drafts.discarded(tmp_path, "ri")[0])
    kept = drafts.load(tmp_path, "arrival", "ri")
    assert kept is not None
    assert kept.data == {"is": "old"}
    assert [draft.data for draft in drafts.discarded(tmp_path, "ri")] == [{"is": "new"}]


def test_the_bin_keeps_fourteen_days(tmp_path: Path) -> None:
    for days in (13, 15):
        drafts.save(tmp_path, f"of {days}", "ri", {})
        drafts.discard(tmp_path, f"of {days}", "ri")
        thrown = next(draft for draft in drafts.discarded(tmp_path, "ri") if draft.form == f"of {days}")
        then = time.time() - days * 86_400
        os.utime(thrown.file, (then, then))
    assert [draft.form for draft in drafts.discarded(tmp_path, "ri")] == ["of 13"]


def test_throwing_away_nothing_is_no_error(tmp_path: Path) -> None:
    drafts.discard(tmp_path, "arrival", "ri")
    assert list(tmp_path.iterdir()) == []


WRITER = """
import sys, itertools
from pathlib import Path
from zooapp import drafts
for number in itertools.count():
    drafts.save(Path(sys.argv[1]), "arrival", "ri", {"number": number, "again": [number] * 5000})
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")
def test_a_kill_leaves_the_last_draft_whole(tmp_path: Path) -> None:
    root = Path(drafts.__file__).parent.parent
    for round_ in range(3):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], cwd=root, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            for _ in range(3 + round_):
                said = int(child.stdout.readline())
            child.send_signal(signal.SIGKILL)
        kept = drafts.load(tmp_path, "arrival", "ri")
        assert kept is not None
        assert kept.data["number"] >= said
        assert kept.data["again"] == [kept.data["number"]] * 5000
    assert not list(tmp_path.glob("*.broken"))
