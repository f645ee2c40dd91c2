"""What a reader can search for: names, ids, titles and places, with pinyin; never the full text.

What is shown today is in one index; of what lies further back each year has its own, loaded when somebody asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from lianhu.personal import SURNAME_READINGS, surname
from lianhu.public import Posted
from lianhu.site.pages.addresses import address, village_of
from lianhu.site.pages.years import searched_in
from lianhu.town import gathering
from lianhu.town.kinds import Group, Issue, Representative, Village
from lianhu.town.unit_names import old_names
from lianhu.words.terms import REPRESENTATIVES, STATES, TERMS, UNITS

ADDRESS = "search/index.json"
# Which records come first, by how their addresses begin.
ORDER = ("villages", "groups", "representatives", "issues")
Told: TypeAlias = list[Any]  # a year or nothing, and an entry, as plain data


class SearchEntry(NamedTuple):
    """One record: what it is, its name, where it belongs, its address, and its name in pinyin."""

    what: str
    name: str
    details: str
    address: str
    pinyin: str


def address_of(year: int | None) -> str:
    """Where the index of a year is; without one that of today."""
    return f"search/{year}.json" if year else ADDRESS


def entries(town: Posted) -> Iterator[SearchEntry]:
    """One entry a record, villages first."""
    return (entry for _, entry in _by_year(town))


def told(town: Posted) -> list[Told]:
    """The entries of some villages, for the indexes of the whole town."""
    return [[year, *entry] for year, entry in _by_year(town)]


@lru_cache(maxsize=1)
def by_file(town: Posted) -> Mapping[str, list[SearchEntry]]:
    """The entries of each index, by its address."""
    return _by_file(_by_year(town))


def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each index."""
    yield from _written(by_file(town))


def together(parts: Iterable[Iterable[Told]]) -> Iterator[tuple[str, str]]:
    """The same, from what was told of each village."""
    every = [(year, SearchEntry(*entry)) for part in parts for year, *entry in part]
    yield from _written(_by_file(sorted(every, key=lambda one: _place(one[1].address))))


def _place(of_record: str) -> tuple[int, str]:
    return ORDER.index(of_record.partition("/")[0]), f"{village_of(of_record)}/"


def _by_file(found: Iterable[tuple[int | None, SearchEntry]]) -> Mapping[str, list[SearchEntry]]:
    by_file: dict[str, list[SearchEntry]] = {ADDRESS: []}
    for year, entry in found:
        by_file.setdefault(address_of(year), []).append(entry)
    return by_file


def _written(indexes: Mapping[str, list[SearchEntry]]) -> Iterator[tuple[str, str]]:
    """JSON, one line an entry so that two versions can be compared."""
    for file, listed in sorted(indexes.items()):
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in listed)
        yield file, f"[\n{lines}\n]\n"


def _by_year(town: Posted) -> Iterator[tuple[int | None, SearchEntry]]:
    for village in town.all(Village):
        yield None, _of_unit(town, TERMS[village.kind], village, village.id)
    for group in town.all(Group):
        yield None, _of_unit(town, "工作站", group, f"{group.id} {town.village_of(group).name}")
    for person in town.all(Representative):
        seat = person.seat(town.today)
        what, group = REPRESENTATIVES[seat.tense(town.today)], town.get(Group, seat.group)
        details = " ".join((person.id, group.name, *person.serves))
        readings = " ".join((pinyin(person.name), *map(place_pinyin, person.serves)))
        yield searched_in(town, person), SearchEntry(what, person.name, details, address(person), readings)
    for issue in town.all(Issue):
        of_group = town.group_of(issue)
        category = town.categories[issue.category]
        details = (
            f"{issue.id} {of_group.name if of_group else ''} {category.name} {STATES[gathering.state(town, issue)]}"
        )
        yield searched_in(town, issue), SearchEntry("问题", issue.title, details, address(issue), "")


def _of_unit(town: Posted, what: str, unit: Village | Group, details: str) -> SearchEntry:
    """Also by what it was called before; of one that ended it is said in what it goes on."""
    old = old_names(town, unit)
    onwards = town.succession.living(unit, town.today) if unit.tense(town.today) == "past" else ()
    words = (
        *(details, UNITS[unit.tense(town.today)]),
        *(f"并入{one.name}" for one in onwards),
        *(f"原{name}" for name in old),
    )
    readings = " ".join(place_pinyin(name) for name in (unit.name, *old))
    return SearchEntry(what, unit.name, " ".join(word for word in words if word), address(unit), readings)


def pinyin(name: str) -> str:
    """A person's name in full pinyin and initials, without tones: `chenxiuying cxy`; for each reading of the family."""
    return _pinyin(surname(name), name.replace("·", ""))


def place_pinyin(name: str) -> str:
    """A place's name in the same form; 曾家湾 is called after the family 曾."""
    return _pinyin(name[:1] if name[1:2] == "家" else "", name)


def _pinyin(family: str, name: str) -> str:
    syllables = _syllables(name)
    readings = SURNAME_READINGS.get(family, (" ".join(_syllables(family)),))
    return " ".join(_joined([*reading.split(), *syllables[len(family) :]]) for reading in readings)


def _syllables(text: str) -> list[str]:
    """One a character; one that has no reading stands for itself."""
    from pypinyin import lazy_pinyin  # a third of a second, which a comparison of two sites can do without

    return lazy_pinyin(text, errors=list)  # type: ignore[arg-type]  # it is documented, and not in the stub


def _joined(syllables: Sequence[str]) -> str:
    return f"{''.join(syllables)} {''.join(syllable[0] for syllable in syllables)}"
