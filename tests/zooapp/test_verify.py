"""A paper in the hand: genuine, revised, void, altered or unknown; by its file, its QR, the code under it."""

import random
from pathlib import Path

import pytest

from tests.builders import Zoo
from tests.zooapp.certified import Case, consign, settle
from zooapp.database import Database
from zooapp.documents import register
from zooapp.documents.seal import code_of, make_zoo_key
from zooapp.documents.verifying import Verdict, verify, verify_code, verify_payload
from zooapp.models import Document
from zooapp.services import documents


@pytest.fixture
def case(database: Database, zoo: Zoo, tmp_path: Path) -> Case:
    found = consign(database, zoo, tmp_path)
    settle(found)
    return found


def issue(case: Case) -> int:
    with case.database.work(case.actor, "issue") as work:
        return documents.issue(work, case.request, case.key).id


def files(case: Case, document: int) -> list[bytes]:
    with case.database.read() as session:
        return [register.content(session, file.id) for file in register.files(session, document)]


def verdict(case: Case, pdf: bytes) -> Verdict:
    with case.database.read() as session:
        return verify(session, pdf, case.public).verdict


def test_G14_an_issued_file_is_genuine_and_not_after_one_byte_changed(case: Case) -> None:
    document = issue(case)
    chance = random.Random(14)
    with case.database.read() as session:
        for pdf in files(case, document):
            found = verify(session, pdf, case.public)
            assert (found.verdict, found.number, found.document_id) == (Verdict.GENUINE, "TR-2024-017/1", document)
            assert found.words == "TR-2024-017/1 is genuine and in force."
            for place in chance.choices(range(len(pdf)), k=40):
                flipped = bytearray(pdf)
                flipped[place] ^= 1 << chance.randrange(8)
                assert verify(session, bytes(flipped), case.public).verdict is Verdict.ALTERED


def test_a_revised_paper_says_so_and_the_new_one_is_in_force(case: Case) -> None:
    first = issue(case)
    with case.database.work(case.actor, "revise") as work:
        second = documents.revise(work, first, case.request, "another contract", case.key).id
    assert {verdict(case, pdf) for pdf in files(case, first)} == {Verdict.REVISED}
    assert {verdict(case, pdf) for pdf in files(case, second)} == {Verdict.GENUINE}


def test_a_void_paper_and_the_paper_that_voids_it_are_void(case: Case) -> None:
    document = issue(case)
    with case.database.work(case.actor, "void") as work:
        documents.void(work, document, "TR-2024-017/1", "wrong receiver", case.key)
    assert [verdict(case, pdf) for pdf in files(case, document)] == [Verdict.VOID] * 4
    with case.database.read() as session:
        payload = session.get_one(Document, document).payload
        assert verify_payload(session, payload, case.public).verdict is Verdict.VOID


def test_without_the_register_only_the_seal_speaks(case: Case) -> None:
    pdf = files(case, issue(case))[0]
    alone = verify(None, pdf, case.public)
    assert alone.verdict is Verdict.GENUINE
    assert "Without the register" in alone.words
    assert verify(None, pdf, make_zoo_key().public).verdict is Verdict.UNKNOWN


def test_a_draft_and_any_other_file_are_unknown(case: Case) -> None:
    assert verdict(case, b"%PDF-1.7 anything") is Verdict.UNKNOWN


def test_a_sealed_file_that_the_register_does_not_know_is_unknown(case: Case) -> None:
    pdf = b""
    with pytest.raises(ZeroDivisionError), case.database.work(case.actor, "issue, and fail") as work:
        paper = documents.issue(work, case.request, case.key)
        pdf = register.content(work.session, register.files(work.session, paper.id)[0].id)
        raise ZeroDivisionError
    with case.database.read() as session:
        found = verify(session, pdf, case.public)
    assert found.verdict is Verdict.UNKNOWN
    assert "register does not know it" in found.words


def test_the_qr_is_judged_by_its_signature_and_the_register(case: Case) -> None:
    document = issue(case)
    with case.database.read() as session:
        text = session.get_one(Document, document).payload
        assert verify_payload(session, text, case.public).document_id == document
        assert verify_payload(session, text[:-1] + ("A" if text[-1] != "A" else "B"), case.public).number == ""
        assert verify_payload(session, text, make_zoo_key().public).verdict is Verdict.UNKNOWN
        assert verify_payload(session, "https://example.org", case.public).verdict is Verdict.UNKNOWN


def test_the_code_under_the_qr_finds_its_paper_however_it_is_typed(case: Case) -> None:
    document = issue(case)
    with case.database.read() as session:
        code = code_of(session.get_one(Document, document).payload)
        for typed in (code, code.replace("-", " ").lower(), code.replace("0", "O").replace("1", "l")):
            assert verify_code(session, typed).document_id == document
        assert verify_code(session, "0000-0000-0000").verdict is Verdict.UNKNOWN
        assert verify_code(session, "").verdict is Verdict.UNKNOWN
