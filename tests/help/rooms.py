"""The rooms and modules of the package, and what each imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import lianhu

PACKAGE = Path(__file__).parents[2] / "tools" / "lianhu"


FILES = sorted(PACKAGE.rglob("*.py"))


# The order is told to readers, in the package's own docstring; a line of words there is a part of the list.
ORDER = [room for line in re.findall(r"^ {4}(.+)$", str(lianhu.__doc__), re.MULTILINE) for room in line.split()]


def module_of(file: Path) -> str:
    """A file's name as it is imported."""
    return ".".join(("lianhu", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {module_of(file): file for file in FILES}


def room_of(module: str) -> str:
    """The room of a module; empty for the package itself."""
    return module.split(".")[1] if "." in module else ""


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every import from our package, also of those inside functions: the module, or a name
    that a room offers itself."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}:{node.lineno}: write the full name instead of a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.startswith("lianhu."))


def needed(file: Path) -> Iterator[tuple[int, str]]:
    """Line and module of every import from our package."""
    for line, name in imported(file):
        module = name if name in MODULES else name.rpartition(".")[0]
        assert module in MODULES, f"{file}:{line} imports {name}, which is no module of ours"
        yield line, module
