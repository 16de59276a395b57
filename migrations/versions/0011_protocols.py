"""Protocols: facilities, standing rules, risks; what becomes of a unit between two batches."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PROTOCOL: dict[str, Any] = {"empty_days": sa.Integer(), "facilities": sa.Text(), "staff_rules": sa.Text()}
CLASSES = "source_class IN ('accredited', 'other', 'trade', 'wild')"
LIVE: dict[str, Any] = {"sqlite_where": sa.text("voided_by IS NULL"), "postgresql_where": sa.text("voided_by IS NULL")}


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


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def upgrade() -> None:
    for name, kind in PROTOCOL.items():
        op.add_column("protocols", sa.Column(name, kind))
    op.execute("UPDATE protocols SET empty_days = 7 WHERE code IN ('eu_batch', 'birds_eu_batch')")
    op.execute(
        "ALTER TABLE institutions ADD COLUMN source_class VARCHAR(20) "
        f"CONSTRAINT ck_institutions_source_class CHECK ({CLASSES})"
    )
    op.create_table(
        "unit_cleanings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("means", sa.String(200), nullable=False),
        _key("unit_cleanings", "unit_id", "enclosures"),
        *_event("unit_cleanings"),
    )
    op.create_index("ix_unit_cleanings_entry_id", "unit_cleanings", ["entry_id"])
    op.create_index("ix_unit_cleanings_unit", "unit_cleanings", ["unit_id", "on"])
    op.create_table(
        "quarantine_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        _key("quarantine_editions", "case_id", "quarantine_cases"),
        _key("quarantine_editions", "protocol_id", "protocols"),
        *_event("quarantine_editions"),
    )
    for column in ("case_id", "entry_id", "protocol_id"):
        op.create_index(f"ix_quarantine_editions_{column}", "quarantine_editions", [column])
    op.create_table(
        "protocol_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_class", sa.String(20), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("protocol_code", sa.String(40), nullable=False),
        sa.Column("source", sa.String(200)),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.CheckConstraint(CLASSES, name="ck_protocol_choices_source_class"),
        sa.PrimaryKeyConstraint("id", name="pk_protocol_choices"),
        _key("protocol_choices", "taxon_id", "taxa"),
        sa.ForeignKeyConstraint(
            ["voided_by"], ["entries.id"], name="fk_protocol_choices_voided_by_entries",
            deferrable=True, initially="DEFERRED",
        ),
    )
    op.create_index(
        "uq_protocol_choices_source_class_taxon_id", "protocol_choices", ["source_class", "taxon_id"],
        unique=True, **LIVE,
    )


def downgrade() -> None:
    for table in ("protocol_choices", "quarantine_editions", "unit_cleanings"):
        op.drop_table(table)
    op.drop_column("institutions", "source_class")
    for name in PROTOCOL:
        op.drop_column("protocols", name)
