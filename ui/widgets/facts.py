"""Facts of a card: a label and its value, line by line; and what happened, newest first."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import boxed, hbox, vbox


class Facts(QWidget):
    """Two columns: what, and how it is. An empty value leaves its line out."""

    def __init__(self, facts: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        shown = [(what, how) for what, how in facts if how]
        for number, (what, how) in enumerate(shown):
            name = lab(what, "small", "text2")
            name.setMinimumWidth(theme.px(84))
            value = lab(how, "body", wrap=True)
            value.setAccessibleName(f"{what}: {how}")
            grid.addWidget(name, number, 0)
            grid.addWidget(value, number, 1)
        self.setLayout(grid)
        if not shown:
            self.hide()


class Story(QWidget):
    """Lines of a history: icon, words, detail and who, the day at the right; `ways` stand behind some, by number."""

    def __init__(self, lines: Sequence[tuple[str, str, str, str]], ways: Mapping[int, QWidget] | None = None) -> None:
        super().__init__()
        rows: list[QWidget] = []
        for number, (icon, words, detail, on) in enumerate(lines):
            head = hbox((elided(words, "body"), 1), lab(on, "small", "text3"), gap=8)
            text = vbox(head, *([elided(detail, "small", "text3")] if detail else []), gap=1)
            way = [ways[number]] if ways and number in ways else []
            row = boxed(hbox(Icon(icon, "text2", 16), (text, 1), *way, gap=10))
            row.setAccessibleName(f"{on}: {words}. {detail}")
            rows.append(row)
        self.setLayout(vbox(*rows, gap=8))
