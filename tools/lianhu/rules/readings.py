"""What the files of each part of a town tell by themselves, before any is held against another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from lianhu.reading import photos
from lianhu.reading.contents import chosen
from lianhu.reading.files import Tree
from lianhu.rules import documents
from lianhu.rules.folders import TOWN, Folders
from lianhu.store import Kept
from lianhu.town import earlier, migrating
from lianhu.town.kinds import KINDS, Removal
from lianhu.town.schemas import Schemas
from lianhu.words.packing import packed, unpacked
from lianhu.words.problems import Problem

EARLIER_KEY = f'"{earlier.EARLIER}":'.encode()  # only of such a record the values turn


@dataclass(frozen=True)
class Reading:
    """What is wrong with single files of a part, the other villages that they name, those that a removal among them
    names together, and the last days of earlier values, after which records change by themselves."""

    problems: list[Problem]
    names: frozenset[str]
    together: tuple[frozenset[str], ...]
    turns: tuple[str, ...]

    @classmethod
    def of(cls, plain: Any) -> Reading:
        """From how it is kept."""
        together = tuple(map(frozenset, plain["together"]))
        return cls(unpacked(plain["problems"]), frozenset(plain["names"]), together, tuple(plain["turns"]))


class Readings:
    """The files of a town read part by part; of a part that changed, what lies in a folder that did not is known."""

    def __init__(self, tree: Tree, folders: Folders, town_schemas: Schemas, kept: Kept) -> None:
        self._tree, self._folders, self._schemas, self._kept = tree, folders, town_schemas, kept

    def every(self) -> Mapping[str, Reading]:
        """What the files told, part by part."""
        keys = {
            part: self._kept.key("reading", self._folders.sums(self._folders.of([part])), self._others(part))
            for part in self._folders.of_part
        }
        return {part: Reading.of(plain) for part, plain in self._kept.of_each(keys, self._read).items()}

    def _others(self, part: str) -> list[str]:
        return [village for village in self._folders.of_part if village not in (part, TOWN)]

    def _read(self, part: str) -> Any:
        others = self._others(part)
        folders = self._folders.of([part])
        keys = {folder: self._kept.key("folder", self._folders.sums([folder]), others) for folder in folders}
        told = [self._kept.of(key, partial(self._read_folder, folder, others)) for folder, key in keys.items()]
        return {
            "problems": [problem for each in told for problem in each["problems"]],
            "names": sorted({name for each in told for name in each["names"]}),
            "together": [group for each in told for group in each["together"]],
            "turns": sorted({turn for each in told for turn in each["turns"]}),
        }

    def _read_folder(self, folder: str, others: Sequence[str]) -> Any:
        problems: list[Problem] = []
        turns: set[str] = set()
        texts: list[bytes] = []
        together: list[list[str]] = []
        for path in self._folders[folder]:
            if photos.is_photo(path):
                problems += photos.problems(path, self._tree[path])
                continue
            text, found = self._read_file(path)
            problems += found
            if text is None:
                continue
            texts.append(text)
            if _is_removal(path, self._schemas):
                together.append(named(text.decode(), others))
            if EARLIER_KEY in text:
                turns.update(last_day.isoformat() for last_day, _ in earlier.states(json.loads(text)))
        names = named(b"\n".join(texts).decode(), others)
        return {"problems": packed(problems), "names": names, "together": together, "turns": sorted(turns)}

    def _read_file(self, path: str) -> tuple[bytes | None, list[Problem]]:
        """What stands in a file, as JSON, or what is wrong with it; what is right is kept by its content."""
        filing = self._schemas.filing(path)
        key = documents.key(self._folders.ids[path], filing.kind, self._kept.basis) if filing else ""
        text = self._kept.text(key) if filing else None
        if text is not None:
            return text, []
        document, problems = documents.judged(self._tree, path, self._schemas)
        if document is None or problems:
            return None, problems
        return self._kept.note(key, document.data), []

    def ways(self) -> dict[str, str]:
        """The files that show a way of writing, as `migrating.ways` tells it."""
        found: dict[str, str] = {}
        for part in self._folders.of_part:
            folders = self._folders.of([part])
            found |= self._kept.of(self._kept.key("ways", self._folders.sums(folders)), partial(self._ways_in, folders))
        return found

    def _ways_in(self, folders: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for folder in folders:
            tree = chosen(self._tree, self._folders[folder])
            key = self._kept.key("ways", self._folders.sums([folder]))
            found |= self._kept.of(key, partial(migrating.ways, tree, self._schemas))
        return found


def _is_removal(path: str, town_schemas: Schemas) -> bool:
    filing = town_schemas.filing(path)
    return filing is not None and KINDS[filing.kind.name] is Removal


def named(text: str, villages: Iterable[str]) -> list[str]:
    """The villages whose ids stand in a text, as a word: in a reference, but also in a sentence, which does no harm."""
    there = [village for village in villages if village in text]
    return [village for village in there if re.search(rf"(?<![a-z0-9]){village}(?![a-z0-9])", text)]
