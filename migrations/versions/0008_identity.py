"""Identity: stock of transponders, records that were merged."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LIVE: dict[str, Any] = {"sqlite_where": sa.text("voided_by IS NULL"), "postgresql_where": sa.text("voided_by IS NULL")}


def upgrade() -> None:
    op.create_table(
        "transponders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("lot", sa.String(60)),
        sa.Column("supplier", sa.String(120)),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("animal_id", sa.Integer()),
        sa.Column("fate", sa.String(20)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_transponders"),
        sa.CheckConstraint("fate IN ('failed', 'lost')", name="ck_transponders_fate"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_transponders_animal_id_animals"),
        entry_key("transponders", "voided_by"),
    )
    op.create_index("uq_transponders_number", "transponders", ["number"], unique=True, **LIVE)
    op.create_index("ix_transponders_animal_id", "transponders", ["animal_id"])
    op.create_table(
        "record_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("dropped_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_record_merges"),
        sa.ForeignKeyConstraint(["kept_id"], ["animals.id"], name="fk_record_merges_kept_id_animals"),
        sa.ForeignKeyConstraint(["dropped_id"], ["animals.id"], name="fk_record_merges_dropped_id_animals"),
        entry_key("record_merges", "entry_id"),
        entry_key("record_merges", "voided_by"),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["record_merges.id"], name="fk_record_merges_replaces_id_record_merges"
        ),
    )
    op.create_index("ix_record_merges_kept_id", "record_merges", ["kept_id"])
    op.create_index("ix_record_merges_entry_id", "record_merges", ["entry_id"])
    op.create_index("uq_record_merges_dropped_id", "record_merges", ["dropped_id"], unique=True, **LIVE)


def entry_key(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_entries"
    return sa.ForeignKeyConstraint([column], ["entries.id"], name=name, deferrable=True, initially="DEFERRED")


def downgrade() -> None:
    op.drop_table("record_merges")
    op.drop_table("transponders")
