"""Where the files of a town lie, and one sum over what each folder holds: by these, what was worked out is found again.

In a folder lie records of one kind (a village's issues of a year, its visits of a month), so a sum over some folders is
one over some kinds, and a year that is over keeps its sums.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from lianhu.reading import photos
from lianhu.reading.contents import ids_of
from lianhu.reading.files import VILLAGES, Tree
from lianhu.town.kinds import KINDS, Issue, Representative
from lianhu.town.schemas import Schemas

TOWN = ""  # the part of the town's own records, beside the villages by their ids


def part_of(path: str) -> str:
    """The village in which a file or folder lies, or `TOWN`."""
    return f"{path}/".split("/")[2] if path.startswith(VILLAGES) else TOWN


def folder_of(path: str) -> str:
    """The folder in which a file lies."""
    return path.rpartition("/")[0]


class Folders(Mapping[str, Sequence[str]]):
    """The paths in each folder, all in order."""

    def __init__(self, tree: Tree, town_schemas: Schemas) -> None:
        self._schemas = town_schemas
        self.ids = ids_of(tree)
        self._paths: dict[str, list[str]] = {}
        for path in sorted(tree):
            self._paths.setdefault(folder_of(path), []).append(path)
        self._sums: dict[str, str] = {}

    def __getitem__(self, folder: str) -> Sequence[str]:
        return self._paths[folder]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    @cached_property
    def of_part(self) -> Mapping[str, Sequence[str]]:
        """The folders of the town's own records and of each village."""
        found: dict[str, list[str]] = {TOWN: []}
        for folder in self._paths:
            found.setdefault(part_of(folder), []).append(folder)
        return found

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[type]]:
        return {folder: self._kinds_in(folder, paths[0]) for folder, paths in self._paths.items()}

    def _kinds_in(self, folder: str, path: str) -> frozenset[type]:
        """A folder of photos counts to those whose they are."""
        if photos.is_photo(path):
            return frozenset((Representative, Issue))
        return frozenset(KINDS[kind.name] for kind in self._schemas.kinds_in(folder))

    def of(self, parts: Iterable[str], kinds: Iterable[type] | None = None) -> list[str]:
        """The folders of some parts in order, all or those in which records of some kinds lie."""
        folders = (folder for part in parts for folder in self.of_part.get(part, ()))
        if kinds is None:
            return sorted(folders)
        wanted = frozenset(kinds)
        return sorted(folder for folder in folders if self._kinds[folder] & wanted)

    def paths(self, folders: Iterable[str]) -> list[str]:
        """The files in some folders."""
        return [path for folder in folders for path in self._paths[folder]]

    def sums(self, folders: Iterable[str]) -> list[str]:
        """A sum over the paths and contents of each folder."""
        return [self._sum(folder) for folder in folders]

    def _sum(self, folder: str) -> str:
        if folder not in self._sums:
            self._sums[folder] = self.sum_of(self._paths[folder])
        return self._sums[folder]

    def sum_of_paths(self, folders: Iterable[str]) -> str:
        """A sum over which files lie in some folders, whatever they hold."""
        return hashlib.blake2b("\n".join(self.paths(folders)).encode(), digest_size=20).hexdigest()

    def sum_of(self, paths: Iterable[str]) -> str:
        """A sum over some files."""
        told = "".join(f"{path}\0{self.ids[path]}\n" for path in paths)
        return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()
