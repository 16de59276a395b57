"""What records are called in a language: many at once, falling back from one Korean to the other and to English."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import i18n
from zooapp.models import Name

NEXT_BEST: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("en",),
    "ru": ("ru", "en"),
    "ko_KP": ("ko_KP", "ko_KR", "en"),
    "ko_KR": ("ko_KR", "ko_KP", "en"),
}


def of(
    session: Session, kind: str, records: Collection[int], language: str = "", *, strict: bool = False
) -> dict[int, str]:
    """The preferred name of each record that has one; `strict` takes this language only, as papers do."""
    return {key: text for key, (text, _short) in _both(session, kind, records, language, strict).items()}


def short(session: Session, kind: str, records: Collection[int], language: str = "") -> dict[int, str]:
    """The short names, for tight cells; the whole name where there is no short one."""
    return {key: brief or text for key, (text, brief) in _both(session, kind, records, language, False).items()}


def _both(
    session: Session, kind: str, records: Collection[int], language: str, strict: bool
) -> dict[int, tuple[str, str | None]]:
    wanted = NEXT_BEST.get(language or i18n.language(), ("en",))
    wanted = wanted[:1] if strict else wanted
    rows = session.execute(
        select(Name.record_id, Name.locale, Name.text, Name.short)
        .where(Name.record_kind == kind, Name.record_id.in_(records), Name.locale.in_(wanted))
        .where(Name.voided_by.is_(None))
        .order_by(Name.preferred, Name.id.desc())
    ).all()
    best = sorted(rows, key=lambda row: -wanted.index(row.locale))
    return {row.record_id: (row.text, row.short) for row in best}
