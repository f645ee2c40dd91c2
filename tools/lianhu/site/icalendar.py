"""Calendar feeds (RFC 5545): service days and meetings, of the whole town and of each village."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from lianhu.public import Posted
from lianhu.site.pages.addresses import address
from lianhu.site.pages.reads import reads
from lianhu.site.pages.service_days import basis, year_around
from lianhu.town.activity import Activity
from lianhu.town.kinds import Group, Meeting, Review, Village, VillageServiceDay
from lianhu.town.service_day import ServiceDay
from lianhu.words.terms import TERMS

OURS = "服务日和会议"
OCTETS = 75  # of a line, without its end (RFC 5545, 3.1)
REMINDER = "-PT15H"  # before the midnight with which the day begins: at nine in the morning of the day before
DAY, YEAR = timedelta(days=1), timedelta(days=366)


@dataclass(frozen=True)
class Event:
    """A whole day; `key` is what it is of, and stays when the date, the words or the page change."""

    key: str
    on: date
    summary: str
    page: str
    place: str = ""
    description: str = ""
    status: str = "CONFIRMED"


@reads(Group, Meeting, VillageServiceDay)
def files(town: Posted) -> Iterator[tuple[str, str]]:
    """`(address, content)` of each feed: what was in the last year, and the service days of the coming months."""
    activity = Activity(town)
    villages = [village for village in town.all(Village) if village.tense(town.today) != "future"]
    meetings = {
        village.id: [_meeting(village, meeting) for meeting in activity.meetings_of(village)] for village in villages
    }
    reviews = [
        Event(address(review), review.date, "镇工作点评会", address(review), "", review.summary)
        for review in town.all(Review)
    ]
    ours = (
        reviews
        + [_day("town", day) for day in year_around(town)]
        + [event for events in meetings.values() for event in events]
    )
    yield "calendar/town.ics", feed(town, f"{town.town.name}{OURS}", ours)
    for village in villages:
        # Who subscribed to a village that was merged goes on with the one that it is now.
        course = town.succession.course(village, town.today)
        recorded = [day for one, since in course for day in activity.service_days_of(one) if day.date >= since]
        months = {town.filed(day).month for day in recorded}
        living = town.succession.living(village, town.today)[:1]
        coming = [day for one in living for day in year_around(town, one) if day.on >= town.today]
        events = [
            *map(_recorded, recorded),
            *(_day(village.id, day) for day in coming if f"{day.on:%Y-%m}" not in months),
            *(event for one, since in course for event in meetings[one.id] if event.on >= since),
        ]
        yield f"calendar/{village.id}.ics", feed(town, f"{village.name}{OURS}", events)


def _day(unit: str, day: ServiceDay) -> Event:
    words, status = f"{basis(day)} {day.reason or ''}".strip(), "TENTATIVE" if day.provisional else "CONFIRMED"
    return Event(f"service-days/{unit}-{day.on:%Y-%m}", day.on, "邻里服务日", "service-days/", "", words, status)


def _recorded(day: VillageServiceDay) -> Event:
    """A village's own day: what was done, or is planned, and where."""
    shown = day.planned if day.activities is None else day.activities
    words = "\n".join(f"{TERMS[activity.kind]}：{activity.title}（{activity.place}）" for activity in shown)
    places = "、".join(dict.fromkeys(activity.place for activity in shown))
    key, page, (status, words) = f"service-days/{day.id}", address(day), _status(day, words)
    return Event(key, day.date, "邻里服务日", page, places, words, status)


def _status(record: Meeting | VillageServiceDay, words: str = "") -> tuple[str, str]:
    """Whether it takes place, and what is said of it: of what was cancelled the reason."""
    return ("CANCELLED", f"取消：{record.cancelled}") if record.cancelled else ("CONFIRMED", words)


def _meeting(village: Village, meeting: Meeting) -> Event:
    what = f"{village.name}{TERMS[meeting.kind]}：{meeting.topic}"
    status, words = _status(meeting)
    return Event(address(meeting), meeting.date, what, address(meeting), meeting.place, words, status)


def feed(town: Posted, name: str, events: Iterable[Event]) -> str:
    """The calendar of these events, in order of date; the register's day is its time stamp."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lianhu//zh-CN", f"X-WR-CALNAME:{_text(name)}"]
    for event in sorted(
        (event for event in events if event.on >= town.today - YEAR), key=lambda event: (event.on, event.key)
    ):
        lines += ["BEGIN:VEVENT", *_properties(town, event), "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _properties(town: Posted, event: Event) -> Iterator[str]:
    site, town_name = town.town.publishing.address, f"{town.town.county or ''}{town.town.name}"
    yield f"UID:{uuid5(NAMESPACE_URL, f'{town_name}/{event.key}')}"
    yield f"DTSTAMP:{town.today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + DAY:%Y%m%d}"
    yield from (f"STATUS:{event.status}", "TRANSP:TRANSPARENT", f"SUMMARY:{_text(event.summary)}")
    texts = {"LOCATION": event.place, "DESCRIPTION": event.description}
    yield from (f"{name}:{_text(text)}" for name, text in texts.items() if text)
    if site:
        yield f"URL:{site.rstrip('/')}/{event.page}"
    if event.on > town.today and event.status != "CANCELLED":
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{REMINDER}", f"DESCRIPTION:{_text(event.summary)}")
        yield "END:VALARM"


def _text(text: str) -> str:
    """A value as text, its special characters escaped (RFC 5545, 3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never broken inside a character (RFC 5545, 3.1)."""
    pieces = [""]
    for character in line:
        if len((pieces[-1] + character).encode()) > OCTETS:
            pieces.append(" ")
        pieces[-1] += character
    return "\r\n".join(pieces)
