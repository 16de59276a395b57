"""Each report of an animal, a taxon or a period from the command line, in all formats and languages."""

import json
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp import i18n
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.documents import sheet_paper
from zooapp.documents.transfer_certificate import Printing
from zooapp.models import Animal
from zooapp.reports import age_pyramid
from zooapp.reports.catalogue import REPORTS
from zooapp.reports.spec import Asked
from zooapp.services import dispositions
from zooapp.terminal.reports import report
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

WORDS: Mapping[str, Mapping[str, object]] = {
    "ins-and-outs": {},
    "births-and-deaths": {"taxon": "Felidae"},
    "taxon": {"taxon": "Felidae", "gone": True},
    "age-pyramid": {"taxon": "Felidae", "estimated": True},
    "specimen": {"animal": "24-0001"},
    "death-certificate": {"animal": "24-0001"},
    "audit": {"animal": "24-0001"},
}


@pytest.fixture
def pride(sqlite: Database, zoo: Zoo, boss: Actor) -> Database:
    """A lion that died, and one that lives, of about five years."""
    with sqlite.work(boss, "lions", accept=ALL) as work:
        dead = arrive(work, zoo, "Panthera leo", "1.0.0", local_id="24-0001", unit="LT")
        old = arrive(work, zoo, "Panthera leo", "0.1.0", local_id="24-0002", unit="LT")
        work.get(Animal, old).born = FuzzyDate.year(2019)
        dispositions.death(work, dead, None, Act(TODAY, zoo.terms["natural_death"]))
    return sqlite


def made(database: Database, kind: str, boss: Actor, form: str, out: Path | None = None) -> list[str]:
    return report(database, boss, {"kind": kind, "format": form, "out": out, **WORDS[kind]})


@pytest.mark.parametrize("kind", list(WORDS))
def test_each_report_comes_in_every_format(pride: Database, boss: Actor, tmp_path: Path, kind: str) -> None:
    whole = json.loads("\n".join(made(pride, kind, boss, "json")))
    assert (whole["report"], REPORTS[kind].key) == (kind, kind)
    assert whole["parts"]
    assert any("24-000" in line or "posting" in line or "Age" in line for line in made(pride, kind, boss, "csv"))
    for form, begins in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        file = tmp_path / f"{kind}.{form}"
        made(pride, kind, boss, form, file)
        assert file.read_bytes().startswith(begins)


@pytest.mark.parametrize("language", ["ru", "ko_KP", "ko_KR"])
@pytest.mark.parametrize("kind", list(WORDS))
def test_each_paper_can_be_set_in_each_language(
    pride: Database, boss: Actor, tmp_path: Path, kind: str, language: str
) -> None:
    i18n.use(language)
    made(pride, kind, boss, "pdf", tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").stat().st_size > 5000


def test_R21_the_pyramid_is_drawn_on_paper(pride: Database, zoo: Zoo) -> None:
    with pride.read() as session:
        asked = Asked(TODAY, TODAY, taxon=zoo.taxa["Felidae"], estimated=True)
        found = age_pyramid.sheet(session, asked)
    oldest = age_pyramid.bars(found)[0]
    assert (oldest.years, oldest.females) == (5, 1)
    printed = Printing(pride.clock.now(), "Han Myong-ok", TODAY)
    with pypdfium2.PdfDocument(sheet_paper.pdf(found, "Central Zoo", printed)) as paper:
        text = paper[0].get_textpage().get_text_bounded()
    assert text.count("Age, years") == 2  # over the drawing and over the table
    assert text.index("Females") < text.index("Ages")


def test_a_long_word_is_broken_on_paper_and_whole_in_a_file(pride: Database, boss: Actor, tmp_path: Path) -> None:
    whole = json.loads("\n".join(made(pride, "audit", boss, "json")))
    (entry,) = whole["parts"][0]["rows"]
    assert len(entry["hash"]) == 64
    made(pride, "audit", boss, "pdf", tmp_path / "audit.pdf")
    with pypdfium2.PdfDocument(tmp_path / "audit.pdf") as paper:
        text = paper[0].get_textpage().get_text_bounded()
    assert entry["hash"] in "".join(text.split()).replace("\u200b", "")
