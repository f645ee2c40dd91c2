"""What was recorded wrongly, or of what more became known, is mended in the open."""

from __future__ import annotations

import datetime

from lianhu.demo.happenings.past import Past, fewer_households, village_of
from lianhu.demo.happenings.units import DONE
from lianhu.demo.texts import texts
from lianhu.demo.year import DAY, TODAY, Data
from lianhu.town.redactions import MARKER

ELSEWHERE = ("workstation", "hotline", "message")  # no visit and no meeting tells of these


def duplicate_undone(past: Past) -> None:
    """What was taken for the same matter was another one."""
    for issue, _ in past.some("duplicate undone", lambda: past.issues("duplicate", "fed_back")):
        _reopened(past, issue, "到场看过，不是同一处，重新办理")


def refusal_undone(past: Past) -> None:
    for issue, _ in past.some("refusal undone", lambda: past.issues("not_accepted", "fed_back")):
        _reopened(past, issue, "再核实，属于本镇的事，重新办理")


def _reopened(past: Past, issue: Data, reason: str) -> None:
    """Opened again by the group's head, and handled to its end."""
    group, day = issue["id"].rsplit("-", 2)[0], _last_day(issue) + DAY * 6
    near = {"by": "representative", "representative": past.served(group, day + DAY * 10)}
    told: tuple[tuple[int, str, Data], ...] = (
        (0, "reopened", {"by": "group_head", "reason": reason}),
        (1, "assigned", {"by": "group_head", "to_post": issue["responsible_post"]}),
        (9, "resolved", DONE),
        (10, "fed_back", near | {"satisfaction": "satisfied"}),
        (11, "closed", {"by": "group_head"}),
    )
    issue["events"] += [{"stage": stage, "date": f"{day + DAY * days}"} | rest for days, stage, rest in told]


def reached_later(past: Past) -> None:
    """The resident was not reached when the matter was settled, and was some days later."""
    for issue, chance in past.some("reached later", lambda: past.issues("resolved", "fed_back", "closed")):
        *_, told, closed = issue["events"]
        told |= {"satisfaction": "unreachable", "note": chance.choice(texts("stories")["notes"]["unreachable"])}
        day = datetime.date.fromisoformat(told["date"]) + DAY * chance.randint(3, 8)
        again = {"stage": "fed_back", "date": f"{day}", "by": "liaison_cadre", "satisfaction": "satisfied"}
        issue["events"][-1:] = [again, closed | {"date": max(closed["date"], f"{day}")}]


def filed_elsewhere(past: Past) -> None:
    """An issue was recorded under the wrong group, and went with its past to the right one."""
    for issue, chance in past.some("filed elsewhere", lambda: _of_no_visit(past)):
        old = issue["id"].rsplit("-", 2)[0]
        others = [group["id"] for group in past.groups(village_of(issue)) if group["id"] != old]
        year = issue["id"].split("-")[-2]
        name = past.next_issue(chance.choice(others), year)
        removal = {
            "id": f"issue-{issue['id']}",
            "kind": "issue",
            "record": issue["id"],
            "removed_on": f"{_last_day(issue) + DAY * chance.randint(2, 20)}",
            "by": "town_office",
            "reason": "moved",
            "moved_to": name,
        }
        village, _, number = str(issue["id"]).partition("-")
        del past.data[f"records/villages/{village}/issues/{year}/{number}.yaml"]
        past.add("issues", issue | {"id": name})
        past.data[f"records/removals/{removal['id']}.yaml"] = removal


def _of_no_visit(past: Past) -> list[Data]:
    """Issues of a village with several groups, of which nothing else tells."""
    several = {village["id"] for village in past.villages if len(past.groups(village["id"])) > 1}
    return [issue for issue in past.issues("closed") if issue["source"] in ELSEWHERE and village_of(issue) in several]


def passage_gone(past: Past) -> None:
    """Words about a family were taken out of a published note; the rest stays."""
    for issue, chance in past.some("passage gone", lambda: _with_a_note(past)):
        issue["events"][0]["note"] = f"{MARKER}{issue['events'][0]['note']}"
        issue["redactions"] = [
            {
                "date": f"{_last_day(issue) + DAY * chance.randint(5, 30)}",
                "by": "town_office",
                "at": "events[1].note",
                "reason": "涉及一户人家的家事，本人要求删去",
            }
        ]


def _with_a_note(past: Past) -> list[Data]:
    return [issue for issue in past.issues("closed") if "note" in issue["events"][0]]


def ended_by_mistake(past: Past) -> None:
    """A membership was ended in the wrong record; the correction puts nothing there, and it goes on."""
    for one, chance in past.some("ended by mistake", past.long_serving_ones):
        day = past.day(chance)
        one["groups"][0]["until"] = f"{day}"
        one["corrections"] = [
            {
                "date": f"{day + DAY * 4}",
                "by": "town_office",
                "at": "groups[1].until",
                "reason": "登记时选错了人，这位代表没有离任",
            }
        ]


def households_unserved(past: Past) -> None:
    """Of one group it is explained why households have nobody who serves them; of another not yet."""
    for group, _ in past.some("unserved and explained", past.groups):
        _without_representative(group, 6)
        until = TODAY + DAY * 120
        group["unserved"] = {"households": 6, "reason": "新建安置点住户刚搬入，等补选代表", "until": f"{until}"}
    for group, _ in past.some("unserved", past.groups):
        _without_representative(group, 2)


def _without_representative(group: Data, households: int) -> None:
    group["household_count"] += households
    fewer_households(group, TODAY - DAY * 50, households)


def _last_day(issue: Data) -> datetime.date:
    return datetime.date.fromisoformat(issue["events"][-1]["date"])


HAPPENINGS = (
    duplicate_undone,
    refusal_undone,
    reached_later,
    filed_elsewhere,
    passage_gone,
    ended_by_mistake,
    households_unserved,
)
