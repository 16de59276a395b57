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
from zooapp.models.asset import Asset, AssetAct, AssetActKind, AssetLine
from zooapp.models.base import Base, Event, Record, Travels
from zooapp.models.clutch import Clutch, ClutchAct, ClutchEvent, ColonySize
from zooapp.models.consignment import Consignment, ConsignmentLine, Paper, Stage
from zooapp.models.daily_sheet import Appetite, DailyEntry, Faeces, UnitRound, UnitVisit
from zooapp.models.document import Document, DocumentEvent, DocumentFile, DocumentState
from zooapp.models.enclosure import Capacity, Enclosure, EnclosureKind, Stay
from zooapp.models.institution import Institution, InstitutionKind
from zooapp.models.inventory import IssuedInventory, YearForm
from zooapp.models.journal import ChainHead, Change, Entry, SearchText
from zooapp.models.life import AnimalName, BirthType, Collection, Rearing
from zooapp.models.loan import (
    Direction,
    Loan,
    LoanAnimal,
    LoanStep,
    OffspringRule,
    OwnerShare,
    Purpose,
    Side,
    StepKind,
)
from zooapp.models.measure import Measure, Measured
from zooapp.models.media import Media, MediaLink
from zooapp.models.name import Name
from zooapp.models.parentage import Parentage, ParentRole, Special
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
from zooapp.models.plan import PlanLine
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
from zooapp.models.record_merge import RecordMerge
from zooapp.models.sample import LabRequest, Sample
from zooapp.models.saved_filter import SavedFilter
from zooapp.models.setting import NumberSeries, Setting
from zooapp.models.taxon import Lineage, Rank, Taxon, TaxonStatus
from zooapp.models.transaction import Census, Mode, Posting, Term, Transaction
from zooapp.models.transponder import Fate, Transponder

__all__ = [
    "Account",
    "Animal",
    "AnimalKind",
    "AnimalName",
    "Appetite",
    "Asset",
    "AssetAct",
    "AssetActKind",
    "AssetLine",
    "Base",
    "BirthType",
    "Capacity",
    "Census",
    "ChainHead",
    "Change",
    "Clutch",
    "ClutchAct",
    "ClutchEvent",
    "Collection",
    "ColonySize",
    "Confidence",
    "Confirmation",
    "Consignment",
    "ConsignmentLine",
    "CountsFrom",
    "DailyEntry",
    "Determination",
    "Determined",
    "Direction",
    "Document",
    "DocumentEvent",
    "DocumentFile",
    "DocumentState",
    "Enclosure",
    "EnclosureKind",
    "Entry",
    "Event",
    "Faeces",
    "Fate",
    "Identifier",
    "ImposedBy",
    "Institution",
    "InstitutionKind",
    "IssuedInventory",
    "LabRequest",
    "Lineage",
    "Loan",
    "LoanAnimal",
    "LoanStep",
    "MarkKind",
    "Measure",
    "Measured",
    "Media",
    "MediaLink",
    "Mode",
    "Name",
    "NumberSeries",
    "OffspringRule",
    "Origin",
    "Outcome",
    "OwnerShare",
    "Paper",
    "ParentRole",
    "Parentage",
    "Person",
    "PersonRole",
    "Place",
    "PlanLine",
    "Posting",
    "Protocol",
    "Purpose",
    "QuarantineCase",
    "QuarantineDays",
    "QuarantineEntry",
    "QuarantineResult",
    "Rank",
    "Rearing",
    "Record",
    "RecordMerge",
    "Requirement",
    "Role",
    "RolePermission",
    "Sample",
    "SavedFilter",
    "Scope",
    "SearchText",
    "Setting",
    "Side",
    "SignInFailure",
    "Signature",
    "Special",
    "Stage",
    "Stay",
    "StepKind",
    "Taxon",
    "TaxonStatus",
    "Term",
    "Transaction",
    "Transponder",
    "Travels",
    "UnitRound",
    "UnitVisit",
    "WorkstationKey",
    "YearForm",
]
