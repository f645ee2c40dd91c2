"""One door out: whatever is drawn, exported, indexed or fed is taken from the register that `public.posted` gave."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from help.built import new_root
from help.rooms import MODULES
from help.towns import TODAY, TOWN
from help.walk import ROOT
from lianhu import public
from lianhu.figures import stats
from lianhu.reading import cores
from lianhu.site import exports, icalendar, pages, parts, pieces, search, site
from lianhu.site.build import build
from lianhu.site.pages import reads
from lianhu.town.register import Register

LEAKING = """
from lianhu.figures import stats
from lianhu.public.view import posted
from lianhu.site import search
from lianhu.town.register import Register


def leak(register: Register) -> object:
    stats.files(posted(register, "web"))
    return search.files(register)
"""


@pytest.mark.slow
def test_only_a_posted_register_leaves(tmp_path: Path) -> None:
    """The type checker proves it of the whole package: whoever shows asks for `Posted`, which only the door makes.

    It would notice a hole: of two functions that show, the one that is given the records themselves is refused.
    """
    (tmp_path / "hole.py").write_text(LEAKING)
    mypy = [sys.executable, "-m", "mypy", "--no-error-summary", "--cache-dir", str(tmp_path / "cache")]
    whole, hole = (
        subprocess.run([*mypy, *what], cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stdout
        for what in ([], [str(tmp_path / "hole.py")])
    )
    assert whole == "", whole
    assert hole.count("error:") == 1
    assert 'Argument 1 to "files" has incompatible type "Register"; expected "Posted"' in hole


def test_the_door_alone_makes_what_leaves() -> None:
    """A `Posted` that somebody else made would pass the type checker with whatever it holds."""
    makers = [module for module, file in MODULES.items() if "Posted(" in file.read_text(encoding="utf-8")]
    assert makers == ["lianhu.public.view"]


def test_a_whole_build_hands_on_posted_registers_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At run time too, whoever hands it on: every function that shows is asked what it was given."""
    posted: list[Register] = []
    given: dict[str, set[bool]] = {}

    def remembered(give: Callable[..., Register]) -> Callable[..., Register]:
        def given_out(*asked: Any) -> Register:
            posted.append(give(*asked))
            return posted[-1]

        return given_out

    def watched(show: Callable[..., Any]) -> Callable[..., Any]:
        name = f"{show.__module__}.{show.__name__}"

        @functools.wraps(show)
        def asked(town: Register, *others: Any) -> Any:
            given.setdefault(name, set()).add(any(town is one for one in posted))
            return show(town, *others)

        return asked

    monkeypatch.setattr(cores, "_cores", lambda: 1)  # what a copy of this process is given, nobody here sees
    for name in ("posted", "as_shown", "asking_about", "at_paths"):
        monkeypatch.setattr(public, name, remembered(getattr(public, name)))
    every = {make: watched(make) for make in (*pages.SECTION_PAGES, *pages.LIST_PAGES, *pages.RECORD_PAGES)}
    for make, seen in every.items():
        monkeypatch.setitem(reads._READS, seen, reads.of(make))
    lists = ((site, "SECTION_PAGES"), (site, "LIST_PAGES"), (site, "RECORD_PAGES"))
    for module, name in (*lists, (parts, "OF_VILLAGES"), (pieces, "OF_VILLAGES"), (site, "OF_TOWN")):
        monkeypatch.setattr(module, name, tuple(every[make] for make in getattr(module, name)))
    beside = (
        (exports, "paths"),
        (icalendar, "files"),
        (search, "told"),
        (stats, "rows_of_town"),
        (stats, "row_files"),
    )
    for module, name in beside:
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    root = new_root(tmp_path / "root", TOWN)
    assert not build(root, root / "public", TODAY)
    assert len(given) == len(pages.SECTION_PAGES) + len(pages.LIST_PAGES) + len(pages.RECORD_PAGES) + len(beside)
    assert {name for name, answers in given.items() if answers != {True}} == set()
