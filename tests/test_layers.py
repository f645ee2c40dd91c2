"""Imports point downwards only; the table below is the project's layers (style.md, "Layers")."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tools" / "lianhu"

# A package (`kinds`, `rules`, ...) counts as one module. A module may
# import from its own layer and from those before it.
LAYERS: tuple[tuple[str, str], ...] = (
    ("1 words", "words problems terms detectors names"),
    ("2a the outside world", "files git cache clock assets workbooks sheets lock swap"),
    (
        "2b bytes into documents",
        "characters document scalars yamlsyntax yamldoc jsondoc photos writing edits validator snapshot",
    ),
    (
        "3 kinds and shape; rows of a sheet",
        "schemas shape kinds corrections kept changes differences published merging",
    ),
    ("4 the register and its relations", "register proposal loop service_day deadlines activity history"),
    ("5 what follows from the records", "rules figures publish past chronicle due show wall"),
    ("6a check, and the manifest of what is shown", "check judgement owners manifest proof verify"),
    (
        "6b pages, exports, imports; what a server and a clone do",
        (
            "pages atom boards charts exports icalendar imports report search site sitemap stats demo effects "
            "difference robots hooks receiving"
        ),
    ),
    ("6c what is done with a whole site", "inspection purge withdrawal"),
    ("7 the frame", "frame"),
    ("8 shells", "cli plugin build"),
)
LAYER_OF = {name: number for number, (_, names) in enumerate(LAYERS) for name in names.split()}

FILES = sorted(PACKAGE.rglob("*.py"))


def module_of(file: Path) -> str:
    """The name by which the table knows a file; empty for the package itself."""
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py").replace("__init__", "")


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every import from our package, also of those inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}:{node.lineno}: write the full name instead of a relative import"
            whole = node.module == "lianhu"
            names = [f"lianhu.{alias.name}" for alias in node.names] if whole else [str(node.module)]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.startswith("lianhu."))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_downwards(file: Path) -> None:
    module = module_of(file)
    if not module:
        assert not list(imported(file)), "lianhu/__init__.py imports nothing: `import lianhu.words` must stay cheap"
        return
    assert module in LAYER_OF, f"add the module {module!r} to its layer in LAYERS of tests/test_layers.py"
    allowed = [title for title, _ in LAYERS[: LAYER_OF[module] + 1]]
    for line, name in imported(file):
        target = name.split(".")[1]
        assert target in LAYER_OF, f"add the module {target!r} to its layer in LAYERS of tests/test_layers.py"
        assert LAYER_OF[target] <= LAYER_OF[module], (
            f"{file.relative_to(PACKAGE.parent)}:{line} imports lianhu.{target} of layer "
            f"'{LAYERS[LAYER_OF[target]][0]}', but {module!r} may import from {allowed} only"
        )


def test_no_circle_of_imports() -> None:
    """Within a layer too: of two modules at most one needs the other."""
    needs: dict[str, set[str]] = {}
    for file in FILES:
        needs.setdefault(module_of(file), set()).update(name.split(".")[1] for _, name in imported(file))
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, f"a circle of imports: {' -> '.join((*way[way.index(module) :], module))}"
        if module not in done:
            for needed in sorted(needs.get(module, set()) - {module}):
                visit(needed, (*way, module))
            done.add(module)

    for module in sorted(needs):
        visit(module, ())
