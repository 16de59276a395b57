"""What all records share: names of constraints, types, the plain record and the event."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, Enum, ForeignKey, Index, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from zooapp.errors import Problem

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; always aware in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def one_of(kind: type[StrEnum], name: str = "") -> Enum:
    """An enum stored by value in a VARCHAR with a CHECK, the same on both databases (house.md, trap 5)."""
    values = [member.value for member in kind]
    return Enum(
        kind,
        native_enum=False,
        length=20,
        create_constraint=True,
        name=name or snake(kind.__name__),
        values_callable=lambda _kind: values,
        validate_strings=True,
    )


def snake(name: str) -> str:
    """`QuarantineCase` is `quarantine_case`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def new_uid() -> str:
    """A name for what travels between zoos (uuid4)."""
    return str(uuid.uuid4())


class Base(DeclarativeBase):
    """All records. `called` is the word by which the journal, names, media and papers call a record."""

    metadata = MetaData(naming_convention=NAMES)
    called: ClassVar[str]
    set_once: ClassVar[frozenset[str]] = frozenset()
    derived: ClassVar[bool] = False  # made from other records, or a log of its own: not journaled

    def __init_subclass__(cls, **options: Any) -> None:
        cls.called = snake(cls.__name__)
        super().__init_subclass__(**options)

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)

    def rules(self) -> Iterator[Problem]:
        """What must hold between the fields of this one record."""
        yield from ()


def entry_key(**options: Any) -> MappedColumn[Any]:
    """A key to the journal. The entry is written last, when its hash is known: hence deferred."""
    return mapped_column(ForeignKey("entries.id", deferrable=True, initially="DEFERRED"), **options)


class Record:
    """A plain record: amended in place under a version, voided when it was made by mistake."""

    @declared_attr
    def version(cls) -> Mapped[int]:
        return mapped_column(default=1, sort_order=90)

    @declared_attr
    def voided_by(cls) -> Mapped[int | None]:
        return entry_key(sort_order=91)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


def unique_while_live(model: Any, *columns: str) -> None:
    """Nobody else bears the same, among the records that nobody took back: what is undone can be entered again."""
    live = model.voided_by.is_(None)
    keys = [getattr(model, name) for name in columns]
    name = f"uq_{model.__tablename__}_{'_'.join(columns)}"
    Index(name, *keys, unique=True, sqlite_where=live, postgresql_where=live)


class Event:
    """Something that happened. After it is written only `voided_by` and its closing columns are set, once each."""

    set_once: ClassVar[frozenset[str]] = frozenset({"voided_by"})

    @declared_attr
    def entry_id(cls) -> Mapped[int]:
        return entry_key(sort_order=90, index=True)

    @declared_attr
    def voided_by(cls) -> Mapped[int | None]:
        return entry_key(sort_order=91)

    @declared_attr
    def replaces_id(cls) -> Mapped[int | None]:
        table: str = getattr(cls, "__tablename__", "")
        return mapped_column(ForeignKey(f"{table}.id"), sort_order=92)


class Travels:
    """A record that other zoos may meet: known everywhere by its uid."""

    @declared_attr
    def uid(cls) -> Mapped[str]:
        return mapped_column(String(36), default=new_uid, unique=True, sort_order=-9)
