"""The form of a text in which it is searched and sorted: ё is е, case and accents do not count, Hangul is jamo."""

import unicodedata


def fold(text: str) -> str:
    """The searched form of a text (house.md, Search): two folded texts match where one is a substring of the other.

    Hangul becomes jamo, so that 호라, half typed, already finds 호랑이. Folding twice changes nothing.
    """
    return " ".join(_bare(_bare(text).casefold()).split())


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
