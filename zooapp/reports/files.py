"""Any report as a file: JSON, CSV, XLSX, PDF; in its own way where it has one, else from its sheet."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from zooapp.documents import sheet_paper
from zooapp.documents.transfer_certificate import Printing
from zooapp.exchange import sheets
from zooapp.exchange.tables import BOM
from zooapp.lists.reception import zoo
from zooapp.reports.sheet import Sheet
from zooapp.reports.spec import Asked, ReportSpec

Made = Callable[[Sheet, str, Printing], bytes]
FORMATS: Final[Mapping[str, Made]] = {
    "json": lambda sheet, _zoo, _printed: sheets.json_text(sheet).encode(),
    "csv": lambda sheet, _zoo, _printed: (BOM + sheets.csv_text(sheet)).encode(),
    "xlsx": lambda sheet, _zoo, _printed: sheets.xlsx(sheet),
    "pdf": sheet_paper.pdf,
}
TEXTS: Final = ("json", "csv")


def content(session: Session, of: tuple[ReportSpec, Asked], form: str, printed: Printing) -> bytes:
    """The file of a report in one of FORMATS; `printed.at` is a moment with the zoo's own zone."""
    spec, asked = of
    if (own := spec.files.get(form)) is not None:
        return own(session, asked, printed)
    return FORMATS[form](spec.sheet(session, asked), zoo(session), printed)
