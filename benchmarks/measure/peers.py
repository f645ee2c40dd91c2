"""The peers: installed by their ordinary clients into a folder of their own, in the versions of peers.json.

What cannot be installed on a machine is absent with its reason; nothing else waits for it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from measure.timing import Absent

FOLDER = Path(__file__).parents[1] / ".peers"
PINS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "peers.json").read_text(encoding="utf-8"))
AJV, SOURCEMETA, CHECK_JSONSCHEMA = "ajv-cli", "@sourcemeta/jsonschema", "check-jsonschema"
HUGO, ZENSICAL, MKDOCS = "Hugo", "Zensical", "MkDocs + Material"
WEASYPRINT = "WeasyPrint"


def install(folder: Path = FOLDER) -> dict[str, str]:
    """Install what is not there yet; why each absent peer is absent, by its name."""
    absent = {}
    for name, pins in PINS.items():
        ready = folder / f"{program(name, folder).name}.ready"
        if program(name, folder).exists() and ready.is_file() and json.loads(ready.read_text(encoding="utf-8")) == pins:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _by_npm(folder, pins["npm"]) if "npm" in pins else _by_pip(folder, pins["python"])
        except Absent as reason:
            absent[name] = str(reason)
        else:
            ready.write_text(json.dumps(pins), encoding="utf-8")
    return absent


def program(name: str, folder: Path = FOLDER) -> Path:
    place = "npm/node_modules/.bin" if "npm" in PINS[name] else "python/bin"
    return folder / place / PINS[name]["program"]


def version(name: str) -> str:
    """The pinned versions as the table names them."""
    (pins,) = (PINS[name][client] for client in ("npm", "python") if client in PINS[name])
    return ", ".join(f"{package} {number}" for package, number in pins.items())


def _by_npm(folder: Path, pins: dict[str, str]) -> None:
    (folder / "npm").mkdir(exist_ok=True)
    packages = [f"{package}@{number}" for package, number in pins.items()]
    _run("npm", "install", "--prefix", str(folder / "npm"), "--no-audit", "--no-fund", "--save-exact", *packages)


def _by_pip(folder: Path, pins: dict[str, str]) -> None:
    python = folder / "python/bin/python"
    if not python.is_file():
        _run(sys.executable, "-m", "venv", str(folder / "python"))
    packages = [f"{package}=={number}" for package, number in pins.items()]
    _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)


def _run(client: str, *arguments: str) -> None:
    if not shutil.which(client):
        raise Absent(f"{client} is not on this machine")
    done = subprocess.run([client, *arguments], capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        named = Path(client).name if client != "npm" else client
        raise Absent(f"{'pip' if named.startswith('python') else named} could not install it")
