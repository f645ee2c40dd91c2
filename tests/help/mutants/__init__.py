"""Sources with one thing changed: which of these changes does no test notice?

Every language knows its changes (`python`, `templates`, `scripts`); a change that no test notices is killed by a new
test or explained in `tests/mutants.yaml`. What a rule finds is judged in one process (`rules`), all else by running
tests in a copy of the repository (`trial`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from help.mutants import python, scripts, templates
from help.rooms import ORDER
from help.walk import ROOT

LANGUAGES = {".py": python.replacements, ".html": templates.replacements, ".js": scripts.replacements}
# Where a room's sources lie; the rooms of the package and, by their own names, what the site is drawn with.
ROOMS = {
    **{room: ROOT / "tools" / "lianhu" / room for room in ORDER},
    "templates": ROOT / "site" / "templates",
    "scripts": ROOT / "site" / "theme" / "assets",
}
SAMPLE = 20  # mutants of a room
SEED = "lianhu"


@dataclass(frozen=True)
class Mutant:
    """One change in one file: its line, that line's text, what stands there and what instead, and the file changed."""

    file: str  # from the root
    line: int
    source: str
    change: str
    text: str

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells a mutant from others, wherever its line moves."""
        return self.file, self.source, self.change


def files(room: str) -> list[Path]:
    """A room's sources, in order."""
    return sorted(path for path in ROOMS[room].rglob("*") if path.suffix in LANGUAGES)


def of(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    for start, end, instead in LANGUAGES[file.suffix](text):
        line = text.count("\n", 0, start)
        yield Mutant(
            file=file.relative_to(ROOT).as_posix(),
            line=line + 1,
            source=lines[line].strip(),
            change=f"{' '.join(text[start:end].split())}  ->  {' '.join(instead.split())}",
            text=text[:start] + instead + text[end:],
        )


def sampled(mutants: Iterable[Mutant], count: int) -> list[Mutant]:
    """The same few whenever they are still there, however the sources around them change; in order of place."""
    few = sorted(mutants, key=lambda mutant: hashlib.sha256("\0".join((SEED, *mutant.name)).encode()).digest())
    return sorted(few[:count], key=lambda mutant: (mutant.file, mutant.line, mutant.change))
