"""One door out: whatever is drawn, exported, indexed or fed is taken from a register that `public.posted` gave."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from help.built import new_root
from help.rooms import FILES, MODULES, imported, room_of
from help.towns import TODAY, TOWN
from lianhu import public
from lianhu.figures import stats
from lianhu.site import exports, icalendar, pages, search, site
from lianhu.site.build import build
from lianhu.town.register import Register

# Of the rooms that show, these build the whole out of the records, or search what was built.
READING = {"lianhu.site.build", "lianhu.site.inspection", "lianhu.site.plugin", "lianhu.site.site"}
SHOWING = [name for name in MODULES if room_of(name) in ("figures", "site") and name not in READING]
# What leads to a record as it is written.
SOURCES = ("lianhu.rules.check", "lianhu.reading.files", "lianhu.reading.yamldoc", "lianhu.git", "lianhu.writing")


@pytest.mark.parametrize("module", SHOWING)
def test_what_shows_reads_no_record(module: str) -> None:
    """It cannot show what it is not given: no folder, no commit, no YAML, no check leads there."""
    file = MODULES[module]
    for line, name in imported(file):
        read = [source for source in SOURCES if f"{name}.".startswith(f"{source}.")]
        assert not read, f"{file}:{line} imports {name}"
    made = [node for node in ast.walk(ast.parse(file.read_text())) if _calls(node, "Register")]
    assert not made, f"{file}: makes a register of its own"


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and (
        (isinstance(node.func, ast.Name) and node.func.id == name)
        or (isinstance(node.func, ast.Attribute) and node.func.attr == name)
    )


def test_a_site_is_made_of_a_posted_register_only() -> None:
    made = [
        (file.name, ast.unparse(node.args[0]))
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text()))
        if _calls(node, "Site")
    ]
    # A comparison is given posted registers by `difference.state`.
    assert sorted(made) == [("comparing.py", "town"), ("site.py", "town"), ("withdrawing.py", "town")]
    assert '    town = public.posted(register, "web")\n' in inspect.getsource(site.of)


def test_a_whole_build_hands_on_posted_registers_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At run time too, whoever hands it on: every function that shows is asked what it was given."""
    posted: list[Register] = []
    given: dict[str, set[bool]] = {}
    give = public.posted

    def remembered(register: Register, place: public.Place) -> Register:
        posted.append(give(register, place))
        return posted[-1]

    def watched(show: Callable[..., Any]) -> Callable[..., Any]:
        name = f"{show.__module__}.{show.__name__}"

        def asked(town: Register, *others: Any) -> Any:
            given.setdefault(name, set()).add(any(town is one for one in posted))
            return show(town, *others)

        return asked

    monkeypatch.setattr(public, "posted", remembered)
    for name in ("SECTION_PAGES", "RECORD_PAGES"):
        monkeypatch.setattr(site, name, tuple(map(watched, getattr(pages, name))))
    for module, name in ((exports, "files"), (icalendar, "files"), (search, "index"), (stats, "files")):
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    root = new_root(tmp_path / "root", TOWN)
    assert not build(root, root / "public", TODAY)
    assert len(given) == len(pages.SECTION_PAGES) + len(pages.RECORD_PAGES) + 4
    assert {name for name, answers in given.items() if answers != {True}} == set()
