"""A chip of the stock for an animal: put by before a permit, or implanted. And the stock itself: a lot comes in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.forms.acting import AnimalForm
from ui.forms.acting import Facts as Found
from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import mark_picks
from zooapp.models import Fate, Identifier, Transponder
from zooapp.models.transponder import FATES
from zooapp.services import transponders
from zooapp.services.transponders import Lot
from zooapp.values.marks import Transponder as Chip
from zooapp.work import Work

IMPLANTED: Final = "implanted"
PUT_BY: Final = "put_by"
HOW: Final = ((IMPLANTED, N_("It is implanted")), (PUT_BY, N_("It is put by for this animal")))


class ChipForm(AnimalForm):
    """Which chip, and whether it is in already."""

    @classmethod
    def heading(cls) -> str:
        return _("Transponder from stock")

    @classmethod
    def hint(cls) -> str:
        return _("A chip that is put by goes into no other animal.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Found:
        options, versions = mark_picks.chips(session, ids[0])
        return {"chips": options, "versions": versions}

    def build(self) -> None:
        mark = fields_of(Identifier)
        fields = [
            asked("chip_id", N_("Chip"), int, N_("Type or scan the number"), pick="chips", lines=2),
            asked("how", N_("What is done"), str, choices=HOW),
            asked("on", N_("On"), mark["since"].type),
            mark["place"],
        ]
        first = self.found["chips"][0].id if self.found["chips"] else None
        self.add_fields(fields, {"chip_id": first, "how": IMPLANTED, "on": self.today()}, options=self.found)

    def scanned(self, number: str) -> None:
        """A reader read this number."""
        self.fill("chip_id", number)

    def place_of(self, field: str) -> str:
        return "chip_id" if field in ("value", "animal_id", "state") else super().place_of(field)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animal, chip = self.animal, values["chip_id"]
        if values["how"] == PUT_BY:
            version = self.found["versions"][chip]
            return lambda work: transponders.assign(work, chip, version, animal)
        on, place = values["on"], values.get("place")
        return lambda work: transponders.implant(work, chip, animal, on, place)

    def done_words(self, _result: Any) -> str:
        return _("The chip belongs to {animal}.").format(animal=self.rows[0].cells.get("local_id", ""))


class ReceiveChipsForm(RecordForm):
    """A packet of chips: scan one after the other, or paste the list of the supplier."""

    draft_kind = "chips"

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Receive transponders")

    @classmethod
    def hint(cls) -> str:
        return _("Scan one after the other, or paste a list. Lines and commas part the numbers.")

    def build(self) -> None:
        known = fields_of(Transponder)
        numbers = asked("numbers", N_("Numbers"), str, N_("One a line"), lines=8)
        fields = [numbers, known["received_on"], known["lot"], known["supplier"]]
        self.add_fields(fields, {"received_on": self.today()})

    def scanned(self, number: str) -> None:
        """A reader read one more."""
        self.fill("numbers", "\n".join(part for part in (self.editors["numbers"].text().rstrip(), number) if part))

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        return [] if transponders.numbers_in(values["numbers"]) else [Problem("numbers", _("No number yet."))]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        numbers = transponders.numbers_in(values["numbers"])
        lot = Lot(values["received_on"], values.get("lot"), values.get("supplier"))
        return lambda work: transponders.receive(work, numbers, lot)

    def done_words(self, result: Any) -> str:
        n = len(result)
        return ngettext("{n} chip is in stock.", "{n} chips are in stock.", n).format(n=n)


class SpoiledChipForm(RecordForm):
    """A chip of the stock failed or got lost."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Chip {number}").format(number=facts["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        chip = session.get_one(Transponder, record)
        return {"number": Chip.parse(chip.number).show(), "version": chip.version}

    def build(self) -> None:
        fate = asked("fate", fields_of(Transponder)["fate"].field.label, Fate, choices=FATES)
        self.add_fields([fate], {"fate": Fate.FAILED})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, fate = self.record, self.found["version"], values["fate"]
        return lambda work: transponders.spoil(work, record, version, fate)
