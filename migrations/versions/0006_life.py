"""Life data: parents, births, names, collections, weights, and the ages of taxa that parents are held against."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIRTH_TYPES = "'born', 'hatched', 'from_lay'"
REARINGS = "'parent', 'hand', 'foster', 'incubator', 'mixed', 'undetermined'"
OF_ANIMALS = (
    ("birth_type", f"VARCHAR(20) CONSTRAINT ck_animals_birth_type CHECK (birth_type IN ({BIRTH_TYPES}))"),
    ("rearing", f"VARCHAR(20) CONSTRAINT ck_animals_rearing CHECK (rearing IN ({REARINGS}))"),
    ("collection_id", "INTEGER CONSTRAINT fk_animals_collection_id_collections REFERENCES collections(id)"),
)
OF_TAXA = (
    ("maturity_m", "INTEGER"),
    ("maturity_f", "INTEGER"),
    ("carried_least", "INTEGER"),
    ("carried_most", "INTEGER"),
    ("lays_eggs", "BOOLEAN"),
    ("ages_source", "VARCHAR(200)"),
)


def entry_key(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_entries"
    return sa.ForeignKeyConstraint([column], ["entries.id"], name=name, deferrable=True, initially="DEFERRED")


def create_events(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of events about animals, with the columns and keys that all of them have."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name=f"fk_{table}_animal_id_animals"),
        entry_key(table, "entry_id"),
        entry_key(table, "voided_by"),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=f"fk_{table}_replaces_id_{table}"),
    )
    op.create_index(f"ix_{table}_entry_id", table, ["entry_id"])


def upgrade() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("note", sa.String(200)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_collections"),
        entry_key("collections", "voided_by"),
    )
    live = sa.text("voided_by IS NULL")
    op.create_index(
        "uq_collections_name", "collections", ["name"], unique=True, sqlite_where=live, postgresql_where=live
    )
    for table, columns in (("animals", OF_ANIMALS), ("taxa", OF_TAXA)):
        for name, kind in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    # Whether a dam has to live at the birth hangs on this; the rest of the ages waits for a source.
    op.execute("UPDATE taxa SET lays_eggs = TRUE, ages_source = 'own' WHERE scientific = 'Aves'")
    op.execute("UPDATE taxa SET lays_eggs = FALSE, ages_source = 'own' WHERE scientific = 'Mammalia'")
    create_events(
        "animal_names",
        sa.Column("text", sa.String(40), nullable=False),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date(), nullable=False),
    )
    op.create_index("ix_animal_names_animal_id", "animal_names", ["animal_id"])
    create_events(
        "parentages",
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("special", sa.String(20)),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(120)),
        sa.Column("note", sa.String(200)),
        sa.CheckConstraint("role IN ('sire', 'dam')", name="ck_parentages_parent_role"),
        sa.CheckConstraint("special IN ('undetermined', 'indeterminate', 'wild')", name="ck_parentages_special"),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name="ck_parentages_percent"),
        sa.CheckConstraint("(parent_id IS NULL) <> (special IS NULL)", name="ck_parentages_one_of_both"),
        sa.ForeignKeyConstraint(["parent_id"], ["animals.id"], name="fk_parentages_parent_id_animals"),
    )
    op.create_index("ix_parentages_animal_id", "parentages", ["animal_id"])
    op.create_index("ix_parentages_parent_id", "parentages", ["parent_id"])
    create_events(
        "measures",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("time", sa.String(5)),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(8), nullable=False),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(120)),
        sa.Column("note", sa.String(200)),
        sa.CheckConstraint("value > 0", name="ck_measures_positive"),
    )
    op.create_index("ix_measures_last", "measures", ["animal_id", "kind", "on"])


def downgrade() -> None:
    for table in ("measures", "parentages", "animal_names"):
        op.drop_table(table)
    for table, columns in (("taxa", OF_TAXA), ("animals", OF_ANIMALS)):
        for name, _kind in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    op.drop_table("collections")
