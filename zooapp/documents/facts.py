"""What stands in the way of issuing a transfer certificate: facts that nobody confirmed, names and papers missing."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from zooapp.documents.consigned import CITES, Books, Row
from zooapp.documents.transfer_certificate import CITES_PAPERS, CertificateRequest, Gathered, languages_of, signer
from zooapp.errors import Level, Problem
from zooapp.i18n import N_, _
from zooapp.models import Animal, Consignment, Institution, Paper, Taxon, TaxonStatus
from zooapp.services import confirmations
from zooapp.taxon_status import NOT_LISTED

LANGUAGES: Final = {
    "en": N_("English"),
    "ru": N_("Russian"),
    "ko_KP": N_("Korean (Pyongyang)"),
    "ko_KR": N_("Korean (Seoul)"),
}


class Blocker(NamedTuple):
    """What stands in the way, and the record at which it is put right: confirmed when that is a taxon status."""

    problem: Problem
    kind: str
    id: int
    what: str = ""  # the fact to confirm, in words


def printed_facts(books: Books) -> list[confirmations.Fact]:
    """The legal facts on which the paper rests, as (kind, id): the row of each list for each taxon (R76)."""
    return list(dict.fromkeys((TaxonStatus.called, status.id) for _row, status in _statuses(books)))


def blockers(session: Session, request: CertificateRequest, gathered: Gathered) -> list[Problem]:
    """Why the certificate cannot be issued, and what to do (R109); empty when it can. Warnings can be accepted.

    Fields: "line.3" with the number of the line, "sender.name.ru", "receiver.represented_by".
    """
    return list(dict.fromkeys(each.problem for each in in_the_way(session, request, gathered)))


def in_the_way(session: Session, request: CertificateRequest, gathered: Gathered) -> list[Blocker]:
    """The same, each with the record at which it is put right."""
    books = gathered.books
    found = [*_lines(books), *_counts(gathered), *_names(books, request), *_papers(books)]
    found += _unconfirmed(books, confirmations.unverified(session, printed_facts(books)))
    for side, party in (("sender", books.sender), ("receiver", books.receiver)):
        problems = (problem.under(side) for problem in _party(books, party, request))
        found += [Blocker(problem, Institution.called, party.id) for problem in problems]
    return list(dict.fromkeys(found))


def _of_line(row: Row, words: str, level: Level = Level.ERROR) -> Problem:
    return Problem(f"line.{row.line.no}", words, level)


def _one_each(books: Books) -> list[Row]:
    """One row for each line and taxon, in the order of the paper."""
    return list({(row.line.no, row.taxon.id): row for row in reversed(books.rows)}.values())[::-1]


def _statuses(books: Books) -> Iterator[tuple[Row, TaxonStatus]]:
    for row in _one_each(books):
        for scheme in books.schemes:
            if (status := books.statuses.get((row.taxon.id, scheme))) is not None:
                yield row, status


def _lines(books: Books) -> Iterator[Blocker]:
    """Taxa above the species, and species whose CITES status nobody entered."""
    for row in _one_each(books):
        name = row.taxon.scientific
        if not row.taxon.rank.is_species_or_lower:
            words = _("{taxon} is above species. Determine the species first.")
            yield Blocker(_of_line(row, words.format(taxon=name)), Animal.called, row.animal.id)
        elif (row.taxon.id, CITES) not in books.statuses:
            words = _("The CITES status of {taxon} is not entered. Add it to the taxon, with its source.")
            yield Blocker(_of_line(row, words.format(taxon=name)), Taxon.called, row.taxon.id)


def _counts(gathered: Gathered) -> Iterator[Blocker]:
    """Each line adds up to what came, and both tables of the paper to each other."""
    books = gathered.books
    for line in books.lines:
        total = sum(row.count.total for row in books.rows if row.line.id == line.id)
        if line.id in books.unclear or total != books.expected(line).total:
            words = _("{n} of {of} animals of this line are in the books. Look at its acts.")
            problem = Problem(f"line.{line.no}", words.format(n=total, of=books.expected(line).total))
            yield Blocker(problem, Consignment.called, books.consignment.id)
    if not gathered.data.animals or not gathered.data.adds_up():
        problem = Problem("lines", _("There are no animals to certify."))
        yield Blocker(problem, Consignment.called, books.consignment.id)


def _names(books: Books, request: CertificateRequest) -> Iterator[Blocker]:
    """Languages that have no name for a species: the scientific one names it, a dash stands in the column."""
    for row in _one_each(books):
        known = books.texts(Taxon.called, row.taxon.id, request.tongues)
        if row.taxon.rank.is_species_or_lower:
            for code in request.tongues:
                if code not in known:
                    words = _("No {language} name for {what}: the paper prints “—”.")
                    text = words.format(language=_(LANGUAGES.get(code, code)), what=row.taxon.scientific)
                    yield Blocker(_of_line(row, text, Level.WARNING), Taxon.called, row.taxon.id)


def _nameless(place: str, code: str, what: str) -> Problem:
    words = _("No {language} name for {what}. Add it, and try again.")
    return Problem(place, words.format(language=_(LANGUAGES.get(code, code)), what=what))


def _party(books: Books, party: Institution, request: CertificateRequest) -> Iterator[Problem]:
    tongues = languages_of(party, request.tongues)
    known = {"en": party.name} | books.texts(Institution.called, party.id, tongues)
    countries = books.country(party.country, tongues)
    for code in tongues:
        if code not in known:
            yield _nameless(f"name.{code}", code, party.name)
        if not countries.get(code):
            yield _nameless(f"country.{code}", code, party.country or _("country of {name}").format(name=party.name))
    if not signer(party.represented_by).name:
        yield Problem("represented_by", _("Who represents {name}? Name and post.").format(name=party.name))
    if not party.acting_under:
        words = _("Under what does the representative of {name} act? Charter, or power of attorney.")
        yield Problem("acting_under", words.format(name=party.name))


def _papers(books: Books) -> Iterator[Blocker]:
    """A listed taxon crosses a border with a permit that has a number."""
    if not books.abroad:
        return
    for row in _one_each(books):
        status = books.statuses.get((row.taxon.id, CITES))
        if status is None or status.value == NOT_LISTED or books.permits(row.line, CITES_PAPERS):
            continue
        words = _("{taxon} is on CITES {appendix}: no permit is among the papers. Add it to the consignment.")
        problem = _of_line(row, words.format(taxon=row.taxon.scientific, appendix=status.value))
        yield Blocker(problem, Paper.called, books.consignment.id)


def _unconfirmed(books: Books, facts: Collection[confirmations.Fact]) -> Iterator[Blocker]:
    for row, status in _statuses(books):
        if (TaxonStatus.called, status.id) in facts:
            words = _("{list} {value} of {taxon} is not confirmed. Confirm it, with its source.")
            value = _("“not listed”") if status.value == NOT_LISTED else status.value
            told = words.format(list=status.scheme, value=value, taxon=row.taxon.scientific)
            what = f"{status.scheme} {value} · {row.taxon.scientific}"
            yield Blocker(_of_line(row, told), TaxonStatus.called, status.id, what)

