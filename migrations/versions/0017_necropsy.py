"""Carcasses, necropsies and their samples."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LATE: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"}


def upgrade() -> None:
    op.create_table(
        "carcass_fates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("necropsy", sa.Boolean(), nullable=False),
        sa.Column("fate", sa.String(20)),
        sa.Column("never_fed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "fate IN ('necropsy', 'cold_store', 'destroyed', 'buried', 'museum', 'owner', 'fed', 'other')",
            name="ck_carcass_fates_carcass",
        ),
        _key("carcass_fates", "animal_id", "animals"),
        _key("carcass_fates", "transaction_id", "transactions"),
        *_event("carcass_fates"),
    )
    op.create_index("ix_carcass_fates_animal_id", "carcass_fates", ["animal_id"])
    op.create_index("ix_carcass_fates_entry_id", "carcass_fates", ["entry_id"])
    op.create_index("ix_carcass_fates_transaction_id", "carcass_fates", ["transaction_id"])
    op.create_table(
        "necropsies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("prosector", sa.String(120), nullable=False),
        sa.Column("history", sa.Text()),
        sa.Column("carcass_state", sa.String(20)),
        sa.Column("nutrition", sa.String(120)),
        sa.Column("external", sa.Text()),
        sa.Column("musculoskeletal", sa.Text()),
        sa.Column("cavities", sa.Text()),
        sa.Column("blood", sa.Text()),
        sa.Column("respiratory", sa.Text()),
        sa.Column("heart", sa.Text()),
        sa.Column("digestive", sa.Text()),
        sa.Column("urinary", sa.Text()),
        sa.Column("reproductive", sa.Text()),
        sa.Column("endocrine", sa.Text()),
        sa.Column("nervous", sa.Text()),
        sa.Column("preliminary", sa.Text()),
        sa.Column("histology", sa.Text()),
        sa.Column("final", sa.Text()),
        sa.Column("body_system", sa.String(20)),
        sa.Column("remarks", sa.Text()),
        sa.CheckConstraint(
            "carcass_state IN ('fresh', 'good', 'rotten', 'frozen')",
            name="ck_necropsies_carcass_state",
        ),
        sa.CheckConstraint(
            "body_system IN ('skin', 'musculoskeletal', 'cavities', 'blood', 'respiratory', 'heart', 'digestive', "
            "'urinary', 'reproductive', 'endocrine', 'nervous', 'several')",
            name="ck_necropsies_body_system",
        ),
        _key("necropsies", "animal_id", "animals"),
        *_record("necropsies"),
    )
    op.create_index("ix_necropsies_animal_id", "necropsies", ["animal_id"])
    op.create_table(
        "necropsy_samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("necropsy_id", sa.Integer(), nullable=False),
        sa.Column("tissue", sa.String(80), nullable=False),
        sa.Column("fixative", sa.String(80)),
        sa.Column("lab", sa.String(120)),
        sa.Column("permit", sa.String(80)),
        _key("necropsy_samples", "necropsy_id", "necropsies"),
        *_event("necropsy_samples"),
    )
    op.create_index("ix_necropsy_samples_entry_id", "necropsy_samples", ["entry_id"])
    op.create_index("ix_necropsy_samples_necropsy_id", "necropsy_samples", ["necropsy_id"])


def downgrade() -> None:
    op.drop_table("necropsy_samples")
    op.drop_table("necropsies")
    op.drop_table("carcass_fates")


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
