"""What is due as a calendar (`lianhu due --format ics`): an event for each group and day, with its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from lianhu.figures.listing import Listed, grouped
from lianhu.public import Posted
from lianhu.site.icalendar import Event, feed
from lianhu.words import Text, say, spoken


def calendar(town: Posted, whole: Sequence[Listed], by: str, language: str) -> str:
    """What is overdue stands on the register's day, what is to come on its own."""
    name = spoken(say("{town}: what is due", town=town.town.name), language)
    return feed(town, name, list(_events(town, whole, by, language)))


def _events(town: Posted, whole: Sequence[Listed], by: str, language: str) -> Iterator[Event]:
    for name, heading, inside in grouped(whole, by):
        said = spoken(heading, language) if isinstance(heading, Text) else heading
        days: dict[date, list[str]] = defaultdict(list)
        for one in inside:
            place = f"{one.person.name} " if one.person.id else f"{one.group.name} " if one.group.id else ""
            line = f"{one.due.since} {place}{spoken(one.due.sentence, language)}"
            days[max(one.due.since, town.today)].append(line)
        for day, lines in days.items():
            summary = spoken(say("{place}: {count} due", place=said or town.town.name, count=len(lines)), language)
            key = f"due/{by}/{name}/{'overdue' if day == town.today else day}"
            yield Event(key, day, summary, "", description="\n".join(lines))
