"""Which texts of a source file are for people: those in _(), N_() and ngettext(), and label and hint of a declaration.

babel's keyword specs count arguments, and would take ``pick="taxa"`` for a hint; a syntax tree tells them apart.
"""

import ast
import io
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

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
