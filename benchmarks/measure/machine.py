"""The machine that was measured on, without its name and without a path of it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

from measure import peers


def described(absent: dict[str, str]) -> dict[str, object]:
    """What somebody else needs to judge the figures by; `load` is how many processes waited before the first run."""
    return {
        "cores": os.cpu_count(),
        "processor": _first("/proc/cpuinfo", "model name") or platform.machine(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{_first('/etc/os-release', 'PRETTY_NAME') or platform.system()}, {platform.system()} "
        f"{platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "Node": _node(),
        "load": round(os.getloadavg()[0], 1),
        "peers": {name: absent.get(name) or peers.version(name) for name in peers.PINS},
    }


def _first(path: str, key: str) -> str:
    """The first value of a key in one of the system's files."""
    lines = Path(path).read_text(encoding="utf-8").splitlines() if Path(path).is_file() else []
    found = (line for line in lines if line.startswith(key))
    return next(found, "").partition(":" if ":" in "".join(lines[:1]) else "=")[2].strip().strip('"')


def _node() -> str:
    if not shutil.which("node"):
        return "absent"
    return subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
