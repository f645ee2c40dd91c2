"""The schemas: which kinds of record there are, where their files lie, and what their values mean.

The schema owns validity. Beside the standard keywords ours say: `x-path` where files of the kind lie,
`x-id` how an id follows from the path, `x-kind` what a value refers to, `x-defines` what a value
introduces, `x-publish` where a value may be shown, `x-kept` and `x-changes` what does not just stay as it was
published (`keeping`), `x-dated` what holds from a day, `x-happened` which day is that of what happened (`happened`),
`x-territory` who may change records of the kind: the village whose folder holds them, or the town.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from lianhu.reading import assets
from lianhu.reading.document import Document, Location
from lianhu.town import keeping, migrations, promises
from lianhu.town.promises import Loosened

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

ENDING = ".schema.json"
COMMON = f"common{ENDING}"
PATHS_AT_HAND = 10_000  # of a town


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of record: its `name`, its schema, and where its files lie; every kind loaded is itself only."""

    name: str
    schema: Mapping[str, Any]
    references: tuple[tuple[Location, str], ...]
    definitions: tuple[tuple[Location, str], ...]
    names: tuple[Location, ...]

    @functools.cached_property
    def path_pattern(self) -> re.Pattern[str]:
        return _pattern(self.schema["x-path"])

    @functools.cached_property
    def folder_pattern(self) -> re.Pattern[str]:
        return _pattern(self.schema["x-path"].rpartition("/")[0])

    @functools.cached_property
    def id_pattern(self) -> re.Pattern[str]:
        return _pattern(self.schema["x-id"])

    @functools.cached_property
    def validator(self) -> Validator:
        """Who judges records by the schema; made when the first is judged, since its library takes long to import."""
        from lianhu.town.validator import RecordValidator, formats

        return RecordValidator(self.schema, format_checker=formats)

    @functools.cached_property
    def accepts(self) -> Callable[[Any], bool]:
        """Whether data is valid beyond doubt; where not, `validator` tells."""
        from lianhu.town.quick_validator import acceptance

        return acceptance(self.schema)

    def is_valid(self, data: Any) -> bool:
        """Whether data has the kind's shape."""
        return self.accepts(data) or self.validator.is_valid(data)

    @functools.cached_property
    def days(self) -> tuple[Location, ...]:
        """Where documents name a day; `*` stands for each item of a list."""
        return tuple(at for at, part in _parts(self.schema) if part.get("format") == "date")

    @functools.cached_property
    def places(self) -> tuple[Location, ...]:
        """Every place that documents may have; `*` stands for each item of a list."""
        return tuple(at for at, _ in _parts(self.schema))

    def at(self, location: Location) -> Mapping[str, Any]:
        """The schema of the value at `location` of a document; empty where none is declared."""
        schema = self.schema
        for step in location:
            inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
            schema = inner or {}
        return schema

    def is_kept(self, location: Location) -> bool:
        """Whether the value at `location` stays once it was published: it can only be followed or corrected."""
        return any(self.at(location[:end]).get(keeping.MARK) == keeping.WHOLE for end in range(1, len(location) + 1))

    def filing(self, path: str) -> Filing | None:
        """What the path says of a record of this kind; None when none lies there."""
        match = self.path_pattern.fullmatch(path)
        return Filing(path, self, self.schema["x-id"].format(**match.groupdict()), match.groupdict()) if match else None

    def parts_of(self, record_id: str) -> Mapping[str, str]:
        """The parts of an id by name, as `x-id` calls them; empty for what is no id of this kind."""
        match = self.id_pattern.fullmatch(record_id)
        return match.groupdict() if match else {}


@dataclass(frozen=True)
class Filing:
    """Where a record lies: the kind of record, its id, and the parts of the path by name, as `x-path` calls them."""

    path: str
    kind: Kind
    id: str
    parts: Mapping[str, str]

    @property
    def village(self) -> str:
        """The id of the village whose folder it is; empty for the town's."""
        return self.parts.get("village", "")

    @property
    def group(self) -> str:
        """The id of the group that the path names; empty where it names none."""
        return f"{self.village}-{self.parts['group']}" if "group" in self.parts else ""

    @property
    def month(self) -> str:
        """The month that the path names, like `2026-03`; empty where it names none."""
        return self.parts.get("month", "")


@dataclass(frozen=True)
class Filed(Document, Filing):
    """A document where records of its kind lie."""

    @classmethod
    def of(cls, filing: Filing, document: Document) -> Filed:
        return cls(**vars(filing) | vars(document))


@dataclass(frozen=True)
class Schemas:
    """All kinds, by name."""

    kinds: Mapping[str, Kind]

    def filing(self, path: str) -> Filing | None:
        """What record lies at `path`; None for what is no record."""
        return self._filing(path)

    @functools.cached_property
    def _filing(self) -> Callable[[str], Filing | None]:
        """The same; a town's paths are asked for again and again."""

        @functools.lru_cache(maxsize=PATHS_AT_HAND)
        def found(path: str) -> Filing | None:
            kinds = self.kinds_in(path.rpartition("/")[0])
            return next((filing for kind in kinds if (filing := kind.filing(path))), None)

        return found

    def kinds_in(self, folder: str) -> tuple[Kind, ...]:
        """The kinds whose records may lie in a folder."""
        if folder not in self._by_folder:
            found = (kind for kind in self.kinds.values() if kind.folder_pattern.fullmatch(folder))
            self._by_folder[folder] = tuple(found)
        return self._by_folder[folder]

    @functools.cached_property
    def _by_folder(self) -> dict[str, tuple[Kind, ...]]:
        """Those that were asked for: a town has thousands of files in some hundred folders."""
        return {}

    def filed(self, document: Document) -> Filed | None:
        """The document as a record of the kind that lies at its path; None where no record lies."""
        filing = self.filing(document.path)
        return Filed.of(filing, document) if filing else None


def inlined(schema: Any, common: Mapping[str, Any]) -> Any:
    """The schema with every `$ref` replaced by what it leads to; keywords beside a `$ref` win.

    Looking up references takes the library more time than checking the values: a third of a whole check.
    """
    if isinstance(schema, list):
        return [inlined(item, common) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        shared = common["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
        schema = {**shared, **{key: value for key, value in schema.items() if key != "$ref"}}
    return {key: inlined(value, common) for key, value in schema.items()}


def load(root: Path | None = None) -> Schemas:
    """The schemas of the town at `root`: Lianhu's, and the town's own, which promise no less."""
    return with_own(texts_in(root / assets.SCHEMAS) if root else {})


def files_in(folder: Path) -> list[Path]:
    """The schema files of a folder."""
    return sorted(folder.glob(f"*{ENDING}"))


def texts_in(folder: Path) -> dict[str, str]:
    """The schema files of a folder: `{file name: text}`."""
    return {file.name: file.read_text(encoding="utf-8") for file in files_in(folder)}


def with_own(texts: Mapping[str, str]) -> Schemas:
    """The schemas of a town whose own files are `texts` (by name); those that come with Lianhu where it has none."""
    return _upheld(tuple(sorted(_every(texts).items())))


def as_written(texts: Mapping[str, str]) -> Schemas:
    """The same with what they promise themselves, even if that is less than Lianhu's promise."""
    return _from_texts(tuple(sorted(_every(texts).items())))


def _every(texts: Mapping[str, str]) -> dict[str, str]:
    return shipped_texts() | dict(texts)


def shipped_texts() -> dict[str, str]:
    """The schema files that come with Lianhu: `{file name: text}`."""
    return {name: text for folder in assets.folders(assets.SCHEMAS) for name, text in texts_in(folder).items()}


Texts: TypeAlias = tuple[tuple[str, str], ...]


@functools.lru_cache(maxsize=4)  # a preview loads them at every save, and they rarely change
def _upheld(texts: Texts) -> Schemas:
    own, shipped = _from_texts(texts), _from_texts(tuple(sorted(shipped_texts().items())))
    return own if own is shipped else marked_as(own, shipped)


@functools.lru_cache(maxsize=8)
def _from_texts(texts: Texts) -> Schemas:
    return from_sources({name: json.loads(text) for name, text in texts})


def from_sources(sources: Mapping[str, Any]) -> Schemas:
    """Schemas from `{file name: parsed JSON}`, as read from a folder or from a commit."""
    kinds = {}
    for name, source in sorted(sources.items()):
        if "x-path" not in source:
            continue
        kind = name.removesuffix(ENDING)
        schema = migrations.migrated_schema(kind, keeping.marked(inlined(source, sources[COMMON])))
        kinds[kind] = Kind(
            name=kind,
            schema=schema,
            references=tuple(_marked(schema, "x-kind")),
            definitions=tuple(_marked(schema, "x-defines")),
            names=tuple(at for at, part in _parts(schema) if is_a_persons_name(part)),
        )
    return Schemas(kinds)


def fingerprint(town_schemas: Schemas) -> str:
    """The schemas by what they say, 32 hexadecimal digits: whatever was worked out by them is no other's."""
    own = hashlib.blake2b(digest_size=16)
    for name, kind in sorted(town_schemas.kinds.items()):
        own.update(json.dumps([name, kind.schema], sort_keys=True).encode())
    return own.hexdigest()


def marked_as(own: Schemas, promised: Schemas) -> Schemas:
    """The own schemas with what others promised, wherever that is stronger and both know the place.

    So a town's schemas take nothing away from Lianhu's, nor a proposal's from those that are published.
    """
    kinds = {}
    for name, kind in own.kinds.items():
        promising = promised.kinds.get(name)
        schema = promises.upheld(kind.schema, promising.schema) if promising else kind.schema
        kinds[name] = promising if promising and schema == promising.schema else replace(kind, schema=schema)
    return Schemas(kinds)


def loosened(proposed: Schemas, published: Schemas, promised: Schemas) -> Iterator[tuple[str, Loosened]]:
    """Where proposed schemas promise less than `promised` ones, with the kind's name: in those that differ from what is
    `published`, both as they are written."""
    for name, kind in proposed.kinds.items():
        before, by = published.kinds.get(name), promised.kinds.get(name)
        if by and not (before and before.schema == kind.schema):
            yield from ((name, less) for less in promises.loosened(kind.schema, by.schema))


PATH_PARTS = {
    "village": r"[a-z][a-z0-9]{1,19}",
    "group": r"g[0-9]{2}",
    "representative": r"r[0-9]{2}",
    "year": r"[0-9]{4}",
    "month": r"[0-9]{4}-(?:0[1-9]|1[0-2])",
    "quarter": r"[0-9]{4}-q[1-4]",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "number": r"[0-9]{4}",
    "board": r"g[0-9]{2}|village",
    "removal": r"[a-z][a-z_]{2,30}-[a-z0-9][a-z0-9_-]{1,79}",
}


def _pattern(template: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>{PATH_PARTS.get(name, '[a-z][a-z0-9_-]{1,39}')})"

    return re.compile(re.sub(r"\\{(\w+)\\}", part, re.escape(template)))


EACH = promises.EACH


def _parts(schema: Mapping[str, Any], at: Location = ()) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    """Every place in documents of this schema, with its own; `*` stands for each item of a list."""
    yield at, schema
    for name, value in schema.get("properties", {}).items():
        yield from _parts(value, (*at, name))
    if "items" in schema:
        yield from _parts(schema["items"], (*at, EACH))


def _marked(schema: Mapping[str, Any], mark: str) -> Iterator[tuple[Location, str]]:
    """Where in documents of this schema values carry `mark`."""
    return ((at, part[mark]) for at, part in _parts(schema) if mark in part)


def is_a_persons_name(schema: Mapping[str, Any]) -> bool:
    """Whether values of this schema are names of persons: every such place has a title that ends with 姓名."""
    return schema.get("type") == "string" and str(schema.get("title", "")).endswith("姓名")


ANY_WORDS = "张三家门口"  # a value that fits its pattern and is this can hold words


def holds_words(schema: Mapping[str, Any]) -> bool:
    """Whether a value of this schema can be a text; one without a schema can."""
    if "enum" in schema or "x-kind" in schema or "format" in schema:
        return False
    return "pattern" not in schema or _pattern_takes_words(schema["pattern"])


@functools.cache
def _pattern_takes_words(pattern: str) -> bool:
    return bool(re.search(pattern, ANY_WORDS))


def values_at(data: Any, pattern: Location, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """The values of `data` at a location that may hold `*`, each with its own location."""
    if not pattern:
        yield at, data
    elif pattern[0] == EACH:
        for index, item in enumerate(data if isinstance(data, list) else ()):
            yield from values_at(item, pattern[1:], (*at, index))
    elif isinstance(data, dict) and pattern[0] in data:
        yield from values_at(data[pattern[0]], pattern[1:], (*at, pattern[0]))
