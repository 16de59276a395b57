"""Life data: parents, births, names, collections, weights, and the ages of taxa that parents are held against."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLLECTION = sa.table("collections", *map(sa.column, ("id", "name", "version")))
NAME = sa.table(
    "names",
    *map(
        sa.column,
        ("record_kind", "record_id", "locale", "text", "preferred", "source", "verified", "version"),
    ),
)
# The parts of a stock, by locale.
COLLECTIONS = (
    ("Main", "Основная", "기본", "기본"),
    ("Partner's", "Партнёра", "협력기관", "협력 기관"),
    ("Off exhibit", "Вне экспозиции", "비공개", "비공개"),
)
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
    _add_collections()
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


def _add_collections() -> None:
    """A collection that has the seed already gets the list that a new one begins with."""
    bind = op.get_bind()
    seeded = bind.execute(sa.text("SELECT count(*) FROM terms WHERE code IN ('donation_from', 'gift_from')")).scalar()
    if seeded != 2:
        return
    for texts in COLLECTIONS:
        bind.execute(sa.insert(COLLECTION).values(name=texts[0], version=1))
        record = bind.execute(sa.select(COLLECTION.c.id).where(COLLECTION.c.name == texts[0])).scalar_one()
        own = {"record_kind": "collection", "record_id": record, "preferred": True, "source": "own"}
        for locale, text in zip(("en", "ru", "ko_KP", "ko_KR"), texts, strict=True):
            bind.execute(sa.insert(NAME).values(**own, locale=locale, text=text, verified=False, version=1))


def downgrade() -> None:
    for table in ("measures", "parentages", "animal_names"):
        op.drop_table(table)
    for table, columns in (("taxa", OF_TAXA), ("animals", OF_ANIMALS)):
        for name, _kind in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "DELETE FROM search_fts WHERE rowid IN (SELECT id FROM search_texts WHERE record_kind = 'collection')"
        )
    op.execute("DELETE FROM search_texts WHERE record_kind = 'collection'")
    op.execute("DELETE FROM names WHERE record_kind = 'collection'")
    op.drop_table("collections")
