"""Mutants that no test needs to notice, and why: `tests/mutants.yaml`."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from help.mutants import ROOMS
from help.walk import ROOT

LIST = ROOT / "tests" / "mutants.yaml"


@dataclass(frozen=True)
class Explained:
    """A change in a file that makes no difference to anybody; `source` is the text of its line."""

    file: str
    source: str
    change: str
    reason: str

    @property
    def name(self) -> tuple[str, str, str]:
        return self.file, self.source, self.change

    @property
    def room(self) -> str:
        return next(room for room, folder in ROOMS.items() if (ROOT / self.file).is_relative_to(folder))


def read() -> tuple[Explained, ...]:
    return tuple(Explained(**entry) for entry in yaml.safe_load(LIST.read_text(encoding="utf-8")) or ())
