"""The journal, people, settings, papers and media; journal and papers are append-only."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # People are voided by entries, entries are made by people: where a key cannot point ahead, it is added at the end.
    author: dict[str, Any] = {"name": "fk_entries_person_id_people", "deferrable": True, "initially": "DEFERRED"}
    later = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("workstation", sa.String(60), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer()),
        sa.Column("clock_trusted", sa.Boolean(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.ForeignKeyConstraint(["undoes_id"], ["entries.id"], name="fk_entries_undoes_id_entries"),
        *([] if later else [sa.ForeignKeyConstraint(["person_id"], ["people.id"], **author)]),
    )
    op.create_index("ix_entries_at", "entries", ["at"])
    op.create_table(
        "chain_heads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workstation", sa.String(60), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chain_heads"),
        sa.UniqueConstraint("workstation", name="uq_chain_heads_workstation"),
    )
    op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.String(40), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_texts"),
    )
    op.create_index("ix_search_texts_record", "search_texts", ["record_kind", "record_id"])
    op.create_index("ix_search_texts_source", "search_texts", ["source_kind", "source_id"], unique=True)
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workstation", sa.String(60), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_failures"),
    )
    op.create_index("ix_sign_in_failures_login", "sign_in_failures", ["login"])
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36)),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_changes_entry_id_entries"),
    )
    op.create_index("ix_changes_entry_id", "changes", ["entry_id"])
    op.create_index("ix_changes_record_kind_record_id", "changes", ["record_kind", "record_id"])
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("likeness", sa.String(16)),
        sa.Column("taken_at", sa.DateTime(timezone=True)),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_media_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["replaces_id"], ["media.id"], name="fk_media_replaces_id_media"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_media_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("sha256", name="uq_media_sha256"),
    )
    op.create_index("ix_media_entry_id", "media", ["entry_id"])
    op.create_index("ix_media_likeness", "media", ["likeness"])
    op.create_table(
        "names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("short", sa.String(30)),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(200)),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_names"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_names_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_names_record", "names", ["record_kind", "record_id", "locale"])
    op.create_table(
        "number_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_number_series"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_number_series_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("name", name="uq_number_series_name"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("post", sa.String(120)),
        sa.Column("licence", sa.String(80)),
        sa.Column("phone", sa.String(60)),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_people_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("uid", name="uq_people_uid"),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_roles"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_roles_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("code", name="uq_roles_code"),
    )
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_settings"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_settings_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("name", name="uq_settings_name"),
    )
    op.create_table(
        "workstation_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workstation", sa.String(60), nullable=False),
        sa.Column("public_key", sa.String(64), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_workstation_keys"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_workstation_keys_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("public_key", name="uq_workstation_keys_public_key"),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("pin_hash", sa.String(200)),
        sa.Column("badge_hash", sa.String(200)),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_accounts_person_id_people"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_accounts_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index(
        "uq_accounts_person_id",
        "accounts",
        ["person_id"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_index(
        "uq_accounts_login",
        "accounts",
        ["login"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_index(
        "uq_accounts_badge_hash",
        "accounts",
        ["badge_hash"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_confirmations"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_confirmations_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_confirmations_person_id_people"),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["confirmations.id"],
            name="fk_confirmations_replaces_id_confirmations",
        ),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_confirmations_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_confirmations_entry_id", "confirmations", ["entry_id"])
    op.create_index("ix_confirmations_record_id", "confirmations", ["record_id"])
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("series", sa.String(40), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.String(40), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text()),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_documents_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["issued_by_id"], ["people.id"], name="fk_documents_issued_by_id_people"),
        sa.UniqueConstraint("series", "number", "revision", name="uq_documents_series_number_revision"),
        sa.UniqueConstraint("uid", name="uq_documents_uid"),
    )
    op.create_index("ix_documents_number", "documents", ["number"])
    op.create_table(
        "media_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("primary", sa.Boolean(), nullable=False),
        sa.Column("caption", sa.String(200)),
        sa.Column("taken_on", sa.Date()),
        sa.Column("taken_by", sa.String(120)),
        sa.Column("incoming_no", sa.String(60)),
        sa.Column("incoming_on", sa.Date()),
        sa.Column("original_at", sa.String(120)),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_media_links"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_media_links_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name="fk_media_links_media_id_media"),
        sa.ForeignKeyConstraint(["replaces_id"], ["media_links.id"], name="fk_media_links_replaces_id_media_links"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_media_links_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_media_links_entry_id", "media_links", ["entry_id"])
    op.create_index("ix_media_links_media_id", "media_links", ["media_id"])
    op.create_index("ix_media_links_record", "media_links", ["record_kind", "record_id"])
    op.create_table(
        "person_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_person_roles"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_roles_person_id_people"),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name="fk_person_roles_role_id_roles"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_person_roles_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("person_id", "role_id", name="uq_person_roles_person_id_role_id"),
    )
    op.create_index("ix_person_roles_person_id", "person_roles", ["person_id"])
    op.create_table(
        "role_permissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("permission", sa.String(30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_role_permissions"),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name="fk_role_permissions_role_id_roles"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_role_permissions_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("role_id", "permission", name="uq_role_permissions_role_id_permission"),
    )
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("meaning", sa.String(200), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_signatures"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_signatures_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_signatures_person_id_people"),
        sa.ForeignKeyConstraint(["replaces_id"], ["signatures.id"], name="fk_signatures_replaces_id_signatures"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_signatures_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_signatures_entry_id", "signatures", ["entry_id"])
    op.create_table(
        "document_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(300)),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_events"),
        sa.CheckConstraint(
            "state IN ('issued', 'signed_sender', 'signed_receiver', 'scan_filed', 'revised', 'voided')",
            name="ck_document_events_document_state",
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_document_events_document_id_documents"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_document_events_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_document_events_person_id_people"),
    )
    op.create_index("ix_document_events_document_id", "document_events", ["document_id"])
    op.create_table(
        "document_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_files"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_document_files_document_id_documents"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_document_files_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_document_files_document_id", "document_files", ["document_id"])
    op.create_index("ix_document_files_sha256", "document_files", ["sha256"])

    if later:
        op.create_foreign_key(author.pop("name"), "entries", "people", ["person_id"], ["id"], **author)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_entries_person_id_people", "entries", type_="foreignkey")
    op.drop_table("document_files")
    op.drop_table("document_events")
    op.drop_table("signatures")
    op.drop_table("role_permissions")
    op.drop_table("person_roles")
    op.drop_table("media_links")
    op.drop_table("documents")
    op.drop_table("confirmations")
    op.drop_table("accounts")
    op.drop_table("workstation_keys")
    op.drop_table("settings")
    op.drop_table("roles")
    op.drop_table("people")
    op.drop_table("number_series")
    op.drop_table("names")
    op.drop_table("media")
    op.drop_table("changes")
    op.drop_table("sign_in_failures")
    op.drop_table("search_texts")
    op.drop_table("chain_heads")
    op.drop_table("entries")
