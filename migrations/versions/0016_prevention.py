"""The logbook of health, the calendar of prevention, vaccinations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

LATE: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"}


def upgrade() -> None:
    op.create_table(
        "health_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(200)),
        sa.CheckConstraint("state IN ('normal', 'watched', 'abnormal', 'critical')", name="ck_health_entries_health"),
        _key("health_entries", "animal_id", "animals"),
        *_event("health_entries"),
    )
    op.create_index("ix_health_entries_animal", "health_entries", ["animal_id", "on"])
    op.create_index("ix_health_entries_entry_id", "health_entries", ["entry_id"])
    op.create_table(
        "preventive_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(120), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer()),
        sa.Column("animal_id", sa.Integer()),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("note", sa.String(200)),
        sa.CheckConstraint("every_months BETWEEN 1 AND 240", name="ck_preventive_plans_every_months"),
        _key("preventive_plans", "taxon_id", "taxa"),
        _key("preventive_plans", "animal_id", "animals"),
        *_record("preventive_plans"),
    )
    op.create_index("ix_preventive_plans_animal_id", "preventive_plans", ["animal_id"])
    op.create_index("ix_preventive_plans_taxon_id", "preventive_plans", ["taxon_id"])
    op.create_table(
        "vaccinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("against", sa.String(120), nullable=False),
        sa.Column("drug_id", sa.Integer()),
        sa.Column("vaccine", sa.String(160), nullable=False),
        sa.Column("batch", sa.String(60)),
        sa.Column("expires", sa.Date()),
        sa.Column("dose", sa.String(40)),
        sa.Column("route", sa.String(20)),
        sa.Column("site", sa.String(80)),
        sa.Column("count", sa.Integer()),
        sa.Column("next_due", sa.Date()),
        sa.Column("note", sa.String(200)),
        sa.CheckConstraint(
            "route IN ('mouth', 'muscle', 'skin', 'vein', 'on_skin', 'eye', 'breath', 'dart', 'food', 'water')",
            name="ck_vaccinations_vaccination_route",
        ),
        _key("vaccinations", "animal_id", "animals"),
        _key("vaccinations", "drug_id", "drugs"),
        *_event("vaccinations"),
    )
    op.create_index("ix_vaccinations_animal", "vaccinations", ["animal_id", "on"])
    op.create_index("ix_vaccinations_drug_id", "vaccinations", ["drug_id"])
    op.create_index("ix_vaccinations_entry_id", "vaccinations", ["entry_id"])
    op.create_table(
        "preventive_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("vaccination_id", sa.Integer()),
        sa.Column("note", sa.String(200)),
        _key("preventive_acts", "plan_id", "preventive_plans"),
        _key("preventive_acts", "animal_id", "animals"),
        _key("preventive_acts", "vaccination_id", "vaccinations"),
        *_event("preventive_acts"),
    )
    op.create_index("ix_preventive_acts_animal_id", "preventive_acts", ["animal_id"])
    op.create_index("ix_preventive_acts_entry_id", "preventive_acts", ["entry_id"])
    op.create_index("ix_preventive_acts_last", "preventive_acts", ["plan_id", "animal_id", "on"])
    op.create_index("ix_preventive_acts_vaccination_id", "preventive_acts", ["vaccination_id"])


def downgrade() -> None:
    op.drop_table("preventive_acts")
    op.drop_table("vaccinations")
    op.drop_table("preventive_plans")
    op.drop_table("health_entries")


def _event(table: str) -> list[Any]:
    """What every event has besides: who wrote it, who took it back, what it replaces."""
    return [
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=f"fk_{table}_entry_id_entries", **LATE),
        sa.ForeignKeyConstraint(["voided_by"], ["entries.id"], name=f"fk_{table}_voided_by_entries", **LATE),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=f"fk_{table}_replaces_id_{table}"),
    ]


def _record(table: str) -> list[Any]:
    """What every plain record has besides: its version, who took it back."""
    return [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["voided_by"], ["entries.id"], name=f"fk_{table}_voided_by_entries", **LATE),
    ]


def _key(table: str, column: str, other: str) -> Any:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")
