"""The parts: each says all its words to a reader, gives way to long names, and paints at any scale."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.painting import ChipFace
from ui.widgets.big_number import BigNumber
from ui.widgets.button import Button, Reason, Segments, button, filter_chip, icon_button
from ui.widgets.capacity import Capacity, Meter
from ui.widgets.card import Card, Line
from ui.widgets.chip import STATUS, Chip, status_chip, status_face
from ui.widgets.clock import Clock, ClockFace
from ui.widgets.empty import Empty, Nothing, Scene, Way
from ui.widgets.head import PageHead
from ui.widgets.label import Icon, elided, lab, set_tip
from ui.widgets.layout import vbox
from ui.widgets.mfu import Mfu
from ui.widgets.requirement_cell import STATES, RequirementCell
from ui.widgets.thumbnail import Banner, Thumbnail

pytestmark = [pytest.mark.qt_log_ignore("propagateSizeHints", extend=True), pytest.mark.usefixtures("look")]
BEAR = "silhouettes/bears"
RESTARTED = ClockFace(12, 30, 15, "", "release from 4 Jan", "Restarted 1× because bear 24-0013 entered Q1")


def photo() -> QPixmap:
    made = QPixmap(64, 40)
    made.fill(QColor("#336699"))
    return made


def with_photo() -> Thumbnail:
    made = Thumbnail("Buran", BEAR, 44)
    made.show_photo(photo())
    return made


def edged() -> Card:
    made = Card(vbox(lab("Inside")))
    made.set_edge("warn")
    return made


PARTS: dict[str, Callable[[], QWidget]] = {
    "label": lambda: lab("Taiga"),
    "elided": lambda: elided("Ursus arctos", "latin"),
    "icon": lambda: Icon("check", words="passed"),
    "button": lambda: button("&Save", "check", "primary"),
    "icon button": lambda: icon_button("dots", "More actions"),
    "filter": lambda: filter_chip("Status: living"),
    "reason": lambda: Reason("18 days left"),
    "segments": lambda: Segments("Density", {"dense": "Dense", "roomy": "Roomy"}, "dense"),
    "card": edged,
    "line": Line,
    **{f"chip {key}": partial(status_chip, key) for key in STATUS},
    "clock": lambda: Clock(RESTARTED),
    "clock positive": lambda: Clock(ClockFace(27, 30, kind="bad", right="stopped", note="Salmonella positive")),
    "clock free": lambda: Clock(ClockFace(31, 30, kind="ok", note="All met", icon="signature")),
    "clock of no days": lambda: Clock(ClockFace(0, 0)),
    **{f"cell {state}": partial(RequirementCell, "Faecal 1", state, "4/4") for state in STATES},
    "mfu": lambda: Mfu((18, 22, 0)),
    "capacity": lambda: Capacity(12, 60, 40),
    "capacity of none": lambda: Capacity(1, 0),
    "meter": lambda: Meter(0.62),
    "thumbnail": lambda: Thumbnail("Buran", BEAR),
    "photo": with_photo,
    "banner": lambda: Banner("Buran", BEAR),
    "number": lambda: BigNumber("2,961", "animals today", "digits", ("paw", "accent")),
    "scene": Scene,
    "empty": lambda: Empty("No animals yet", "Record what came.", [Way("book", "Look", "At it", button("Open"))]),
    "nothing": lambda: Nothing("No animal matches", "1 close name", button("Show Kedr")),
    "head": lambda: PageHead("Animals", "21 records", button("New arrival…", "plus", "primary")),
}


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


def spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def painted(widget: QWidget, scale: float) -> QImage:
    size = widget.sizeHint().expandedTo(QSize(40, 10))
    widget.resize(size)
    image = QImage(size * scale, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    widget.render(image, QPoint(0, 0))
    return image


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_paints_itself(qtbot: QtBot, qapp: QApplication, part: str, scheme: str, scale: float) -> None:
    theme.apply(qapp, scheme, "gloves" if scale == 2.0 else "dense")
    widget = PARTS[part]()
    qtbot.addWidget(widget)
    image = painted(widget, scale)
    assert any(image.constBits())


@pytest.mark.parametrize("part", sorted(set(PARTS) - {"line", "scene", "card", "reason"}))
def test_every_part_tells_a_reader_its_words(qtbot: QtBot, part: str) -> None:
    widget = PARTS[part]()
    qtbot.addWidget(widget)
    assert spoken(widget)
    assert "&" not in spoken(widget)


@pytest.mark.parametrize("part", PARTS)
def test_every_label_is_plain_text(qtbot: QtBot, part: str) -> None:
    widget = PARTS[part]()
    qtbot.addWidget(widget)
    labels = [*widget.findChildren(QLabel), *([widget] if isinstance(widget, QLabel) else [])]
    assert [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []


def test_a_name_that_looks_like_markup_stays_a_name(qtbot: QtBot) -> None:
    label = elided("<b>Masha</b>")
    qtbot.addWidget(label)
    assert label.text() == "<b>Masha</b>"
    set_tip(label, "<b>Masha</b>")
    assert label.toolTip() == "<span>&lt;b&gt;Masha&lt;/b&gt;</span>"


def test_a_long_name_ends_in_an_ellipsis_and_its_tooltip_tells_all(qtbot: QtBot) -> None:
    label = elided("Panthera tigris altaica")
    shown(qtbot, label)
    label.resize(60, 20)
    assert label.shown().endswith("…")
    assert label.toolTip() == "Panthera tigris altaica"
    label.resize(400, 20)
    assert (label.shown(), label.toolTip()) == ("Panthera tigris altaica", "")


def test_the_words_of_painted_parts_are_whole(qtbot: QtBot) -> None:
    said = {
        Mfu((0, 0, 40)): "0 male, 0 female, 40 unknown sex, total 40",
        RequirementCell("Faecal 3", "overdue", "2 days"): "Faecal 3: overdue, 2 days",
        RequirementCell("TB", "none"): "TB: not in this protocol",
        Capacity(25, 20): "25 of 20, 5 too many",
        Capacity(4, 4): "4 of 4, full",
        Capacity(12, 60, 40): "52 of 60, 40 of them coming",
        Clock(RESTARTED): "Day 12 of 30. release from 4 Jan. 15 days lost by a restart. "
        "Restarted 1× because bear 24-0013 entered Q1",
        status_chip("loan"): "On loan out",
        Meter(0.62): "62 percent",
    }
    for widget, words in said.items():
        qtbot.addWidget(widget)
        assert spoken(widget) == words


def test_R98_a_result_that_nobody_accepted_is_never_green() -> None:
    assert STATES["waiting"][1] not in ("ok", "accent")
    assert [state for state, (_word, kind, _icon) in STATES.items() if kind == "ok"] == ["passed", "substituted"]


def test_R98_the_word_is_positive() -> None:
    assert STATES["positive"][0] == "positive"
    assert not any("fail" in word for word, _kind, _icon in STATES.values())


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = [icon for _word, _kind, icon in STATES.values()]
    assert len(set(shapes)) == len(shapes)


def test_an_ampersand_that_is_a_word_stays_in_the_name(qtbot: QtBot) -> None:
    made = Button("Taxa && &institutions")
    qtbot.addWidget(made)
    assert spoken(made) == "Taxa & institutions"


def test_a_chip_gives_way_and_speaks_whole(qtbot: QtBot) -> None:
    chip = Chip("Q1 · Carnivore house, den 2", "mute", "map-pin")
    qtbot.addWidget(chip)
    assert chip.minimumSizeHint().width() < chip.sizeHint().width()
    assert chip.toolTip() == spoken(chip) == "Q1 · Carnivore house, den 2"
    assert status_face("died") == ChipFace("Died", "mute", "circle-x")
