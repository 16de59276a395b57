"""People & roles: the list, and the card with roles, sign-in and what the person did last."""

from typing import Any

from PySide6.QtWidgets import QPushButton

from ui import errors
from ui.desk import Desk
from ui.forms.account import AccountForm, BadgeForm, PasswordForm, PinForm
from ui.forms.person import PersonEditForm, PersonForm, PersonRolesForm
from ui.forms.recording import open_record
from ui.forms.role import RIGHTS, RightsForm
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from ui.widgets.label import lab
from ui.widgets.layout import Item, boxed, hbox, vbox
from zooapp.i18n import _
from zooapp.lists import people, person_card
from zooapp.lists.person_card import PersonFacts
from zooapp.permission import Permission
from zooapp.services import people as services
from zooapp.work import Work

MANAGE = Permission.MANAGE_PEOPLE


class PersonCard(FactCard):
    """One person."""

    def read(self, session: Any, record: int) -> PersonFacts | None:
        return person_card.read(session, record)

    def fill(self, facts: PersonFacts) -> None:
        self.head(facts.name, facts.post, [state_chip(facts)])
        self.acts(
            self.act(_("E&dit…"), "pencil", MANAGE, lambda: self.open(PersonEditForm)),
            self.act(_("&Roles…"), "users", MANAGE, lambda: self.open(PersonRolesForm), self._no_account(facts)),
        )
        self.pairs((_("Telephone"), facts.phone), (_("Licence"), facts.licence))
        named = [lab(role.name, "strong", wrap=True) for role in facts.roles]
        self.section(_("Roles"), *(named or [lab(_("No role: may do nothing."), "small", "text2", wrap=True)]))
        self._rights(facts)
        self._sign_in(facts)
        if facts.last:
            rows = [
                boxed(vbox(lab(why, wrap=True), lab(f"{at} · {_('Entry')} {entry}", "small", "text2"), gap=0))
                for entry, at, why in facts.last
            ]
            self.section(_("Last acts"), *rows)

    def _no_account(self, facts: PersonFacts) -> str:
        return "" if facts.login else _("Roles are for people who sign in.")

    def _rights(self, facts: PersonFacts) -> None:
        """All that the roles together allow."""
        granted = {right for role in facts.roles for right in role.permissions}
        if granted:
            words = ", ".join(_(text) for right, text in RIGHTS.items() if right in granted)
            self.put(lab(words, "small", "text2", wrap=True))

    def _sign_in(self, facts: PersonFacts) -> None:
        if not facts.login:
            rows: list[Item] = [lab(_("Does not sign in."), "small", "text2")]
            give = self.act(_("Let sign &in…"), "key", MANAGE, lambda: self.open(AccountForm))
            self.section(_("Sign-in"), *rows, boxed(hbox(give, None)))
            return
        self.section(_("Sign-in"))
        set_, none = _("is set"), _("none")
        self.pairs(
            (_("Sign-in name"), facts.login),
            (_("Password"), set_ if facts.password else none),
            (_("PIN"), set_ if facts.pin else none),
            (_("Badge"), set_ if facts.badge else none),
        )
        lock = self._unlock() if facts.locked else self._lock()
        self.acts(
            self.act(_("New pass&word…"), "key", MANAGE, lambda: self.open(PasswordForm)),
            self.act(_("P&IN…"), "keyboard", MANAGE, lambda: self.open(PinForm)),
            self.act(_("&Badge…"), "nfc", MANAGE, lambda: self.open(BadgeForm)),
            lock,
        )

    def _lock(self) -> QPushButton:
        return self.act(_("Loc&k"), "lock", MANAGE, lambda: self._turn(True))

    def _unlock(self) -> QPushButton:
        return self.act(_("Unloc&k"), "lock-open", MANAGE, lambda: self._turn(False))

    def _turn(self, locked: bool) -> None:
        """Lock or unlock at once; the notice offers to take it back."""
        record, name = self.record, self.facts.name
        words = _("{name} cannot sign in any more.") if locked else _("{name} can sign in again.")

        def job(work: Work) -> None:
            services.lock(work, record, locked)

        def done(_none: None) -> None:
            self.desk.tell(words.format(name=name), undo=lambda: self.desk.go.emit("undo", None))

        why = _("Locked {name}") if locked else _("Unlocked {name}")
        self.desk.act(why.format(name=name), job, done, errors.show)


class PeoplePage(RecordPage):
    """Who works here, and who may do what."""

    kinds = frozenset({"person", "account", "person_role", "role", "role_permission", "name"})
    form = PersonEditForm
    permission = MANAGE

    def __init__(self, desk: Desk) -> None:
        self.add_button = button(_("New &person…"), "user-plus", "primary")
        self.rights_button = button(_("Rights of role&s…"), "shield-check")
        super().__init__(desk, people.LIST, PersonCard(desk), [self.rights_button, self.add_button])
        self.add_button.clicked.connect(lambda _on: open_record(desk, PersonForm, 0, self, self.follow))
        self.rights_button.clicked.connect(lambda _on: open_record(desk, RightsForm, 0, self))
        for each in (self.add_button, self.rights_button):
            explain(each, lacking(desk, MANAGE))


def state_chip(facts: PersonFacts) -> Chip:
    """Whether the person may sign in."""
    if not facts.active:
        return Chip(_("Left"), "mute", "door-exit")
    if facts.locked:
        return Chip(_("Locked"), "warn", "lock")
    return Chip(_("Signs in"), "ok", "key") if facts.login else Chip(_("Does not sign in"), "mute", "user")


