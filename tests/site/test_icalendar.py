"""The calendar feeds, read back by another library, and its lines by the letter of RFC 5545."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import pytest
from icalendar import Calendar

from help.towns import Tree, registered
from lianhu import public
from lianhu.site import icalendar
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

AWKWARD = "乘凉；说,家常; 一\\二：" + "长" * 60


def feeds(register: Register) -> dict[str, str]:
    return dict(icalendar.files(public.posted(register, "web")))


def events(content: str) -> list[Any]:
    return Calendar.from_ical(content).walk("VEVENT")


def listed(content: str) -> list[tuple[str, str]]:
    """Day and summary of each event."""
    return [(event["DTSTART"].dt.isoformat(), str(event["SUMMARY"])) for event in events(content)]


def test_there_is_a_feed_for_the_town_and_for_each_village(town_register: Register) -> None:
    of_villages = [f"calendar/{village}.ics" for village in ("chengnan", "heping", "yangliu")]
    assert list(feeds(town_register)) == ["calendar/town.ics", *of_villages]


def test_who_subscribed_to_an_ended_village_goes_on_with_its_successor(town_register: Register) -> None:
    """杨柳村 ended on the last of March: what 和平村 held before that is not its own."""
    old, new = (listed(feeds(town_register)[f"calendar/{village}.ics"]) for village in ("yangliu", "heping"))
    assert old == [event for event in new if event[0] > "2026-03-31"]
    assert [day for day, _ in new if day <= "2026-03-31"] == ["2026-03-27"]
    assert ("2026-12-07", "邻里服务日") in old


def test_the_towns_feed_has_service_days_meetings_and_reviews(town_register: Register) -> None:
    found = listed(feeds(town_register)["calendar/town.ics"])
    assert found == sorted(found, key=lambda event: event[0])
    assert [day for day, summary in found if summary == "邻里服务日" and day > "2026-11"] == [
        "2026-11-02",
        "2026-12-07",
        "2027-01-04",
        "2027-02-01",
        "2027-03-01",
        "2027-04-05",
        "2027-05-03",
    ]
    assert ("2026-03-27", "和平村民情分析会：三月民情分析") in found
    assert ("2026-06-18", "和平村培训：怎样走访，怎样记事") in found
    assert ("2026-04-10", "镇工作点评会") in found


def test_a_villages_feed_has_only_its_own_meetings(town_register: Register) -> None:
    other = listed(feeds(town_register)["calendar/chengnan.ics"])
    assert {summary for _, summary in other} == {"邻里服务日"}
    own = events(feeds(town_register)["calendar/heping.ics"])
    held = next(event for event in own if event["DTSTART"].dt == datetime.date(2026, 10, 12))
    assert str(held["DESCRIPTION"]).splitlines() == [
        "宣传交流：讲医保缴费（和平村部）",
        "实事专题：铺好村口一段路（村口）",
        "志愿便民：义诊、理发（一组村民说事厅）",
        "文化创意：教剪纸（和平村新时代文明实践站）",
        "宣传交流：入户听意见（各组）",
        "实事专题：谈谈修路怎么出工（一组村民说事厅）",
    ]


def test_an_event_is_a_whole_day_and_says_how_sure_it_is(town_register: Register) -> None:
    for event in events(feeds(town_register)["calendar/town.ics"]):
        day = event["DTSTART"].dt
        assert type(day) is datetime.date and event["DTEND"].dt == day + datetime.timedelta(days=1)
        assert event["DTSTAMP"].dt == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
        assert str(event["STATUS"]) == ("TENTATIVE" if day.year == 2027 else "CONFIRMED"), "no calendar of 2027 yet"


def test_uids_are_unique_in_a_feed_and_stay(town_tree: Tree, town_register: Register, town_schemas: Schemas) -> None:
    """Another day, another title and another date of the month's service day: the same UIDs."""
    changed = dict(town_tree)
    path = "records/villages/heping/meetings/2026-08-14-evening_talk.yaml"
    changed[path] = changed[path].replace("乘凉说家常".encode(), "秋夜".encode())
    town = "records/town.yaml"
    moved = "    - month: '2026-12'\n      date: 2026-12-14\n      reason: 换届\n"
    changed[town] = changed[town].replace(b"  overrides:\n", b"  overrides:\n" + moved.encode())
    later = registered(changed, town_schemas, datetime.date(2026, 11, 23))
    for address, content in feeds(town_register).items():
        before = [str(event["UID"]) for event in events(content)]
        assert len(set(before)) == len(before)
        assert sorted(str(event["UID"]) for event in events(feeds(later)[address])) == sorted(before)
    days = {day for day, _ in listed(feeds(later)["calendar/town.ics"])}
    assert "2026-12-14" in days and "2026-12-07" not in days


def test_a_recorded_service_day_keeps_the_uid_it_had_by_rule(
    town_tree: Tree, town_register: Register, town_schemas: Schemas
) -> None:
    def uid(register: Register) -> str:
        found = events(feeds(register)["calendar/heping.ics"])
        return next(str(event["UID"]) for event in found if event["DTSTART"].dt == datetime.date(2026, 12, 7))

    record = b"id: heping-2026-12\ndate: 2026-12-07\nactivities: []\norders: []\n"
    changed = {**town_tree, "records/villages/heping/service-days/2026-12.yaml": record}
    assert uid(registered(changed, town_schemas, datetime.date(2026, 12, 8))) == uid(town_register)


def test_awkward_text_comes_back_as_it_was(town_tree: Tree, town_schemas: Schemas) -> None:
    path = "records/villages/heping/meetings/2026-08-14-evening_talk.yaml"
    text = AWKWARD.replace("\\", "\\\\")
    changed = {**town_tree, path: town_tree[path].replace("乘凉说家常".encode(), f'"{text}"'.encode())}
    found = listed(feeds(registered(changed, town_schemas))["calendar/heping.ics"])
    assert ("2026-08-14", f"和平村夜话会：{AWKWARD}") in found


@pytest.mark.parametrize("length", [*range(60, 90), 200])
def test_lines_are_folded_between_characters(town_register: Register, length: int) -> None:
    for letter in ("长", "a", "é", "𠮷"):
        event = icalendar.Event("x", town_register.today, letter * length, "x/")
        content = icalendar.feed(town_register, "x", [event])
        assert content.endswith("END:VCALENDAR\r\n") and "\n" not in content.replace("\r\n", "")
        assert longest(content.encode().split(b"\r\n")) <= 75
        for line in content.encode().split(b"\r\n"):
            line.decode()  # no character is cut
        assert str(events(content)[0]["SUMMARY"]) == letter * length


def longest(lines: Iterable[bytes]) -> int:
    return max(map(len, lines))


def test_links_are_given_where_the_site_has_an_address(town_tree: Tree, town_schemas: Schemas) -> None:
    assert "URL" not in next(iter(feeds(registered(town_tree, town_schemas)).values()))
    town = "records/town.yaml"
    publishing = b"publishing:\n  address: https://example.org/town/\n"
    changed = {**town_tree, town: town_tree[town].replace(b"publishing:\n", publishing)}
    found = {str(event["URL"]) for event in events(feeds(registered(changed, town_schemas))["calendar/heping.ics"])}
    assert "https://example.org/town/meetings/heping-2026-08-14-evening_talk/" in found
    assert "https://example.org/town/service-days/" in found
