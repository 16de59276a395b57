"""Release from quarantine: what still blocks, where they go, and a veterinarian's signature."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ui.blocking import Way, blocker_row
from ui.forms import questions
from ui.forms.acting import Facts
from ui.forms.signing import SignedForm
from ui.widgets.button import explain
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp import settings
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, day, ngettext
from zooapp.lists import picks, testing
from zooapp.lists.testing import Batch
from zooapp.models import AnimalKind, ImposedBy, Stay
from zooapp.services import groups, keys, release_papers, releases
from zooapp.work import Work


class ReleaseForm(SignedForm):
    """The checklist on top; the button says how many go. The gate is asked once more in the work itself."""

    @classmethod
    def heading(cls) -> str:
        return _("Release from quarantine")

    @classmethod
    def hint(cls) -> str:
        return _("Whoever signs here decides. A death, a positive or a newcomer meanwhile stops it.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = testing.open_batch(session, ids, session.info["today"])
        uid = settings.value(session, "collection_uid")
        places = picks.options(session, "enclosures")
        return {"batch": found, "places": places, "uid": uid, **questions.kind_of(session, ids)}

    def build(self) -> None:
        found: Batch = self.found["batch"]
        self.column.insertWidget(self.column.count() - 1, self._checklist(found))
        where = fields_of(Stay)["enclosure_id"]
        specs = [where, questions.on_day(), self.password_field()]
        if len(self.rows) == 1 and self.found["group"]:
            hint = N_("Empty: all of them. A part becomes a group of its own.")
            part = [questions.how_many(hint, required=False)]
            part.append(asked("marks", N_("Their marks"), str, N_("As A001-A010"), required=False, longest=1000))
            specs[2:2] = part
        start: dict[str, Any] = {"on": self.today()}
        if keys.workstation_file(self.desk.home, self.found["uid"]).is_file():  # else nothing can be sealed here
            specs.append(asked("conditions", N_("Conditions"), str, N_("As: watch 14 days"), lines=2, required=False))
            specs.append(asked("certificate", N_("Issue the release certificate"), bool, required=False))
            start["certificate"] = True
        self.add_fields(specs, start, options={"enclosures": self.found["places"]})
        blocked = _("Blocked: {n} reasons above.").format(n=len(found.blockers)) if found.blockers else ""
        explain(self.save_button, blocked, self.reason)

    def act_words(self) -> str:
        total = sum(questions.count_of(row).total for row in getattr(self, "rows", []))
        words = ngettext("Sign and release {n}", "Sign and release {n}", total)
        return words.format(n=total) if total else _("Release")

    def why(self) -> str:
        return _("Release from quarantine")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        sign, home = self._signing(values), self.desk.home
        wanted, conditions = bool(values.get("certificate")), values.get("conditions") or ""

        def sign_and_issue(work: Work) -> str:
            animals = sign(work)
            if not wanted:
                return ""
            return release_papers.certify(work, animals, conditions, keys.sealing_key(work.session, home)).number

        return sign_and_issue

    def _signing(self, values: Mapping[str, Any]) -> Callable[[Work], list[int]]:
        """What releases; gives the animals that are free."""
        found, place, on = self.found["batch"], values["enclosure_id"], values["on"]
        cases = [*found.case_ids, *found.state_cases]
        if (count := values.get("count")) is not None:
            part = groups.Part(count, AnimalKind.GROUP, values.get("marks") or "")
            to: releases.To = {"enclosure_id": place, "on": on, "method": "password"}
            return lambda work: releases.release_part(work, cases[0], part, **to)
        animals = [row.id for row in self.rows]

        def release_all(work: Work) -> list[int]:
            releases.release(work, cases, place, on, "password")
            return animals

        return release_all

    def done_words(self, result: str) -> str:
        words = _("Released to {place}.").format(place=self.editors["enclosure_id"].text())
        return f"{words} {_('Certificate {number}.').format(number=result)}" if result else words

    def _leave_for(self, there: Callable[[], object]) -> None:
        """Go to what blocks; nothing is signed."""
        self.reject()
        there()

    def _checklist(self, found: Batch) -> Card:
        lines = []
        for clock in found.clocks:
            words = _("{animal}: {protocol}, day {n} of {days}, ends {day}")
            text = words.format(
                animal=clock.local_id, protocol=clock.protocol, n=clock.day, days=clock.days, day=day(clock.ends)
            )
            if clock.imposed_by is ImposedBy.STATE:
                order = _("State order {no} to {day}").format(no=clock.order_no or "—", day=day(clock.ends))
                text = f"{clock.local_id}: {order}"
            icon, kind = ("circle-check", "ok") if clock.day >= clock.days else ("hourglass", "quar")
            lines.append(boxed(hbox(Icon(icon, kind), (lab(text, "small", wrap=True), 1), gap=6)))
        required = [test for test in found.tests if test.required]
        met = sum(test.met for test in required)
        words = _("{n} of {of} tests met").format(n=met, of=len(required))
        lines.append(boxed(hbox(Icon("flask", "text2"), (lab(words, "small"), 1), gap=6)))
        cases = [*found.case_ids, *found.state_cases]
        way = Way(self.desk, [row.id for row in self.rows], cases, self.parentWidget() or self)
        for blocker in found.blockers:
            leads = way.leads(blocker)
            lines.append(blocker_row(blocker, leads and partial(self._leave_for, leads), "label"))
        if not found.blockers:
            words = _("Nothing blocks the release.")
            lines.append(boxed(hbox(Icon("circle-check", "ok"), (lab(words, "label", "ok"), 1), gap=6)))
        return Card(vbox(*lines, gap=5, margins=(14, 10, 14, 10)), "sunken")
