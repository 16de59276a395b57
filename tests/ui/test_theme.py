"""The look: every colour can be read, every size follows, and a switch reaches what is already shown."""

import gc
import re
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui import icons, painting, sheet, theme, tokens
from ui.widgets.button import INK, Button, button
from ui.widgets.chip import STATUS
from ui.widgets.label import lab
from ui.widgets.notice import ICONS
from ui.widgets.requirement_cell import STATES, RequirementCell

Make = Callable[[], QWidget]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
READ = [
    *[("text", ground) for ground in ("surface", "window", "nav", "sunken", "hover")],
    *[("text", ground) for ground in ("accent_bg", "bad_bg", "bad_tint")],
    *[("text2", ground) for ground in ("surface", "window", "nav", "accent_bg", "hover", "bad_bg")],
    *[("text3", ground) for ground in ("surface", "window", "nav", "sunken", "accent_bg", "hover", "mute_bg")],
    *[("accent", ground) for ground in ("surface", "window", "accent_bg", "bad_bg")],
    *[(state, f"{state}_bg") for state in tokens.STATES],
    *[(state, "surface") for state in tokens.STATES],
    *[("on_accent", "accent"), ("surface", "bad"), ("bad", "accent_bg"), ("warn", "accent_bg")],
]
SEEN = [
    *[("control", ground) for ground in ("surface", "window")],
    *[("focus", ground) for ground in ("surface", "window", "nav", "accent_bg")],
    *[(strong, "line") for strong in ("accent", "quar")],
    *[(f"{state}_bar", "mute_bg") for state in ("quar", "bad", "ok", "warn", "accent")],
]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def has_colour(image: QImage, code: str) -> bool:
    pixels = memoryview(image.convertToFormat(QImage.Format.Format_ARGB32).constBits()).cast("I")
    return QColor(code).rgba() in pixels


def test_fifty_four_pairs_are_checked() -> None:
    assert len(set(READ + SEEN)) == 54


@pytest.mark.parametrize("scheme", tokens.SCHEMES)
@pytest.mark.parametrize(("pairs", "need"), [(READ, 4.5), (SEEN, 3.0)], ids=["read", "seen"])
def test_every_pair_of_colours_can_be_told_apart(scheme: str, pairs: list[tuple[str, str]], need: float) -> None:
    table = tokens.SCHEMES[scheme]
    faint = {pair: theme.contrast(table[pair[0]], table[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < need} == {}


def test_texts_of_the_high_contrast_scheme_reach_seven_to_one() -> None:
    table = tokens.CONTRAST
    assert [pair for pair in READ if theme.contrast(table[pair[0]], table[pair[1]]) < 7] == []


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_all_schemes_have_the_same_tokens() -> None:
    assert set(tokens.LIGHT) == set(tokens.DARK) == set(tokens.CONTRAST)


def test_sizes_grow_with_zoom_and_gloves(qapp: QApplication) -> None:
    dense = theme.size("control"), theme.font().pointSizeF()
    theme.apply(qapp, zoom=150)
    assert theme.size("control") == 48
    assert theme.font().pointSizeF() == pytest.approx(dense[1] * 1.5)
    theme.apply(qapp, density="gloves")
    assert theme.size("control") == 48
    assert theme.font().pointSizeF() > dense[1]


@pytest.mark.parametrize(("asked", "worn"), [(20, 90), (500, 160), (110, 110)])
def test_zoom_stays_between_90_and_160_percent(qapp: QApplication, asked: int, worn: int) -> None:
    theme.apply(qapp, zoom=asked)
    assert theme.look().zoom == worn


def test_figures_are_of_equal_width_and_no_text_is_smaller_than_12() -> None:
    metrics = QFontMetricsF(theme.font("body"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")
    assert min(dense for dense, *_ in tokens.STYLES.values()) == 12


def test_the_fonts_of_the_program_are_worn(qapp: QApplication) -> None:
    assert qapp.font().family() == "Pretendard"
    assert QFontMetricsF(theme.font()).inFontUcs4(ord("ё"))
    assert QFontMetricsF(theme.font()).inFontUcs4(ord("꿩"))


@pytest.mark.parametrize("scheme", tokens.SCHEMES)
def test_the_palette_is_filled_from_the_tokens(qapp: QApplication, scheme: str) -> None:
    theme.apply(qapp, scheme)
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Base).name().upper() == tokens.SCHEMES[scheme]["surface"]
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert disabled.name().upper() == tokens.SCHEMES[scheme]["text3"]


def test_the_style_sheet_leaves_plain_widgets_and_labels_alone() -> None:
    selectors = re.findall(r"(?:^|})\s*([^{}]+){", sheet.sheet())
    names = {name.strip() for group in selectors for name in group.split(",")}
    assert names & {"*", "QWidget", "QLabel"} == set()
    assert "QPushButton" in names


def test_the_pictures_of_the_style_sheet_exist() -> None:
    files = re.findall(r'url\("([^"]+)"\)', sheet.sheet())
    assert files
    assert all(Path(file).exists() and Path(file.replace(".png", "@2x.png")).exists() for file in files)


def test_a_property_changes_nothing_until_the_field_is_polished_again(qtbot: QtBot) -> None:
    field = QLineEdit("14")
    shown(qtbot, field)
    field.clearFocus()
    before = picture(field)
    field.setProperty("level", "error")
    assert picture(field) == before
    theme.set_level(field, "error")
    assert has_colour(picture(field), theme.code("bad"))
    assert has_colour(picture(field), theme.code("bad_tint"))
    theme.set_level(field, "")
    assert picture(field) == before


@pytest.mark.parametrize("scheme", tokens.SCHEMES)
@pytest.mark.parametrize(
    "make",
    [
        *[lambda kind=kind: button("Save", kind=kind) for kind in ("", "primary", "danger", "quiet", "link", "filter")],
        lambda: QLineEdit("Taiga"),
        QComboBox,
        QPlainTextEdit,
        lambda: QCheckBox("Rest"),
        lambda: QRadioButton("All"),
        lambda: RequirementCell("Faecal 1", "passed", "4/4"),
        lambda: RequirementCell("Faecal 1", "overdue", "2 days"),
    ],
)
def test_the_focus_is_seen_on_the_pixel(qtbot: QtBot, qapp: QApplication, scheme: str, make: Make) -> None:
    theme.apply(qapp, scheme)
    box = QWidget()
    other, widget = QLineEdit(box), make()
    widget.setParent(box)
    widget.move(0, 60)
    shown(qtbot, box)
    other.setFocus()
    assert not has_colour(picture(widget), theme.code("focus"))
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert has_colour(picture(widget), theme.code("focus"))


@pytest.mark.parametrize("make", [QLineEdit, QComboBox, lambda: Button("Save"), lambda: Button("Away", kind="link")])
def test_nothing_jumps_when_the_focus_comes_or_an_error_stands(qtbot: QtBot, make: Make) -> None:
    widget = make()
    box = QWidget()
    other = QLineEdit(box)
    widget.setParent(box)
    shown(qtbot, box)
    other.setFocus()
    quiet = widget.sizeHint()
    widget.setFocus()
    assert widget.sizeHint() == quiet
    other.setFocus()
    theme.set_level(widget, "error")
    assert widget.sizeHint() == quiet


def test_gloves_find_targets_of_48_pixels(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, density="gloves")
    made = [button("A", kind=kind) for kind in ("", "primary", "icon", "link", "filter", "add")]
    for widget in (*made, QLineEdit(), QComboBox(), QCheckBox("x"), RequirementCell("A", "due")):
        shown(qtbot, widget)
        assert widget.sizeHint().height() >= 48


def test_dense_targets_are_never_below_24_pixels(qtbot: QtBot) -> None:
    made = [button("A", kind=kind) for kind in ("", "primary", "icon", "link", "filter", "add")]
    for widget in (*made, QLineEdit(), QComboBox(), QCheckBox("x"), QRadioButton("x")):
        shown(qtbot, widget)
        assert widget.sizeHint().height() >= 24


def test_labels_and_icons_follow_a_switch(qtbot: QtBot, qapp: QApplication) -> None:
    label, act = lab("Taiga", "title", "text2"), button("Move…", "map-pin")
    for widget in (label, act):
        shown(qtbot, widget)
    light = act.icon().pixmap(16, 16).toImage()
    theme.apply(qapp, "dark", zoom=120)
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == tokens.DARK["text2"]
    assert label.font().pointSizeF() == theme.font("title").pointSizeF()
    assert act.icon().pixmap(16, 16).toImage() != light


def test_a_label_that_nobody_holds_is_gone_and_a_switch_does_not_mind(qapp: QApplication) -> None:
    held = weakref.ref(lab("Taiga"))
    gc.collect()
    assert held() is None
    theme.apply(qapp, "dark")


def test_an_icon_wears_the_colour_of_its_token_and_is_sharp() -> None:
    image = icons.pixmap("check", "bad", 16, 2.0).toImage()
    assert (image.width(), image.devicePixelRatio()) == (32, 2.0)
    assert has_colour(image, theme.code("bad"))
    disabled = icons.icon("check", "bad").pixmap(16, 16, QIcon.Mode.Disabled).toImage()
    assert has_colour(disabled, theme.code("text3"))


def test_icons_are_rendered_once_for_a_look(qapp: QApplication) -> None:
    first = icons.icon("check")
    assert icons.icon("check") is first
    theme.apply(qapp, "dark")
    assert icons.icon("check") is not first


def test_every_icon_that_a_part_names_is_there() -> None:
    parts = [icon for *_, icon in (*STATUS.values(), *STATES.values())]
    names = {*parts, *ICONS.values(), *painting.SEXES, "lock", "x", "dots", "search", "arrow-back-up"}
    assert [name for name in names if not (icons.FOLDER / f"{name}.svg").exists()] == []
    assert set(INK.values()) <= set(tokens.LIGHT)


def test_the_narrowest_taxon_gives_the_picture() -> None:
    assert painting.art_of(["Ursus arctos", "Ursus", "Ursidae", "Carnivora"]) == "silhouettes/bears"
    assert painting.art_of(["Panthera tigris", "Felidae"], coloured=True) == "pictures/tigers"
    assert painting.art_of(["Nobody"]) == ""


def test_every_group_has_its_pictures_and_they_render() -> None:
    names = {f"silhouettes/{silhouette}" for silhouette, _ in painting.groups().values()}
    names |= {f"pictures/{coloured}" for _, coloured in painting.groups().values() if coloured}
    for name in names:
        image = painting.art_pixmap(name, 24, "#000000", 1.0).toImage()
        assert any(image.constBits()), name


def test_a_pale_animal_stands_on_a_darker_tile() -> None:
    assert painting.is_pale("pictures/swans")
    assert not painting.is_pale("pictures/bears")


def test_a_place_that_is_full_is_bold_and_one_that_is_over_is_red(qapp: QApplication) -> None:
    assert qapp is not None
    assert not has_colour(bar_image(4, 4), theme.code("bad_bar"))
    assert has_colour(bar_image(25, 20), theme.code("bad_bar"))


def bar_image(count: int, capacity: int) -> QImage:
    image = QImage(180, 22, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painting.bar(painter, QRectF(image.rect()), count, capacity)
    painter.end()
    return image
