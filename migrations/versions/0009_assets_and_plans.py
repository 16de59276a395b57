"""Assets with their acts, the collection plan."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LIVE: dict[str, Any] = {"sqlite_where": sa.text("voided_by IS NULL"), "postgresql_where": sa.text("voided_by IS NULL")}


def upgrade() -> None:
    op.create_table(
        "assets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("note", sa.Text()),
        *record("assets"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_assets_animal_id_animals"),
    )
    op.create_index("ix_assets_animal_id", "assets", ["animal_id"])
    op.create_index("uq_assets_number", "assets", ["number"], unique=True, **LIVE)
    op.create_table(
        "asset_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("partner_id", sa.Integer()),
        sa.Column("reason", sa.String(300)),
        sa.Column("chair", sa.String(120), nullable=False),
        sa.Column("members", sa.String(600), nullable=False),
        *event("asset_acts"),
        sa.CheckConstraint(
            "kind IN ('take_over', 'transfer', 'write_off', 'stock_taking')", name="ck_asset_acts_asset_act_kind"
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["institutions.id"], name="fk_asset_acts_partner_id_institutions"),
    )
    op.create_index("ix_asset_acts_entry_id", "asset_acts", ["entry_id"])
    op.create_index("uq_asset_acts_number", "asset_acts", ["number"], unique=True, **LIVE)
    op.create_table(
        "asset_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.Integer()),
        sa.Column("found", sa.Integer()),
        sa.Column("note", sa.String(200)),
        *event("asset_lines"),
        sa.ForeignKeyConstraint(["act_id"], ["asset_acts.id"], name="fk_asset_lines_act_id_asset_acts"),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_asset_lines_asset_id_assets"),
    )
    for column in ("act_id", "asset_id", "entry_id"):
        op.create_index(f"ix_asset_lines_{column}", "asset_lines", [column])
    op.create_index("uq_asset_lines_act_id_asset_id", "asset_lines", ["act_id", "asset_id"], unique=True, **LIVE)
    op.create_table(
        "plan_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *(sa.Column(part, sa.Integer(), nullable=False) for part in ("m", "f", "u")),
        sa.Column("note", sa.Text()),
        *record("plan_lines"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_plan_lines_taxon_id_taxa"),
    )
    op.create_index("uq_plan_lines_taxon_id_year", "plan_lines", ["taxon_id", "year"], unique=True, **LIVE)


def record(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        entry_key(table, "voided_by"),
    ]


def event(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        entry_key(table, "entry_id"),
        entry_key(table, "voided_by"),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=f"fk_{table}_replaces_id_{table}"),
    ]


def entry_key(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_entries"
    return sa.ForeignKeyConstraint([column], ["entries.id"], name=name, deferrable=True, initially="DEFERRED")


def downgrade() -> None:
    for table in ("plan_lines", "asset_lines", "asset_acts", "assets"):
        op.drop_table(table)
