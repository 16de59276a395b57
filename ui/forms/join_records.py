"""Two records of one animal become one: both side by side, where they differ, and whose word is kept (R24, G13)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.forms.acting import AnimalForm, Facts, open_for
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.errors import Problem
from zooapp.fields import asked
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import joining, mark_picks
from zooapp.lists.joining import Compared
from zooapp.services import merges
from zooapp.work import Work

MINE: Final = "mine"
THEIRS: Final = "theirs"


class JoinRecordsForm(AnimalForm):
    """Of one marked record it asks for the other first; of two it shows both."""

    @classmethod
    def heading(cls) -> str:
        return _("Two records of one animal")

    @classmethod
    def hint(cls) -> str:
        return _("The older record is kept and stands for the other, which stays readable. Undo parts them again.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        if len(ids) == 1:
            return {"others": mark_picks.same_kind(session, ids[0])}
        return {"compared": joining.compare(session, ids[0], ids[1], session.info["today"])}

    @property
    def compared(self) -> Compared | None:
        """Both records, once they are known."""
        found: Compared | None = self.found.get("compared")
        return found

    def build(self) -> None:
        compared = self.compared
        if compared is None:
            hint = N_("Single animals of the same taxon, also those that left")
            other = asked("drop_id", N_("The other record"), int, hint, pick="others", lines=2)
            self.add_fields([other], {}, options=self.found)
            return
        self.column.insertWidget(self.column.count() - 1, SideBySide(compared))
        specs = [self._choice(name, pair) for name, pair in compared.fields.items()]
        if specs:
            start = {name: MINE if mine is not None else THEIRS for name, (mine, _two) in compared.fields.items()}
            self.add_fields(specs, start, _("Whose word is kept"))

    def _choice(self, name: str, pair: tuple[Any, Any]) -> Any:
        assert self.compared is not None
        sides = zip((MINE, THEIRS), pair, self.compared.called, strict=True)
        choices = [(side, f"{who}: {joining.words_of(value)[:60]}") for side, value, who in sides]
        return asked(name, joining.label_of(name), str, choices=choices)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Without a field for the other record what is said of it stands on top."""
        super().show_problems([Problem("", p.text, p.level) if p.field not in self.boxes else p for p in problems])

    def act_words(self) -> str:
        return _("Join the records") if self.found_both() else _("Compare")

    def found_both(self) -> bool:
        """Whether both records are known."""
        return "compared" in getattr(self, "found", {})

    def save(self, *args: object) -> None:
        """With one record: read the other and show both. With both: join them."""
        if self.found_both():
            super().save(*args)
            return
        values, wrong = self.values()
        self.show_problems(wrong)
        if not wrong:
            parent = self.parent()
            assert isinstance(parent, QWidget)
            open_for(self.desk, JoinRecordsForm, [self.animal, values["drop_id"]], parent)
            self.accept()

    def look(self, _values: Mapping[str, Any]) -> Sequence[Problem]:
        return self.compared.problems if self.compared is not None else ()

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        compared = self.compared
        assert compared is not None
        taken = {name: theirs for name, (_mine, theirs) in compared.fields.items() if values[name] == THEIRS}
        keep, drop, version = compared.keep, compared.drop, compared.version
        return lambda work: merges.join_records(work, keep, drop, version, taken)

    def done_words(self, _result: Any) -> str:
        assert self.compared is not None
        kept, dropped = self.compared.called
        return _("{kept} stands for {dropped} from now on.").format(kept=kept, dropped=dropped)


class SideBySide(Card):
    """What both records say, line by line; a mark stands before each line where they differ."""

    def __init__(self, compared: Compared) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        for column, words in ((2, _("Stands for both")), (3, _("Stands under it from now on"))):
            grid.addWidget(lab(words, "label", "text2", wrap=True), 0, column)
        said = []
        for row, pair in enumerate(compared.pairs, 1):
            if pair.differs:
                grid.addWidget(Icon("arrows-exchange", "due", 14), row, 0)
                said.append(f"{pair.label}: {pair.mine or '—'}, {pair.theirs or '—'}")
            grid.addWidget(lab(pair.label, "small", "text2"), row, 1)
            look = "strong" if pair.differs else "body"
            for column, value in ((2, pair.mine), (3, pair.theirs)):
                grid.addWidget(lab(value or "—", look, wrap=True), row, column)
        told = ngettext("{n} act goes over.", "{n} acts go over.", compared.over).format(n=compared.over)
        if compared.back:
            n = compared.back
            twice = ngettext("{n} act, told by both, is taken back.", "{n} acts, told by both, are taken back.", n)
            twice = twice.format(n=n)
            told = f"{told} {twice}" if compared.over else twice
        foot = boxed(hbox(Icon("history", "text2", 16), (lab(told, "small", "text2", wrap=True), 1), gap=8))
        whole = vbox(gap=10, margins=(16, 12, 16, 14))
        whole.addLayout(grid)
        whole.addWidget(foot)
        super().__init__(whole)
        self.setAccessibleName(". ".join([*said, told]))
