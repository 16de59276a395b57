"""Forms that are signed: the person types her password again, and only then is anything written."""

from typing import Any

from ui import errors
from ui.background import LONG
from ui.forms.acting import AnimalForm
from ui.widgets.button import explain
from zooapp import sign_in
from zooapp.errors import Level, NotAllowed, Problem
from zooapp.fields import FieldSpec, asked
from zooapp.i18n import N_, _

PASSWORD = "password"


class SignedForm(AnimalForm):
    """A form with a field for the password, which is proved off the window's thread before the work begins."""

    def password_field(self) -> FieldSpec:
        """The question for the password."""
        return asked(PASSWORD, N_("Your password, as signature"), str, secret=True)

    def save(self, *_args: object) -> None:
        values, wrong = self.values()
        wrong = wrong or [problem for problem in self.look(values) if problem.level is Level.ERROR]
        database, actor = self.desk.database, self.desk.actor
        if wrong or database is None or actor is None:
            self.show_problems(wrong)
            return
        secret = values[PASSWORD]
        explain(self.save_button, _("Checking the signature…"))
        self.desk.background.run(
            lambda: sign_in.prove(database, actor, secret), self._proved, self._not_proved, self, LONG
        )

    def _proved(self, _nothing: Any) -> None:
        explain(self.save_button, "")
        super().save()

    def _not_proved(self, error: Exception) -> None:
        explain(self.save_button, "")
        if isinstance(error, NotAllowed):
            self.show_problems([Problem(PASSWORD, str(error))])
        else:
            errors.show(error, self)
