"""Which texts of a source file are for people, and the catalogues of the languages that they go into.

Texts are those in _(), N_() and ngettext(), and label and hint of a declaration. babel's keyword specs count
arguments, and would take ``pick="taxa"`` for a hint; a syntax tree tells them apart.
Run it to bring the catalogues up to date; it names what is still untranslated, and then fails.
"""

import ast
import io
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog, mofile, pofile
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "locale"
DECLARATIONS = {"field": ("label", "hint"), "Action": ("key", "text", "hint")}
KEYS = {"key"}
Found = tuple[int, str | None, Any, list[str]]


def texts(source: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Any) -> Iterator[Found]:
    """All texts of one file, as babel wants them: line, function, message, comments."""
    code = source.read()
    yield from extract_python(io.BytesIO(code), keywords, tags, options)
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DECLARATIONS:
            yield from ((node.lineno, None, text, []) for text in declared(node, DECLARATIONS[node.func.id]))


def declared(call: ast.Call, names: tuple[str, ...]) -> Iterator[str]:
    """The texts given to a declaration, by place or by name."""
    named = dict(zip(names, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}
    for name in names:
        value = named.get(name)
        if name not in KEYS and isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
            yield value.value


def template() -> Catalog:
    """All texts of the program, each with the files that it stands in."""
    found = Catalog()
    keywords = DEFAULT_KEYWORDS | {"N_": None}
    for path in [ROOT / "main.py", *sorted((ROOT / "zooapp").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]:
        with path.open("rb") as source:
            for _line, message, comments, _context in extract(texts, source, keywords, ["Translators:"]):
                found.add(message, None, [(path.relative_to(ROOT).as_posix(), None)], auto_comments=comments)
    return found


def read(po: Path) -> Catalog:
    """The catalogue of the language that its folder is named by."""
    with po.open("rb") as file:
        return pofile.read_po(file, locale=po.parts[-3])


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that it does not have in its language, or not in all its plural forms."""
    lacking = [m for m in catalogue if m.id and (m.fuzzy or not all([m.string] if isinstance(m.id, str) else m.string))]
    return [message.id if isinstance(message.id, str) else message.id[0] for message in lacking]


def main() -> int:
    """Bring each catalogue up to date and compile it; how many texts are untranslated."""
    new, lacking = template(), 0
    for po in sorted(CATALOGUES.glob("*/LC_MESSAGES/zoo.po")):
        catalogue = read(po)
        catalogue.update(new, no_fuzzy_matching=True, update_creation_date=False)
        with po.open("wb") as file:
            pofile.write_po(file, catalogue, 120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
        with po.with_suffix(".mo").open("wb") as file:
            mofile.write_mo(file, catalogue)
        left = untranslated(catalogue)
        lacking += len(left)
        print(f"{po.parts[-3]}: {len(catalogue)} texts, {len(left)} not translated", *left, sep="\n  ")  # noqa: T201
    return min(lacking, 1)


if __name__ == "__main__":
    sys.exit(main())
