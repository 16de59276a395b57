"""Certificates are issued, signed, filed, revised and declared void; what was issued stays."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from tests.zooapp.certified import LANGUAGES, NOW, Case, consign, settle, why_not, words_of
from zooapp.database import Database
from zooapp.documents import register
from zooapp.documents.recall import recall
from zooapp.documents.seal import Verdict, check_file
from zooapp.errors import Invalid, NotAllowed, Unsettled
from zooapp.media import keep_scan
from zooapp.models import (
    Document,
    DocumentFile,
    DocumentState,
    Name,
)
from zooapp.permission import Permission
from zooapp.services import documents, scans
from zooapp.services.scans import Scan
from zooapp.work import Actor


@pytest.fixture
def case(database: Database, zoo: Zoo, tmp_path: Path) -> Case:
    return consign(database, zoo, tmp_path)


@pytest.fixture
def on_file(sqlite: Database, zoo: Zoo, tmp_path: Path) -> Case:
    found = consign(sqlite, zoo, tmp_path)
    settle(found)
    return found


def issued(case: Case, actor: Actor | None = None) -> int:
    with case.database.work(actor or case.actor, "issue the certificate") as work:
        return documents.issue(work, case.request, case.key).id


def bytes_of(case: Case, document: int) -> dict[str, bytes]:
    with case.database.read() as session:
        return {file.name: register.content(session, file.id) for file in register.files(session, document)}


def test_R109_nothing_is_numbered_or_written_while_something_stands_in_the_way(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        issued(case)
    assert {problem.field for problem in refused.value.problems} == set(why_not(case))
    with case.database.read() as session:
        assert register.register(session) == []


def test_a_species_without_a_name_in_a_language_gets_a_dash_that_somebody_accepts(on_file: Case) -> None:
    with on_file.database.work(on_file.actor, "take away a name") as work:
        duck = select(Name).where(Name.record_kind == "taxon", Name.text == "원앙새")
        work.void(work.session.scalars(duck).one())
    doubt = "No Korean (Pyongyang) name for Aix galericulata: the paper prints “—”."
    assert why_not(on_file) == {"line.4": [doubt]}
    with pytest.raises(Unsettled, match="No Korean"):
        issued(on_file)
    with on_file.database.work(on_file.actor, "issue it so", accept=[doubt]) as work:
        document = documents.issue(work, on_file.request, on_file.key).id
    assert "원앙새" not in words_of(next(iter(bytes_of(on_file, document).values())))


def test_a_draft_is_marked_has_no_number_and_writes_nothing(case: Case) -> None:
    with case.database.read() as session:
        draft = documents.draft(session, case.request, NOW)
        assert session.scalars(select(Document)).all() == []
    words = words_of(draft.pdf)
    assert "DRAFT" in words
    assert "ЧЕРНОВИК" in words
    assert "TR-2024-017/" not in words
    assert {problem.field for problem in draft.problems} >= {"line.1", "line.3"}


def test_R108_an_issued_certificate_is_two_originals_and_a_copy_in_three_scripts(case: Case) -> None:
    settle(case)
    document = issued(case)
    files = bytes_of(case, document)
    stem = "transfer-certificate-TR-2024-017-1"
    assert list(files) == [f"{stem}-original-1.pdf", f"{stem}-original-2.pdf", f"{stem}-copy-1.pdf"]
    one, two, copy = (words_of(pdf) for pdf in files.values())
    for words in (one, two, copy):
        assert "TR-2024-017/1" in words
        for said in ("Акт приёма-передачи животных", "동물 인계인수서", "원앙새", "мандаринка", "Cacatua cf. alba"):
            assert said in words
        assert "fifty-three" in words
    assert "Original 1 of 2" in one
    assert "Original 2 of 2" in two
    assert "Copy 1" in copy
    assert one.index("Акт приёма-передачи") < one.index("동물 인계인수서")
    assert two.index("동물 인계인수서") < two.index("Акт приёма-передачи")
    assert all(check_file(pdf, case.public) is Verdict.GENUINE for pdf in files.values())


def test_what_was_printed_is_kept_with_the_paper_and_can_be_read_back(on_file: Case) -> None:
    document = issued(on_file)
    with on_file.database.read() as session:
        paper = session.get_one(Document, document)
        assert recall(paper.data).canonical() == paper.data
        assert recall(paper.data).full_number == "TR-2024-017/1"
        assert paper.languages == ",".join(LANGUAGES)


def test_R108_a_paper_is_signed_by_both_and_its_scan_is_filed(case: Case, tmp_path: Path) -> None:
    settle(case)
    document = issued(case)
    folder = tmp_path / "media"
    folder.mkdir()
    kept = keep_scan(folder, b"%PDF-1.4 the signed copy")
    with case.database.work(case.actor, "signed") as work:
        documents.sign_sender(work, document, TODAY, "wet ink and stamp")
        with pytest.raises(Invalid, match="recorded already"):
            documents.sign_sender(work, document, TODAY)
        with pytest.raises(Invalid, match="Attach the scan"):
            documents.file_scan(work, document, TODAY)
        scans.attach(work, folder, kept, Scan("document", document, original_at="folder 12"))
        with pytest.raises(Invalid, match="Both parties sign"):
            documents.file_scan(work, document, TODAY)
        documents.sign_receiver(work, document, TODAY)
        documents.file_scan(work, document, TODAY)
    with case.database.read() as session:
        assert register.state_of(session, document) is DocumentState.SCAN_FILED
        assert [happened.state.value for happened in register.history(session, document)] == [
            "issued",
            "signed_sender",
            "signed_receiver",
            "scan_filed",
        ]
        assert register.history(session, document)[1].note == "wet ink and stamp"


def test_nobody_signs_before_the_issue_or_in_days_to_come(on_file: Case) -> None:
    document = issued(on_file)
    for day in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        with pytest.raises(Invalid), on_file.database.work(on_file.actor, "signed") as work:
            documents.sign_sender(work, document, day)


def test_a_revision_keeps_the_number_and_names_the_old_paper(case: Case) -> None:
    settle(case)
    first = issued(case)
    old = bytes_of(case, first)
    with case.database.work(case.actor, "another contract") as work:
        second = documents.revise(work, first, case.request, "the contract had another date", case.key).id
    assert bytes_of(case, first) == old
    words = words_of(next(iter(bytes_of(case, second).values())))
    assert "TR-2024-017/1-1" in words
    assert "Replaces" in words
    with case.database.read() as session:
        papers = register.register(session, documents.KIND, 2024)
        assert [(paper.full_number, paper.state.value) for paper in papers] == [
            ("TR-2024-017/1", "revised"),
            ("TR-2024-017/1-1", "issued"),
        ]
        assert register.history(session, first)[-1].note == "TR-2024-017/1-1: the contract had another date"
        assert register.find(session, "TR-2024-017/1-1").id == second
        assert register.find(session, "TR-2024-017/1").id == second
    with pytest.raises(Invalid, match="no longer in force"), case.database.work(case.actor, "again") as work:
        documents.revise(work, first, case.request, "again", case.key)


def test_a_void_paper_gets_a_crossed_one_and_its_number_stays_used(case: Case) -> None:
    settle(case)
    first = issued(case)
    with case.database.work(case.actor, "void it") as work:
        with pytest.raises(Invalid, match="Type TR-2024-017/1"):
            documents.void(work, first, "TR-2024-017", "wrong receiver", case.key)
        documents.void(work, first, "TR-2024-017/1", "wrong receiver", case.key)
    files = bytes_of(case, first)
    assert len(files) == 4
    assert "VOID" in words_of(files["transfer-certificate-TR-2024-017-1-void.pdf"])
    second = issued(case)
    with case.database.read() as session:
        papers = register.register(session, documents.KIND, 2024)
        assert [(paper.number, paper.state.value) for paper in papers] == [
            ("TR-2024-017/1", "voided"),
            ("TR-2024-017/2", "issued"),
        ]
        assert register.gaps(papers) == []
        assert register.gaps(papers[1:]) == [("transfer-certificate:2024", 1)]
        assert [paper.id for paper in register.of_record(session, "consignment", case.consignment_id)] == [
            second,
            first,
        ]


def test_a_second_certificate_for_the_same_animals_is_doubted(on_file: Case) -> None:
    issued(on_file)
    with pytest.raises(Unsettled, match="TR-2024-017/1 stands for this consignment already"):
        issued(on_file)
    with on_file.database.read() as session:
        assert len(register.register(session)) == 1


def test_only_who_may_issues_and_voids(on_file: Case) -> None:
    keeper = replace(on_file.actor, role="Keeper", permissions=frozenset({Permission.LOOK}))
    with pytest.raises(NotAllowed):
        issued(on_file, keeper)
    nobody = replace(on_file.actor, person_id=None)
    with pytest.raises(Invalid, match="signed in"):
        issued(on_file, nobody)


def test_a_paper_and_its_bytes_are_one_work_with_the_journal(on_file: Case) -> None:
    document = issued(on_file)
    with on_file.database.read() as session:
        paper = session.get_one(Document, document)
        entries = set(session.scalars(select(DocumentFile.entry_id).where(DocumentFile.document_id == document)))
        assert entries == {paper.entry_id}
