"""What a list is: its columns, orders and filters, what is asked of it, and the plain values that a row is made of."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sqlalchemy import Select
from sqlalchemy.orm import Session

from zooapp.i18n import N_
from zooapp.models import Confidence
from zooapp.taxon_labels import taxon_label

Kind = Literal["text", "mfu", "taxon", "fuzzy", "day", "number", "chip", "thumb", "flag"]
Tone = Literal["ok", "quar", "due", "warn", "bad", "mute"]

ANY = ("", N_("any"))


@dataclass(frozen=True)
class Column:
    """One column. The label is a source text; translate it with `_` where it is shown. Width in pixels at 100 %."""

    key: str
    label: str
    width: int
    kind: Kind = "text"
    sort: bool = True
    right: bool = False


@dataclass(frozen=True)
class FilterSpec:
    """One filter: a few choices (value, label), a pick of a record (see picks.py), or a day; "" is no filter.

    The value of a day is its ISO text; the list is then asked as of that day.
    """

    key: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    pick: str = ""
    default: str = ""
    day: bool = False


AS_OF: Final = FilterSpec("as_of", N_("As of"), day=True)


@dataclass(frozen=True)
class Query:
    """What is asked of a list. A filter that is left out has its default; `on` empty means all that is recorded."""

    text: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""
    descending: bool = False
    on: dt.date | None = None


@dataclass(frozen=True)
class TaxonCell:
    """A taxon as it is shown: common name, scientific name, "cf.", the picture of its group."""

    common: str
    scientific: str
    cf: bool = False
    art: str = ""

    @property
    def latin(self) -> str:
        """The scientific name; one that is only probable bears "cf." before what is in doubt."""
        return taxon_label(self.scientific, Confidence.PROBABLE if self.cf else None)

    def __str__(self) -> str:
        return f"{self.common} ({self.latin})" if self.common else self.latin


@dataclass(frozen=True)
class ChipCell:
    """A state: word, tone, icon."""

    text: str
    kind: Tone = "mute"
    icon: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class FlagCell:
    """Something that wants a look: icon, tone, the words of its tooltip."""

    icon: str
    kind: Tone
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class ThumbCell:
    """The portrait by the hash of its file; without one the picture of the group."""

    sha: str
    art: str

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True)
class Row:
    """One record as plain values by column; `state` is the tone of the whole row."""

    id: int
    cells: dict[str, Any]
    state: str = ""


Orders = Callable[[Session, Query], Select[int]]
Rows = Callable[[Session, Query, Sequence[int] | None], list[Row]]
Foot = Callable[[Session, Query], str]


@dataclass(frozen=True)
class ListSpec:
    """One list. `rows` makes the rows of these ids, or of all that match where it is given none.

    A long list has `ids`, a statement of all ids in order; a short one (hundreds) is sorted by its cells.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    default_order: str
    rows: Rows
    filters: tuple[FilterSpec, ...] = ()
    ids: Orders | None = None
    foot: Foot | None = None
    default_descending: bool = False

    def wanted(self, query: Query, key: str) -> Any:
        """The value of a filter, or its default."""
        return query.filters.get(key, next(f.default for f in self.filters if f.key == key))

    def asked_on(self, filters: Mapping[str, Any], today: dt.date) -> dt.date:
        """The day as of which the list is asked: that of its filter, or today."""
        days = [value for f in self.filters if f.day and (value := filters.get(f.key))]
        return dt.date.fromisoformat(days[0]) if days else today
