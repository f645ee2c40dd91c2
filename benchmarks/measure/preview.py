"""The preview as a clerk has it: from a record that is saved to the page that shows it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from measure.timing import MEGABYTE, Absent, Timing, surroundings
from measure.towns import Town, place

PATIENCE, PAUSE = 600, 0.02  # seconds


class Preview:
    """`mkdocs serve` of each town, begun at the first question and ended with `end`."""

    def __init__(self) -> None:
        self._processes: dict[Path, tuple[subprocess.Popen[bytes], str]] = {}

    def refreshed(self, town: Town) -> Timing:
        """A representative serves one place more: until her page says so. Memory is the preview's largest so far."""
        process, address = self._processes.get(town.root) or self._begin(town)
        before, start = _cpu(process.pid), time.perf_counter()
        path, number = town.edit("a representative")
        page = f"representatives/{path.parents[1].name}-{path.stem}/"
        _wait(process, lambda: place(number) in _asked(address + page))
        return Timing(time.perf_counter() - start, _cpu(process.pid) - before, _memory(process.pid))

    def _begin(self, town: Town) -> tuple[subprocess.Popen[bytes], str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}/"
        command = [sys.executable, "-P", "-m", "mkdocs", "serve", "--quiet", "--livereload", "-a", f"127.0.0.1:{port}"]
        process = subprocess.Popen(
            command,
            cwd=town.root,
            env={**surroundings(), **town.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes[town.root] = process, address
        _wait(process, lambda: bool(_asked(address)))
        return process, address

    def end(self) -> None:
        while self._processes:
            _, (process, _) = self._processes.popitem()
            process.terminate()
            process.wait()


def _wait(process: subprocess.Popen[bytes], is_there: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_there():
        if process.poll() is not None:
            raise Absent(f"the preview ended with exit code {process.returncode}")
        if time.monotonic() > end:
            raise Absent(f"the preview showed nothing new in {PATIENCE} s")
        time.sleep(PAUSE)


def _asked(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:  # not there yet
        return ""


def _cpu(process: int) -> float:
    """Processor seconds of a running process so far, with those of the children it has waited for."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / MEGABYTE
