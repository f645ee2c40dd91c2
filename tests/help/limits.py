"""Work with little memory and little time: more than that ends it, and the test that asked for it is told."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from help.towns import TODAY
from lianhu.town import faults


def within(work: Callable[[], Any], megabytes: int, seconds: int) -> dict[str, Any]:
    """What `work` gives, as JSON, under `found`; under `killed` what ended it. To be called by a small process.

    `megabytes` come on top of what the process has when it begins.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        try:
            most = _memory() + megabytes * 1024 * 1024
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            with os.fdopen(writing, "w") as answer:
                json.dump({"found": work()}, answer)
            os._exit(0)
        except MemoryError:
            os._exit(99)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if status == 0:
        found: dict[str, Any] = json.loads(said)
        return found
    return {"killed": "out of memory" if status == 99 else signal.Signals(-status).name if status < 0 else "failed"}


def _memory() -> int:
    """The address space that this process has, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def run(script: str, folder: Path) -> Any:
    """What `python SCRIPT FOLDER` prints as JSON; it runs in the folder and on the tests' day."""
    done = subprocess.run(
        [sys.executable, script, str(folder)],
        cwd=folder,
        env={
            "LIANHU_TODAY": TODAY.isoformat(),
            faults.VARIABLE: "1",
            "PYTHONPATH": ":".join(sys.path),
            "LANG": "C",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
