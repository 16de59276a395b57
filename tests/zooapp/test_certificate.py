"""The transfer certificate: a file that declares and keeps PDF/A-2a and PDF/UA-1, and says what it has to, no more."""

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.zooapp.certificate_sample import FOUNDING, SINGLE_ROWS
from zooapp.documents import render
from zooapp.documents.certificate import (
    Edition,
    State,
    draft_pdf,
    pages,
    sealed_pdf,
    sheet,
    signed_text,
)
from zooapp.documents.certificate_data import TransferCertificateData
from zooapp.documents.photo_annex import Portrait, photo_annex_pdf
from zooapp.documents.seal import SealingKey, certify, make_workstation_key, make_zoo_key
from zooapp.errors import Invalid

_PAIR = make_workstation_key()
KEY = SealingKey(_PAIR.private, _PAIR.public, certify(make_zoo_key().private, _PAIR.public))
ORIGINAL = Edition(State.ORIGINAL)
MM = 72 / 25.4


def issue(data: TransferCertificateData, edition: Edition = ORIGINAL) -> bytes:
    return sealed_pdf(data, edition, KEY, ())


def texts(file: bytes) -> list[str]:
    """The text of each page, its blanks and line ends made one blank."""
    with pypdfium2.PdfDocument(file) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.fixture(scope="module")
def file() -> bytes:
    return issue(FOUNDING)


@pytest.fixture(scope="module")
def words(file: bytes) -> list[str]:
    return texts(file)


def test_the_file_declares_both_standards_and_keeps_what_they_ask(file: bytes) -> None:
    with pikepdf.open(io.BytesIO(file)) as opened:
        with opened.open_metadata() as metadata:
            declared = [metadata[key] for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]
            assert metadata["dc:title"] == "Animal transfer and acceptance certificate TR-2024-017/6"
        assert declared == ["2", "A", "1"]
        root = opened.Root
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot.K
        assert str(root.Lang) == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents
        assert not opened.is_encrypted


def test_every_face_is_embedded_and_scientific_names_have_their_own(file: bytes) -> None:
    faces = set()
    with pikepdf.open(io.BytesIO(file)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                assert "/FontFile3" in thing or "/FontFile2" in thing
                faces.add(str(thing.FontName).split("+")[1])
    assert faces == {"Pretendard-Regular", "Pretendard-SemiBold", "Pretendard-Bold", "NotoSans-Italic"}


def test_the_sheets_are_a4_upright_wide_wide_upright(file: bytes) -> None:
    with pypdfium2.PdfDocument(file) as document:
        sizes = [tuple(round(side / MM) for side in page.get_size()) for page in document]
    assert sizes == [(210, 297), (297, 210), (297, 210), (210, 297)]


def test_the_text_can_be_copied_in_three_scripts(words: list[str]) -> None:
    front = words[0]
    for said in ("Акт приёма-передачи животных", "동물 인계인수서", "Animal transfer and acceptance certificate"):
        assert said in front
    assert "Annex 1 (pages 2–3)" in front
    assert "Приложении № 1 (стр. 2–3)" in front.replace("\N{NO-BREAK SPACE}", " ")
    assert "부록 1(2~3페지)" in front
    assert "on signature of the receipt (page 4), for living animals" in front


def test_the_total_stands_in_figures_and_words(words: list[str]) -> None:
    assert "seventy-five / семьдесят пять / 일흔다섯(75)마리" in words[0]
    assert "0.1.74 = 75" in words[0]


def test_each_page_of_the_annex_carries_its_total_forward(words: list[str]) -> None:
    assert "Page total: 0.1.9 = 10" in words[1]
    assert "Carried forward: 0.1.9 = 10" in words[1]
    assert "Page total: 0.0.65 = 65" in words[2]
    assert "Total: 0.1.74 = 75" in words[2]
    assert "Carried forward" not in words[2]


def test_a_row_a_ring_takes_four_wide_sheets_and_still_adds_up() -> None:
    said = texts(issue(SINGLE_ROWS))
    assert len(said) == 6
    on_each = [int(number) for page in said for number in re.findall(r"Page total: [\d.]+ = (\d+)", page)]
    carried = [int(number) for page in said for number in re.findall(r"Carried forward: [\d.]+ = (\d+)", page)]
    assert len(on_each) == 4
    assert sum(on_each) == 75
    assert carried == [sum(on_each[:at]) for at in (1, 2, 3)]
    assert "Total: 0.1.74 = 75" in said[4]
    assert all("Species" in page for page in said[1:5])


def test_each_sheet_names_its_number_and_its_page(words: list[str]) -> None:
    for at, page in enumerate(words, 1):
        assert "TR-2024-017/6" in page
        assert f"page {at} of 4" in page


def test_R109_cf_and_reported_are_honest_words_and_print(words: list[str]) -> None:
    assert "Cacatua cf. alba" in words[0]
    assert "reported" in words[1]


def test_nothing_stands_on_the_paper_that_does_not_belong_there(words: list[str]) -> None:
    paper = " ".join(words).casefold()
    for forbidden in (
        "unknown",
        "iucn",
        "fit to travel",
        "healthy",
        "unverified",
        "data as of",
        "printed on",
        "restated",
        "filter",
        "typst",
        "north korea",
        "북한",
        "registrar",
        "none",
    ):
        assert forbidden not in paper, forbidden


def test_an_empty_field_is_a_dash(words: list[str]) -> None:
    bare = replace(FOUNDING, papers=replace(FOUNDING.papers, national_permits="", invoice=""))
    assert texts(issue(bare))[0].count("—") == words[0].count("—") + 3


def test_nothing_is_set_below_six_and_a_half_points(file: bytes) -> None:
    sizes = set()
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=9):
                size = pypdfium2.raw.c_float()
                assert pypdfium2.raw.FPDFTextObj_GetFontSize(thing.raw, size)
                sizes.add(round(size.value * thing.get_matrix().a, 2))
    assert min(sizes) >= 6.5


def test_the_paper_is_black_only() -> None:
    for page in pages(FOUNDING, ORIGINAL, signed_text(FOUNDING, KEY)):
        red, green, blue = Image.open(io.BytesIO(page)).convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_no_ink_leaves_the_margins() -> None:
    for at, page in enumerate(pages(SINGLE_ROWS, ORIGINAL, signed_text(SINGLE_ROWS, KEY), ppi=101.6)):
        ink = Image.open(io.BytesIO(page)).convert("L").point(lambda value: 255 * (value < 200))
        box = ink.getbbox()
        assert box is not None
        left, top, right, bottom = (side / 4 for side in box)
        wide = 1 <= at <= 4
        assert left >= (19.5 if wide else 29.5)
        assert top >= (24.5 if wide else 19.5)
        assert right <= (287.5 if wide else 200.5)
        assert bottom <= (210 if wide else 297) - 6


def test_the_alternat_puts_the_keeper_of_the_copy_first(words: list[str]) -> None:
    theirs = texts(issue(FOUNDING, replace(ORIGINAL, sheet=2, first="receiver")))[0]
    assert words[0].index("Передающая сторона") < words[0].index("Принимающая сторона")
    assert theirs.index("넘겨받는측") < theirs.index("넘겨주는측")
    assert theirs.index("중앙동물원 / Central Zoo") < theirs.index("Московский зоопарк / Moscow Zoo")
    assert "원본 2/2" in theirs


def test_a_draft_says_so_and_has_neither_number_nor_code() -> None:
    said = texts(draft_pdf(FOUNDING, Edition()))
    assert "ЧЕРНОВИК / 초안 / DRAFT" in said[0]
    assert all("TR-2024-017/6" not in page for page in said)
    assert "DRAFT" in said[3]


@pytest.mark.parametrize(
    ("state", "mark"), [(State.ORIGINAL, "Original 1 of 2"), (State.COPY, "Copy 1"), (State.VOID, "VOID")]
)
def test_each_state_is_named_in_the_head(state: State, mark: str) -> None:
    assert mark in texts(issue(FOUNDING, Edition(state)))[0]


def test_a_revision_names_the_paper_that_it_replaces() -> None:
    front = texts(issue(replace(FOUNDING, revision=2)))[0]
    assert "No. TR-2024-017/6-2" in front
    assert "Replaces: TR-2024-017/6-1" in front


def test_the_seoul_and_the_pyongyang_copy_spell_differently() -> None:
    north = texts(issue(FOUNDING, Edition(State.COPY, languages=("en", "ko_KP"))))[0]
    south = texts(issue(FOUNDING, Edition(State.COPY, languages=("en", "ru", "ko_KR"))))[0]
    assert "동물 인계인수서" in north
    assert "큰곰" in north
    assert "동물 인수인계서" in south
    assert "불곰" in south
    assert "로씨야" not in south


def test_the_same_data_give_the_same_bytes(file: bytes) -> None:
    assert issue(FOUNDING) == file
    assert issue(replace(FOUNDING, place="Moscow")) != file


def test_data_never_become_markup() -> None:
    sly = '#read("/etc/passwd") *bold* ~ <b> $x$ // \\'
    assert sly in texts(issue(replace(FOUNDING, place=sly)))[0]


def test_a_sign_without_a_face_is_told_in_words() -> None:
    with pytest.raises(Invalid, match="cannot be set"):
        issue(replace(FOUNDING, place="\N{DUCK}"))


def test_english_alone_is_a_paper_too() -> None:
    said = texts(issue(FOUNDING, Edition(State.ORIGINAL, languages=("en",))))
    assert "Transferring Party" in said[0]
    assert "сторона" not in said[0]


def test_twelve_taxa_fit_the_first_page() -> None:
    full = replace(FOUNDING, revision=1, summary=FOUNDING.summary + FOUNDING.summary[3:7:3])
    for edition in (ORIGINAL, replace(ORIGINAL, first="receiver", languages=("en", "ru", "ko_KR"))):
        assert len(texts(issue(full, edition))) == 4


def test_a_revision_under_long_names_with_the_clause_on_the_text_fits_the_first_page_even_void() -> None:
    official = "State Autonomous Institution of Culture of the City of Moscow \"Moscow State Zoological Park\""
    names = {**FOUNDING.sender.names, "en": official}
    full = replace(FOUNDING, sender=replace(FOUNDING.sender, names=names), revision=1, english_prevails=True)
    for state in (State.ORIGINAL, State.VOID):
        said = texts(issue(full, replace(ORIGINAL, state=state)))
        assert len(said) == 4
        assert "Handed over" in said[0]


def test_signatures_never_stand_alone_on_a_page() -> None:
    said = texts(issue(replace(FOUNDING, summary=FOUNDING.summary + FOUNDING.summary[:5])))
    assert len(said) == 5
    assert "Handed over" not in said[0]
    assert "Handed over" in said[1]
    assert "Veterinary certificate" in said[1]
    assert "Annex 1 (pages 3–4)" in said[0]
    assert "receipt (page 5)" in said[0]


def test_the_preview_draws_what_the_file_holds() -> None:
    drawings = render.svg("certificate", sheet(FOUNDING, Edition()))
    assert len(drawings) == 4
    assert all(drawing.startswith(b"<svg") for drawing in drawings)


def test_photographs_stand_in_an_annex_of_their_own() -> None:
    picture = io.BytesIO()
    Image.new("L", (64, 48), 128).save(picture, "JPEG")
    portraits = [Portrait("Ursus arctos", f"643 0940 0012 34{at:02}", picture.getvalue()) for at in range(11)]
    said = texts(photo_annex_pdf(FOUNDING, ORIGINAL, portraits))
    assert len(said) == 2
    assert "Annex 2: photographs" in said[0]
    assert "643 0940 0012 3410" in said[1]
    assert "Initials" not in said[0]
