"""The machine's settings survive, and a broken file never stops the program."""

from dataclasses import replace
from pathlib import Path

import pytest

from zooapp import machine
from zooapp.machine import Machine


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    wanted = Machine("sqlite:///동물.sqlite", "/photos", "/backups", "Карантин-1", "dark", "ko_KP")
    machine.save(tmp_path / "machine.json", wanted)
    assert machine.load(tmp_path / "machine.json") == wanted


def test_a_new_machine_has_the_usual_settings(tmp_path: Path) -> None:
    fresh = machine.load(tmp_path / "machine.json")
    assert (fresh.language, fresh.theme, fresh.collection) == ("en", "system", "")
    assert fresh.workstation


def test_what_another_version_wrote_is_taken_as_far_as_it_is_known(tmp_path: Path) -> None:
    (tmp_path / "machine.json").write_text('{"language": "ru", "wallpaper": 3}')
    assert machine.load(tmp_path / "machine.json") == replace(Machine(), language="ru")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"language": 7}', "{}{}", "[" * 100_000, '"theme"'])
def test_a_broken_file_is_kept_aside_and_the_program_starts(tmp_path: Path, text: str) -> None:
    file = tmp_path / "machine.json"
    file.write_text(text, "utf-8")
    assert machine.load(file) == Machine()
    kept = list(tmp_path.glob("machine.json.*.broken"))
    assert [one.read_text("utf-8") for one in kept] == [text]
    machine.save(file, replace(Machine(), theme="dark"))
    assert machine.load(file).theme == "dark"
