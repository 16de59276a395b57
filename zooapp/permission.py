"""What a person may do. An enum in code; roles are sets of these in the database (ledger.md 2.16)."""

from enum import StrEnum


class Permission(StrEnum):
    """One kind of act. The value is what a role stores."""

    LOOK = "look"
    OBSERVE = "observe"
    ACCESSION = "accession"
    DISPOSE = "dispose"
    MOVE = "move"
    CORRECT = "correct"
    DETERMINE = "determine"
    IDENTIFY = "identify"
    PHOTOGRAPH = "photograph"
    ATTACH = "attach"
    QUARANTINE = "quarantine"
    ACCEPT_RESULT = "accept_result"
    TREAT = "treat"
    RELEASE = "release"
    OVERRIDE_CLOCK = "override_clock"
    EDIT_TAXA = "edit_taxa"
    EDIT_INSTITUTIONS = "edit_institutions"
    EDIT_ENCLOSURES = "edit_enclosures"
    EDIT_PROTOCOLS = "edit_protocols"
    CONFIRM_FACT = "confirm_fact"
    ISSUE_DOCUMENT = "issue_document"
    VOID_DOCUMENT = "void_document"
    MANAGE_PEOPLE = "manage_people"
    SETTINGS = "settings"
    BACKUP = "backup"
