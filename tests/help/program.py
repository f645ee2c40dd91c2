"""The program itself in processes of its own, and what this machine allows to be done to it.

A process is forked from the test's, which has imported the program and built the tiny town already, or begun anew by
Python, which takes seconds: for tests of how it starts and ends, and of what Python reads from its surroundings. Both
are the system's own processes, with pipes, folder and limits of their own, and die of a kill.
"""

from __future__ import annotations

import functools
import gc
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from help.built import new_root
from help.towns import TODAY, TOWN
from lianhu.cli import main
from lianhu.reading import files
from lianhu.site.build import build

LIANHU = (sys.executable, "-m", "lianhu.cli")


def environment(**changes: str) -> dict[str, str]:
    """This process's, in English and on the tests' day, with `changes`."""
    return {**compiling(os.environ), "LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat(), **changes}


def compiling(given: Mapping[str, str]) -> dict[str, str]:
    """The environment in which Python keeps what it compiles: most of a start is compiling, else."""
    return {name: value for name, value in given.items() if name != "PYTHONDONTWRITEBYTECODE"}


def anew(
    *arguments: object, changes: Mapping[str, str] = {}, before: Sequence[str] = (), **options: Any
) -> subprocess.CompletedProcess[str]:
    """Start Python, run a command to its end; `before` are words in front, `changes` go into its environment."""
    command = [*before, *LIANHU, *map(str, arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    env = environment(**changes)
    return subprocess.run(command, env=env, encoding="utf-8", errors="replace", check=False, **options)


def lianhu(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in a forked process."""
    return ended(forked(*arguments, **options))


def started(*arguments: object) -> subprocess.Popen[str]:
    """Start a command in a forked process and leave it alone."""
    return forked(*arguments)


@functools.cache
def warm() -> None:
    """Builds the tiny town, right and with a mistake: what is imported, read and compiled for it no fork does again."""
    with tempfile.TemporaryDirectory(prefix="tiny-town-") as folder:
        root = new_root(Path(folder) / "town", TOWN)
        assert not build(root, root / "public", TODAY)
        (root / files.TOWN_FILE).write_bytes(b"name: 1\n")
        assert build(root, root / "public", TODAY)


def forked(
    *arguments: object,
    env: Mapping[str, str] | None = None,
    preexec_fn: Callable[[], None] = lambda: None,
    **options: Any,
) -> subprocess.Popen[str]:
    """A command in a forked process, with what `subprocess` sets up for any other; nothing is executed in its place."""
    warm()

    def run() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
        preexec_fn()
        os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        os._exit(become([str(word) for word in arguments], environment() if env is None else env))

    pipe, encoding = subprocess.PIPE, "utf-8"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside a thread of pytest-xdist
        # Python ignores SIGPIPE and SIGXFSZ, and so must its fork.
        return subprocess.Popen(
            ["lianhu"],
            preexec_fn=run,
            restore_signals=False,
            **{"stdout": pipe, "stderr": pipe, "encoding": encoding, **options},
        )


def become(arguments: list[str], env: Mapping[str, str]) -> int:
    """Makes a fork the program and runs a command; gives the exit code, and the fork has nothing left to do."""
    gc.freeze()  # what the test holds is not this process's to close
    code: object = 70
    try:
        os.environ.clear()
        os.environ.update(env)
        time.tzset()
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
        sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8") for number in (1, 2))  # noqa: PTH123, SIM115
        main(arguments, prog_name="lianhu")
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else 1


def ended(process: subprocess.Popen[str], timeout: float | None = None) -> subprocess.CompletedProcess[str]:
    """What a process said, when it has ended."""
    told, complaints = process.communicate(timeout=timeout)
    return subprocess.CompletedProcess(process.args, process.returncode, told, complaints)


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
