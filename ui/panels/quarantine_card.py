"""One batch on the quarantine board: who and where, the clock over the tests, and the release with its reasons."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui import painting, pictures, theme
from ui.animal_actions import PARTS
from ui.blocking import Way, blocker_row
from ui.desk import Desk
from ui.faces import clock_face
from ui.forms.test_rounds import TestDialog
from ui.quarantine_actions import QUARANTINE_ACTIONS
from ui.widgets.button import Reason, button, explain, icon_button
from ui.widgets.card import Card as Frame
from ui.widgets.card import Line
from ui.widgets.chip import Chip
from ui.widgets.clock import Clock
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from ui.widgets.requirement_cell import RequirementCell, RequirementRow
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import _, day, ngettext
from zooapp.models import Scope
from zooapp.permission import Permission
from zooapp.quarantine.board import Card, Cell
from zooapp.quarantine.rounds import State
from zooapp.quarantine.unit_states import WORDS, UnitState

IN_A_ROW: Final = 6
LARGE: Final = 115  # percent of zoom, above which fewer stand in a row
REASONS: Final = 5
FACES: Final = {State.PLANNED: "todo", State.SAMPLED: "lab"}


class BatchCard(Frame):
    """A card of the board; its left edge says how it stands, its words say why."""

    climbed = Signal(int, int)  # the keys leave the card from this column, up (-1) or down (1)

    def __init__(self, desk: Desk, card: Card) -> None:
        self.desk, self.card = desk, card
        self.key: tuple[int, str, int] = (card.unit_id, card.order, card.animals[0].animal_id if card.animals else 0)
        self.rows: list[RequirementRow] = []
        super().__init__(
            hbox(self._who(), (self._tests(), 1), Line(down=True), self._release(), gap=16, margins=(16, 12, 14, 12))
        )
        self.set_edge(self._standing())
        self.setAccessibleName(f"{self._title()}, {card.unit}")

    def take_focus(self) -> None:
        """The keys go to the first cell."""
        self.enter(0, 0)

    def enter(self, row: int, column: int) -> None:
        """The keys go to a cell; row -1 is the last."""
        if self.rows:
            self.rows[row].go(column)

    def _standing(self) -> str:
        states = {cell.state for cell in self.card.cells if cell.required}
        if State.POSITIVE in states:
            return "bad"
        if self.card.is_ready:
            return "ok"
        return "warn" if State.OVERDUE in states else "quar"

    def _title(self) -> str:
        names = list(dict.fromkeys(animal.taxon for animal in self.card.animals))
        return ", ".join(names)

    def _who(self) -> QWidget:
        card = self.card
        latin = " · ".join(dict.fromkeys(animal.scientific for animal in card.animals))
        ids = [animal.local_id for animal in card.animals]
        numbers = ids[0] if len(ids) == 1 else f"{ids[0]} … {ids[-1]}"
        since = ", ".join(day(on) for on in card.entered)
        art = painting.art_of([card.animals[0].scientific, card.order]) if card.animals else ""
        words = vbox(elided(self._title(), "card"), elided(latin, "latin_small", "text2"), gap=1)
        side = boxed(
            vbox(
                hbox(Thumbnail(self._title(), art, 44), (words, 1), gap=10),
                Mfu((card.count.m, card.count.f, card.count.u)),
                hbox(Chip(card.unit, "mute", "map-pin"), *self._closed(), None, gap=6),
                elided(numbers, "small", "text2"),
                elided(_("{order} · since {days}").format(order=card.order, days=since), "small", "text2"),
                None,
                gap=6,
            )
        )
        side.setFixedWidth(theme.px(212))
        pictures.of(self.desk)
        return side

    def _closed(self) -> list[QWidget]:
        """Of a unit that takes whole batches: whether this one is complete (R53)."""
        clock = self.card.clock
        if clock.scope is not Scope.BATCH:
            return []
        return [Chip(_(WORDS[UnitState.CLOSED if clock.day else UnitState.FILLING]), "quar")]

    def _tests(self) -> QWidget:
        card = self.card
        positive = next((cell.text for cell in card.cells if cell.state is State.POSITIVE and cell.required), "")
        clock = Clock(clock_face(card.clock, card.state, positive))
        wanted = [cell for cell in card.cells if cell.required or cell.state is not State.PLANNED]
        parts: list[QWidget] = [clock]
        many = IN_A_ROW if theme.px(100) <= LARGE else IN_A_ROW // 2
        parts += [self._row(wanted[start : start + many], many) for start in range(0, len(wanted), many)]
        if samples := list(dict.fromkeys(cell.sample for cell in wanted if cell.sample)):
            parts.append(elided(samples[0], "small", "text2"))
        if rules := card.clock.staff_rules:
            parts.append(elided(_("Staff: {rules}").format(rules=rules), "small", "text2"))
        for task in card.tasks:
            parts.append(boxed(hbox(Icon("alert-circle", "bad"), (lab(task, "small", "bad", wrap=True), 1), gap=6)))
        return boxed(vbox(*parts, None, gap=6))

    def _row(self, cells: Sequence[Cell], many: int) -> RequirementRow:
        made = [RequirementCell(cell.name, FACES.get(cell.state, cell.state.value), _short(cell)) for cell in cells]
        row = RequirementRow(made, many - len(made))
        row.opened.connect(lambda number, cells=tuple(cells): self._open(cells[number]))
        place = len(self.rows)
        row.climbed.connect(lambda column, by: self._climb(place, column, by))
        self.rows.append(row)
        return row

    def _climb(self, row: int, column: int, by: int) -> None:
        if 0 <= row + by < len(self.rows):
            self.enter(row + by, column)
        else:
            self.climbed.emit(column, by)

    def _open(self, cell: Cell) -> None:
        animals = [animal.animal_id for animal in self.card.animals]
        TestDialog(self.desk, cell.requirement_id, cell.case_ids, self.window(), animals).open()

    def _release(self) -> QWidget:
        card = self.card
        release = button(_("Release…"), "door-exit", "primary" if card.is_ready else "")
        may = self.desk.may(Permission.RELEASE)
        explain(release, "" if may else _("A veterinarian releases."))
        animals = [animal.animal_id for animal in card.animals]
        release.clicked.connect(lambda _checked: self.desk.go.emit("release", animals))
        release.setAccessibleName(_("Release {who}").format(who=self._title()))
        more = icon_button("dots", _("More for this batch"))
        more.setMenu(self._menu(more))
        lines: list[QWidget] = [boxed(hbox((release, 1), more, gap=6))]
        if not may:
            lines.append(Reason(release.accessibleDescription(), "lock", "text2"))
        if card.is_ready:
            ready = lab(_("Ready for release"), "label", "ok")
            lines.append(boxed(hbox(Icon("circle-check", "ok"), ready, None, gap=5)))
            if card.accepted_by:
                who = ", ".join(card.accepted_by)
                lines.append(lab(_("All results accepted by {who}").format(who=who), "small", "text2", wrap=True))
        else:
            lines.append(boxed(hbox(Icon("lock", "bad"), lab(_("Blocked"), "label", "bad"), None, gap=5)))
            way = Way(self.desk, animals, card.case_ids, self)
            lines += [blocker_row(blocker, way.leads(blocker)) for blocker in card.blockers[:REASONS]]
            if (rest := len(card.blockers) - REASONS) > 0:
                lines.append(lab(ngettext("and {n} more", "and {n} more", rest).format(n=rest), "small", "text2"))
        side = boxed(vbox(*lines, None, gap=5))
        side.setFixedWidth(theme.px(216))
        return side

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        animals = [animal.animal_id for animal in self.card.animals]
        for key, words, may, thing in (
            ("result", _("Enter result…"), Permission.QUARANTINE, animals),
            ("days", _("Set days…"), Permission.OVERRIDE_CLOCK, animals),
            ("edition", _("Change edition of the protocol…"), Permission.OVERRIDE_CLOCK, animals),
            ("state_paper", _("Release document of the state…"), Permission.QUARANTINE, animals),
        ):
            line = menu.addAction(words)
            line.setEnabled(self.desk.may(may))
            line.triggered.connect(lambda _on=False, key=key, thing=thing: self.desk.go.emit(key, thing))
        for part, made in {name: menu.addMenu(_(PARTS[name])) for name in ("quarantine", "quarantine_papers")}.items():
            for action in QUARANTINE_ACTIONS:
                if action.part == part and action.offered(self.desk):
                    line = made.addAction(_(action.text))
                    line.triggered.connect(lambda _on=False, key=action.key: self.desk.go.emit(key, animals))
        menu.addSeparator()
        for animal in self.card.animals[:12]:
            line = menu.addAction(f"{animal.local_id} · {animal.taxon}")
            line.triggered.connect(lambda _on=False, key=animal.animal_id: self.desk.go.emit("animals", key))
        return menu


def _short(cell: Cell) -> str:
    """What fits into a cell: how many have met it, the day, or the word of the state."""
    if cell.state in (State.PASSED, State.PARTLY) and cell.of > 1:
        return _("{n} of {of}").format(n=cell.met, of=cell.of)
    if cell.state in (State.DUE, State.PLANNED, State.PASSED) and cell.on is not None:
        return day(cell.on, "d MMM")
    return ""
