"""An amount of money with its currency, kept in hundredths: what an animal stands in the books for (R115)."""

import re
from dataclasses import dataclass
from typing import Final

from zooapp.errors import Invalid
from zooapp.i18n import _

_WRITTEN: Final = re.compile(r"([0-9][0-9\s\u00a0\u202f]*)(?:[.,]([0-9]{1,2}))?\s*([A-Za-z]{3})")


@dataclass(frozen=True)
class Money:
    """So many hundredths of a currency, which three capital letters name (ISO 4217)."""

    value: int
    currency: str

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read "1200.50 EUR", "1 200 kpw"; Invalid says how it is written."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise Invalid(_("A value and its currency, as 1200.00 EUR."))
        whole = int(re.sub(r"\D", "", found[1]))
        return cls(whole * 100 + int((found[2] or "").ljust(2, "0")), found[3].upper())

    def show(self) -> str:
        """ "1 200.50 EUR", with spaces that no line breaks."""
        whole, rest = divmod(self.value, 100)
        return f"{whole:,}.{rest:02} {self.currency}".replace(",", "\u00a0").replace(" ", "\u00a0")

    def __str__(self) -> str:
        return self.show()
