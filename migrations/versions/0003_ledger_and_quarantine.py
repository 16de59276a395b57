"""Consignments, the ledger of transactions and postings, quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("issuer", sa.String(160)),
        sa.Column("issued_on", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("incoming_no", sa.String(60)),
        sa.Column("incoming_on", sa.Date()),
        sa.Column("original_at", sa.String(120)),
        sa.Column("lines", sa.String(60)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_papers_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_papers_record_id", "papers", ["record_id"])
    op.create_table(
        "consignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("arrived_on", sa.Date()),
        sa.Column("arrived_at", sa.DateTime(timezone=True)),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("transport", sa.String(120)),
        sa.Column("transport_document", sa.String(80)),
        sa.Column("origin_place", sa.String(80)),
        sa.Column("destination_place", sa.String(80)),
        sa.Column("couriers", sa.String(200)),
        sa.Column("contract", sa.String(120)),
        sa.Column("note", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_consignments"),
        sa.CheckConstraint(
            "stage IN ('proposed', 'ready', 'in_transit', 'arrived', 'closed', 'cancelled')",
            name="ck_consignments_stage",
        ),
        sa.ForeignKeyConstraint(["receiver_id"], ["institutions.id"], name="fk_consignments_receiver_id_institutions"),
        sa.ForeignKeyConstraint(["sender_id"], ["institutions.id"], name="fk_consignments_sender_id_institutions"),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name="fk_consignments_term_id_terms"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_consignments_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("uid", name="uq_consignments_uid"),
    )
    op.create_index(
        "uq_consignments_number",
        "consignments",
        ["number"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_index("ix_consignments_receiver_id", "consignments", ["receiver_id"])
    op.create_index("ix_consignments_sender_id", "consignments", ["sender_id"])
    op.create_table(
        "consignment_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consignment_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("announced_m", sa.Integer(), nullable=False),
        sa.Column("announced_f", sa.Integer(), nullable=False),
        sa.Column("announced_u", sa.Integer(), nullable=False),
        sa.Column("alive_m", sa.Integer(), nullable=False),
        sa.Column("alive_f", sa.Integer(), nullable=False),
        sa.Column("alive_u", sa.Integer(), nullable=False),
        sa.Column("dead_m", sa.Integer(), nullable=False),
        sa.Column("dead_f", sa.Integer(), nullable=False),
        sa.Column("dead_u", sa.Integer(), nullable=False),
        sa.Column("keep_as", sa.String(20), nullable=False),
        sa.Column("marks", sa.String(1000)),
        sa.Column("sender_ids", sa.String(500)),
        sa.Column("sex_method", sa.String(120)),
        sa.Column("taxon_doubtful", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.String(20)),
        sa.Column("crate", sa.String(60)),
        sa.Column("seal", sa.String(60)),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("protocol_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_consignment_lines"),
        sa.CheckConstraint(
            "keep_as IN ('individual', 'group', 'colony', 'egg', 'clutch', 'fetus')",
            name="ck_consignment_lines_keep_as",
        ),
        sa.ForeignKeyConstraint(
            ["consignment_id"],
            ["consignments.id"],
            name="fk_consignment_lines_consignment_id_consignments",
        ),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocols.id"], name="fk_consignment_lines_protocol_id_protocols"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_consignment_lines_taxon_id_taxa"),
        sa.ForeignKeyConstraint(["unit_id"], ["enclosures.id"], name="fk_consignment_lines_unit_id_enclosures"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_consignment_lines_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("consignment_id", "no", name="uq_consignment_lines_consignment_id_no"),
    )
    op.create_table(
        "quarantine_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("imposed_by", sa.String(20), nullable=False),
        sa.Column("authority", sa.String(160)),
        sa.Column("order_no", sa.String(80)),
        sa.Column("ordered_days", sa.Integer()),
        sa.Column("split_from_id", sa.Integer()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("closed_by", sa.Integer()),
        sa.Column("release_document", sa.String(160)),
        sa.Column("signature_id", sa.Integer()),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine_cases"),
        sa.CheckConstraint("imposed_by IN ('own', 'state')", name="ck_quarantine_cases_imposed_by"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_quarantine_cases_animal_id_animals"),
        sa.ForeignKeyConstraint(
            ["closed_by"],
            ["entries.id"],
            name="fk_quarantine_cases_closed_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_quarantine_cases_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocols.id"], name="fk_quarantine_cases_protocol_id_protocols"),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["quarantine_cases.id"],
            name="fk_quarantine_cases_replaces_id_quarantine_cases",
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"],
            ["signatures.id"],
            name="fk_quarantine_cases_signature_id_signatures",
        ),
        sa.ForeignKeyConstraint(
            ["split_from_id"],
            ["quarantine_cases.id"],
            name="fk_quarantine_cases_split_from_id_quarantine_cases",
        ),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_quarantine_cases_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_quarantine_cases_animal_id", "quarantine_cases", ["animal_id"])
    op.create_index("ix_quarantine_cases_entry_id", "quarantine_cases", ["entry_id"])
    op.create_table(
        "quarantine_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine_days"),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["quarantine_cases.id"],
            name="fk_quarantine_days_case_id_quarantine_cases",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_quarantine_days_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["quarantine_days.id"],
            name="fk_quarantine_days_replaces_id_quarantine_days",
        ),
        sa.ForeignKeyConstraint(["signature_id"], ["signatures.id"], name="fk_quarantine_days_signature_id_signatures"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_quarantine_days_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_quarantine_days_case_id", "quarantine_days", ["case_id"])
    op.create_index("ix_quarantine_days_entry_id", "quarantine_days", ["entry_id"])
    op.create_table(
        "quarantine_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("entered", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True)),
        sa.Column("left", sa.Date()),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("copied_from_id", sa.Integer()),
        sa.Column("closed_by", sa.Integer()),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine_entries"),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["quarantine_cases.id"],
            name="fk_quarantine_entries_case_id_quarantine_cases",
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"],
            ["entries.id"],
            name="fk_quarantine_entries_closed_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["copied_from_id"],
            ["quarantine_entries.id"],
            name="fk_quarantine_entries_copied_from_id_quarantine_entries",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_quarantine_entries_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["quarantine_entries.id"],
            name="fk_quarantine_entries_replaces_id_quarantine_entries",
        ),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_quarantine_entries_taxon_id_taxa"),
        sa.ForeignKeyConstraint(["unit_id"], ["enclosures.id"], name="fk_quarantine_entries_unit_id_enclosures"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_quarantine_entries_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_quarantine_entries_case_id", "quarantine_entries", ["case_id"])
    op.create_index("ix_quarantine_entries_entry_id", "quarantine_entries", ["entry_id"])
    op.create_index("ix_quarantine_entries_unit", "quarantine_entries", ["unit_id", "entered"])
    op.create_table(
        "quarantine_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Date(), nullable=False),
        sa.Column("read", sa.Date()),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("tested", sa.Integer(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("which", sa.String(300)),
        sa.Column("lab", sa.String(120)),
        sa.Column("lab_no", sa.String(60)),
        sa.Column("note", sa.Text()),
        sa.Column("accepted_by_id", sa.Integer()),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine_results"),
        sa.CheckConstraint(
            "outcome IN ('planned', 'in_lab', 'negative', 'positive', 'inconclusive', "
            "'spoiled', 'not_obtainable')",
            name="ck_quarantine_results_outcome",
        ),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["people.id"], name="fk_quarantine_results_accepted_by_id_people"),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["quarantine_cases.id"],
            name="fk_quarantine_results_case_id_quarantine_cases",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_quarantine_results_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["quarantine_results.id"],
            name="fk_quarantine_results_replaces_id_quarantine_results",
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirements.id"],
            name="fk_quarantine_results_requirement_id_requirements",
        ),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_quarantine_results_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_quarantine_results_case", "quarantine_results", ["case_id", "requirement_id", "round"])
    op.create_index("ix_quarantine_results_entry_id", "quarantine_results", ["entry_id"])
    op.create_index("ix_quarantine_results_requirement_id", "quarantine_results", ["requirement_id"])
    op.create_table(
        "transactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("on_earliest", sa.Date()),
        sa.Column("on_latest", sa.Date()),
        sa.Column("on_nominal", sa.Date()),
        sa.Column("on_kind", sa.String(20)),
        sa.Column("on_note", sa.String(200)),
        sa.Column("time", sa.String(5)),
        sa.Column("term_id", sa.Integer()),
        sa.Column("partner_id", sa.Integer()),
        sa.Column("line_id", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_transactions"),
        sa.CheckConstraint(
            "mode IN ('arrival', 'departure', 'transfer', 'receipt', 'birth', "
            "'death', 'split', 'merge', 'identified', 'sexed', 'census')",
            name="ck_transactions_mode",
        ),
        sa.CheckConstraint(
            "on_kind IN ('exact', 'range', 'before', 'after', 'plus_minus', 'undetermined', 'indeterminate')",
            name="ck_transactions_on_kind",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_transactions_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["consignment_lines.id"],
            name="fk_transactions_line_id_consignment_lines",
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["institutions.id"], name="fk_transactions_partner_id_institutions"),
        sa.ForeignKeyConstraint(["replaces_id"], ["transactions.id"], name="fk_transactions_replaces_id_transactions"),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name="fk_transactions_term_id_terms"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_transactions_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("id", "on", "seq", "mode", name="uq_transactions_act"),
        sa.UniqueConstraint("uid", name="uq_transactions_uid"),
    )
    op.create_index("ix_transactions_entry_id", "transactions", ["entry_id"])
    op.create_index("ix_transactions_line_id", "transactions", ["line_id"])
    op.create_index("ix_transactions_on", "transactions", ["on"])
    op.create_table(
        "censuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("m", sa.Integer(), nullable=False),
        sa.Column("f", sa.Integer(), nullable=False),
        sa.Column("u", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_censuses"),
        sa.CheckConstraint("m >= 0 AND f >= 0 AND u >= 0", name="ck_censuses_not_negative"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_censuses_animal_id_animals"),
        sa.ForeignKeyConstraint(["holder_id"], ["institutions.id"], name="fk_censuses_holder_id_institutions"),
        sa.ForeignKeyConstraint(["owner_id"], ["institutions.id"], name="fk_censuses_owner_id_institutions"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_censuses_taxon_id_taxa"),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transactions.id"],
            name="fk_censuses_transaction_id_transactions",
        ),
        sa.UniqueConstraint("transaction_id", name="uq_censuses_transaction_id"),
    )
    op.create_index("ix_censuses_animal_id", "censuses", ["animal_id"])
    op.create_table(
        "determinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(20), nullable=False),
        sa.Column("value", sa.String(120), nullable=False),
        sa.Column("confidence", sa.String(20), nullable=False),
        sa.Column("method", sa.String(120)),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("transaction_id", sa.Integer()),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_determinations"),
        sa.CheckConstraint("confidence IN ('reported', 'probable', 'confirmed')", name="ck_determinations_confidence"),
        sa.CheckConstraint("about IN ('sex', 'taxon')", name="ck_determinations_determined"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_determinations_animal_id_animals"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_determinations_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["determinations.id"],
            name="fk_determinations_replaces_id_determinations",
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transactions.id"],
            name="fk_determinations_transaction_id_transactions",
        ),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_determinations_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_determinations_animal_id", "determinations", ["animal_id"])
    op.create_index("ix_determinations_entry_id", "determinations", ["entry_id"])
    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("m", sa.Integer(), nullable=False),
        sa.Column("f", sa.Integer(), nullable=False),
        sa.Column("u", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
        sa.CheckConstraint("m <> 0 OR f <> 0 OR u <> 0", name="ck_postings_not_empty"),
        sa.CheckConstraint(
            "mode IN ('arrival', 'departure', 'transfer', 'receipt', 'birth', "
            "'death', 'split', 'merge', 'identified', 'sexed', 'census')",
            name="ck_postings_posting_mode",
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id", "on", "seq", "mode"],
            ["transactions.id", "transactions.on", "transactions.seq", "transactions.mode"],
            name="fk_postings_act",
        ),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_postings_animal_id_animals"),
        sa.ForeignKeyConstraint(["holder_id"], ["institutions.id"], name="fk_postings_holder_id_institutions"),
        sa.ForeignKeyConstraint(["owner_id"], ["institutions.id"], name="fk_postings_owner_id_institutions"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_postings_taxon_id_taxa"),
    )
    op.create_index("ix_postings_animal", "postings", ["animal_id", "on", "seq"])
    op.create_index(
        "ix_postings_holder",
        "postings",
        ["holder_id", "taxon_id", "on", "owner_id", "m", "f", "u", "transaction_id"],
    )
    op.create_index(
        "ix_postings_owner",
        "postings",
        ["owner_id", "taxon_id", "on", "holder_id", "m", "f", "u", "transaction_id"],
    )
    op.create_index("ix_postings_transaction", "postings", ["transaction_id"])


def downgrade() -> None:
    op.drop_table("postings")
    op.drop_table("determinations")
    op.drop_table("censuses")
    op.drop_table("transactions")
    op.drop_table("quarantine_results")
    op.drop_table("quarantine_entries")
    op.drop_table("quarantine_days")
    op.drop_table("quarantine_cases")
    op.drop_table("consignment_lines")
    op.drop_table("consignments")
    op.drop_table("papers")
