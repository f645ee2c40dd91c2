"""Runs as they come, in a file: what was interrupted goes on, and of another program or question it begins anew."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from measure.results import Result
from measure.timing import Timing


class Kept:
    """The runs of each task by its name; `asked` is what they were made of and how."""

    def __init__(self, file: Path, asked: Mapping[str, Any]) -> None:
        self.file = file
        self._all: dict[str, Any] = {"asked": dict(asked), "records": {}, "tasks": {}}
        if file.is_file() and (found := json.loads(file.read_text(encoding="utf-8")))["asked"] == dict(asked):
            self._all = found

    @property
    def records(self) -> dict[str, int]:
        """How many records each town has, by its name."""
        return dict(self._all["records"])

    def note(self, name: str, records: int) -> None:
        self._all["records"][name] = records
        self._write()

    def add(self, result: Result) -> None:
        sides = [[side.absent, *map(astuple, side.runs)] for side in (result.ours, *result.peers)]
        self._all["tasks"][result.what] = {"load": result.load, "sides": sides}
        self._write()

    def restore(self, result: Result) -> Result | None:
        """The result with the runs that were made before; None where there are none."""
        found = self._all["tasks"].get(result.what)
        if found is None:
            return None
        for side, (absent, *runs) in zip((result.ours, *result.peers), found["sides"], strict=True):
            side.absent, side.runs = absent, _timings(runs)
        result.load = found["load"]
        return result

    def _write(self) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(self._all), encoding="utf-8")
        fresh.replace(self.file)


def _timings(runs: Sequence[Sequence[float]]) -> list[Timing]:
    return [Timing(*run) for run in runs]
