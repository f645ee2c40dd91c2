"""A whole process, timed: what it took of the clock, of the processors and of memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024  # the kernel counts kilobytes
LAST_WORDS = 2_000  # characters of what a failed process said


class Absent(Exception):
    """Something cannot be measured here; the sentence says why."""


@dataclass(frozen=True)
class Timing:
    """Wall-clock seconds; processor seconds and the largest memory (MB) of the process and of those it waited for."""

    wall: float
    cpu: float
    memory: float

    def __add__(self, other: Timing) -> Timing:
        """One after the other."""
        return Timing(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


def timed(
    command: Sequence[object],
    cwd: Path,
    environment: Mapping[str, str] = {},
    expect: Sequence[int] = (0,),
    patience: float | None = None,
) -> Timing:
    """Run a command to its end, or for `patience` seconds.

    Raises Absent where it cannot start, takes longer, or ends with another code than expected.

    Memory is what the kernel has of this child alone; `getrusage` would give the largest of all children so far.
    """
    with tempfile.TemporaryFile() as told:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                [str(word) for word in command],
                cwd=cwd,
                env={**surroundings(), **environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
            )
        except OSError as error:
            raise Absent(f"cannot be started: {error.strerror}") from error
        impatient = threading.Timer(patience or 0, process.kill)
        if patience:
            impatient.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        impatient.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if patience and wall >= patience:
            raise Absent(f"was ended after {patience:g} s")
        if process.returncode not in expect:
            told.seek(0)
            words = told.read().decode(errors="replace")[-LAST_WORDS:]
            print(f"{command[:6]} in {cwd}: exit {process.returncode}\n{words}", file=sys.stderr)
            raise Absent(f"ended with exit code {process.returncode}")
    return Timing(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEGABYTE)


def surroundings() -> dict[str, str]:
    """This process's environment; Python keeps what it compiles, as it does for whoever works."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1"}
