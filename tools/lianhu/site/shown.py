"""The town as the web may show it, and what is asked of each of its shown records again and again.

The door works village by village: what it showed of one is kept for as long as the village's files, the settings, the
day and the names that are withheld anywhere in the town stay the same. A record is then taken when a page asks for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianhu import public
from lianhu.figures import kept
from lianhu.proof import manifest
from lianhu.public import Posted
from lianhu.public.persons import Names
from lianhu.reading import yamldoc
from lianhu.rules import shown
from lianhu.rules.parts import Parts
from lianhu.site import inspection
from lianhu.town.documents import Documents
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Filing, Schemas

Plain = Mapping[str, Any]  # as JSON has it
# Of a record in a village: `xinhe-g07-2026-0003`.
LIKE_AN_ID = re.compile(r"(?<![\w-])[a-z][a-z0-9_]*(?:-[a-z0-9_]+)+", re.ASCII)


@dataclass(frozen=True)
class Shown:
    """`town` as it is posted. `texts`: the data of each of its records as JSON, by path; `names`: what looks like an id
    in it; `hashes`: those of the manifest; `phones`: those that stand in their own fields, as digits."""

    town: Posted
    texts: Mapping[str, str]
    names: Mapping[str, Sequence[str]]
    hashes: Mapping[str, str]
    phones: frozenset[str]

    @classmethod
    def of(cls, town: Posted) -> Shown:
        """Of a town that was posted whole."""
        found = _plain(town.documents, town.schemas)
        return cls(town, found["texts"], found["names"], found["hashes"], frozenset(found["phones"]))


def of_parts(parts: Parts) -> Shown:
    """The town part by part; what was shown of one is kept."""
    names = shown.names(parts, "web")
    found = [_of_town(parts.of_the_town(), names[()])]
    keys = {villages: _key(parts, villages, names[villages]) for villages in parts.villages}
    found += parts.kept.of_each(keys, lambda villages: _of_villages(parts, villages, names[villages])).values()
    texts, names_in, hashes, pictures = (_together(found, what) for what in ("texts", "names", "hashes", "pictures"))
    texts = {path: texts[path] for path in sorted(texts)}
    whole = parts.register()
    documents = Documents(
        lambda: {path: whole.filings[path] for path in texts},
        lambda filings: [_taken(parts, filing, texts[filing.path]) for filing in filings],
    )
    town = public.as_shown(whole, documents, pictures, kept.begin_shown(parts))
    return Shown(town, texts, names_in, hashes, frozenset(phone for one in found for phone in one["phones"]))


def _of_town(own: Register, names: Names) -> Plain:
    return _plain(public.documents(own, "web", names), own.schemas)


def _key(parts: Parts, villages: tuple[str, ...], names: Names) -> str:
    asked = (parts.today.isoformat(), sorted(names.withheld), sorted(names.given_back))
    return parts.kept.key("shown", parts.sums_of(villages), *asked)


def _of_villages(parts: Parts, villages: tuple[str, ...], names: Names) -> Plain:
    own = frozenset(parts.folders.paths(parts.folders.of(villages)))
    register = parts.register_of(villages, own)
    return _plain(public.documents(register, "web", names), register.schemas)


def _plain(documents: Iterable[Filed], schemas: Schemas) -> Plain:
    every = list(documents)
    texts = {one.path: json.dumps(one.data, ensure_ascii=False, separators=(",", ":")) for one in every}
    return {
        "texts": texts,
        "names": {path: found for path, text in texts.items() if (found := sorted(set(LIKE_AN_ID.findall(text))))},
        "hashes": manifest.hashes(every),
        "phones": sorted(inspection.phones(every, schemas)),
        "pictures": dict(picture for one in every for picture in public.photo_of(one)),
    }


def _taken(parts: Parts, filing: Filing, text: str) -> Filed:
    return Filed.of(filing, yamldoc.known(filing.path, json.loads(text), lambda: parts.tree[filing.path]))


def _together(parts: Iterable[Plain], what: str) -> dict[str, Any]:
    return {key: value for part in parts for key, value in part[what].items()}
