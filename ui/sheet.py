"""The one style sheet of the program: buttons, fields, heads, menus, scroll bars. All else is painted."""

from typing import Final

from PySide6.QtCore import QTemporaryDir

from ui import icons
from ui.tokens import code, edge, px, size

FIELDS: Final = ("QLineEdit", "QComboBox", "QPlainTextEdit")
_folder = QTemporaryDir()


def sheet() -> str:
    """The style sheet for the look that is worn now."""
    return "\n".join((surroundings(), fields(), buttons(), views(), ticks(), scroll_bars()))


def picture(name: str, colour: str) -> str:
    """A file with an icon, and one beside it for screens of double density; its name tells the look apart."""
    path = f"{_folder.path()}/{name}-{code(colour)[1:]}-{size('icon')}"
    icons.pixmap(name, colour, size("icon"), 1.0).save(f"{path}.png")
    icons.pixmap(name, colour, size("icon"), 2.0).save(f"{path}@2x.png")
    return f'url("{path}.png")'


def ring() -> int:
    """Width of the focus ring."""
    return edge() + 1


def frame(width: int, colour: str, height: str, pad: float) -> str:
    """An edge of this width and colour; what it gains over the ordinary edge is taken from the inside of the box."""
    low = f"padding:0 {px(pad) - width + edge()}px; min-height:{size(height) - 2 * width}px;"
    return f"border:{width}px solid {code(colour)}; {low}"


def named(kinds: tuple[str, ...], state: str = "") -> str:
    """The selector of several classes in one state."""
    return ", ".join(kind + state for kind in kinds)


def surroundings() -> str:
    """Tooltips, menus, the splitter."""
    return f"""
QToolTip {{ background:{code("surface")}; color:{code("text")};
  border:{edge()}px solid {code("control")}; padding:4px 6px; }}
QMenuBar {{ background:{code("nav")}; color:{code("text")}; }}
QMenuBar::item {{ padding:{px(4)}px {px(10)}px; background:transparent; }}
QMenuBar::item:selected {{ background:{code("accent_bg")}; color:{code("accent")}; }}
QMenu {{ background:{code("surface")}; color:{code("text")};
  border:{edge()}px solid {code("control")}; padding:{px(4)}px; }}
QMenu::item {{ padding:{px(6)}px {px(24)}px {px(6)}px {px(10)}px;
  min-height:{size("link") - px(8)}px; border-radius:4px; }}
QMenu::item:selected {{ background:{code("accent_bg")}; color:{code("text")}; }}
QMenu::item:disabled {{ color:{code("text3")}; }}
QMenu::icon {{ padding-left:{px(8)}px; }}
QMenu::separator {{ height:1px; background:{code("line")}; margin:{px(4)}px {px(8)}px; }}
QSplitter::handle {{ background:{code("line")}; }}
QSplitter::handle:hover {{ background:{code("control")}; }}"""


def fields() -> str:
    """What can be typed or chosen; the ring of the focus wins the edge, the tint of an error stays."""
    return f"""
{named(FIELDS)} {{ background:{code("surface")}; color:{code("text")}; border-radius:{px(6)}px;
  {frame(edge(), "control", "control", 9)} }}
QLineEdit, QPlainTextEdit {{ selection-background-color:{code("accent")}; selection-color:{code("on_accent")}; }}
{named(FIELDS, '[level="error"]')} {{ {frame(ring(), "bad", "control", 9)} background:{code("bad_tint")}; }}
{named(FIELDS, '[level="warning"]')} {{ {frame(ring(), "warn", "control", 9)} }}
{named(FIELDS, ":focus")} {{ {frame(ring(), "focus", "control", 9)} }}
{named(FIELDS, ":disabled")} {{ background:{code("sunken")}; color:{code("text3")}; border-color:{code("line")}; }}
{named(FIELDS, ":read-only:!focus")} {{ background:{code("sunken")}; }}
QComboBox:!editable:enabled {{ background:{code("surface")}; }}
QComboBox[level="error"]:!editable {{ background:{code("bad_tint")}; }}
QPlainTextEdit, QPlainTextEdit:focus {{ padding:{px(4)}px {px(5)}px; }}
QComboBox QLineEdit {{ border:none; padding:0; min-height:0; background:transparent; }}
QComboBox::drop-down {{ border:none; width:{px(24)}px; }}
QComboBox::down-arrow {{ image:{picture("chevron-down", "text2")}; width:{size("icon")}px; height:{size("icon")}px; }}
QComboBox QAbstractItemView {{ background:{code("surface")}; color:{code("text")}; outline:0;
  border:{edge()}px solid {code("control")}; padding:{px(4)}px;
  selection-background-color:{code("accent_bg")}; selection-color:{code("text")}; }}"""


def buttons() -> str:
    """Push buttons by their property `kind`; one primary in a region."""
    high, radius = size("filter") - 2 * edge(), size("filter") // 2
    return f"""
QPushButton {{ background:{code("surface")}; color:{code("text")}; border-radius:{px(6)}px; font-weight:600;
  {frame(edge(), "control", "control", 12)} }}
QPushButton:hover {{ background:{code("hover")}; }}
QPushButton:pressed {{ background:{code("mute_bg")}; }}
QPushButton::menu-indicator {{ image:none; width:0; }}
QPushButton[kind="primary"] {{ background:{code("accent")}; color:{code("on_accent")}; border-color:{code("accent")}; }}
QPushButton[kind="danger"] {{ color:{code("bad")}; border-color:{code("bad")}; }}
QPushButton[kind="quiet"], QPushButton[kind="icon"], QPushButton[kind="link"] {{
  background:transparent; border-color:transparent; color:{code("text2")}; padding:0 {px(8)}px; }}
QPushButton[kind="quiet"]:hover, QPushButton[kind="icon"]:hover {{ background:{code("hover")}; }}
QPushButton[kind="icon"] {{ padding:0;
  min-width:{size("control") - 2 * edge()}px; max-width:{size("control") - 2 * edge()}px; }}
QPushButton[kind="link"] {{ color:{code("accent")}; padding:0 {px(4)}px; text-decoration:underline;
  min-height:{size("link") - 2 * edge()}px; }}
QPushButton[kind="filter"], QPushButton[kind="add"] {{ border-radius:{radius}px; padding:0 {px(10)}px;
  min-height:{high}px; max-height:{high}px; }}
QPushButton[kind="filter"] {{ background:{code("accent_bg")}; color:{code("accent")}; border-color:{code("accent")}; }}
QPushButton[kind="add"] {{ color:{code("text2")}; border-style:dashed; font-weight:400; }}
QPushButton[segment] {{ font-weight:400; }}
QPushButton[segment="first"] {{ border-top-right-radius:0; border-bottom-right-radius:0; border-right-width:0; }}
QPushButton[segment="middle"] {{ border-radius:0; border-right-width:0; }}
QPushButton[segment="last"] {{ border-top-left-radius:0; border-bottom-left-radius:0; }}
QPushButton:checked {{ background:{code("accent_bg")}; color:{code("accent")}; border-color:{code("accent")};
  font-weight:600; }}
QPushButton:disabled {{ background:{code("mute_bg")}; color:{code("text3")};
  border:{edge()}px dashed {code("control")}; }}
QPushButton:focus {{ {frame(ring(), "focus", "control", 12)} }}
QPushButton[kind="quiet"]:focus {{ {frame(ring(), "focus", "control", 8)} }}
QPushButton[kind="icon"]:focus {{ {frame(ring(), "focus", "control", 0)} padding:0;
  min-width:{size("control") - 2 * ring()}px; max-width:{size("control") - 2 * ring()}px; }}
QPushButton[kind="link"]:focus {{ {frame(ring(), "focus", "link", 4)} }}
QPushButton[kind="filter"]:focus, QPushButton[kind="add"]:focus {{ {frame(ring(), "focus", "filter", 10)}
  max-height:{size("filter") - 2 * ring()}px; }}"""


def views() -> str:
    """Tables, trees, lists and their heads; rows are painted by delegates."""
    return f"""
QAbstractItemView {{ background:{code("surface")}; outline:0; }}
QTableView, QTreeView, QListView {{ border:none; gridline-color:{code("line")}; }}
QAbstractScrollArea::corner {{ background:transparent; border:none; }}
QHeaderView {{ background:{code("sunken")}; border:none; }}
QHeaderView::section {{ background:{code("sunken")}; color:{code("text2")}; border:none; padding:0 {px(8)}px;
  border-bottom:{edge()}px solid {code("line")}; font-weight:600; min-height:{size("table_head") - edge()}px; }}
QHeaderView::section:hover {{ background:{code("hover")}; }}
QTableCornerButton::section {{ background:{code("sunken")}; border:none; }}
QTreeView::branch:has-children:closed {{ image:{picture("chevron-right", "text2")}; }}
QTreeView::branch:has-children:open {{ image:{picture("chevron-down", "text2")}; }}
QScrollArea {{ border:none; background:transparent; }}"""


def ticks() -> str:
    """Boxes to tick and rounds to choose; the ring goes around box and words."""
    side, inner = size("check"), size("check") - 2 * edge()
    return f"""
QCheckBox, QRadioButton {{ spacing:{px(8)}px; min-height:{size("link") - 2 * ring()}px;
  border:{ring()}px solid transparent; border-radius:{px(4)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color:{code("focus")}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width:{inner}px; height:{inner}px;
  border:{edge()}px solid {code("control")}; background:{code("surface")}; }}
QCheckBox::indicator {{ border-radius:{px(4)}px; }}
QRadioButton::indicator {{ border-radius:{side // 2}px; }}
QCheckBox::indicator:checked {{ background:{code("accent")}; border-color:{code("accent")};
  image:{picture("check", "on_accent")}; }}
QCheckBox::indicator:indeterminate {{ background:{code("accent")}; border-color:{code("accent")};
  image:{picture("minus", "on_accent")}; }}
QRadioButton::indicator:checked {{ border:{side // 3}px solid {code("accent")}; width:{side - 2 * (side // 3)}px;
  height:{side - 2 * (side // 3)}px; background:{code("surface")}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background:{code("mute_bg")}; }}"""


def scroll_bars() -> str:
    """Slim handles without arrows, wide ones for gloves."""
    wide = size("scrollbar")
    rules = [
        "QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page"
        " { background:none; width:0; height:0; }"
    ]
    for way, across, along in (("vertical", "width", "height"), ("horizontal", "height", "width")):
        rules.append(f"QScrollBar:{way} {{ background:transparent; {across}:{wide}px; margin:0; }}")
        rules.append(
            f"QScrollBar::handle:{way} {{ background:{code('control')}; border-radius:{(wide - 4) // 2}px;"
            f" min-{along}:{3 * wide}px; margin:2px; }}"
        )
    return "\n".join(rules)

