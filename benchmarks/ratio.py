"""Whether the program has become slower than the commit before: `make bench-ratio`, for CI; it warns and never fails.

    python benchmarks/ratio.py [--base COMMIT]

A small town is checked from nothing, checked again and built, by both programs in turn. Compared are medians. Another
process on the machine moves the clock and not the processor, a second process of ours the processor and not the clock:
slower is what is slower by both. Needs no network.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measure import before
from measure.timing import Absent, Timing
from measure.towns import ROOT, Town

SLOWER = 1.3
RUNS, LEAST_RUNS = 5, 3
ENOUGH = 60  # seconds, after which no round begins that need not be


@dataclass
class Compared:
    """The runs of one command, now and by the commit before."""

    what: str
    now: list[Timing] = field(default_factory=list)
    then: list[Timing] = field(default_factory=list)

    def ratio(self, figure: str) -> float:
        now, then = (statistics.median(getattr(run, figure) for run in runs) for runs in (self.now, self.then))
        return now / then

    @property
    def is_slower(self) -> bool:
        return min(self.ratio("wall"), self.ratio("cpu")) >= SLOWER

    @property
    def words(self) -> str:
        now, then = (statistics.median(run.cpu for run in runs) for runs in (self.now, self.then))
        ratios = f"{self.ratio('wall'):.2f} by the clock, {self.ratio('cpu'):.2f} by CPU"
        return f"{self.what}: {now:.2f} s of CPU, before {then:.2f} s; {ratios}"


def check_cold(town: Town, tools: Path) -> Timing:
    town.forget()
    return town.lianhu("check", PYTHONPATH=str(tools))


def check_again(town: Town, tools: Path) -> Timing:
    return town.lianhu("check", PYTHONPATH=str(tools))


def build(town: Town, tools: Path) -> Timing:
    town.forget()
    return town.lianhu("build", PYTHONPATH=str(tools))


COMMANDS: Mapping[str, Callable[[Town, Path], Timing]] = {
    "check, cold": check_cold,
    "check, nothing changed": check_again,
    "clean build": build,
}


def compared(base: str, folder: Path) -> list[Compared]:
    """Both programs in turn, each in a town of its own. Raises Absent where one of them cannot do it."""
    now, then = ROOT / "tools", before.program(ROOT, base, folder / "before")
    town = Town(folder / "now", "small", 1)
    twin = town.copied(folder / "then")
    build(twin, then)  # Python compiles what was never run
    build(town, now)
    found, end = [Compared(what) for what in COMMANDS], time.monotonic() + ENOUGH
    for number in range(RUNS):
        if number >= LEAST_RUNS and time.monotonic() > end:
            break
        for one in found:
            one.now.append(COMMANDS[one.what](town, now))
            one.then.append(COMMANDS[one.what](twin, then))
    return found


def told(found: list[Compared], environment: Mapping[str, str]) -> Iterator[str]:
    """A line for each command, and a warning as the forge shows it for each that has become slower."""
    for one in found:
        yield one.words
    for one in found:
        if one.is_slower:
            yield warning(f"{one.words}: {SLOWER} times or more what the commit before needs", environment)


def warning(sentence: str, environment: Mapping[str, str]) -> str:
    """GitHub, Gitea and Forgejo take commands from the log, GitLab shows colours, others show text."""
    if environment.get("GITHUB_ACTIONS") or environment.get("GITEA_ACTIONS"):
        return f"::warning title=slower::{sentence}"
    if environment.get("GITLAB_CI"):
        return f"\033[33mWARNING: {sentence}\033[0m"
    return f"WARNING: {sentence}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="the commit to compare with, instead of the one before")
    base = parser.parse_args().base or before.commit(ROOT)
    if base is None:
        print("Nothing to compare with: this clone holds no commit before.")
        return 0
    if before.is_the_same(ROOT, base):
        print(f"Nothing to compare: the program is that of {base[:12]}.")
        return 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            for line in told(compared(base, Path(folder)), os.environ):
                print(line, flush=True)
    except Absent as reason:
        print(f"Not compared with {base[:12]}: a command {reason}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
