"""The manifest: a hash of every record as the web shows it, and one root over all of them.

Whoever has the site, or only a copy of its `data/`, computes every hash again: docs/manifest.md gives the bytes for
programs of others. Only what is public is hashed.

Source: hardening.md A12, A13; RFC 8785 (canonical JSON); RFC 6962 section 2.1 (prefixes that keep leaf and node apart).
"""

from __future__ import annotations

import datetime
import hashlib
import importlib.metadata
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lianhu.reading import assets
from lianhu.town.schemas import Filed
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing.jsontext import canonical, to_json

# The first had nothing but `software` to tell two programs apart.
FIRST_FORMAT, FORMAT = 1, 2
OF_SECOND_FORMAT = frozenset(("publication", "drawing"))
# Whose versions change a page or a photo; the rest of what is installed does not.
DRAWN_BY = (
    *("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "MarkupSafe", "pymdown-extensions", "Pygments"),
    *("pillow", "pypinyin"),
)
# Whose code decides what of the records is public: all that `recomputation` needs.
DECIDING = (
    *(f"{room}/" for room in ("git", "personal", "public", "reading", "rules", "store", "town", "words", "writing")),
    "proof/manifest.py",
    "proof/recomputation.py",
)
ADDRESS = "data/manifest.json"
LEAF, NODE, WHOLE = b"\x00", b"\x01", b"\x02"
RECORD = re.compile(r"[a-z][a-z_]*/[A-Za-z0-9][A-Za-z0-9_-]*")
HASH = re.compile(r"[0-9a-f]{64}")
# What stands in the file beside its format and the records: the form of each text, and whether it may be null.
WRITTEN: Mapping[str, tuple[str, bool]] = {
    "town": (r".{1,100}", False),
    "day": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", False),
    "software": (r"[ -~]{1,80}", False),
    "publication": (r"[0-9a-f]{32}", False),
    "drawing": (r"[0-9a-f]{32}", False),
    "commit": (r"[0-9a-f]{40}|[0-9a-f]{64}", True),
    "committed": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00", True),
    "no_commit": (r"[a-z_]{1,40}", True),
    "previous": (HASH.pattern, True),
    "no_previous": (r"[a-z_]{1,40}", True),
    "root": (HASH.pattern, False),
    "checksum": (HASH.pattern, False),
}


def hash_of(content: Any) -> str:
    """The hash of one record's public content."""
    return hashlib.sha256(LEAF + canonical(content)).hexdigest()


def root_of(hashes: Mapping[str, str]) -> str:
    """The root over the hashes of all records, which have their names as keys."""
    return hashlib.sha256(NODE + canonical(dict(hashes))).hexdigest()


def hashes(documents: Iterable[Filed]) -> dict[str, str]:
    """`"kind/id"` -> hash for documents as the web shows them."""
    return dict(sorted((f"{document.kind.name}/{document.id}", hash_of(document.data)) for document in documents))


def software() -> str:
    """The program that made the site: its version, and what tells two programs of one version apart."""
    return f"lianhu {importlib.metadata.version('lianhu')}+{assets.program()}"


def publication() -> str:
    """What decides which part of the records is public, by what it is: an update of all else leaves it as it was."""
    return assets.program(*DECIDING)


def drawing() -> str:
    """What draws a site, by what it is: the program, and the libraries that make its pages and photos."""
    versions = (importlib.metadata.version(name) for name in DRAWN_BY)
    known = "\0".join((assets.program(), *versions, *platform.python_version_tuple()[:2]))
    return hashlib.blake2b(known.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a site says of itself: the hashes of its records on a `day` (ISO), and the commit they come from.

    `commit` and `previous` are None where `no_commit` and `no_previous` say why; `committed` is the commit's time,
    None where its own date is not believed; `publication` and `drawing` are None in a manifest of the first
    format.
    """

    town: str
    day: str
    software: str
    publication: str | None
    drawing: str | None
    commit: str | None
    committed: str | None
    no_commit: str | None
    records: Mapping[str, str]
    previous: str | None
    no_previous: str | None

    @property
    def root(self) -> str:
        return root_of(self.records)

    @property
    def code(self) -> str:
        """The root's beginning, in fours, as a person can compare it."""
        return " ".join(self.root[start : start + 4] for start in range(0, 16, 4))

    @property
    def checksum(self) -> str:
        """Over everything the manifest says, so that no day or commit in it is altered by accident."""
        return hashlib.sha256(WHOLE + canonical(self._said())).hexdigest()

    @property
    def is_by_same_rules(self) -> bool:
        """Whether this program decides what is public just as the one that made the manifest."""
        return self.publication == publication() if self.publication else self.software == software()

    @property
    def is_drawn_alike(self) -> bool:
        """Whether this program, with these libraries, draws a site just as the one that made the manifest."""
        return self.drawing == drawing()

    def _said(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in WRITTEN if name != "checksum"}
        if self.publication is None:
            del own["publication"], own["drawing"]
        return {"format": FORMAT if self.publication else FIRST_FORMAT, **own, "records": dict(self.records)}

    def text(self) -> str:
        """The file's content."""
        whole = {**self._said(), "checksum": self.checksum}
        return to_json(whole, sort_keys=True) + "\n"


@dataclass(frozen=True)
class Written:
    """A manifest as a file has it, with the root and the checksum that stand there, right or not."""

    manifest: Manifest
    root: str
    checksum: str


def of_json(value: Any) -> Written:
    """The manifest that a parsed file holds. Raises ToolError when it is none."""
    if not isinstance(value, dict) or "format" not in value or "root" not in value:
        raise ToolError(say("This is no manifest: a site has its own at {address}.", address=ADDRESS))
    if value["format"] not in (FIRST_FORMAT, FORMAT) or isinstance(value["format"], bool):
        raise ToolError(
            say(
                "The manifest has format {found}; this program reads format {known}.",
                found=quoted(value["format"]),
                known=FORMAT,
            )
        )
    if value["format"] == FIRST_FORMAT and not OF_SECOND_FORMAT & value.keys():
        value = {**value, **dict.fromkeys(OF_SECOND_FORMAT)}
    if surplus := sorted({*value} ^ {*WRITTEN, "format", "records"}):
        raise ToolError(say("In the manifest {name} is missing or unknown.", name=quoted(surplus[0])))
    for name, (pattern, may_be_null) in WRITTEN.items():
        found = value[name]
        may_be_null = may_be_null or (name in OF_SECOND_FORMAT and value["format"] == FIRST_FORMAT)
        if not (may_be_null and found is None) and not (isinstance(found, str) and re.fullmatch(pattern, found)):
            raise ToolError(say("{found} cannot stand for {name} in a manifest.", found=quoted(found), name=name))
    if not _is_day(value["day"]):
        raise ToolError(say("{found} cannot stand for {name} in a manifest.", found=quoted(value["day"]), name="day"))
    records = value["records"]
    if not isinstance(records, dict):
        raise ToolError(say("{found} cannot stand for {name} in a manifest.", found=quoted(records), name="records"))
    for record, digest in records.items():
        if not RECORD.fullmatch(record) or not isinstance(digest, str) or not HASH.fullmatch(digest):
            raise ToolError(say("{found} in the manifest is no record with its hash.", found=quoted(record)))
    own = {name: value[name] for name in WRITTEN if name not in ("root", "checksum")}
    return Written(Manifest(records=records, **own), value["root"], value["checksum"])


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
