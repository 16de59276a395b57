"""Any report as a file and on paper: the same cells everywhere, and nothing in them computes anything."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from zooapp import i18n
from zooapp.documents import sheet_paper
from zooapp.documents.transfer_certificate import Printing
from zooapp.exchange import sheets
from zooapp.lists import animals
from zooapp.lists.spec import Column, Row, TaxonCell
from zooapp.reports.sheet import Part, Sheet
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate

NOW = Printing(
    dt.datetime(2024, 12, 31, 14, 5, tzinfo=dt.timezone(dt.timedelta(hours=9))), "Kim Ok", dt.date(2024, 12, 31)
)
COLUMNS = (
    Column("on", "Date", 80, "day"),
    Column("taxon", "Taxon", 200, "taxon"),
    Column("mfu", "M.F.U", 60, "mfu"),
    Column("born", "Born", 90, "fuzzy"),
    Column("note", "Note", 300),
    Column("n", "Number", 40, "number"),
)


def bear(n: int, **cells: object) -> Row:
    taxon = TaxonCell("Brown bear", "Ursus arctos", cf=True)
    return Row(n, {"on": dt.date(2024, 11, 20), "taxon": taxon, "mfu": (1, 0, 0), "note": "", "n": n} | cells)


def sheet(*rows: Row) -> Sheet:
    part = Part(COLUMNS, rows, "Bears", {"mfu": SexCount(1, 0, 0)})
    facts = (("Period", "2024"),)
    return Sheet("bears", "Bears of the year", (part,), facts, ("Deaths: died here.",), ("Registrar", "Director"))


def pages_of(made: bytes) -> list[str]:
    with pypdfium2.PdfDocument(made) as paper:
        return [page.get_textpage().get_text_range() for page in paper]


def inside(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        return book.read(name).decode()


def test_csv_has_a_head_and_the_sums_and_no_formula() -> None:
    title, head, first, second, sums = csv.reader(
        io.StringIO(sheets.csv_text(sheet(bear(1, note="=1+1"), bear(2, mfu=(-1, 0, 0)))))
    )
    assert (title, head) == (["Bears"], ["Date", "Taxon", "M.F.U", "Born", "Note", "Number"])
    assert first == ["2024-11-20", "Brown bear (Ursus cf. arctos)", "1.0.0", "", "'=1+1", "1"]
    assert (second[2], sums) == ("-1.0.0", ["", "", "1.0.0", "", "", ""])


def test_json_keeps_its_shape() -> None:
    told = json.loads(sheets.json_text(sheet(bear(7, born=FuzzyDate.year(2019)))))
    assert list(told) == ["report", "title", "facts", "parts", "notes"]
    assert told["facts"] == [{"label": "Period", "value": "2024"}]
    (part,) = told["parts"]
    assert part["columns"][2] == {"key": "mfu", "label": "M.F.U", "kind": "mfu"}
    (row,) = part["rows"]
    assert (row["id"], row["on"], row["born"], row["mfu"]) == (7, "2024-11-20", "2019", {"m": 1, "f": 0, "u": 0})
    assert row["taxon"] == {"common": "Brown bear", "scientific": "Ursus arctos", "cf": True}
    assert part["sums"] == {"mfu": {"m": 1, "f": 0, "u": 0}}


def test_xlsx_holds_texts_days_and_numbers_and_not_one_formula_or_link() -> None:
    rows = [bear(1, note='=HYPERLINK("http://x")', born=FuzzyDate.exact(dt.date(2020, 2, 14))), bear(2, note="http://x")]
    made = sheets.xlsx(sheet(*rows))
    page = inside(made, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert '=HYPERLINK("http://x")' in page
    assert page.count("<v>45616</v>") == 2  # 20 November 2024
    assert page.count("<v>43875</v>") == 1  # 14 February 2020
    assert re.findall(r'<c r="F\d+"[^>]*><v>(\d+)</v>', page) == ["1", "2"]
    assert "1.0.0" in page
    assert "Deaths: died here." in inside(made, "xl/worksheets/sheet2.xml")


def test_pages_of_xlsx_are_called_as_xlsx_allows() -> None:
    titles = ("In/out: a very long title of a part of it", "Notes", "notes", "")
    parts = tuple(Part(COLUMNS, (), title) for title in titles)
    book = inside(sheets.xlsx(Sheet("x", "[All]", parts, notes=("n",))), "xl/workbook.xml")
    names = re.findall(r'<sheet name="([^"]*)"', book)
    assert names == ["In out  a very long title of a", "Notes", "notes 2", "All", "Notes 3"]


def test_a_day_before_spreadsheets_can_count_stays_text() -> None:
    page = inside(sheets.xlsx(sheet(bear(1, on=dt.date(1899, 5, 1)))), "xl/worksheets/sheet1.xml")
    assert "1899-05-01" in page


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_a_file_is_what_its_name_says(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"bears.{suffix}"
    assert sheets.write(file, sheet(bear(1), bear(2))) == 2
    assert file.read_bytes()[:2] == {"csv": b"\xef\xbb", "json": b"{\n", "xlsx": b"PK"}[suffix]


def test_a_paper_names_the_zoo_the_pages_who_printed_it_and_what_the_numbers_count() -> None:
    (page,) = pages_of(sheet_paper.pdf(sheet(bear(1), bear(2, mfu=(0, -2, 0))), "Central Zoo", NOW))
    for words in ("Bears of the year", "Central Zoo", "Period: 2024", "Page 1 of 1", "Kim Ok", "31 Dec 2024 14:05"):
        assert words in page
    for words in ("20 Nov 2024", "Brown bear · Ursus cf. arctos", "0.−2.0", "Sum", "Deaths: died here.", "Director"):
        assert words in page


@pytest.mark.parametrize("language", ["en", "ru", "ko_KP"])
def test_a_long_table_repeats_its_head_on_every_page(language: str) -> None:
    i18n.use(language)
    text = pages_of(sheet_paper.pdf(sheet(*map(bear, range(300))), "동물원", NOW))
    assert len(text) > 3
    assert all(i18n._("Taxon") in page for page in text)


def test_the_same_report_gives_the_same_bytes() -> None:
    whole = sheet(bear(1))
    assert sheet_paper.pdf(whole, "Zoo", NOW) == sheet_paper.pdf(whole, "Zoo", NOW)


def test_a_wide_table_lies_across_and_a_narrow_one_stands() -> None:
    notes = tuple(Column(f"note{n}", "Note", 300) for n in range(4))
    row = bear(1, **{column.key: "of the founding consignment " * 9 for column in notes})
    assert sheet_paper.data(Sheet("x", "X", (Part(COLUMNS + notes, (row,)),)), "Zoo", NOW)["across"]
    narrow = sheets.sheet_of_list(animals.LIST, [], "Animals")
    assert not sheet_paper.data(narrow, "Zoo", NOW)["across"]
    assert "Nothing to list." in pages_of(sheet_paper.pdf(narrow, "Zoo", NOW))[0]
