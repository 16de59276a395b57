"""The deed of gift of marked animals: who gives, who takes, from which day, at which value; then its preview."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ui.forms.acting import AnimalForm, Facts
from ui.letter_preview import LetterPreview
from zooapp import effects
from zooapp.documents import deed, letters
from zooapp.documents.deed import Gift
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Level, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import LANGUAGES, N_, _
from zooapp.lists import picks
from zooapp.models import Institution, Transaction
from zooapp.values.money import Money

DEED: Final = "deed"
TONGUES: Final = tuple(LANGUAGES.items())


class DeedForm(AnimalForm):
    """Asks for what the deed says beyond the books; nothing is written into them."""

    @classmethod
    def heading(cls) -> str:
        return _("Deed of gift")

    @classmethod
    def hint(cls) -> str:
        return _("A paper for both to sign. The books change under “Leaves…” or “Ownership…”.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        owners = [hands.owner_id for hands in effects.books(session, ids, session.info["today"])]
        options = picks.options(session, "institutions")
        tongues = {one.id: letters.language_for(session.get_one(Institution, one.id)) for one in options}
        return {"institutions": options, "owners": owners, "tongues": tongues}

    def build(self) -> None:
        known = fields_of(Transaction)
        specs = [
            asked("donor_id", N_("Donor"), int, pick="institutions"),
            asked("donee_id", N_("Donee"), int, pick="institutions"),
            asked("on", N_("Ownership passes on"), known["on"].type),
            asked("worth", N_("Value"), Money, N_("As 1200.00 EUR"), required=False),
            asked("language", N_("Language"), str, N_("Empty: that of the donee"), choices=TONGUES, required=False),
            asked("note", N_("Note"), str, lines=2, required=False),
        ]
        owners = self.found["owners"]
        start = {"donor_id": owners[0] if owners else None, "on": self.today()}
        self.add_fields(specs, start, options=self.found)

    def act_words(self) -> str:
        return _("Show the deed")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if values["donor_id"] == values["donee_id"]:
            return [Problem("donee_id", _("Donor and donee are the same."))]
        return []

    def save(self, *_args: object) -> None:
        """Show the deed; it is printed or saved from there."""
        values, wrong = self.values()
        wrong = wrong or [problem for problem in self.look(values) if problem.level is Level.ERROR]
        self.show_problems(wrong)
        if wrong:
            return
        animals, parent = [row.id for row in self.rows], self.parentWidget()
        language = values["language"] or self.found["tongues"].get(values["donee_id"], "en")

        def gather(session: Any, _paper: str, code: str, now: Printing) -> dict[str, Any]:
            parties = (values["donor_id"], values["donee_id"])
            gift = Gift(*parties, animals, values["on"], values["worth"], code, values["note"] or "")
            return deed.gather(session, gift, now)

        shown = LetterPreview(self.desk, _("Deed of gift"), {DEED: _("Deed of gift")}, gather, parent)
        self.accept()
        shown.open()
        shown.begin(DEED, language)
