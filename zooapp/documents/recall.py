"""The facts of an issued paper, read back from the canonical text that was stored with it."""

import datetime as dt
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from zooapp.documents.certificate_data import TransferCertificateData


def recall(text: str) -> TransferCertificateData:
    """The data whose `canonical()` is this text."""
    found: TransferCertificateData = _read(TransferCertificateData, json.loads(text))
    return found


def _read(kind: Any, value: Any) -> Any:
    """A value of JSON as the type that it was: classes and tuples by their hints, days and moments from ISO."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(next(part for part in get_args(kind) if part is not type(None)), value)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in value)
    if origin in (dict, Mapping):
        return dict(value)
    if not isinstance(kind, type):
        return value
    return _read_class(kind, value)


def _read_class(kind: type[Any], value: Any) -> Any:
    hints = get_type_hints(kind)
    if is_dataclass(kind):
        # a fact that came later has its default in older papers
        known = [one.name for one in fields(kind) if one.name in value]
        return kind(**{name: _read(hints[name], value[name]) for name in known})
    if issubclass(kind, tuple):
        return kind(*(_read(hint, one) for hint, one in zip(hints.values(), value, strict=True)))
    if issubclass(kind, dt.date):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum) else value
