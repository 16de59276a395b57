"""Loans: contracts, their animals, what happened to them; owners' shares; acts name the loan that they belong to."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("direction", sa.String(20), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("contract_no", sa.String(80)),
        sa.Column("contract_on", sa.Date()),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("offspring", sa.String(20), nullable=False),
        sa.Column("offspring_first", sa.String(20), nullable=False),
        sa.Column("offspring_percent", sa.Integer()),
        sa.Column("offspring_text", sa.Text()),
        sa.Column("insured_value", sa.BigInteger()),
        sa.Column("insured_currency", sa.String(3)),
        sa.Column("transport_by", sa.String(20)),
        sa.Column("veterinary_by", sa.String(20)),
        sa.Column("death_rights", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_loans"),
        sa.CheckConstraint("direction IN ('out', 'in')", name="ck_loans_direction"),
        sa.CheckConstraint("purpose IN ('breeding', 'exhibit', 'education', 'other')", name="ck_loans_purpose"),
        sa.CheckConstraint(
            "offspring IN ('dam_owner', 'alternating', 'by_sex', 'shares')", name="ck_loans_offspring_rule"
        ),
        sa.CheckConstraint("offspring_first IN ('owner', 'holder')", name="ck_loans_offspring_first"),
        sa.CheckConstraint("transport_by IN ('owner', 'holder')", name="ck_loans_transport_by"),
        sa.CheckConstraint("veterinary_by IN ('owner', 'holder')", name="ck_loans_veterinary_by"),
        sa.ForeignKeyConstraint(["partner_id"], ["institutions.id"], name="fk_loans_partner_id_institutions"),
        _entry("loans", "voided_by"),
        sa.UniqueConstraint("uid", name="uq_loans_uid"),
    )
    op.create_index("ix_loans_partner_id", "loans", ["partner_id"])
    live = sa.text("voided_by IS NULL")
    op.create_index("uq_loans_number", "loans", ["number"], unique=True, sqlite_where=live, postgresql_where=live)
    op.create_table(
        "loan_animals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("closed_by", sa.Integer()),
        *_event("loan_animals"),
        sa.ForeignKeyConstraint(["loan_id"], ["loans.id"], name="fk_loan_animals_loan_id_loans"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_loan_animals_animal_id_animals"),
        _entry("loan_animals", "closed_by"),
    )
    _index("loan_animals", "loan_id", "animal_id", "entry_id")
    op.create_table(
        "loan_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("answers_id", sa.Integer()),
        sa.Column("note", sa.Text()),
        *_event("loan_steps"),
        sa.CheckConstraint(
            "kind IN ('renewed', 'recalled', 'reminded', 'asked', 'stated', 'promised', 'kept')",
            name="ck_loan_steps_step_kind",
        ),
        sa.ForeignKeyConstraint(["loan_id"], ["loans.id"], name="fk_loan_steps_loan_id_loans"),
        sa.ForeignKeyConstraint(["answers_id"], ["loan_steps.id"], name="fk_loan_steps_answers_id_loan_steps"),
    )
    _index("loan_steps", "loan_id", "entry_id")
    op.create_table(
        "owner_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        *_event("owner_shares"),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name="ck_owner_shares_whole_part"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_owner_shares_animal_id_animals"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name="fk_owner_shares_institution_id_institutions"
        ),
    )
    _index("owner_shares", "animal_id", "entry_id")
    op.execute(
        "ALTER TABLE transactions ADD COLUMN loan_id INTEGER CONSTRAINT fk_transactions_loan_id_loans "
        "REFERENCES loans(id)"
    )
    _index("transactions", "loan_id")


def downgrade() -> None:
    op.drop_index("ix_transactions_loan_id", "transactions")
    op.drop_column("transactions", "loan_id")
    for table in ("owner_shares", "loan_steps", "loan_animals", "loans"):
        op.drop_table(table)


def _event(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _entry(table, "entry_id"),
        _entry(table, "voided_by"),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=f"fk_{table}_replaces_id_{table}"),
    ]


def _entry(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_entries"
    return sa.ForeignKeyConstraint([column], ["entries.id"], name=name, deferrable=True, initially="DEFERRED")


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
