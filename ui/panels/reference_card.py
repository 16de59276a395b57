"""A card of facts beside a list: read anew for each record, built of parts, with buttons that say why they are off."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui import theme
from ui.desk import Desk
from ui.forms.confirmation import ConfirmationForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.role import RIGHTS
from ui.listing import RecordCard
from ui.widgets.button import Reason, button, explain
from ui.widgets.card import Line
from ui.widgets.head import ActionBar
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import Item, boxed, hbox, vbox
from zooapp.i18n import _
from zooapp.lists.sureness import NameLine, Sureness
from zooapp.permission import Permission
from zooapp.services.confirmations import Fact


class FactCard(RecordCard):
    """The base: `read` runs on the records lane, `fill` builds what it found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.column = vbox(gap=10, margins=(16, 14, 16, 16))
        self.setLayout(self.column)
        self.facts: Any = None

    def read(self, session: Any, record: int) -> Any:
        """What is shown of a record; None where it is gone."""
        raise NotImplementedError

    def fill(self, facts: Any) -> None:
        """Build the card of this."""
        raise NotImplementedError

    def show_record(self, record: int) -> None:
        super().show_record(record)
        if record:
            self.desk.ask(lambda s: self.read(s, record), lambda facts: self._show(record, facts), self)
        else:
            self._show(0, None)

    def _show(self, record: int, facts: Any) -> None:
        if record != self.record:
            return
        focus = self._focused()
        self._clear()
        self.facts = facts
        if facts is not None:
            self.fill(facts)
            self.column.addStretch(1)
        if focus:
            again = [each for each in self.findChildren(QPushButton) if each.accessibleName() == focus]
            (again[0] if again else self).setFocus()

    def _focused(self) -> str:
        """The button of this card that has the focus, by its name."""
        focus: QWidget | None = QApplication.focusWidget()
        return focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""

    def _clear(self) -> None:
        old = [each for each in self.children() if isinstance(each, QWidget) and not each.isWindow()]  # forms stay
        while self.column.takeAt(0) is not None:
            pass
        for widget in old:
            widget.hide()
            widget.deleteLater()

    # parts

    def put(self, *items: Item) -> None:
        """Put parts at the end of the card."""
        for item in items:
            self.column.addWidget(boxed(hbox(item, gap=0)) if not isinstance(item, QWidget) else item)

    def head(self, title: str, second: str = "", chips: Iterable[QWidget] = (), lead: QWidget | None = None) -> None:
        """Who it is: picture, title, second line, chips."""
        below = [lab(second, "body", "text2", wrap=True)] if second else []
        words = vbox(lab(title, "title", wrap=True), *below, gap=2)
        self.put(boxed(hbox(*([lead] if lead is not None else []), (words, 1), gap=10)))
        if row := list(chips):
            self.put(boxed(hbox(*row, None, gap=6)))

    def section(self, title: str, *items: Item) -> None:
        """A title with what belongs under it."""
        self.put(Line(), boxed(vbox(lab(title, "card"), *items, gap=6)))

    def pairs(self, *pairs: tuple[str, str]) -> None:
        """Labels with their values; an empty value is a dash."""
        for label, value in pairs:
            said = lab(value or "—", "body", "text" if value else "text3", wrap=True)
            name = lab(label, "small", "text2", wrap=True)
            name.setFixedWidth(theme.px(110))
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self.put(boxed(hbox(name, (said, 1), gap=8)))

    def acts(self, *acts: QPushButton) -> None:
        """The buttons of the card, and below them why some of them are off."""
        reasons = dict.fromkeys(each.accessibleDescription() for each in acts if not each.isEnabled())
        self.put(ActionBar(*acts), *(Reason(words, "lock", "text2") for words in reasons))

    def act(
        self, words: str, icon: str, permission: Permission, do: Callable[[], object], reason: str = ""
    ) -> QPushButton:
        """A button that is off, with the reason, for who may not."""
        made = button(words, icon)
        made.clicked.connect(lambda _on: do())
        explain(made, lacking(self.desk, permission) or reason)
        return made

    def link(self, words: str, name: str, permission: Permission, do: Callable[[], object]) -> QPushButton | None:
        """A quiet button within a row; none for who may not."""
        if not self.desk.may(permission):
            return None
        made = button(words, kind="link")
        made.setAccessibleName(name)
        made.clicked.connect(lambda _on: do())
        return made

    def open(self, form: type[RecordForm], record: int = 0) -> None:
        """Open a form about a record, by default the one that is shown."""
        open_record(self.desk, form, record or self.record, self)

    def confirm(self, fact: Fact, words: str) -> None:
        """Ask for the source of a fact."""
        ConfirmationForm(self.desk, fact, words, self).open()

    def sure_row(self, sure: Sureness, fact: Fact, words: str) -> QWidget:
        """How sure a fact is, and the way to confirm it."""
        link = None
        if not sure.verified:
            name = _("Confirm: {fact}").format(fact=words)
            right = Permission.EDIT_PROTOCOLS if fact[0] == "protocol" else Permission.CONFIRM_FACT
            link = self.link(_("Confirm…"), name, right, lambda: self.confirm(fact, words))
        return boxed(hbox((sure_line(sure), 1), *([link] if link is not None else []), gap=6))

    def names(self, lines: Iterable[NameLine], edit: QPushButton | None = None) -> None:
        """The names in each language, each with how sure it is."""
        rows: list[Item] = []
        for line in lines:
            short = f" ({line.short})" if line.short else ""
            text = lab(f"{line.text}{short}" if line.text else "—", "body", "text" if line.text else "text3", wrap=True)
            language = elided(line.language, "small", "text2")
            language.setFixedWidth(theme.px(110))
            language.setAlignment(Qt.AlignmentFlag.AlignTop)
            rows.append(boxed(hbox(language, (text, 1), gap=8)))
            if line.id:
                rows.append(self.sure_row(line.sure, ("name", line.id), f"{line.text} ({line.language})"))
        self.section(_("Names"), *rows, *([boxed(hbox(edit, None))] if edit is not None else []))


def sure_line(sure: Sureness) -> QWidget:
    """An icon and words: confirmed by whom, or not verified."""
    icon, colour = ("circle-check", "ok") if sure.verified else ("circle-dashed", "text2")
    return boxed(hbox(Icon(icon, colour), (lab(sure.words, "small", colour, wrap=True), 1), gap=6))


def lacking(desk: Desk, permission: Permission) -> str:
    """Why the person at the desk may not; "" for who may."""
    words = _("Your role has no right for this: {right}.")
    return "" if desk.may(permission) else words.format(right=_(RIGHTS[permission]))
