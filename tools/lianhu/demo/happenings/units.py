"""Units over the years: a village merged into another, a group renamed, areas cut anew."""

from __future__ import annotations

import datetime

from lianhu.demo.happenings.past import Past, fewer_households, village_of, was
from lianhu.demo.names import counted, person, villages
from lianhu.demo.representatives import Numbers
from lianhu.demo.structure import village_record
from lianhu.demo.year import DAY, TODAY, Data

MERGED_ON = datetime.date(TODAY.year - 1, 5, 20)
OLD_NAMES = ("上屋", "下屋", "塘边", "桥头", "山背", "老街")
DONE: Data = {"by": "responsible_post", "outcome": "fixed", "waiver": "现场办结，住户当面确认"}
GROUPS, MOVED = 2, 2  # of a small village, and representatives who came with each of its groups


def merged(past: Past) -> None:
    """A small village went on in a neighbouring one: each of its groups in one of that, with who served it."""
    for village, chance in past.some("merged", lambda: (one for one in past.villages if one["kind"] == "village")):
        into = [group for group in past.groups(village["id"]) if len(past.long_serving(group)) > MOVED]
        if into:
            _small_village(past, village, chance.sample(into, min(GROUPS, len(into))))


def _small_village(past: Past, into: Data, receiving: list[Data]) -> None:
    chance, last = past.chance(f"merged into {into['id']}"), f"{MERGED_ON - DAY}"
    known = [village["id"] for village in past.of("")]
    slug, name = next(one for one in villages(len(known) + 1, past.mark, chance) if one[0] not in known)
    village = village_record(slug, name, "village", into["areas"][0]["since"], 1, _numbers(past), chance)
    (area,) = village["areas"]
    area["successors"] = [next(one["area"] for one in receiving[0]["areas"] if "until" not in one)]
    village |= {"since": into["since"], "until": last, "successors": [into["id"]]}
    for span in (*village["officers"], area, *area["heads"], *area["liaisons"]):
        span["until"] = last
    past.data[f"records/villages/{slug}/village.yaml"] = village
    past.taken.add(slug)
    for number, group in enumerate(receiving, start=1):
        _small_group(past, village, number, group)


def _small_group(past: Past, village: Data, number: int, into: Data) -> None:
    last, name = f"{MERGED_ON - DAY}", f"{village['name']}{counted(number)}组"
    chance = past.chance(f"group {number} of {village['id']}")
    group: Data = {
        "id": f"{village['id']}-g{number:02}",
        "name": name,
        "since": into["since"],
        "until": last,
        "successors": [into["id"]],
        "areas": [{"area": village["areas"][0]["id"], "since": into["since"], "until": last}],
        "heads": [{"name": person(chance), "since": into["since"], "until": last}],
        "liaison_cadres": [{"officer": village["officers"][0]["id"], "since": into["since"], "until": last}],
        "household_count": 0,
        "workstation": {
            "name": f"{name}代表联系服务群众工作站",
            "venue": {"kind": "discussion_hall", "name": f"{counted(number)}组村民说事厅"},
            "phone": _numbers(past).next_phone(),
        },
    }
    past.add("groups", group)
    for place, one in enumerate(chance.sample(past.long_serving(into), MOVED), start=1):
        del past.data[f"records/villages/{village_of(one)}/representatives/{one['id'].split('-', 1)[1]}.yaml"]
        since = one["groups"][0]["since"]
        one["id"] = f"{group['id']}-r{place:02}"
        one["groups"] = [
            {"group": group["id"], "since": since, "until": last, "ended": "unit_ended"},
            {"group": into["id"], "since": f"{MERGED_ON}"},
        ]
        past.add("representatives", one)
        group["household_count"] += one["household_count"]
        fewer_households(into, MERGED_ON - DAY, one["household_count"])


def _numbers(past: Past) -> Numbers:
    """The phones that come next."""
    phones = [past.data[path].get("phone", "") for path in past.data if "/representatives/" in path]
    phones += [group["workstation"]["phone"] for group in past.of("groups")]
    phones += [village["office"]["phone"] for village in past.of("")]
    return Numbers(past.mark.letters, max(int(phone.rpartition("-")[2]) for phone in phones if phone))


def renamed(past: Past) -> None:
    """A group that was called after its place has a number like the others."""
    for group, chance in past.some("renamed", past.groups):
        was(group, "name", past.day(chance), f"{past.village(group)['name']}{chance.choice(OLD_NAMES)}组")


def moved(past: Past) -> None:
    """A group belongs to another area of the village than before."""
    for group, chance in past.some("moved", lambda: _with_areas_to_spare(past)):
        (now,) = group["areas"]
        others = [area["id"] for area in past.village(group)["areas"] if area["id"] != now["area"]]
        day = past.day(chance)
        before = {"area": chance.choice(others), "since": now["since"], "until": f"{day}"}
        group["areas"] = [before, {"area": now["area"], "since": f"{day + DAY}"}]


def area_ended(past: Past) -> None:
    """Areas were cut anew: one is no more, and its groups belong to the one beside it."""
    for group, chance in past.some("area ended", lambda: _with_areas_to_spare(past)):
        village, (now,), day = past.village(group), group["areas"], past.day(chance)
        number = len(village["areas"]) + 1
        since, last = now["since"], f"{day}"
        area: Data = {
            "id": f"{village['id']}-p{number}",
            "name": f"{village['name']}第{counted(number)}片",
            "since": since,
            "until": last,
            "successors": [now["area"]],
            "heads": [{"name": person(chance), "since": since, "until": last}],
            "liaisons": [{"officer": village["officers"][0]["id"], "since": since, "until": last}],
        }
        village["areas"].append(area)
        group["areas"] = [
            {"area": area["id"], "since": since, "until": last},
            {"area": now["area"], "since": f"{day + DAY}"},
        ]


def _with_areas_to_spare(past: Past) -> list[Data]:
    """Groups of villages with several areas, which always belonged to one."""
    return [group for group in past.groups() if len(group["areas"]) == 1 and len(past.village(group)["areas"]) > 1]


def went_on(past: Past) -> None:
    """What was open when a village ended was settled by those who served it, in the one in which it goes on."""
    for group in past.of("groups"):
        if group.get("until") == f"{MERGED_ON - DAY}" and group["id"].endswith("-g01"):
            _open_issue(past, group)


def _open_issue(past: Past, group: Data) -> None:
    who = next(one["id"] for one in past.of("representatives", village_of(group)) if one["id"].startswith(group["id"]))
    into = past.data[f"records/villages/{past.village(group)['successors'][0]}/village.yaml"]
    post, found = f"{past.village(group)['name']}委会", MERGED_ON - DAY * 24
    near: Data = {"by": "representative", "representative": who}
    told: tuple[tuple[int, str, Data], ...] = (
        (0, "discovered", near | {"note": "下田的水只有往年一半。"}),
        (0, "reported", near),
        (2, "assigned", {"by": "group_head", "to_post": post}),
        (9, "deferred", {"by": "village_officer", "reason": "等两个村合并以后一起列入计划"}),
        (32, "assigned", {"by": "village_officer", "to_post": f"{into['name']}委会"}),
        (44, "resolved", DONE | {"note": "涵管换了，放了一次水，两边不再渗。"}),
        (45, "fed_back", near | {"satisfaction": "satisfied"}),
        (45, "closed", {"by": "group_head"}),
    )
    past.add(
        "issues",
        {
            "id": past.next_issue(group["id"], found.year),
            "title": "塘坝涵管漏水",
            "kind": "help_request",
            "category": "irrigation",
            "source": "workstation",
            "responsible_post": post,
            "events": [{"stage": stage, "date": f"{found + DAY * days}"} | rest for days, stage, rest in told],
        },
    )


HAPPENINGS = (merged, renamed, moved, area_ended)
AFTERWARDS = (went_on,)
