"""Taxa & institutions: what records rest on, each a list with its card; and the collection plan, taxon by taxon."""

from typing import Any, Final

from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.plan import PlanPage
from ui.panels.reference_collections import CollectionsPage
from ui.panels.reference_institutions import InstitutionsPage
from ui.panels.reference_list import Parts
from ui.panels.reference_protocols import ProtocolsPage
from ui.panels.reference_taxa import TaxaPage
from ui.panels.reference_terms import TermsPage
from zooapp.i18n import _

PLACES: Final = {
    "taxon": "taxa",
    "institution": "institutions",
    "protocol": "protocols",
    "term": "terms",
    "collection": "collections",
    "plan_line": "plan",
}


class ReferencePage(Parts):
    """Segments above; below them the list that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Taxa & institutions"),
            {
                "taxa": (_("Taxa"), TaxaPage),
                "institutions": (_("Institutions"), InstitutionsPage),
                "protocols": (_("Protocols"), ProtocolsPage),
                "terms": (_("Terms of acts"), TermsPage),
                "collections": (_("Collections"), CollectionsPage),
                "plan": (_("Collection plan"), PlanPage),
            },
        )

    def show_record(self, thing: Any) -> None:
        """Go to a record: ("institution", 3), or the number of a taxon."""
        kind, record = thing if isinstance(thing, tuple) else ("taxon", thing)
        page = self.choose(PLACES[kind])
        assert isinstance(page, ListPage)
        page.show_record(record)
