"""Eggs are laid, or a fetus is found: of whom, how many, where they are, when they are due. The counts stay."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms import questions
from ui.forms.recording import Facts, RecordForm
from zooapp import states
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import act_picks, clutch_card, parent_picks, picks
from zooapp.models import Clutch, ClutchEvent
from zooapp.services import clutches
from zooapp.services.clutches import Fetus, Lay
from zooapp.work import Work


class LayForm(RecordForm):
    """About the hen that is marked, or a group; without one about eggs that were found, of a taxon."""

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Eggs of {animal}").format(animal=facts["name"]) if record else _("Eggs laid or found")

    @classmethod
    def hint(cls) -> str:
        return _("Eggs get a local ID. They are not counted as animals.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        facts = {"name": "", "taxa": picks.options(session, "taxa"), "enclosures": picks.options(session, "enclosures")}
        return facts | of_dam(session, record) if record else facts

    def build(self) -> None:
        clutch, event = fields_of(Clutch), fields_of(ClutchEvent)
        how_many = asked("count", event["count"].field.label, int, least=1)
        specs = [how_many, event["on"]]
        if self.record:
            specs.append(sire())
        else:
            hint = N_("To name the parents, mark the hen first")
            specs.append(asked("taxon_id", N_("Taxon"), int, hint, pick="taxa"))
        specs += [questions.where(), clutch["incubation_days"], event["incubation"], event["note"]]
        start = {"on": self.today(), "enclosure_id": self.found.get("place"), "incubation_days": self.found.get("days")}
        self.add_fields(specs, start, options=self.found)

    def act_words(self) -> str:
        return _("Write down the eggs")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        names = ("count", "sire_id", "taxon_id", "enclosure_id", "incubation_days", "incubation")
        what = Lay(**questions.given(values, *names), dam_id=self.record or None)
        return lambda work: clutches.lay(work, what, values["on"], values["note"])

    def done_words(self, _result: Any) -> str:
        return _("Eggs written down.")


class FetusForm(RecordForm):
    """The marked animal is with young."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Fetus of {animal}").format(animal=facts["name"])

    @classmethod
    def hint(cls) -> str:
        return _("It gets a local ID and is not counted until it is born.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return of_dam(session, record)

    def build(self) -> None:
        clutch, event = fields_of(Clutch), fields_of(ClutchEvent)
        specs = [event["on"], sire(), clutch["due_on"], event["note"]]
        self.add_fields(specs, {"on": self.today()}, options=self.found)

    def act_words(self) -> str:
        return _("Write down the fetus")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        fetus = Fetus(self.record, values["sire_id"], values["due_on"])
        return lambda work: clutches.find_fetus(work, fetus, values["on"], values["note"])

    def done_words(self, _result: Any) -> str:
        return _("Fetus written down.")


def sire() -> Any:
    """Who of the same taxon may be the sire."""
    return asked("sire_id", N_("Sire"), int, N_("Or empty, when not known"), pick="sires", required=False)


def of_dam(session: Any, dam: int) -> Facts:
    """What the forms need of a dam: her number, where she is, how long her young take, who may be the sire."""
    today = session.info["today"]
    here = act_picks.standing(session, [dam], today)
    return {
        "name": states.called(session, dam),
        "place": here.place_id,
        "days": clutch_card.days_of(session, here.taxon_id) if here.taxon_id else None,
        "sires": parent_picks.records(session, dam),
    }
