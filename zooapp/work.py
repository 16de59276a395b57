"""The one door for every change: who, why, may they? Then check, write, journal. No bulk changes pass it."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import insert
from sqlalchemy.orm.attributes import flag_modified

from zooapp import eggs, journal, ledger, lineage, search
from zooapp.errors import Clash, Conflict, Invalid, Level, NotAllowed, NotFound, Problem, Unsettled
from zooapp.fields import check, fields_of, show
from zooapp.i18n import _
from zooapp.models import Animal, Base, ClutchEvent, Event, Posting, Record, Stay, Taxon
from zooapp.permission import Permission
from zooapp.session import ZooSession, changes_of, new_values

Model = TypeVar("Model", bound=Base)
P = ParamSpec("P")
R = TypeVar("R")

TREE: Final = frozenset({"parent_id", "rank"})  # what the closure of the taxa is derived from
ALL: Final = None  # accept every warning: for scripts whose data were looked at


@dataclass(frozen=True)
class Actor:
    """Who acts: the person, her role in words, what she may do, and where she sits."""

    person_id: int | None
    name: str
    role: str
    permissions: frozenset[Permission]
    workstation: str

    def may(self, permission: Permission) -> bool:
        """Whether she may."""
        return permission in self.permissions

    def demand(self, permission: Permission) -> None:
        """Raises NotAllowed, in words, when she may not."""
        if not self.may(permission):
            words = _("{role} may not do this: “{what}” is not among the rights of this role.")
            raise NotAllowed(words.format(role=self.role, what=_(permission.value.replace("_", " "))))


@dataclass
class Work:
    """One change, from its first row to its journal entry. Services take it first; `database.work()` makes it."""

    session: ZooSession
    actor: Actor
    why: str
    now: dt.datetime
    today: dt.date
    accept: Collection[str] | None = ()
    undoes: int | None = None
    entry_id: int = 0
    warnings: list[Problem] = field(default_factory=list)
    animals: set[int] = field(default_factory=set)
    transactions: set[int] = field(default_factory=set)
    changes: dict[tuple[str, int], dict[str, list[Any]]] = field(default_factory=dict)
    uids: dict[tuple[str, int], str | None] = field(default_factory=dict)
    tree_changed: bool = False
    clock_trusted: bool = True
    depth: int = 0

    def begin(self) -> None:
        """Reserve the journal entry that all rows of this work will name."""
        self.entry_id = journal.reserve(self.session)
        self.session.work = self

    def get(self, model: type[Model], key: int | None) -> Model:
        """The live record with this key. Raises NotFound."""
        record = self.session.get(model, key) if key is not None else None
        if record is None:
            raise NotFound(_("There is no such record: {what} {key}.").format(what=model.called, key=key))
        return record

    def add(self, record: Model) -> Model:
        """Add a record and write it, so that it has its id."""
        self.session.add(record)
        self.session.flush()
        return record

    def add_many(self, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Many rows at once, checked and journaled as the session does it. Gives their ids, in order."""
        records = [model(**row) for row in rows]
        for record in records:
            self.settle(record, check(record))
        if not records:
            return []
        columns = [a for a in model.__mapper__.column_attrs if a.key != "id"]
        values = [
            {a.columns[0].name: v for a in columns if (v := getattr(record, a.key)) is not None} for record in records
        ]
        for group in values:
            if issubclass(model, Event):
                group["entry_id"] = self.entry_id
        keys = dict.fromkeys(key for group in values for key in group)
        table = model.__mapper__.local_table
        filled = [{key: group.get(key, _default(table.c[key])) for key in keys} for group in values]
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)  # type: ignore[arg-type]
        ids = list(self.session.connection().execute(statement, filled).scalars())
        for record, key in zip(records, ids, strict=True):
            record.id = key
            self.note(record, new_values(record))
        words = [(record.called, record) for record in records if isinstance(record, search.Searched)]
        search.index(self.session, words)
        return ids

    def touch(self, animal: Animal | int) -> Animal:
        """Say that rows of this animal will be written; two who do so at once do not both succeed (ledger.md 2.1)."""
        record = self.get(Animal, animal) if isinstance(animal, int) else animal
        if record.id not in self.animals:
            self.animals.add(record.id)
            flag_modified(record, "kind")
            self.session.flush()
        return record

    def void(self, record: Event | Record) -> None:
        """Take back a row that should not have been written; it stays readable (ledger.md 2.3)."""
        if record.voided_by is not None:
            raise Invalid(_("This was taken back already."))
        if isinstance(animal := getattr(record, "animal_id", None), int):
            self.touch(animal)
        record.voided_by = self.entry_id
        self.session.flush()

    def close(self, stay: Stay, until: dt.date) -> None:
        """End a stay, once."""
        if stay.closed_by is not None:
            raise Invalid(_("This stay has ended already."))
        stay.until, stay.closed_by = until, self.entry_id
        self.session.flush()

    def amend(self, model: type[Model], key: int, version: int, values: Mapping[str, Any]) -> Model:
        """Set fields of a plain record that was read at this version. Raises Conflict with both values (G12)."""
        record = self.get(model, key)
        if getattr(record, "version", version) != version:
            fields = fields_of(model)
            clashes = [
                Clash(fields[name].label, show(mine), show(getattr(record, name)))
                for name, mine in values.items()
                if name in fields and getattr(record, name) != mine
            ]
            raise Conflict(_("Somebody changed this record while it was open here. Nothing was saved."), clashes)
        for name, value in values.items():
            setattr(record, name, value)
        self.session.flush()
        return record

    def settle(self, record: Base, problems: Iterable[Problem]) -> None:
        """Refuse errors, gather warnings. Called for each record before it is written."""
        animal = getattr(record, "animal_id", None)
        if animal is not None and animal not in self.animals:
            raise RuntimeError(f"{type(record).__name__} of animal {animal}: touch() it before its books are read.")
        errors: list[Problem] = []
        for problem in problems:
            (errors if problem.level is Level.ERROR else self.warnings).append(problem)
        if errors:
            raise Invalid(errors)

    def warn(self, problem: Problem) -> None:
        """Something doubtful that a person has to accept before it is written."""
        self.warnings.append(problem)

    def note(self, record: Base, changed: dict[str, list[Any]]) -> None:
        """Remember for the journal what changed: the first old value and the last new one."""
        place = (record.called, record.id)
        known = self.changes.setdefault(place, {})
        for name, (old, new) in changed.items():
            known[name] = [known[name][0] if name in known else old, new]
        self.uids[place] = getattr(record, "uid", None)
        self.tree_changed |= isinstance(record, Taxon) and bool(TREE & changed.keys())
        if isinstance(record, Posting):
            self.animals.add(record.animal_id)
            self.transactions.add(record.transaction_id)

    def finish(self) -> None:
        """The last checks, then the journal entry. Raises Invalid, or Unsettled for warnings not accepted."""
        self.session.flush()
        if self.tree_changed:
            lineage.rebuild(self.session)
        laid = self.animals if any(kind == ClutchEvent.called for kind, _key in self.changes) else ()
        sums = (ledger.problems(self.session, self.animals, self.transactions), eggs.problems(self.session, laid))
        if refused := [problem for each in sums for problem in each]:
            raise Invalid(refused)
        if self.accept is not ALL:
            open_ones = [p for p in dict.fromkeys(self.warnings) if p.text not in self.accept]
            if open_ones:
                raise Unsettled(open_ones)
        if self.changes:
            journal.write(self.session, self._link(), changes_of(self))

    def _link(self) -> journal.Link:
        return journal.Link(
            id=self.entry_id,
            at=self.now,
            person_id=self.actor.person_id,
            role=self.actor.role,
            workstation=self.actor.workstation,
            why=self.why,
            accepted=journal.canonical([problem.text for problem in dict.fromkeys(self.warnings)]),
            undoes_id=self.undoes,
            clock_trusted=self.clock_trusted,
        )

    @contextmanager
    def inside(self, permission: Permission) -> Iterator[None]:
        """Within a service: the outermost one decides whether the person may (ledger.md 2.16)."""
        if self.depth == 0:
            self.actor.demand(permission)
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1


def _default(column: Any) -> Any:
    """What a column holds where nothing is said; a list of rows names the same columns in each."""
    default = column.default
    return default and (default.arg(None) if default.is_callable else default.arg)


def needs(permission: Permission) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Work, P], R]]:
    """Say which permission a service needs."""

    def mark(act: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Work, P], R]:
        @wraps(act)
        def guarded(work: Work, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with work.inside(permission):
                return act(work, *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]
        return guarded

    return mark
