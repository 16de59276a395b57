"""Drugs, stock, prescriptions, doses."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LIVE: dict[str, Any] = {"sqlite_where": sa.text("voided_by IS NULL"), "postgresql_where": sa.text("voided_by IS NULL")}
ROUTES = "'mouth', 'muscle', 'skin', 'vein', 'on_skin', 'eye', 'breath', 'dart', 'food', 'water'"
PERS = "'weight', 'animal', 'water', 'feed'"


def upgrade() -> None:
    _drugs()
    _stock()
    _prescriptions()
    _doses()
    _right_to_treat()


def _drugs() -> None:
    op.create_table(
        "drugs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generic", sa.String(120), nullable=False),
        sa.Column("trade", sa.String(120)),
        sa.Column("form", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(8), nullable=False),
        *amount("strength", needed=False),
        sa.Column("controlled", sa.Boolean(), nullable=False),
        sa.Column("withdrawal_days", sa.Integer()),
        sa.Column("carcass", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(300)),
        *record("drugs"),
        sa.CheckConstraint(
            "form IN ('injection', 'tablet', 'liquid', 'powder', 'ointment', 'implant', 'gas', 'vaccine')",
            name="ck_drugs_drug_form",
        ),
    )
    op.create_table(
        "drug_rates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drug_id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        *amount("rate"),
        sa.Column("per", sa.String(20), nullable=False),
        sa.Column("route", sa.String(20), nullable=False),
        sa.Column("hours", sa.Integer()),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        *record("drug_rates"),
        sa.CheckConstraint(f"per IN ({PERS})", name="ck_drug_rates_rate_per"),
        sa.CheckConstraint(f"route IN ({ROUTES})", name="ck_drug_rates_rate_route"),
        key("drug_rates", "drug_id", "drugs"),
        key("drug_rates", "taxon_id", "taxa"),
    )
    op.create_index("ix_drug_rates_drug_id", "drug_rates", ["drug_id"])
    op.create_table(
        "drug_bans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drug_id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        *record("drug_bans"),
        key("drug_bans", "drug_id", "drugs"),
        key("drug_bans", "taxon_id", "taxa"),
    )
    op.create_index("ix_drug_bans_drug_id", "drug_bans", ["drug_id"])
    op.create_index("uq_drug_bans_drug_id_taxon_id", "drug_bans", ["drug_id", "taxon_id"], unique=True, **LIVE)


def _stock() -> None:
    op.create_table(
        "drug_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drug_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("opened", sa.Date()),
        sa.Column("keeps_days", sa.Integer()),
        sa.Column("cupboard", sa.String(60), nullable=False),
        *record("drug_batches"),
        key("drug_batches", "drug_id", "drugs"),
    )
    op.create_index("ix_drug_batches_drug_id", "drug_batches", ["drug_id"])
    columns = ["drug_id", "number", "cupboard"]
    op.create_index("uq_drug_batches_drug_id_number_cupboard", "drug_batches", columns, unique=True, **LIVE)


def _prescriptions() -> None:
    op.create_table(
        "prescriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("drug_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        *amount("rate"),
        sa.Column("per", sa.String(20), nullable=False),
        *amount("medium", needed=False),
        *amount("given"),
        sa.Column("weight", sa.BigInteger()),
        sa.Column("weighed_on", sa.Date()),
        sa.Column("route", sa.String(20), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(5), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("doses", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200)),
        sa.Column("note", sa.String(200)),
        sa.Column("stopped_on", sa.Date()),
        sa.Column("stop_reason", sa.String(200)),
        sa.Column("closed_by", sa.Integer()),
        *event("prescriptions"),
        sa.CheckConstraint("doses > 0 AND hours >= 0 AND count > 0", name="ck_prescriptions_course"),
        sa.CheckConstraint(f"per IN ({PERS})", name="ck_prescriptions_per"),
        sa.CheckConstraint(f"route IN ({ROUTES})", name="ck_prescriptions_route"),
        key("prescriptions", "animal_id", "animals"),
        key("prescriptions", "drug_id", "drugs"),
        entry_key("prescriptions", "closed_by"),
    )
    for column in ("animal_id", "drug_id", "entry_id"):
        op.create_index(f"ix_prescriptions_{column}", "prescriptions", [column])


def _doses() -> None:
    op.create_table(
        "doses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("prescription_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(5)),
        *amount("taken", needed=False),
        *amount("left", needed=False),
        sa.Column("batch_id", sa.Integer()),
        sa.Column("person_id", sa.Integer()),
        sa.Column("note", sa.String(200)),
        *event("doses"),
        sa.CheckConstraint("state IN ('given', 'part', 'refused', 'missed')", name="ck_doses_dose_state"),
        key("doses", "animal_id", "animals"),
        key("doses", "prescription_id", "prescriptions"),
        key("doses", "batch_id", "drug_batches"),
        key("doses", "person_id", "people"),
    )
    for column in ("animal_id", "on", "entry_id"):
        op.create_index(f"ix_doses_{column}", "doses", [column])
    numbered = ["prescription_id", "number"]
    op.create_index("uq_doses_prescription_id_number", "doses", numbered, unique=True, **LIVE)
    op.create_table(
        "stock_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("dose_id", sa.Integer()),
        sa.Column("witness", sa.String(120)),
        sa.Column("note", sa.String(200)),
        *event("stock_moves"),
        sa.CheckConstraint(
            "act IN ('received', 'given', 'written_off', 'counted')", name="ck_stock_moves_stock_act"
        ),
        key("stock_moves", "batch_id", "drug_batches"),
        key("stock_moves", "dose_id", "doses"),
    )
    op.create_index("ix_stock_moves_batch", "stock_moves", ["batch_id", "amount"])
    op.create_index("ix_stock_moves_entry_id", "stock_moves", ["entry_id"])


def _right_to_treat() -> None:
    """Whoever accepts results of tests was a veterinarian until now: she prescribes too."""
    op.execute(
        "INSERT INTO role_permissions (role_id, permission, version) "
        "SELECT role_id, 'treat', 1 FROM role_permissions "
        "WHERE permission = 'accept_result' AND voided_by IS NULL"
    )


def amount(name: str, needed: bool = True) -> list[sa.Column[Any]]:
    return [
        sa.Column(f"{name}_value", sa.BigInteger(), nullable=not needed),
        sa.Column(f"{name}_unit", sa.String(8), nullable=not needed),
    ]


def key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


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
        key(table, "replaces_id", table),
    ]


def entry_key(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_entries"
    return sa.ForeignKeyConstraint([column], ["entries.id"], name=name, deferrable=True, initially="DEFERRED")


def downgrade() -> None:
    op.execute("DELETE FROM role_permissions WHERE permission = 'treat'")
    for table in ("stock_moves", "doses", "prescriptions", "drug_batches", "drug_bans", "drug_rates", "drugs"):
        op.drop_table(table)
