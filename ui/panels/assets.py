"""Assets: which animals stand in the books at which value, their acts with the papers, and the yearly stock-taking."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.forms.asset import AssetForm, StockTakingForm
from ui.forms.recording import open_record
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.sheet_preview import open_sheet
from ui.widgets.button import button, explain
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import N_, _, day
from zooapp.lists import asset_acts, assets
from zooapp.lists.asset_acts import ActLine, AssetFacts
from zooapp.lists.spec import ThumbCell
from zooapp.permission import Permission
from zooapp.reports import asset_act
from zooapp.services import assets as acts


class AssetCard(FactCard):
    """One asset: the animal, what it stands for, and each act with its paper."""

    def read(self, session: Any, record: int) -> AssetFacts | None:
        return asset_acts.read(session, record, self.today())

    def today(self) -> Any:
        """The zoo's day."""
        assert self.desk.database is not None
        return self.desk.database.clock.today()

    def fill(self, facts: AssetFacts) -> None:
        cells = facts.animal
        thumb = cells.get("thumb")
        art = thumb.art if isinstance(thumb, ThumbCell) else ""
        title = " · ".join(part for part in (cells.get("local_id"), cells.get("name")) if part)
        self.head(facts.number, f"{title}\n{cells.get('taxon', '')}", lead=Thumbnail(title, art, 44))
        if isinstance(cells.get("mfu"), tuple):
            self.put(boxed(hbox(Mfu(cells["mfu"]), None)))
        go = button(_("Open the animal"), "paw")
        go.clicked.connect(lambda _on: self.desk.go.emit("animals", facts.animal_id))
        edit = self.act(_("E&dit…"), "pencil", Permission.CORRECT, lambda: self.open(AssetForm))
        off = self.act(
            _("&Write off…"), "file-x", Permission.DISPOSE, lambda: self.desk.go.emit("write_off", [facts.animal_id])
        )
        self.acts(edit, off, go)
        self.pairs((_("Book value"), facts.worth), (_("In the books since"), day(facts.since)), (_("Note"), facts.note))
        self.section(_("Acts of the commission"), *(self._act_row(act) for act in facts.acts))

    def _act_row(self, act: ActLine) -> QWidget:
        paper = button(_("Paper…"), kind="link")
        paper.setAccessibleName(_("Paper of {act}").format(act=act.words))
        paper.clicked.connect(lambda _on: open_sheet(self.desk, partial(asset_act.sheet, act_id=act.id), self))
        void = self.link(
            _("Take back"), _("Take back {act}").format(act=act.words), Permission.CORRECT, lambda: self._void(act)
        )
        words = vbox(lab(act.words, "strong", wrap=True), lab(day(act.on), "small", "text2"), gap=1)
        row = boxed(hbox((words, 1), paper, *([void] if void else []), gap=8))
        note = [lab(act.note, "small", "text2", wrap=True)] if act.note else []
        return boxed(vbox(row, *note, gap=2))

    def _void(self, act: ActLine) -> None:
        self.desk.act(
            _("Take back {act}").format(act=act.words),
            lambda work: acts.void_act(work, act.id),
            lambda _none: self.desk.tell(_("The act is taken back."), undo=lambda: self.desk.go.emit("undo", None)),
        )


class AssetsPage(RecordPage):
    """Find an asset; count all of them once a year."""

    kinds = frozenset({"asset", "asset_act", "asset_line", "transaction", "animal", "identifier", "name", "taxon"})
    form = AssetForm
    first = N_("Mark animals in their list: “Take into the books…”.")
    permission = Permission.CORRECT

    def __init__(self, desk: Desk) -> None:
        count = button(_("Stock-&taking…"), "clipboard-check", "primary")
        super().__init__(desk, assets.LIST, AssetCard(desk), [count])
        count.clicked.connect(lambda _on: open_record(desk, StockTakingForm, 0, self, self._taken))
        explain(count, lacking(desk, Permission.DETERMINE))

    def selected_ids(self) -> Sequence[int]:
        """The animals of the assets that are marked."""
        rows = (self.table.paged.row(self.table.paged.number_of(one)) for one in self.table.selected_ids())
        return list(dict.fromkeys(row.cells["about"] for row in rows if row is not None))

    def _taken(self, form: StockTakingForm) -> None:
        form.saved.connect(lambda act: open_sheet(self.desk, partial(asset_act.sheet, act_id=act), self))
