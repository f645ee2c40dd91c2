"""The program itself in processes of its own, and what this machine allows to be done to it."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from help.towns import TODAY
from lianhu.cli import main

LIANHU = (sys.executable, "-m", "lianhu.cli")


def environment(**changes: str) -> dict[str, str]:
    """This process's, in English and on the tests' day, with `changes`."""
    return {**os.environ, "LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat(), **changes}


def lianhu(
    *arguments: object, changes: Mapping[str, str] = {}, before: Sequence[str] = (), **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; `before` are words in front of it, `changes` go into its environment."""
    command = [*before, *LIANHU, *map(str, arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    env = environment(**changes)
    return subprocess.run(command, env=env, encoding="utf-8", errors="replace", check=False, **options)


def started(*arguments: object, **changes: str) -> subprocess.Popen[str]:
    """Start a command and leave it alone."""
    command = [*LIANHU, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(**changes), stdout=pipe, stderr=pipe, encoding="utf-8")


@functools.cache
def _allowed(*unshare: str) -> bool:
    try:
        return subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def needs(*unshare: str) -> None:
    """Skips a test where the machine lends no namespaces; what it says then is not proven there."""
    if not _allowed(*unshare):
        pytest.skip(f"NOT PROVEN HERE: '{' '.join(unshare)}' is not allowed on this machine")


def on_disk(mount: str, place: Path, script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a shell `script` where `mount` has put a disk at `place`; `$lianhu` is the program, the rest `$1`, `$2`..."""
    needs("unshare", "-rm")
    whole = f'lianhu="$1 -m lianhu.cli"; place="$2"; shift 2; {mount}; {script}'
    command = ["unshare", "-rm", "sh", "-uc", whole, "sh", sys.executable, str(place), *map(str, arguments)]
    return subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=False)


CLEAN, PROBLEMS, CANNOT_RUN, CANNOT_JUDGE = 0, 1, 2, 3


def run(*arguments: object, language: str = "en") -> Result:
    environment = {"LANGUAGE": language, "LIANHU_TODAY": TODAY.isoformat()}
    result = CliRunner().invoke(main, list(map(str, arguments)), env=environment)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result
