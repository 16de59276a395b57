"""Eggs and clutches: what was seen of them, what hatched. Sizes of colonies. Terms that were missing, by locale."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TERM = sa.table(
    "terms",
    *map(sa.column, ("id", "code", "mode", "name", "physical", "ownership", "title_passes", "version")),
)
NAME = sa.table(
    "names",
    *map(
        sa.column,
        ("record_kind", "record_id", "locale", "text", "preferred", "source", "verified", "version"),
    ),
)
SEARCHED = sa.table(
    "search_texts", *map(sa.column, ("source_kind", "source_id", "record_kind", "record_id", "text"))
)
LOCALES = ("en", "ru", "ko_KP", "ko_KR")
# code, mode, changes the owner, when title passes; then what it is called in each locale. All of them move the animal.
TERMS = (
    ("found_in", "arrival", True, "arrival", "Appeared, found", "Появился, найден", "나타남, 발견", "나타남, 발견"),
    (
        "surrender_in", "arrival", True, "arrival",
        "Given up by its keeper", "Передан прежним владельцем", "사육자가 넘겨줌", "사육자 인계",
    ),
    (
        "exhibit_loan_in", "arrival", False, None,
        "Exhibit loan in", "Принят для показа", "전시대여받음", "전시 대여 받음",
    ),
    (
        "exhibit_loan_out", "departure", False, None,
        "Exhibit loan out", "Отдан для показа", "전시대여해줌", "전시 대여 보냄",
    ),
    ("transfer_in", "arrival", True, "departure", "Transfer from", "Передача (получено)", "넘겨받음", "인수"),
    ("transfer_out", "departure", True, "departure", "Transfer to", "Передача (отдано)", "넘겨줌", "인계"),
    (
        "theft_return", "arrival", False, None,
        "Recovered after theft", "Возвращён после кражи", "도난후 되찾음", "도난 후 되찾음",
    ),
    (
        "undetermined_in", "arrival", True, "arrival",
        "Not known how it came", "Как поступил, неизвестно", "들어온 경위 미확인", "들어온 경위 미확인",
    ),
    (
        "undetermined_out", "departure", False, None,
        "Not known how it left", "Как выбыл, неизвестно", "나간 경위 미확인", "나간 경위 미확인",
    ),
    (
        "death_unknown", "death", True, None,
        "Death, cause not known", "Падёж, причина неизвестна", "페사, 원인 미확인", "폐사, 원인 미확인",
    ),
    (
        "death_disposal", "death", True, None,
        "Death or disposal, not known which", "Падёж или выбраковка, не уточнено", "페사 또는 처분", "폐사 또는 처분",
    ),
    (
        "found_dead_elsewhere", "death", True, None,
        "Found dead elsewhere", "Найден мёртвым в другом месте",
        "다른 곳에서 죽은채로 발견", "다른 곳에서 죽은 채로 발견",
    ),
)


def upgrade() -> None:
    op.create_table(
        "clutches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("taxon_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("dam_id", sa.Integer()),
        sa.Column("sire_id", sa.Integer()),
        sa.Column("incubation_days", sa.Integer()),
        sa.Column("due_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_clutches"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_clutches_animal_id_animals"),
        sa.ForeignKeyConstraint(["taxon_id"], ["taxa.id"], name="fk_clutches_taxon_id_taxa"),
        sa.ForeignKeyConstraint(["owner_id"], ["institutions.id"], name="fk_clutches_owner_id_institutions"),
        sa.ForeignKeyConstraint(["dam_id"], ["animals.id"], name="fk_clutches_dam_id_animals"),
        sa.ForeignKeyConstraint(["sire_id"], ["animals.id"], name="fk_clutches_sire_id_animals"),
        _entry("clutches", "voided_by"),
    )
    live = sa.text("voided_by IS NULL")
    op.create_index(
        "uq_clutches_animal_id", "clutches", ["animal_id"], unique=True, sqlite_where=live, postgresql_where=live
    )
    for column in ("taxon_id", "dam_id", "sire_id"):
        op.create_index(f"ix_clutches_{column}", "clutches", [column])
    op.create_table(
        "clutch_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("count", "fertile", "infertile", "dead")),
        sa.Column("partner_id", sa.Integer()),
        sa.Column("transaction_id", sa.Integer()),
        sa.Column("incubation", sa.String(120)),
        sa.Column("note", sa.Text()),
        *_event("clutch_events"),
        sa.CheckConstraint(
            "what IN ('laid', 'incubated', 'fostered', 'candled', 'lost', 'taken_out', 'sold', 'eaten', "
            "'transferred', 'hatched', 'identified', 'not_found')",
            name="ck_clutch_events_clutch_act",
        ),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_clutch_events_animal_id_animals"),
        sa.ForeignKeyConstraint(["partner_id"], ["institutions.id"], name="fk_clutch_events_partner_id_institutions"),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["transactions.id"], name="fk_clutch_events_transaction_id_transactions"
        ),
    )
    for column in ("animal_id", "entry_id", "transaction_id"):
        op.create_index(f"ix_clutch_events_{column}", "clutch_events", [column])
    op.create_table(
        "colony_sizes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("animal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(120)),
        sa.Column("note", sa.Text()),
        *_event("colony_sizes"),
        sa.ForeignKeyConstraint(["animal_id"], ["animals.id"], name="fk_colony_sizes_animal_id_animals"),
    )
    for column in ("animal_id", "entry_id"):
        op.create_index(f"ix_colony_sizes_{column}", "colony_sizes", [column])
    op.execute("ALTER TABLE terms ADD COLUMN leaves_as VARCHAR(20)")
    _add_terms()
    _index_names()


def _event(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns and keys of an event."""
    return (
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("voided_by", sa.Integer()),
        sa.Column("replaces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _entry(table, "entry_id"),
        _entry(table, "voided_by"),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=f"fk_{table}_replaces_id_{table}"),
    )


def _entry(table: str, column: str) -> sa.ForeignKeyConstraint:
    """A key to the journal, whose entry is written last."""
    name = f"fk_{table}_{column}_entries"
    return sa.ForeignKeyConstraint([column], ["entries.id"], name=name, deferrable=True, initially="DEFERRED")


def _add_terms() -> None:
    """A collection that has the seed already gets the terms that came later; a new one reads them with its seed."""
    bind = op.get_bind()
    known = set(bind.execute(sa.text("SELECT code FROM terms")).scalars())
    if "donation_from" not in known or "gift_from" not in known:
        return
    for code, mode, ownership, passes, *texts in TERMS:
        if code in known:
            continue
        facts = {"code": code, "mode": mode, "name": texts[0], "ownership": ownership, "title_passes": passes}
        bind.execute(sa.insert(TERM).values(**facts, physical=True, version=1))
        record = bind.execute(sa.select(TERM.c.id).where(TERM.c.code == code)).scalar_one()
        own = {"record_kind": "term", "record_id": record, "preferred": True, "source": "own", "verified": False}
        for locale, text in zip(LOCALES, texts, strict=True):
            bind.execute(sa.insert(NAME).values(**own, locale=locale, text=text, version=1))


def _index_names() -> None:
    """What migrations named is found by its names, as what is entered by hand."""
    bind = op.get_bind()
    unread = sa.text(
        "SELECT n.id, n.record_kind, n.record_id, n.text, n.short FROM names n LEFT JOIN search_texts s "
        "ON s.source_kind = 'name' AND s.source_id = n.id WHERE s.id IS NULL AND n.voided_by IS NULL"
    )
    for name in bind.execute(unread).all():
        own = {"source_kind": "name", "source_id": name.id, "record_kind": name.record_kind}
        own |= {"record_id": name.record_id, "text": fold(f"{name.text} {name.short or ''}")}
        bind.execute(sa.insert(SEARCHED).values(**own))
    if bind.dialect.name == "sqlite":
        op.execute(
            "INSERT INTO search_fts (rowid, text) SELECT id, text FROM search_texts "
            "WHERE id NOT IN (SELECT rowid FROM search_fts)"
        )


def downgrade() -> None:
    """The terms stay: acts may bear them, and an older collection reads them as well."""
    op.execute("ALTER TABLE terms DROP COLUMN leaves_as")
    for table in ("colony_sizes", "clutch_events", "clutches"):
        op.drop_table(table)


def fold(text: str) -> str:
    """A text in the form in which it is searched: no case, no accents, Hangul as jamo."""
    return " ".join(bare(bare(text).casefold()).split())


def bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
