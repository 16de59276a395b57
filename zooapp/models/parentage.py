"""Parentage: who sired and who bore an animal, how likely, by what method; or why that is not known (R40-R43)."""

from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, one_of


class ParentRole(StrEnum):
    """Which of the two."""

    SIRE = "sire"
    DAM = "dam"


ROLES = ((ParentRole.SIRE, N_("Sire")), (ParentRole.DAM, N_("Dam")))


class Special(StrEnum):
    """In place of a parent: may be found out, can never be, or a founder from the wild (R43)."""

    UNDETERMINED = "undetermined"
    INDETERMINATE = "indeterminate"
    WILD = "wild"


SPECIALS = (
    (Special.UNDETERMINED, N_("Undetermined: may be found out")),
    (Special.INDETERMINATE, N_("Indeterminate: cannot be found out")),
    (Special.WILD, N_("Wild")),
)


class Parentage(Event, Base):
    """One possible parent of an animal: a record, individual or group (R42), or a special value. Percents are whole."""

    __tablename__ = "parentages"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
        CheckConstraint("(parent_id IS NULL) <> (special IS NULL)", name="one_of_both"),
    )

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    role: Mapped[ParentRole] = mapped_column(one_of(ParentRole), info=field(N_("Parent"), choices=ROLES))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("animals.id"), index=True, info=field(N_("Animal or group"), pick="parents")
    )
    special: Mapped[Special | None] = mapped_column(one_of(Special), info=field(N_("Or"), choices=SPECIALS))
    percent: Mapped[int] = mapped_column(default=100, info=field(N_("Likely"), unit="%", least=1, most=100))
    method: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Method"), N_("Seen mating, DNA, papers"))
    )
    note: Mapped[str | None] = mapped_column(String(200), info=field(N_("Note")))

    def rules(self) -> Iterator[Problem]:
        if (self.parent_id is None) == (self.special is None):
            yield Problem("parent_id", _("Name an animal, or say why none is named."))
        if self.parent_id is not None and self.parent_id == self.animal_id:
            yield Problem("parent_id", _("An animal is not its own parent."))
