"""What already lies in the folder that a site is put into: the one before the last, as far as it is in the last.

Making and removing a folder for each of thousands of pages takes longer than drawing what changed. Nothing that lies
there is believed: a file stays only if it is another name of the one that stands in the present site.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o755
File = tuple[int, int]  # device and inode
GONE = (FileNotFoundError, NotADirectoryError)  # what was in the way of a file is taken away before


class Lying:
    """Files and folders below `folder`, by their paths in it; whatever is neither goes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, File] = {}
        self._folders: set[str] = set()
        self._look(str(folder), "")

    def _look(self, folder: str, inside: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                found, path = entry.stat(follow_symlinks=False), f"{inside}{entry.name}"
                if stat.S_ISREG(found.st_mode):
                    self._files[path] = (found.st_dev, found.st_ino)
                elif not stat.S_ISDIR(found.st_mode):
                    Path(entry.path).unlink()
                elif stat.S_IMODE(found.st_mode) != FOLDER_MODE or found.st_uid != os.geteuid():
                    shutil.rmtree(entry.path)
                else:
                    self._folders.add(path)
                    self._look(entry.path, f"{path}/")

    @property
    def paths(self) -> Iterable[str]:
        """Those of the files."""
        return self._files

    def holds(self, path: str, out: Path) -> bool:
        """Whether the very file lies at the path that `out` has there."""
        if path not in self._files:
            return False
        try:
            found = os.lstat(f"{out}/{path}")
        except OSError:
            return False  # it is no more
        return self._files[path] == (found.st_dev, found.st_ino)

    def place(self, path: str) -> Path:
        """Where the file at the path goes; its folder is there, and nothing in its way but a file."""
        place = self._folder / path
        missing = [parent for parent in _above(path) if parent not in self._folders]
        if missing:
            for parent in missing:
                if parent in self._files:
                    (self._folder / parent).unlink()
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.update(missing)
        if path in self._folders:
            shutil.rmtree(place)
        return place

    def leave(self, paths: Iterable[str]) -> None:
        """Takes away all but the files at these paths and their folders."""
        wanted = {*paths}
        above = {parent for path in wanted for parent in _above(path)}
        for path in self._files.keys() - wanted - above:
            with suppress(*GONE):
                (self._folder / path).unlink()
        for path in sorted(self._folders - above, key=len, reverse=True):
            with suppress(*GONE):
                (self._folder / path).rmdir()


def keep(before: Path, out: Path) -> None:
    """Leaves of the site before nothing but what stands in the present one: what was withdrawn goes."""
    lying = Lying(before)
    lying.leave([path for path in lying.paths if lying.holds(path, out)])


def _above(path: str) -> Iterator[str]:
    """The folders in which a path lies, the innermost first."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)
