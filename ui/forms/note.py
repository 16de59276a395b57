"""A clinical note on one animal, or the same on many, in its four parts; later put right or taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.editors import Editor, TickEditor
from ui.forms.acting import AnimalForm
from ui.forms.recording import Facts, RecordForm
from ui.widgets.button import button
from ui.widgets.field import FieldBox
from zooapp.errors import NotFound
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import problems
from zooapp.lists.confidential import treats
from zooapp.models import ClinicalNote
from zooapp.permission import Permission
from zooapp.services import clinical
from zooapp.services.clinical import Note
from zooapp.states import called
from zooapp.values.weights import Weight
from zooapp.work import Work

OCCASION: Final = ("on", "time", "problem_id")
PARTS: Final = ("subjective", "objective", "assessment", "plan", "summary", "vet_only")


class NoteForm(AnimalForm):
    """What was seen and thought; with the weight, where it is one animal."""

    @classmethod
    def heading(cls) -> str:
        return _("Clinical note")

    @classmethod
    def hint(cls) -> str:
        return _("At least one of the four parts. What keepers are to know stands at the end.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {"problems": problems.open_of(session, ids[0]) if len(ids) == 1 else []}

    def build(self) -> None:
        known = fields_of(ClinicalNote)
        alone = len(self.rows) == 1
        weight = [asked("weight", N_("Weight"), Weight, N_("With its unit, as 12.4 kg"), required=False)]
        first = [known[name] for name in OCCASION[: 3 if self.found["problems"] else 2]]
        specs = [*first, *(weight if alone else ()), *(known[name] for name in PARTS)]
        self.add_fields(specs, {"on": self.today()}, options={"problems": self.found["problems"]})

    def make_box(self, path: str, spec: FieldSpec, editor: Editor) -> FieldBox:
        return quiet(super().make_box(path, spec, editor), editor)

    def act_words(self) -> str:
        return _("Write down")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals = [row.id for row in self.rows]
        note, weight = note_of(values), values.get("weight")
        return lambda work: clinical.write(work, animals, note, weight)

    def done_words(self, result: Sequence[int]) -> str:
        n = len(result)
        return ngettext("{n} note written down.", "{n} notes written down.", n).format(n=n)


class NoteEditForm(RecordForm):
    """A note that stands: to read, to write anew, to take back. What stood there before stays in the journal."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Clinical note on {animal}").format(animal=facts["animal"])

    @classmethod
    def hint(cls) -> str:
        return _("What stood there before stays readable in the journal.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        note = session.get_one(ClinicalNote, record)
        if note.vet_only and not treats(session):
            raise NotFound(_("This note is for veterinarians only."))
        values = {name: getattr(note, name) for name in (*OCCASION, *PARTS)}
        offered = problems.open_of(session, note.animal_id, note.problem_id)
        return {"values": values, "animal": called(session, note.animal_id), "problems": offered}

    def build(self) -> None:
        known = fields_of(ClinicalNote)
        names = (*OCCASION[: 3 if self.found["problems"] else 2], *PARTS)
        self.add_fields([known[name] for name in names], self.found["values"],
                        options={"problems": self.found["problems"]})
        if not self.desk.may(Permission.TREAT):
            self.save_button.hide()
            return
        back = button(_("Take back"), "restore", "danger")
        back.clicked.connect(lambda _checked: self._take_back())
        self.foot.insertWidget(0, back)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, note = self.record, note_of(values)
        return lambda work: clinical.correct(work, record, note)

    def _take_back(self) -> None:
        record = self.record
        self.desk.act(_("Note taken back"), lambda work: clinical.void(work, record), self._saved, self._refused, ())

    def done_words(self, result: Any) -> str:
        return _("The note was taken back.") if result is None else _("Saved.")


def quiet(box: FieldBox, editor: Editor) -> FieldBox:
    """A tick says itself what it means."""
    if isinstance(editor, TickEditor):
        box.label.hide()
    return box


def note_of(values: Mapping[str, Any]) -> Note:
    """The note that the fields say."""
    said: dict[str, Any] = {name: values.get(name) for name in (*OCCASION, *PARTS)}
    return Note(**said)
