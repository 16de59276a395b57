"""Reports: inventories as they were issued, filters that were saved, forms of the year."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LIVE: dict[str, Any] = {"sqlite_where": sa.text("voided_by IS NULL"), "postgresql_where": sa.text("voided_by IS NULL")}


def upgrade() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_saved_filters_person_id_people"),
        sa.ForeignKeyConstraint(
            ["voided_by"], ["entries.id"], name="fk_saved_filters_voided_by_entries", deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index(
        "uq_saved_filters_person_id_kind_name", "saved_filters", ["person_id", "kind", "name"], unique=True, **LIVE
    )
    op.create_index(
        "ix_transactions_voided_by", "transactions", ["voided_by"],
        sqlite_where=sa.text("voided_by IS NOT NULL"), postgresql_where=sa.text("voided_by IS NOT NULL"),
    )
    op.execute(
        "ALTER TABLE transactions ADD COLUMN birth_id INTEGER CONSTRAINT fk_transactions_birth_id_transactions "
        "REFERENCES transactions(id)"
    )
    op.create_table(
        "issued_inventories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("splits", sa.Boolean(), nullable=False),
        sa.Column("taxon_id", sa.Integer()),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issued_inventories"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_issued_inventories_taxon_id_taxa"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_issued_inventories_entry_id_entries", deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_issued_inventories_last", "issued_inventories", ["last"])
    op.create_table(
        "year_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_year_forms"),
        sa.ForeignKeyConstraint(
            ["voided_by"], ["entries.id"], name="fk_year_forms_voided_by_entries", deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("uq_year_forms_name", "year_forms", ["name"], unique=True, **LIVE)


def downgrade() -> None:
    op.drop_table("year_forms")
    op.drop_table("issued_inventories")
    op.drop_column("transactions", "birth_id")
    op.drop_index("ix_transactions_voided_by", "transactions")
    op.drop_table("saved_filters")
