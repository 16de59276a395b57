"""A form of an act that shows what it will change: how many, held and owned by whom, before and after."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.form import Form
from ui.forms import questions
from ui.forms.acting import AnimalForm, Facts
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp import effects
from zooapp.effects import Change, Effect
from zooapp.fields import FieldSpec
from zooapp.i18n import N_, _
from zooapp.lists import act_picks
from zooapp.lists.act_picks import Here

PAUSE: Final = 150  # milliseconds after the last letter


class Previewing(Form):
    """A form with a "before and after" below its fields: of an act, as far as it is filled."""

    after: "BeforeAfter"

    def change(self, values: Mapping[str, Any]) -> Change | None:
        """What the act does to the books, as far as it is filled."""
        raise NotImplementedError

    def touched(self, _values: Mapping[str, Any]) -> list[int]:
        """The records whose counts are shown."""
        return []

    def foresee(self) -> None:
        """Put the card below the fields that stand, and look for the first time."""
        self.after = BeforeAfter()
        self.column.insertWidget(self.column.count() - 1, self.after)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look_ahead)
        self._timer.start()

    def look_ahead(self) -> None:
        """Show what the act would change as it is filled; without a day there is nothing to say."""
        values, _wrong = self.values()
        on, change = values.get("on"), self.change(values)
        if not isinstance(on, dt.date) or change is None:
            self.after.show_effect(None)
            return
        animals = self.touched(values)

        def looked(found: Effect | None) -> None:
            self.after.show_effect(found)
            QTimer.singleShot(0, self, self.fit)

        self.desk.ask(lambda session: effects.preview(session, animals, on, change), looked, self)

    def _edited(self, path: str) -> None:
        super()._edited(path)
        self._timer.start()


class ActForm(Previewing, AnimalForm):
    """The base of forms about animals that show what they change."""

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        here = act_picks.standing(session, ids, session.info["today"])
        return {"here": here, "ids": list(ids), **questions.kind_of(session, ids)}

    @property
    def here(self) -> Here:
        """Whose hands the animals are in."""
        found: Here = self.found["here"]
        return found

    def ask_fields(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def touched(self, _values: Mapping[str, Any]) -> list[int]:
        return [row.id for row in self.rows]

    def partly(self) -> bool:
        """Whether a part can go alone."""
        return len(self.rows) == 1 and bool(self.found["group"])

    def how_many(self) -> list[FieldSpec]:
        """How many of a group: all when it is left empty."""
        return [questions.how_many(N_("Empty: all of them."), required=False)] if self.partly() else []

    def build(self) -> None:
        self.ask_fields()
        self.foresee()


class BeforeAfter(Card):
    """The lines of the books before the act and after it; hidden while that cannot be said."""

    def __init__(self) -> None:
        self._before, self._after = vbox(gap=2), vbox(gap=2)
        row = hbox((boxed(self._before), 1), Icon("arrow-right", "text2", 18), (boxed(self._after), 1), gap=12)
        super().__init__(vbox(row, gap=0, margins=(16, 12, 16, 14)))
        self.effect: Effect | None = None
        self.hide()

    def show_effect(self, effect: Effect | None) -> None:
        """Show what changes, or nothing."""
        self.effect = effect
        self.setVisible(effect is not None)
        if effect is None:
            return
        more = f" · {effect.difference:+}".replace("-", "−") if effect.difference else ""
        sides = ((self._before, _("Before"), effect.before), (self._after, _("After") + more, effect.after))
        for column, title, lines in sides:
            while (item := column.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.deleteLater()
            words: list[QWidget] = [lab(title, "label"), *(lab(line, "body", wrap=True) for line in lines)]
            for word in words:
                column.addWidget(word)
            column.addStretch(1)
        self.setAccessibleName(". ".join(f"{title}: {'; '.join(lines)}" for _side, title, lines in sides))
