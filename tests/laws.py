"""The laws of the house that can be read off the source: each one a function from source text to what breaks it."""

import ast
import os
import re
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE = {"build", "__pycache__"}
ENDINGS = {"commit", "rollback", "begin", "begin_nested"}
STATEMENTS = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b", re.IGNORECASE)
LIMITS = {"setRange", "setMaxLength", "setValidator"}
OURS = {"zooapp", "ui"}
LONGEST = 300
# Written so that they do not find themselves.
HOLDERS = re.compile(r"session|connection|engine|database|writer", re.IGNORECASE)
PLACES = re.compile(
    r"(?<![\w.~])/(?:root|work|home/\w+|Users/\w+)/|pypi[.]org|python[h]osted|registry[.]npmjs|deb[.]debian[.]org",
    re.IGNORECASE,
)


@lru_cache
def everything() -> list[str]:
    """Our own files, without what was made and what is hidden, but with .ci."""
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in MADE and (name[0] != "." or name == ".ci")]
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in names]
    return sorted(found)


def files(*patterns: str) -> list[str]:
    """Our own files that match; a star stands for folders too."""
    return [name for name in everything() if any(fnmatchcase(name, pattern) for pattern in patterns)]


def calls(source: str) -> Iterator[tuple[ast.Call, str]]:
    """Each call of a method or function, with the last word of its name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id


def transactions(source: str) -> list[str]:
    """Law 3: where a transaction begins or ends, as a call or as SQL."""
    found = []
    for call, name in calls(source):
        first = call.args[0] if call.args else None
        says = isinstance(first, ast.Constant) and isinstance(first.value, str) and STATEMENTS.match(first.value)
        ends = name in ENDINGS and isinstance(call.func, ast.Attribute)
        if name == "begin" and isinstance(call.func, ast.Attribute):  # forms and programs begin too
            ends = bool(HOLDERS.search(ast.unparse(call.func.value)))
        if ends or (says and name not in {"_", "N_", "field"}):
            found.append(f"line {call.lineno}: {ast.unparse(call)[:60]}")
    return found


def open_services(source: str) -> list[str]:
    """Law 4: public functions with `work` first that do not say which permission they need."""
    return [
        f"line {node.lineno}: {node.name}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if [*node.args.posonlyargs, *node.args.args][:1] and [*node.args.posonlyargs, *node.args.args][0].arg == "work"
        if not any(isinstance(mark, ast.Call) and ast.unparse(mark.func) == "needs" for mark in node.decorator_list)
    ]


def limits(source: str) -> list[str]:
    """Law 5: where a widget is told a bound by hand."""
    return [f"line {call.lineno}: {name}" for call, name in calls(source) if name in LIMITS]


def imports_of_ours(source: str) -> list[str]:
    """Law 6: what a migration imports of the program, which will have changed when the migration runs."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            found += [f"line {node.lineno}: {name}" for name in names if name.split(".")[0] in OURS]
    return found


def too_long(source: str) -> list[str]:
    """Law 9: nothing, or how many lines too many."""
    lines = source.count("\n") + 1 - source.endswith("\n")
    return [f"{lines} lines"] if lines > LONGEST else []


def says_nothing(source: str) -> list[str]:
    """Law 10: a file whose first line does not say what is inside."""
    first = next(iter(source.splitlines()), "").lstrip("#! ")
    return [] if ast.get_docstring(ast.parse(source)) and first.startswith(('"""', 'r"""')) else ["no docstring"]


def models(source: str) -> list[str]:
    """Law 10: the models of Qt that a source makes, by the name of what they are made from."""
    return re.findall(r"^class (\w+)\(Q?\w*Model\)", source, re.MULTILINE)


def places(text: str) -> list[str]:
    """Where a text names a machine's own folders or a host that packages come from."""
    return [match.group() for match in PLACES.finditer(text)]


def folders_not_named(readme: str, folders: list[str]) -> list[str]:
    """Law 10: the folders that the map leaves out."""
    return [folder for folder in folders if not re.search(rf"(?<![\w]){re.escape(folder)}/", readme)]


def dropped(act: Callable[[], object], times: int = 500) -> int:
    """How many references to None are gone after so many calls: PySide6 6.12.0 on Python 3.11 loses one each."""
    before = sys.getrefcount(None)
    for _ in range(times):
        act()
    return before - sys.getrefcount(None)
