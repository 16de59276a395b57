"""Samples and what a laboratory was asked; the reading window of a skin test."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

LIVE: dict[str, Any] = {"sqlite_where": sa.text("voided_by IS NULL"), "postgresql_where": sa.text("voided_by IS NULL")}
REQUIREMENT: dict[str, Any] = {
    "material": sa.String(60),
    "read_hours": sa.Integer(),
    "read_tolerance": sa.Integer(),
    "again_days": sa.Integer(),
}
HOURS = ("taken_at", "read_at")


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
        "lab_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("lab", sa.String(120), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.String(120)),
        sa.Column("lab_no", sa.String(60)),
        sa.Column("note", sa.Text()),
        *_event("lab_requests"),
    )
    op.create_index("ix_lab_requests_entry_id", "lab_requests", ["entry_id"])
    op.create_index("uq_lab_requests_number", "lab_requests", ["number"], unique=True, **LIVE)
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.String(120)),
        sa.Column("material", sa.String(60), nullable=False),
        sa.Column("animals", sa.Integer(), nullable=False),
        sa.Column("marks", sa.String(300)),
        sa.Column("request_id", sa.Integer()),
        sa.ForeignKeyConstraint(["case_id"], ["quarantine_cases.id"], name="fk_samples_case_id_quarantine_cases"),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirements.id"], name="fk_samples_requirement_id_requirements"
        ),
        sa.ForeignKeyConstraint(["request_id"], ["lab_requests.id"], name="fk_samples_request_id_lab_requests"),
        *_event("samples"),
    )
    op.create_index("ix_samples_case", "samples", ["case_id", "requirement_id", "round"])
    op.create_index("ix_samples_entry_id", "samples", ["entry_id"])
    op.create_index("ix_samples_request_id", "samples", ["request_id"])
    op.create_index("ix_samples_requirement_id", "samples", ["requirement_id"])
    op.create_index("uq_samples_number", "samples", ["number"], unique=True, **LIVE)
    for name, kind in REQUIREMENT.items():
        op.add_column("requirements", sa.Column(name, kind))
    for name in HOURS:
        op.add_column("quarantine_results", sa.Column(name, sa.DateTime(timezone=True)))


def downgrade() -> None:
    for name in HOURS:
        op.drop_column("quarantine_results", name)
    for name in REQUIREMENT:
        op.drop_column("requirements", name)
    op.drop_table("samples")
    op.drop_table("lab_requests")
