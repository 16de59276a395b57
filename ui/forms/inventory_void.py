"""Declare an issued inventory void: its number is typed, so that nobody voids the wrong one."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.certificate_void import VoidForm
from zooapp.i18n import _
from zooapp.services import inventories
from zooapp.work import Work


class InventoryVoidForm(VoidForm):
    """As for a certificate; no paper is set anew."""

    @classmethod
    def hint(cls) -> str:
        return _("This cannot be undone. The number stays used, and the stored pages stay.")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, reason = self.record, values["reason"]
        return lambda work: inventories.void(work, record, reason)
