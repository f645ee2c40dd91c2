"""What a reader can search for: names, ids, titles and places, with pinyin; never the full text.

What is shown today is in one index; of what lies further back each year has its own, loaded when somebody asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lianhu.personal import SURNAME_READINGS, surname
from lianhu.public import Posted
from lianhu.site.pages.addresses import address
from lianhu.site.pages.years import searched_in
from lianhu.town import gathering
from lianhu.town.kinds import Group, Issue, Representative, Village
from lianhu.town.unit_names import old_names
from lianhu.words.terms import REPRESENTATIVES, STATES, TERMS, UNITS

ADDRESS = "search/index.json"


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


@lru_cache(maxsize=1)
def by_file(town: Posted) -> Mapping[str, list[SearchEntry]]:
    """The entries of each index, by its address."""
    found: dict[str, list[SearchEntry]] = {ADDRESS: []}
    for year, entry in _by_year(town):
        found.setdefault(address_of(year), []).append(entry)
    return found


def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each index: JSON, one line an entry so that two versions can be compared."""
    for file, listed in sorted(by_file(town).items()):
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
