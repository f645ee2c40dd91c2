"""Disks that fail and processes that die: every call that changes the disk, counted, and one of them broken."""

from __future__ import annotations

import builtins
import gc
import io
import os
import shutil
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from help.built import new_root
from help.program import warm
from help.towns import TOWN
from lianhu.cli import main
from lianhu.proof.sums import OF_THE_CODE
from lianhu.writing import swap

CALLS = ("mkdir", "rename", "replace", "fsync", "chmod", "sendfile")
KILLED = -signal.SIGKILL


class Disk:
    """Counts the calls that change the disk; the `broken`-th raises an OSError, or ends the process at once."""

    def __init__(self, broken: int = 0, error: int | None = None) -> None:
        self.calls, self.broken, self.error = 0, broken, error

    def call(self) -> None:
        self.calls += 1
        if self.calls == self.broken:
            if self.error is None:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self.error, "injected")

    def counted(self, honest: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            self.call()
            return honest(*arguments, **options)

        return counting

    def opened(self, honest: Callable[..., Any]) -> Callable[..., Any]:
        def opening(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            writes = set(mode) & set("wxa+") and not isinstance(file, int) and not str(file).startswith("/dev/")
            if writes:
                self.call()
            stream = honest(file, mode, *arguments, **options)
            return _Stream(stream, self) if writes else stream

        return opening

    def take_over(self, patch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            patch.setattr(os, name, self.counted(getattr(os, name)))
        patch.setattr(swap, "_exchanged", self.counted(swap._exchanged))
        opened = self.opened(builtins.open)
        patch.setattr(builtins, "open", opened)
        patch.setattr(io, "open", opened)


class _Stream:
    """A file open for writing: half of what is given is written before a write fails."""

    def __init__(self, stream: Any, disk: Disk) -> None:
        self._stream, self._disk = stream, disk

    def write(self, content: Any) -> Any:
        try:
            self._disk.call()
        except OSError:
            self._stream.write(content[: len(content) // 2])
            raise
        return self._stream.write(content)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._disk.call()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def run(arguments: list[str], output: Path, disk: Disk, language: str = "en") -> int:
    """The command's exit code, in a forked process of its own; -9 when it was killed. `output` takes its words."""
    warm()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside a thread of pytest-xdist
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    gc.freeze()  # what the test holds is not this process's to look through
    code = 70
    try:
        os.environ["LANGUAGE"] = language
        sys.stdout = sys.stderr = output.open("w", encoding="utf-8")
        disk.take_over(pytest.MonkeyPatch())
        main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        print(f"\ncalls: {disk.calls}", flush=True)
        os._exit(code)


def calls(output: Path) -> int:
    """How many calls the command made, from what it left in `output`."""
    return int(output.read_text(encoding="utf-8").rsplit("calls: ", 1)[1])


Files = dict[str, bytes]


def files_below(folder: Path) -> Files:
    """Every file by its path, without what a killed command left."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in found)
    return {name: path.read_bytes() for name, path in named if ".tmp-" not in name}


def but_publications(files: Files) -> Files:
    """Without the log of what was published, which tells of every build before."""
    return {path: content for path, content in files.items() if OF_THE_CODE not in path}


def leftovers(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob(".tmp-*")]


def renewed(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    new_root(root, TOWN)
