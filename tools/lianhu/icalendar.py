"""Calendar feeds (RFC 5545): service days and meetings, of the whole town and of each village."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from lianhu.activity import Activity
from lianhu.kinds import Meeting, Review, Village, VillageServiceDay
from lianhu.pages.addresses import address
from lianhu.pages.service_days import basis, year_around
from lianhu.register import Register
from lianhu.service_day import ServiceDay
from lianhu.terms import TERMS

OCTETS = 75  # of a line, without its end (RFC 5545, 3.1)
YEAR = datetime.timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Event:
    """A whole day; `key` is what it is of, and stays when the date, the words or the page change."""

    key: str
    on: datetime.date
    summary: str
    page: str
    place: str = ""
    description: str = ""
    provisional: bool = False


def files(town: Register) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each feed: what was in the last year, and the service days of the coming months."""
    activity = Activity(town)
    villages = [village for village in town.all(Village) if village.covers(town.today)]
    meetings = {one.id: [_meeting(one, meeting) for meeting in activity.meetings_of(one)] for one in villages}
    days = [_day("town", day) for day in year_around(town)]
    reviews = [_review(one) for one in town.all(Review)]
    yield "calendar/town.ics", feed(town, town.town.name, [*days, *reviews, *sum(meetings.values(), [])])
    for village in villages:
        held = {one.id[-7:]: one for one in activity.service_days_of(village)}
        coming = [day for day in year_around(town) if day.on >= town.today and _month(day) not in held]
        days = [*(_held(one) for one in held.values()), *(_day(village.id, day) for day in coming)]
        yield f"calendar/{village.id}.ics", feed(town, village.name, [*days, *meetings[village.id]])


def _day(unit: str, day: ServiceDay) -> Event:
    words = "。".join(part for part in (basis(day), day.reason) if part)
    key, page = f"service-days/{unit}-{_month(day)}", "service-days/"
    return Event(key=key, on=day.on, summary="邻里服务日", page=page, description=words, provisional=day.provisional)


def _held(day: VillageServiceDay) -> Event:
    words = "\n".join(f"{TERMS[activity.kind]}：{activity.title}（{activity.place}）" for activity in day.activities)
    return Event(key=f"service-days/{day.id}", on=day.date, summary="邻里服务日", page=address(day), description=words)


def _meeting(village: Village, meeting: Meeting) -> Event:
    summary = f"{village.name}{TERMS[meeting.kind]}：{meeting.topic}"
    return Event(key=address(meeting), on=meeting.date, summary=summary, page=address(meeting), place=meeting.place)


def _review(review: Review) -> Event:
    page = address(review)
    return Event(key=page, on=review.date, summary="镇工作点评会", page=page, description=review.summary)


def _month(day: ServiceDay) -> str:
    return day.on.isoformat()[:7]


def feed(town: Register, name: str, events: Iterable[Event]) -> str:
    """The calendar of these events, in order of date; the register's day is its time stamp."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lianhu//zh-CN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(f'{name}服务日和会议')}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    for event in sorted(events, key=lambda event: (event.on, event.key)):
        if event.on >= town.today - YEAR:
            lines += ["BEGIN:VEVENT", *_properties(town, event), "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _properties(town: Register, event: Event) -> Iterator[str]:
    yield f"UID:{uuid5(NAMESPACE_URL, f'{town.town.county}{town.town.name}/{event.key}')}"
    yield f"DTSTAMP:{town.today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"STATUS:{'TENTATIVE' if event.provisional else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield from (f"{name}:{_text(text)}" for name, text in (("LOCATION", event.place), ("DESCRIPTION", event.description)) if text)
    if town.town.publishing.address:
        yield f"URL:{town.town.publishing.address.rstrip('/')}/{event.page}"


def _text(text: str) -> str:
    """A value as text, its special characters escaped (RFC 5545, 3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never broken inside a character (RFC 5545, 3.1)."""
    pieces, room = [""], OCTETS
    for character in line:
        if len((pieces[-1] + character).encode()) > room:
            pieces.append("")
            room = OCTETS - 1  # a piece after the first begins with a space
        pieces[-1] += character
    return "\r\n ".join(pieces)
