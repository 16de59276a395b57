"""fields_of(model): what a form shows of a model. check(record): the same rules for forms, scripts and imports."""

import datetime as dt
import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin

from sqlalchemy import Column, String, inspect
from sqlalchemy.orm import ColumnProperty, CompositeProperty, Mapper

from zooapp.errors import Problem
from zooapp.field import KEY, Field
from zooapp.i18n import _
from zooapp.models.base import Base


@dataclass(frozen=True)
class FieldSpec:
    """One field as a form needs it: its meaning, Python type, longest text, whether it has to be filled."""

    name: str
    field: Field
    type: type[Any]
    longest: int | None
    required: bool

    @property
    def label(self) -> str:
        """The label in the language now in use."""
        return _(self.field.label)

    @property
    def hint(self) -> str:
        """The hint in the language now in use."""
        return _(self.field.hint)

    def problems(self, value: Any) -> Iterator[Problem]:
        """What is wrong with this value alone."""
        if value is None or value == "":
            if self.required:
                yield Problem(self.name, _("Fill this in."))
            return
        if self.longest is not None and isinstance(value, str) and len(value) > self.longest:
            yield Problem(self.name, _("At most {n} letters; this has {m}.").format(n=self.longest, m=len(value)))
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield from self._bounds(value)

    def _bounds(self, value: float) -> Iterator[Problem]:
        if self.field.least is not None and value < self.field.least:
            yield Problem(self.name, _("At least {n:g}.").format(n=self.field.least))
        if self.field.most is not None and value > self.field.most:
            yield Problem(self.name, _("At most {n:g}.").format(n=self.field.most))


def _python_type(annotation: Any) -> type[Any]:
    """`Mapped[int | None]` is `int`."""
    parts = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    plain: type[Any] = next(part for part in parts if part is not type(None))
    return plain


def _is_required(column: Column[Any], field: Field) -> bool:
    if field.required is not None:
        return field.required
    return not column.nullable and column.default is None and column.server_default is None


def _from_column(prop: ColumnProperty[Any]) -> FieldSpec | None:
    column = prop.columns[0]
    if not isinstance(column, Column) or (field := column.info.get(KEY)) is None:
        return None
    longest = column.type.length if isinstance(column.type, String) else None
    kind = column.type.python_type
    if isinstance(getattr(column.type, "enum_class", None), type):
        kind, longest = column.type.enum_class, None  # type: ignore[attr-defined]
    return FieldSpec(prop.key, field, kind, longest, _is_required(column, field))


def _from_composite(prop: CompositeProperty[Any]) -> FieldSpec | None:
    if (field := prop.info.get(KEY)) is None:
        return None
    required = field.required if field.required is not None else not prop.columns[0].nullable
    return FieldSpec(prop.key, field, _python_type(prop.composite_class), None, required)


@lru_cache
def fields_of(model: type[Base]) -> dict[str, FieldSpec]:
    """The fields of a model in the order of their declaration; a composite stands for the columns it owns."""
    mapper: Mapper[Any] = inspect(model)
    specs: dict[str, FieldSpec] = {}
    for name in _declared(model):
        prop = mapper.attrs.get(name)
        spec = None
        if isinstance(prop, ColumnProperty):
            spec = _from_column(prop)
        elif isinstance(prop, CompositeProperty):
            spec = _from_composite(prop)
        if spec is not None:
            specs[name] = spec
    return specs


def _declared(model: type[Base]) -> list[str]:
    names: dict[str, None] = {}
    for cls in reversed(model.__mro__):
        names.update(dict.fromkeys(getattr(cls, "__annotations__", {})))
    return list(names)


def check(record: Base) -> list[Problem]:
    """All that is wrong or doubtful with one record: each field alone, then the rules between them."""
    problems = [p for spec in fields_of(type(record)).values() for p in spec.problems(getattr(record, spec.name, None))]
    wrong = {problem.field for problem in problems}
    return problems + [problem for problem in record.rules() if problem.field not in wrong]


def show(value: Any) -> str:
    """A value as plain words for a conflict, a journal line or a table."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, StrEnum):
        return _(value.value.replace("_", " "))
    return value.show() if hasattr(value, "show") else str(value)


def asked(name: str, label: str, kind: type[Any], hint: str = "", **options: Any) -> FieldSpec:
    """A question of a form that no column keeps: how many to split off, whether it is found out now."""
    required, longest = options.pop("required", True), options.pop("longest", None)
    return FieldSpec(name, Field(label, hint, **options), kind, longest, required)
