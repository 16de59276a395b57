"""Nouns: the records, and the rules between the fields of one. Import from here."""

from zooapp.models.animal import (
    Animal,
    AnimalKind,
    Confidence,
    Determination,
    Determined,
    Identifier,
    MarkKind,
    Origin,
)
from zooapp.models.base import Base, Event, Record, Travels
from zooapp.models.consignment import Consignment, ConsignmentLine, Paper, Stage
from zooapp.models.document import Document, DocumentEvent, DocumentFile, DocumentState
from zooapp.models.enclosure import Capacity, Enclosure, EnclosureKind, Stay
from zooapp.models.institution import Institution, InstitutionKind
from zooapp.models.journal import ChainHead, Change, Entry, SearchText
from zooapp.models.media import Media, MediaLink
from zooapp.models.name import Name
from zooapp.models.person import (
    Account,
    Confirmation,
    Person,
    PersonRole,
    Role,
    RolePermission,
    Signature,
    SignInFailure,
    WorkstationKey,
)
from zooapp.models.quarantine import (
    CountsFrom,
    ImposedBy,
    Outcome,
    Place,
    Protocol,
    QuarantineCase,
    QuarantineDays,
    QuarantineEntry,
    QuarantineResult,
    Requirement,
    Scope,
)
from zooapp.models.setting import NumberSeries, Setting
from zooapp.models.taxon import Lineage, Rank, Taxon, TaxonStatus
from zooapp.models.transaction import Census, Mode, Posting, Term, Transaction

__all__ = [
    "Account",
    "Animal",
    "AnimalKind",
    "Base",
    "Capacity",
    "Census",
    "ChainHead",
    "Change",
    "Confidence",
    "Confirmation",
    "Consignment",
    "ConsignmentLine",
    "CountsFrom",
    "Determination",
    "Determined",
    "Document",
    "DocumentEvent",
    "DocumentFile",
    "DocumentState",
    "Enclosure",
    "EnclosureKind",
    "Entry",
    "Event",
    "Identifier",
    "ImposedBy",
    "Institution",
    "InstitutionKind",
    "Lineage",
    "MarkKind",
    "Media",
    "MediaLink",
    "Mode",
    "Name",
    "NumberSeries",
    "Origin",
    "Outcome",
    "Paper",
    "Person",
    "PersonRole",
    "Place",
    "Posting",
    "Protocol",
    "QuarantineCase",
    "QuarantineDays",
    "QuarantineEntry",
    "QuarantineResult",
    "Rank",
    "Record",
    "Requirement",
    "Role",
    "RolePermission",
    "Scope",
    "SearchText",
    "Setting",
    "SignInFailure",
    "Signature",
    "Stage",
    "Stay",
    "Taxon",
    "TaxonStatus",
    "Term",
    "Transaction",
    "Travels",
    "WorkstationKey",
]
