"""The daily sheet of a quarantine unit, who entered it, and rounds through it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _event(table: str) -> list[Any]:
    """What every event has besides: who wrote it, who took it back, what it replaces."""
    late: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"}
    return [
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=f"fk_{table}_entry_id_entries", **late),
        sa.ForeignKeyConstraint(["voided_by"], ["entries.id"], name=f"fk_{table}_voided_by_entries", **late),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=f"fk_{table}_replaces_id_{table}"),
    ]


def upgrade() -> None:
    op.create_table(
        "daily_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("appetite", sa.String(20)),
        sa.Column("faeces", sa.String(20)),
        sa.Column("behaviour", sa.String(200)),
        sa.Column("temperature", sa.Integer()),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.Column("initials", sa.String(10), nullable=False),
        sa.CheckConstraint("appetite IN ('all', 'part', 'nothing')", name="ck_daily_entries_appetite"),
        sa.CheckConstraint("faeces IN ('normal', 'soft', 'liquid', 'blood', 'none')", name="ck_daily_entries_faeces"),
        sa.CheckConstraint("temperature BETWEEN 100 AND 500", name="ck_daily_entries_temperature"),
        sa.ForeignKeyConstraint(["unit_id"], ["enclosures.id"], name="fk_daily_entries_unit_id_enclosures"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_daily_entries_animal_id_animals"),
        *_event("daily_entries"),
    )
    op.create_index("ix_daily_entries_animal_id", "daily_entries", ["animal_id"])
    op.create_index("ix_daily_entries_entry_id", "daily_entries", ["entry_id"])
    op.create_index("ix_daily_entries_unit", "daily_entries", ["unit_id", "on"])
    op.create_table(
        "unit_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("authority", sa.String(160), nullable=False),
        sa.Column("purpose", sa.String(160)),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["unit_id"], ["enclosures.id"], name="fk_unit_visits_unit_id_enclosures"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_unit_visits_person_id_people"),
        *_event("unit_visits"),
    )
    op.create_index("ix_unit_visits_entry_id", "unit_visits", ["entry_id"])
    op.create_index("ix_unit_visits_person_id", "unit_visits", ["person_id"])
    op.create_index("ix_unit_visits_unit", "unit_visits", ["unit_id", "entered_at"])
    op.create_table(
        "unit_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["enclosures.id"], name="fk_unit_rounds_unit_id_enclosures"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_unit_rounds_person_id_people"),
        *_event("unit_rounds"),
    )
    op.create_index("ix_unit_rounds_entry_id", "unit_rounds", ["entry_id"])
    op.create_index("ix_unit_rounds_unit", "unit_rounds", ["unit_id", "on"])


def downgrade() -> None:
    op.drop_table("unit_rounds")
    op.drop_table("unit_visits")
    op.drop_table("daily_entries")
