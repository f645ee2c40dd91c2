"""Where a town's store lies: in Git's own folder, else in the user's folder for such things."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from lianhu.store.held import Held
from lianhu.store.store import Store

FOLDER = "lianhu"
GIT = ".git"
# What a worktree's or submodule's `.git` file and Git's `commondir` file begin with or hold.
LEADS_TO, COMMON = "gitdir: ", "commondir"
OWN_PLACE = "LIANHU_STORE"  # a folder of somebody's choice; empty: no store


def at(root: Path) -> Store:
    """The store of the town at `root`; it is made when something is kept."""
    for folder in (root.absolute(), *root.absolute().parents):
        if (found := _git_folder(folder / GIT)) is not None:
            return of_git(found)
    return _chosen() or Store(_users_folder() / name_of(root))


def held_at(root: Path) -> Held:
    """The same store, for a process that stays."""
    return Held(at(root).folder)


def of_user() -> Store:
    """The store of what is the user's own and no town's."""
    return _chosen() or Store(_users_folder())


@contextlib.contextmanager
def nowhere() -> Iterator[None]:
    """Nothing is found and nothing kept within, also by the processes that are started."""
    before = os.environ.get(OWN_PLACE)
    os.environ[OWN_PLACE] = ""
    try:
        yield
    finally:
        if before is None:
            del os.environ[OWN_PLACE]
        else:
            os.environ[OWN_PLACE] = before


def of_git(folder: Path) -> Store:
    """The store in Git's own folder (of a bare repository itself)."""
    return _chosen() or Store(folder / FOLDER)


def _chosen() -> Store | None:
    """The store that somebody chose, which may be none; None where nobody did."""
    place = os.environ.get(OWN_PLACE)
    return None if place is None else Store(Path(place) if place else None)


def name_of(place: Path) -> str:
    """A place as a word of a key, 40 hexadecimal digits: not every name of a folder can be written as a text."""
    return hashlib.blake2b(os.fsencode(place.absolute()), digest_size=20).hexdigest()


def _git_folder(entry: Path) -> Path | None:
    """The folder that all worktrees share, without asking Git, whose start costs more than the answer."""
    if entry.is_file():
        text = entry.read_text(encoding="utf-8", errors="replace").strip()
        if not text.startswith(LEADS_TO):
            return None
        entry = entry.parent / text.removeprefix(LEADS_TO)
    if not (entry / "HEAD").is_file():
        return None
    common = entry / COMMON
    return entry / common.read_text(encoding="utf-8", errors="replace").strip() if common.is_file() else entry


def _users_folder() -> Path:
    own = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(own) if own else Path.home() / ".cache") / FOLDER
