"""The collection plan: what is wanted of each taxon, what is here, what is ours, and the difference."""

from typing import Any

from ui.desk import Desk
from ui.forms.plan_line import PlanLineForm
from ui.forms.recording import open_record
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.sheet_preview import open_sheet
from ui.widgets.button import button, explain
from ui.widgets.layout import boxed, hbox
from ui.widgets.mfu import Mfu
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import N_, _
from zooapp.lists import plan
from zooapp.lists.spec import Query, Row
from zooapp.permission import Permission
from zooapp.reports import plan as report
from zooapp.reports.spec import Asked
from zooapp.services import plans


class PlanCard(FactCard):
    """One line of the plan."""

    def read(self, session: Any, record: int) -> Row | None:
        assert self.desk.database is not None
        rows = plan.LIST.rows(session, Query(on=self.desk.database.clock.today()), [record])
        return rows[0] if rows else None

    def fill(self, facts: Row) -> None:
        cells = facts.cells
        taxon = cells["taxon"]
        lead = Thumbnail(str(taxon), cells["thumb"].art, 44)
        self.head(taxon.common or taxon.scientific, taxon.scientific if taxon.common else "", lead=lead)
        edit = self.act(_("E&dit…"), "pencil", Permission.EDIT_TAXA, lambda: self.open(PlanLineForm))
        void = self.act(_("Take &out"), "x", Permission.EDIT_TAXA, self._void)
        self.acts(edit, void)
        for words, key in ((_("Wanted"), "wanted"), (_("Here"), "present"), (_("Owned"), "owned")):
            self.section(words, boxed(hbox(Mfu(cells[key]), None)))
        difference = ".".join(f"{n:+}".replace("-", "−") if n else "0" for n in cells["difference"])
        self.pairs((_("Here less wanted"), difference), (_("By the end of"), str(cells["year"])))
        self.pairs((_("Note"), cells["note"]))

    def _void(self) -> None:
        record = self.record
        self.desk.act(
            _("Line of the collection plan taken out"),
            lambda work: plans.void(work, record),
            lambda _none: self.desk.tell(_("The line is taken out."), undo=lambda: self.desk.go.emit("undo", None)),
        )


class PlanPage(RecordPage):
    """All wishes; a new one, and the plan on paper."""

    kinds = frozenset({"plan_line", "transaction", "taxon", "name"})
    form = PlanLineForm
    first = N_("Write down how many of a taxon you want, and by when.")
    permission = Permission.EDIT_TAXA

    def __init__(self, desk: Desk) -> None:
        add = button(_("New &line…"), "plus", "primary")
        super().__init__(desk, plan.LIST, PlanCard(desk), [add])
        add.clicked.connect(lambda _on: open_record(desk, PlanLineForm, 0, self, self.follow))
        explain(add, lacking(desk, Permission.EDIT_TAXA))

    def print_shown(self) -> None:
        """The plan as a report: a table a year."""
        database = self.desk.database
        assert database is not None
        today = database.clock.today()
        open_sheet(self.desk, lambda session: report.sheet(session, Asked(today, today)), self)
