"""A site put together in a folder beside the old one: parts that stand in that are taken over, the others drawn and
searched.

Every file is searched once, when it is written; what was found in it is kept with its hash, and judged in each build.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lianhu.reading import cores
from lianhu.site import exports
from lianhu.site import parts as site_parts
from lianhu.site.frames import Frames
from lianhu.site.inspection import Allowed, Inspector
from lianhu.site.lying import Lying
from lianhu.site.pages import Page
from lianhu.site.pages.reads import Reads
from lianhu.site.parts import Part, Parts
from lianhu.site.pieces import Piece
from lianhu.site.site import Site
from lianhu.site.standing import Standing, WrittenFile, WrittenPart, hashed
from lianhu.words.problems import Problem
from lianhu.writing import link

Files = Iterator[tuple[str, bytes]]
# The key of a part, and what draws it: its files, and what is told of it.
Drawn = tuple[str, Callable[[], tuple[Files, Any]]]


class Pouring:
    """`written` says, part by part, what lies in `fresh`."""

    def __init__(self, site: Site, fresh: Path, standing: Standing, frames: Frames) -> None:
        self.written: dict[str, WrittenPart] = {}
        self._lying, self._standing, self._frames = Lying(fresh), standing, frames
        self._site, self._inspector = site, Inspector(site.town)
        self._to_draw: dict[Part, Mapping[str, Callable[[], tuple[Files, Any]]]] = {}

    def pour(self) -> None:
        """Puts the whole site into the folder."""
        parts = Parts(self._site, self._frames.digest)
        self._parts([[(f"frames {self._frames.digest}", lambda: (iter(self._frames.files.items()), None))]])
        data = [(key, partial(self._of_data, address, paths)) for address, key, paths in parts.of_data()]
        villages = [self._of_villages(parts, part) for part in parts.of_villages]
        self._parts([data, *villages])
        known = [site_parts.together(self.written[key].told for key, _ in village) for village in villages]
        rows = [(key, partial(_one, address, content)) for address, key, content in parts.of_rows(known)]
        key, indexes = parts.of_search(known)
        town = [(key, partial(self._of_town, site, asked)) for key, site, asked in parts.of_town(known)]
        self._parts([rows, [(key, partial(_texts, indexes))], *([part] for part in town)])

    def _of_data(self, address: str, paths: Sequence[str]) -> tuple[Files, Any]:
        return _one(address, exports.text(self._site.town, paths))

    def _of_villages(self, parts: Parts, part: Part) -> Sequence[Drawn]:
        """What is drawn of a part's villages; where nothing in them has changed it is known which keys that has."""
        name = f"pieces {part.key}"
        known = self._standing.part(name)
        keys = known.told if known else [*self._drawing(parts, part)]
        self.written[name] = WrittenPart({}, keys)
        return [(key, partial(self._of_key, parts, part, key)) for key in keys]

    def _of_key(self, parts: Parts, part: Part, key: str) -> tuple[Files, Any]:
        return self._drawing(parts, part)[key]()

    def _drawing(self, parts: Parts, part: Part) -> Mapping[str, Callable[[], tuple[Files, Any]]]:
        """What draws each piece of a part's villages, and tells of them, by its key."""
        if part not in self._to_draw:
            self._to_draw[part] = {
                **{key: partial(self._of_piece, parts, part, piece) for key, piece in parts.of_pieces(part)},
                **{key: partial(_nothing_but, tell) for key, tell in parts.of_told(part)},
            }
        return self._to_draw[part]

    def _of_piece(self, parts: Parts, part: Part, piece: Piece) -> tuple[Files, Any]:
        site = parts.site_of_piece(part, piece)
        files = itertools.chain(self._drawn(site, site.made_by(piece.makers)), site.pictures())
        return files, {"cards": site_parts.cards(site, piece.makers)}

    def _of_town(self, known: Callable[[], Site], asked: Reads) -> tuple[Files, Any]:
        site = known()
        files, _ = _texts(partial(site.files_reading, asked))
        return itertools.chain(self._drawn(site, site.pages_reading(asked)), files), None

    def _drawn(self, site: Site, pages: Iterable[Page]) -> Files:
        for page in pages:
            yield f"{page.address}index.html", self._frames.pour(page, site.body(page))

    def _parts(self, groups: Sequence[Sequence[Drawn]]) -> None:
        """Puts the parts under these keys into the fresh folder; groups of which something does not stand are drawn at
        once, as the machine can."""
        missing = []
        for group in groups:
            standing = {key: part for key, _ in group if (part := self._taken_over(key))}
            self.written |= standing
            if len(standing) < len(group):
                missing.append([(key, draw) for key, draw in group if key not in standing])
        for drawn in cores.each(self._draw, missing):
            self.written |= drawn

    def _taken_over(self, key: str) -> WrittenPart | None:
        part = self._standing.part(key)
        for path in part.files if part else ():
            if not self._lying.holds(path, self._standing.out):
                link.taken(self._standing.out / path, self._lying.place(path))
        return part

    def _draw(self, group: Iterable[Drawn]) -> dict[str, WrittenPart]:
        written = {}
        for key, draw in group:
            files, told = draw()
            written[key] = WrittenPart({path: self._write(path, content) for path, content in files}, told)
        return written

    def _write(self, path: str, content: bytes) -> WrittenFile:
        self._put(path, content)
        return WrittenFile(hashed(content), self._inspector.numbers_in(path, content))

    def _put(self, path: str, content: bytes) -> None:
        place = self._lying.place(path)
        place.unlink(missing_ok=True)  # the old site's file may have this name as well
        place.write_bytes(content)

    def finish(self, files: Files) -> None:
        """Puts in what is made of all that is written, which is never searched, and takes away what else lies there."""
        last = []
        for path, content in files:
            self._put(path, content)
            last.append(path)
        self._lying.leave([*last, *self.sums()])

    def sums(self) -> dict[str, str]:
        """The hash of every file that is written, by path."""
        return {path: file.sum for part in self.written.values() for path, file in part.files.items()}

    def problems(self, allowed: Allowed) -> list[Problem]:
        """What must not stand in the site, in order of file."""
        numbers = {path: file.numbers for part in self.written.values() for path, file in part.files.items()}
        return [problem for path in sorted(numbers) for problem in allowed.problems(path, numbers[path])]


def _texts(files: Callable[[], Iterable[tuple[str, str]]]) -> tuple[Files, Any]:
    """A part of some files, of which nothing is told."""
    return ((address, content.encode()) for address, content in files()), None


def _nothing_but(tell: Callable[[], Any]) -> tuple[Files, Any]:
    """A part without files."""
    return iter(()), tell()


def _one(address: str, content: str) -> tuple[Files, Any]:
    """A part that is one file, of which nothing is told."""
    return iter([(address, content.encode())]), None
