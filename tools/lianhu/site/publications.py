"""The codes of all publications, as people, programs and readers of feeds keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lianhu.proof import sums
from lianhu.proof.log import Entry
from lianhu.public import Posted
from lianhu.site import atom
from lianhu.writing.jsontext import to_json

PAGE = sums.OF_THE_CODE
JSON, FEED = f"{PAGE}codes.json", f"{PAGE}codes.atom"
SHOWN = 60  # on the page; the file has them all


def line(town: Posted, number: int, entry: Entry) -> str:
    """One publication as a newspaper, a school or another town can keep it."""
    return f"{town.town.county or ''}{town.town.name} {entry.day} 第{number}次公布 校验码 {entry.code}"


def files(town: Posted, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """`(address, content)` of the list of codes, and of the feed."""
    told = [
        {"number": number, "day": one.day, "code": one.code, "list": one.list, "commit": one.commit}
        for number, one in enumerate(entries, 1)
    ]
    yield JSON, to_json(told) + "\n"
    root = atom.head(town, "codes", "每次公布的校验码", atom.noon(date.fromisoformat(entries[-1].day)), FEED, PAGE)
    for number, entry in list(enumerate(entries, 1))[: -atom.ENTRIES - 1 : -1]:
        updated = atom.noon(date.fromisoformat(entry.day))
        atom.add(
            root,
            town,
            f"code {number} {entry.list}",
            f"{entry.day} {entry.code}",
            updated,
            PAGE,
            line(town, number, entry),
        )
    yield FEED, atom.whole(root)
