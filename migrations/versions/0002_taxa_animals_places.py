"""Taxa, institutions, animals and their marks, enclosures, protocols; what is searched."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "animals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("house_name", sa.String(40)),
        sa.Column("born_earliest", sa.Date()),
        sa.Column("born_latest", sa.Date()),
        sa.Column("born_nominal", sa.Date()),
        sa.Column("born_kind", sa.String(20)),
        sa.Column("born_note", sa.String(200)),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("birthplace", sa.String(120)),
        sa.Column("note", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_animals"),
        sa.CheckConstraint(
            "kind IN ('individual', 'group', 'colony', 'egg', 'clutch', 'fetus')",
            name="ck_animals_animal_kind",
        ),
        sa.CheckConstraint(
            "born_kind IN ('exact', 'range', 'before', 'after', 'plus_minus', 'undetermined', 'indeterminate')",
            name="ck_animals_born_kind",
        ),
        sa.CheckConstraint("origin IN ('captive', 'wild', 'unknown')", name="ck_animals_origin"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_animals_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("uid", name="uq_animals_uid"),
    )
    op.create_table(
        "enclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("air_space", sa.String(40)),
        sa.Column("open_water", sa.Boolean(), nullable=False),
        sa.Column("area_m2", sa.Integer()),
        sa.Column("active_from", sa.Date()),
        sa.Column("active_to", sa.Date()),
        sa.Column("note", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_enclosures"),
        sa.CheckConstraint(
            "kind IN ('area', 'exhibit', 'off_show', 'quarantine', 'hospital')",
            name="ck_enclosures_enclosure_kind",
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["enclosures.id"], name="fk_enclosures_parent_id_enclosures"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_enclosures_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("uid", name="uq_enclosures_uid"),
    )
    op.create_index(
        "uq_enclosures_code",
        "enclosures",
        ["code"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_index("ix_enclosures_parent_id", "enclosures", ["parent_id"])
    op.create_table(
        "institutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("mnemonic", sa.String(9), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("city", sa.String(80)),
        sa.Column("address", sa.String(300)),
        sa.Column("phone", sa.String(60)),
        sa.Column("licence", sa.String(120)),
        sa.Column("represented_by", sa.String(160)),
        sa.Column("acting_under", sa.String(160)),
        sa.Column("approvals", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_institutions"),
        sa.CheckConstraint("kind IN ('zoo', 'transit', 'wild', 'other')", name="ck_institutions_institution_kind"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_institutions_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("uid", name="uq_institutions_uid"),
    )
    op.create_index(
        "uq_institutions_mnemonic",
        "institutions",
        ["mnemonic"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_table(
        "taxa",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("scientific", sa.String(120), nullable=False),
        sa.Column("rank", sa.String(20), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("author", sa.String(120)),
        sa.Column("domestic", sa.Boolean(), nullable=False),
        sa.Column("hybrid", sa.Boolean(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer()),
        sa.Column("commodity_code", sa.String(12)),
        sa.Column("art", sa.String(40)),
        sa.Column("source", sa.String(200)),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_taxa"),
        sa.CheckConstraint(
            "rank IN ('class', 'order', 'family', 'genus', 'species', 'subspecies', 'domestic form')",
            name="ck_taxa_rank",
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["taxa.id"], name="fk_taxa_parent_id_taxa"),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["taxa.id"], name="fk_taxa_replaced_by_id_taxa"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_taxa_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("uid", name="uq_taxa_uid"),
    )
    op.create_index(
        "uq_taxa_scientific",
        "taxa",
        ["scientific"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_index("ix_taxa_parent_id", "taxa", ["parent_id"])
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("physical", sa.Boolean(), nullable=False),
        sa.Column("ownership", sa.Boolean(), nullable=False),
        sa.Column("title_passes", sa.String(20)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_terms"),
        sa.CheckConstraint(
            "mode IN ('arrival', 'departure', 'transfer', 'receipt', 'birth', "
            "'death', 'split', 'merge', 'identified', 'sexed', 'census')",
            name="ck_terms_mode",
        ),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_terms_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("code", name="uq_terms_code"),
    )
    op.create_table(
        "capacities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enclosure_id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer()),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_capacities"),
        sa.ForeignKeyConstraint(["enclosure_id"], ["enclosures.id"], name="fk_capacities_enclosure_id_enclosures"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_capacities_taxon_id_taxa"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_capacities_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_capacities_enclosure_id", "capacities", ["enclosure_id"])
    op.create_table(
        "identifiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("institution_id", sa.Integer()),
        sa.Column("value", sa.String(60), nullable=False),
        sa.Column("sort_key", sa.String(120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(60)),
        sa.Column("detail", sa.String(120)),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_identifiers"),
        sa.CheckConstraint(
            "kind IN ('local_id', 'transponder', 'ring', 'ear_tag', 'tattoo', "
            "'sender_id', 'studbook', 'gan', 'other')",
            name="ck_identifiers_mark_kind",
        ),
        sa.CheckConstraint(
            "state IN ('available', 'assigned', 'in_use', 'removed', 'failed', 'lost')",
            name="ck_identifiers_transponder_state",
        ),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_identifiers_animal_id_animals"),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institutions.id"],
            name="fk_identifiers_institution_id_institutions",
        ),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_identifiers_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_identifiers_animal_id", "identifiers", ["animal_id"])
    op.create_index("ix_identifiers_kind_sort_key", "identifiers", ["kind", "sort_key"])
    op.create_index(
        "uq_identifiers_local_id",
        "identifiers",
        ["institution_id", "value"], unique=True,
        sqlite_where=sa.text("kind = 'local_id'"),
        postgresql_where=sa.text("kind = 'local_id'"),
    )
    op.create_table(
        "lineage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("ancestor_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lineage"),
        sa.CheckConstraint(
            "rank IN ('class', 'order', 'family', 'genus', 'species', 'subspecies', 'domestic form')",
            name="ck_lineage_ancestor_rank",
        ),
        sa.ForeignKeyConstraint(["ancestor_id"], ["taxa.id"], name="fk_lineage_ancestor_id_taxa"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_lineage_taxon_id_taxa"),
    )
    op.create_index("ix_lineage_pair", "lineage", ["ancestor_id", "taxon_id"], unique=True)
    op.create_index("ix_lineage_taxon_id", "lineage", ["taxon_id"])
    op.create_table(
        "protocols",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("edition", sa.String(20), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("jurisdiction", sa.String(40)),
        sa.Column("taxon_id", sa.Integer()),
        sa.Column("min_days", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(20), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("restart_after_end", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_protocols"),
        sa.CheckConstraint("place IN ('unit', 'air_space', 'area')", name="ck_protocols_place"),
        sa.CheckConstraint(
            "scope IN ('none', 'species', 'genus', 'family', 'order', 'class', 'all', 'batch')",
            name="ck_protocols_scope",
        ),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_protocols_taxon_id_taxa"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_protocols_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index(
        "uq_protocols_code_edition",
        "protocols",
        ["code", "edition"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )
    op.create_table(
        "stays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("enclosure_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("reason", sa.String(120)),
        sa.Column("closed_by", sa.Integer()),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_stays"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_stays_animal_id_animals"),
        sa.ForeignKeyConstraint(
            ["closed_by"],
            ["entries.id"],
            name="fk_stays_closed_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["enclosure_id"], ["enclosures.id"], name="fk_stays_enclosure_id_enclosures"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name="fk_stays_entry_id_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["replaces_id"], ["stays.id"], name="fk_stays_replaces_id_stays"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_stays_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_stays_animal_id", "stays", ["animal_id"])
    op.create_index("ix_stays_enclosure", "stays", ["enclosure_id", "since", "until"])
    op.create_index("ix_stays_entry_id", "stays", ["entry_id"])
    op.create_table(
        "taxon_statuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(20), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("population", sa.String(120)),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_taxon_statuses"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_taxon_statuses_taxon_id_taxa"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_taxon_statuses_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_taxon_statuses_taxon_id", "taxon_statuses", ["taxon_id"])
    op.create_table(
        "requirements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("consecutive", sa.Integer(), nullable=False),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        sa.Column("sampled", sa.Boolean(), nullable=False),
        sa.Column("prevalence", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("sensitivity", sa.Integer(), nullable=False),
        sa.Column("counts_from", sa.String(20), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("validity_days", sa.Integer()),
        sa.Column("source", sa.String(200)),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_requirements"),
        sa.CheckConstraint("counts_from IN ('before_entry', 'entry', 'restart')", name="ck_requirements_counts_from"),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocols.id"], name="fk_requirements_protocol_id_protocols"),
        sa.ForeignKeyConstraint(
            ["voided_by"],
            ["entries.id"],
            name="fk_requirements_voided_by_entries",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index(
        "uq_requirements_protocol_id_code",
        "requirements",
        ["protocol_id", "code"], unique=True,
        sqlite_where=sa.text("voided_by IS NULL"),
        postgresql_where=sa.text("voided_by IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("requirements")
    op.drop_table("taxon_statuses")
    op.drop_table("stays")
    op.drop_table("protocols")
    op.drop_table("lineage")
    op.drop_table("identifiers")
    op.drop_table("capacities")
    op.drop_table("terms")
    op.drop_table("taxa")
    op.drop_table("institutions")
    op.drop_table("enclosures")
    op.drop_table("animals")
