"""The parts under the hand: keys, presses, notices that undo, bars that give way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.big_number import BigNumber
from ui.widgets.button import Button, Reason, Segments, button, explain
from ui.widgets.chip import Chip, status_chip
from ui.widgets.choices import combo
from ui.widgets.head import ActionBar, PageHead
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.notice import MOST, Notices
from ui.widgets.requirement_cell import RequirementCell, RequirementRow

pytestmark = [pytest.mark.qt_log_ignore("propagateSizeHints", extend=True), pytest.mark.usefixtures("look")]


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_enter_and_space_press_a_button(qtbot: QtBot) -> None:
    act = button("Save")
    shown(qtbot, act)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(act.clicked):
            QTest.keyClick(act, key)


@pytest.mark.parametrize(("density", "presses"), [("gloves", 1), ("dense", 2)])
def test_a_wet_glove_presses_once(qtbot: QtBot, qapp: QApplication, density: str, presses: int) -> None:
    theme.apply(qapp, density=density)
    act = button("Done")
    shown(qtbot, act)
    pressed: list[bool] = []
    act.clicked.connect(lambda: pressed.append(True))
    for _ in range(2):
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    assert len(pressed) == presses


def test_a_cell_opens_by_enter_space_and_press(qtbot: QtBot) -> None:
    row = RequirementRow([RequirementCell("Faecal 1", "passed"), RequirementCell("Exam", "due")])
    shown(qtbot, row)
    opened: list[int] = []
    row.opened.connect(opened.append)
    QTest.keyClick(row.cells[1], Qt.Key.Key_Return)
    QTest.keyClick(row.cells[0], Qt.Key.Key_Space)
    QTest.mouseClick(row.cells[1], Qt.MouseButton.LeftButton)
    assert opened == [1, 0, 1]


def test_a_row_of_cells_is_one_stop_and_the_arrows_walk_it(qtbot: QtBot) -> None:
    cells = [RequirementCell(name, state) for name, state in (("A", "none"), ("B", "due"), ("C", "none"), ("D", "lab"))]
    row, after = RequirementRow(cells), QLineEdit()
    box = boxed(vbox(row, after))
    shown(qtbot, box)
    cells[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(cells[1], Qt.Key.Key_Right)
    assert cells[3].hasFocus()
    QTest.keyClick(cells[3], Qt.Key.Key_Home)
    assert cells[1].hasFocus()
    box.focusNextChild()
    assert after.hasFocus()


def test_a_disabled_button_says_why_in_three_places(qtbot: QtBot) -> None:
    release, beside = button("&Release…", "door-exit"), Reason()
    box = boxed(hbox(release, beside))
    shown(qtbot, box)
    explain(release, "18 days left on the clock", beside)
    assert not release.isEnabled()
    assert release.accessibleDescription() == release.toolTip() == "18 days left on the clock"
    assert beside.label.text() == "18 days left on the clock"
    assert beside.isVisible()
    assert spoken(release) == "Release…"
    explain(release, "", beside)
    assert release.isEnabled()
    assert not beside.isVisible()
    assert (release.accessibleDescription(), release.toolTip()) == ("", "")


def test_segments_choose_one_of_a_few(qtbot: QtBot) -> None:
    parts = Segments("Density", {"dense": "Dense", "roomy": "Roomy"}, "dense")
    shown(qtbot, parts)
    with qtbot.waitSignal(parts.chosen) as heard:
        QTest.mouseClick(parts.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert heard.args == ["roomy"]
    parts.choose("dense")
    assert parts.choice() == "dense"


def test_the_big_number_can_be_copied(qtbot: QtBot) -> None:
    number = BigNumber("2,961", "animals today")
    shown(qtbot, number)
    number.number.setSelection(0, 5)
    assert number.number.selectedText() == "2,961"


def host(qtbot: QtBot) -> tuple[QWidget, Notices]:
    area = QWidget()
    area.resize(800, 500)
    shown(qtbot, area)
    return area, Notices(area)


def test_a_notice_undoes_and_goes(qtbot: QtBot) -> None:
    _area, notices = host(qtbot)
    undone: list[bool] = []
    notice = notices.tell("40 ducks moved to Swan lake", undo=lambda: undone.append(True))
    undo = next(found for found in notice.findChildren(QPushButton) if found.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert notices.shown == []


def test_a_success_goes_by_itself_and_a_warning_stays(qtbot: QtBot) -> None:
    _area, notices = host(qtbot)
    notices.tell("Weighed Buran: 182 kg")
    stays = notices.tell("Dr Pak changed this record at 10:41", "warn")
    for notice in list(notices.shown):
        if notice.timer.isActive():
            notice.timer.timeout.emit()
    assert notices.shown == [stays]


def test_a_notice_that_has_the_focus_stays(qtbot: QtBot) -> None:
    _area, notices = host(qtbot)
    notice = notices.tell("Weighed Buran: 182 kg")
    notice.close_button.setFocus()
    notice.timer.timeout.emit()
    assert notices.shown == [notice]


def test_at_most_three_notices_stand_bottom_left_and_never_overlap(qtbot: QtBot) -> None:
    area, notices = host(qtbot)
    work = notices.progress("Importing 24,018 records")
    work.step(62, 100, "about 40 s left")
    for number in range(5):
        notices.tell(f"Act {number}")
    assert len(notices.shown) == MOST
    assert work in notices.shown
    area.resize(500, 400)
    rects = [notice.geometry() for notice in notices.shown]
    assert all(area.rect().contains(rect) and rect.left() == theme.px(16) for rect in rects)
    assert not any(one.intersects(other) for one in rects for other in rects if one is not other)
    assert spoken(work.meter) == "62 percent"


def test_the_last_actions_drop_into_a_menu_but_never_the_primary_one(qtbot: QtBot) -> None:
    pressed: list[str] = []

    def listen(made: Button) -> None:
        made.clicked.connect(lambda: pressed.append(made.text()))

    buttons = [button("Person log"), button("Door cards"), button("Enter result…", kind="primary")]
    for made in buttons:
        listen(made)
    box, bar = QWidget(), ActionBar(*buttons)
    bar.setParent(box)
    box.resize(600, 100)
    shown(qtbot, box)
    bar.resize(bar.sizeHint())
    assert not bar.more.isVisible()
    assert all(made.isVisible() for made in buttons)
    bar.resize(bar.minimumSizeHint())
    assert [made.isVisible() for made in buttons] == [False, False, True]
    assert bar.more.isVisible()
    bar.menu.aboutToShow.emit()
    bar.menu.actions()[1].trigger()
    assert pressed == ["Door cards"]


def test_a_head_keeps_its_title_and_takes_chips_beside_it(qtbot: QtBot) -> None:
    head = PageHead("Brown bear 24-0003", "Ursus arctos", button("Save", kind="primary"))
    head.add_beside(status_chip("quarantine"))
    shown(qtbot, head)
    head.say("Brown bear 24-0013", "Kedr")
    assert spoken(head) == head.title.text() == "Brown bear 24-0013"
    assert head.findChild(Chip) is not None


@pytest.mark.parametrize(("density", "height"), [("dense", 28), ("gloves", 48)])
def test_the_rows_of_a_popup_are_found_by_a_finger(
    qtbot: QtBot, qapp: QApplication, density: str, height: int
) -> None:
    theme.apply(qapp, density=density)
    box = combo()
    qtbot.addWidget(box)
    box.addItems(["individuals", "one group"])
    assert box.view().sizeHintForRow(0) == height
