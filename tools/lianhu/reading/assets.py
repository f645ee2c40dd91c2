"""Schemas, templates and theme: the town's own where it has them, else those that come with Lianhu."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
# A checkout keeps what staff edit at its top; an installed wheel carries copies inside the package.
SHIPPED = PACKAGE if (PACKAGE / "schemas").is_dir() else PACKAGE.parent.parent

SCHEMAS, TEMPLATES, THEME, BOARDS = "schemas", "site/templates", "site/theme", "site/boards"


def folders(asset: str, root: Path | None = None) -> tuple[Path, ...]:
    """Where to look for `asset`, first hit wins: the town's folder, then the shipped one."""
    candidates = [root / asset] if root else []
    candidates.append(SHIPPED / asset)
    return tuple(dict.fromkeys(folder.resolve() for folder in candidates if folder.is_dir()))


@functools.cache
def program(*parts: str) -> str:
    """The program by what it is, 32 hexadecimal digits: a hash of its own sources, of the lists of words that it reads
    and of the schemas it comes with.

    A version number stays the same while the program changes. Whoever keeps what was worked out, or says who did, asks
    here; who asks for some `parts` of the sources (beginnings of paths in the package) is told of these.
    """
    own = hashlib.blake2b(digest_size=16)
    for folder, ending in ((PACKAGE, (".py", ".txt")), (SHIPPED / SCHEMAS, ".json")):
        for source in _files_below(folder, ending):
            if folder == PACKAGE and not source.startswith(parts or ""):
                continue
            content = (folder / source).read_bytes()
            own.update(f"{source}\0{len(content)}\0".encode())
            own.update(content)
    return own.hexdigest()


def _files_below(folder: Path, ending: str | tuple[str, ...]) -> list[str]:
    """In order, without a `Path` for each of hundreds of files: every command asks."""
    found = (f"{place}/{name}" for place, _, names in os.walk(folder) for name in names if name.endswith(ending))
    return sorted(path[len(str(folder)) + 1 :].replace(os.sep, "/") for path in found)
