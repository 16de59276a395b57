"""Clinical notes, the list of medical problems, physical examinations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LATE: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"}


def upgrade() -> None:
    op.create_table(
        "medical_problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("concern", sa.String(120), nullable=False),
        sa.Column("severity", sa.String(20)),
        sa.Column("course", sa.String(20)),
        sa.Column("spread", sa.String(20)),
        sa.Column("place", sa.String(80)),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("outcome", sa.String(20)),
        sa.Column("note", sa.String(300)),
        sa.CheckConstraint("outcome IN ('resolved', 'ruled_out', 'lasting', 'died')", name="ck_medical_problems_ended"),
        sa.CheckConstraint(
            "spread IN ('focal', 'multifocal', 'diffuse', 'one_sided', 'both_sided', 'general')",
            name="ck_medical_problems_spread",
        ),
        sa.CheckConstraint("severity IN ('mild', 'moderate', 'severe')", name="ck_medical_problems_severity"),
        sa.CheckConstraint(
            "kind IN ('condition', 'sign', 'finding', 'procedure')",
            name="ck_medical_problems_concern_kind",
        ),
        sa.CheckConstraint(
            "course IN ('acute', 'subacute', 'chronic', 'recurrent')",
            name="ck_medical_problems_course",
        ),
        _key("medical_problems", "animal_id", "animals"),
        *_event("medical_problems"),
    )
    op.create_index("ix_medical_problems_animal", "medical_problems", ["animal_id", "since"])
    op.create_index("ix_medical_problems_entry_id", "medical_problems", ["entry_id"])
    op.create_table(
        "clinical_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("time", sa.String(5)),
        sa.Column("problem_id", sa.Integer()),
        sa.Column("weight_id", sa.Integer()),
        sa.Column("subjective", sa.Text()),
        sa.Column("objective", sa.Text()),
        sa.Column("assessment", sa.Text()),
        sa.Column("plan", sa.Text()),
        sa.Column("summary", sa.String(300)),
        sa.Column("vet_only", sa.Boolean(), nullable=False),
        _key("clinical_notes", "animal_id", "animals"),
        _key("clinical_notes", "problem_id", "medical_problems"),
        _key("clinical_notes", "weight_id", "measures"),
        *_event("clinical_notes"),
    )
    op.create_index("ix_clinical_notes_animal", "clinical_notes", ["animal_id", "on"])
    op.create_index("ix_clinical_notes_entry_id", "clinical_notes", ["entry_id"])
    op.create_index("ix_clinical_notes_problem_id", "clinical_notes", ["problem_id"])
    op.create_index("ix_clinical_notes_weight_id", "clinical_notes", ["weight_id"])
    op.create_table(
        "examinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(120)),
        sa.Column("condition", sa.Integer()),
        sa.Column("temperature", sa.String(20)),
        sa.Column("pulse", sa.Integer()),
        sa.Column("breaths", sa.Integer()),
        sa.Column("general", sa.Text()),
        sa.Column("skin", sa.Text()),
        sa.Column("eyes", sa.Text()),
        sa.Column("teeth", sa.Text()),
        sa.Column("limbs", sa.Text()),
        sa.Column("heart", sa.Text()),
        sa.Column("lungs", sa.Text()),
        sa.Column("belly", sa.Text()),
        sa.Column("genitals", sa.Text()),
        sa.Column("nerves", sa.Text()),
        sa.Column("fit", sa.Boolean(), nullable=False),
        sa.CheckConstraint("condition BETWEEN 1 AND 9", name="ck_examinations_condition"),
        _key("examinations", "animal_id", "animals"),
        *_event("examinations"),
    )
    op.create_index("ix_examinations_animal", "examinations", ["animal_id", "on"])
    op.create_index("ix_examinations_entry_id", "examinations", ["entry_id"])


def downgrade() -> None:
    op.drop_table("examinations")
    op.drop_table("clinical_notes")
    op.drop_table("medical_problems")


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


def _key(table: str, column: str, other: str) -> Any:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")
