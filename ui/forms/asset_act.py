"""Acts of a commission about animals as assets (R115): taken over, transferred, written off; one act for all marked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.acting import AnimalForm, Facts
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import asset_acts, picks
from zooapp.models import Asset, AssetAct
from zooapp.services import assets
from zooapp.services.assets import Commission, NewAsset
from zooapp.work import Work

SIGNED = ("chair", "members")


def act_fields(*more: str) -> list[FieldSpec]:
    """The fields of an act: its number and day, what this kind asks for, and who signs."""
    known = fields_of(AssetAct)
    return [known[name] for name in ("number", "on", *more, *SIGNED)]


def commission(values: Mapping[str, Any]) -> Commission:
    """The act as it was filled in."""
    names = ("number", "on", "partner_id", "reason", *SIGNED)
    return Commission(**{name: values[name] for name in names if values.get(name) is not None})


class TakeOverForm(AnimalForm):
    """Animals come into the books: an inventory number each, and what one is worth."""

    @classmethod
    def heading(cls) -> str:
        return _("Take into the books")

    @classmethod
    def hint(cls) -> str:
        return _("One act of take-over for all that are marked. Its paper is under Assets.")

    @classmethod
    def read(cls, session: Any, _ids: Sequence[int]) -> Facts:
        return {"institutions": picks.options(session, "institutions"), "last": asset_acts.last_commission(session)}

    def build(self) -> None:
        many = len(self.rows) > 1
        hint = N_("One a line, in the order of the animals above") if many else ""
        worth = fields_of(Asset)["worth"]
        label = N_("Inventory numbers") if many else N_("Inventory number")
        fields = [
            asked("numbers", label, str, hint, lines=3 if many else 1),
            asked("worth", N_("Book value of each") if many else worth.field.label, worth.type, worth.field.hint),
        ]
        self.add_fields(fields, {})
        start = {"on": self.today(), **self.found["last"]}
        self.add_fields(act_fields("partner_id", "reason"), start, _("Act of the commission"), options=self.found)

    def numbers(self, values: Mapping[str, Any]) -> list[str]:
        """The inventory numbers, without empty lines."""
        return [line for text in values["numbers"].splitlines() if (line := text.strip())]

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        n, there = len(self.numbers(values)), len(self.rows)
        if n == there:
            return []
        words = ngettext("{n} number for {there} records.", "{n} numbers for {there} records.", n)
        return [Problem("numbers", words.format(n=n, there=there))]

    def place_of(self, field: str) -> str:
        return "numbers" if field.startswith("assets.") else super().place_of(field)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        pairs = zip(self.rows, self.numbers(values), strict=True)
        new = [NewAsset(row.id, number, values["worth"]) for row, number in pairs]
        act = commission(values)
        return lambda work: assets.take_over(work, new, act)


class WriteOffForm(AnimalForm):
    """They stand in the books no more: why, and who says so."""

    more: tuple[str, ...] = ("reason",)

    @classmethod
    def heading(cls) -> str:
        return _("Write off")

    @classmethod
    def hint(cls) -> str:
        return _("One act for all that are marked and stand in the books.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        facts = {"institutions": picks.options(session, "institutions"), "last": asset_acts.last_commission(session)}
        return {**facts, "assets": assets.in_books(session, session.info["today"], animals=ids)}

    def build(self) -> None:
        start = {"on": self.today(), **self.found["last"]}
        books = [f"{asset.number}: {asset.worth.show()}" for asset in self.found["assets"]]
        self.add_fields(act_fields(*self.more), start, ", ".join(books)[:200], options=self.found)

    def look(self, _values: Mapping[str, Any]) -> list[Problem]:
        return [] if self.found["assets"] else [Problem("", _("None of them stands in the books."))]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        keys, act = [asset.id for asset in self.found["assets"]], commission(values)
        return lambda work: self.end(work, keys, act)

    def end(self, work: Work, keys: Sequence[int], act: Commission) -> int:
        """Write the act."""
        return assets.write_off(work, keys, act)

    def done_words(self, _result: Any) -> str:
        n = len(self.found["assets"])
        return ngettext("{n} asset left the books.", "{n} assets left the books.", n).format(n=n)


class AssetTransferForm(WriteOffForm):
    """Other books take them over; the animals themselves leave by an act of their own."""

    more = ("partner_id", "reason")

    @classmethod
    def heading(cls) -> str:
        return _("Transfer to other books")

    def end(self, work: Work, keys: Sequence[int], act: Commission) -> int:
        return assets.transfer(work, keys, act)
