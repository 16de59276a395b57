"""One asset put right; and the yearly stock-taking, in which only what deviates is typed (R115)."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.asset_act import act_fields, commission
from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Invalid, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import asset_acts
from zooapp.models import Asset
from zooapp.services import assets
from zooapp.services.assets import Found
from zooapp.work import Work

FIELDS: Final = ("number", "worth", "note")
LINE: Final = re.compile(r"(.+?)\s*[=:]\s*([0-9]+)\s*(.*)")


class AssetForm(RecordForm):
    """Number, value and note; what left the books is an act."""

    draft_kind = "asset"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Asset {number}").format(number=facts["values"]["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        asset = session.get_one(Asset, record)
        return {"values": {name: getattr(asset, name) for name in FIELDS}, "version": asset.version}

    def build(self) -> None:
        known = fields_of(Asset)
        self.add_fields([known[name] for name in FIELDS], self.found["values"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: assets.amend(work, record, version, changed).id


class StockTakingForm(RecordForm):
    """What the commission counted: as expected, but for the lines that are typed."""

    draft_kind = "stock_taking"

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Stock-taking")

    @classmethod
    def hint(cls) -> str:
        return _("All that stands in the books on the day is counted as expected, but for what you type.")

    @classmethod
    def read(cls, session: Any, _record: int) -> Facts:
        records, animals = asset_acts.standing_in_books(session)
        return {"last": asset_acts.last_commission(session), "records": records, "animals": animals}

    def build(self) -> None:
        hint = N_("One a line, as INV-12 = 0 escaped")
        deviations = asked("deviations", N_("Found otherwise"), str, hint, lines=5, required=False)
        start = {"on": self.today(), **self.found["last"]}
        n = self.found["records"]
        words = ngettext("{n} record in the books, {m} animals", "{n} records in the books, {m} animals", n)
        self.add_fields([*act_fields(), deviations], start, words.format(n=n, m=self.found["animals"]))

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        wrong = [line for line in lines_of(values) if LINE.fullmatch(line) is None]
        words = _("“{line}”: write it as INV-12 = 0 escaped.")
        return [Problem("deviations", words.format(line=line[:30])) for line in wrong[:1]]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        act, typed = commission(values), [m for line in lines_of(values) if (m := LINE.fullmatch(line))]

        def save(work: Work) -> int:
            known = asset_acts.by_number(work.session, act.on)
            deviations = {}
            for line in typed:
                if line[1] not in known:
                    words = _("{number} is not in the books on that day.").format(number=line[1])
                    raise Invalid(Problem("deviations", words))
                deviations[known[line[1]]] = Found(int(line[2]), line[3] or None)
            return assets.take_stock(work, deviations, act)

        return save

    def done_words(self, _result: Any) -> str:
        n = len(lines_of(self.values()[0]))
        told = ngettext("{n} deviation.", "{n} deviations.", n).format(n=n)
        return _("The stock-taking is written down: {told}").format(told=told)


def lines_of(values: Mapping[str, Any]) -> list[str]:
    """What was typed, without empty lines."""
    return [line for text in (values.get("deviations") or "").splitlines() if (line := text.strip())]
