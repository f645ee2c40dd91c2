"""A generated town's structure (R8-R10): villages, areas, groups, workstations, and who answers for whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random

from lianhu.demo.county import ALONE, Mark
from lianhu.demo.names import counted, person, villages
from lianhu.demo.places import serving_places
from lianhu.demo.representatives import Numbers, representatives
from lianhu.demo.scales import Scale, shared_out
from lianhu.demo.town import cadres_of, editors_record, removal_records, town_record
from lianhu.demo.year import COMMUNITY, DAY, SINCE, Data, Written

OFFICERS = {
    "village": ("村党总支书记、村委会主任", "村委会副主任、治调主任", "妇联主席、村委会委员", "村会计、村委会委员"),
    COMMUNITY: ("社区党总支书记、居委会主任", "居委会副主任", "居委会委员", "居委会委员"),
}
HOURS = ("周一至周五 8:30-17:00", "每周一、三、五 8:30-11:30", "每天 19:00-21:00，赶集日全天")


def structure(scale: Scale, seed: str, mark: Mark = ALONE, since: str = SINCE) -> Iterator[Written]:
    """Path and data of every record of the structure, in order of path inside a village; units begin on `since`."""
    chance = Random(f"{seed} structure")
    numbers = Numbers(mark.letters, mark.first_phone)
    yield "records/town.yaml", town_record(scale, since, chance)
    areas = iter(_shares(scale.areas, scale.villages, chance))
    groups = iter(_shares(scale.groups, scale.areas, chance))
    members = iter(_shares(scale.representatives, scale.groups, chance))
    households = iter(shared_out(scale.households, scale.representatives, 5, 15, chance))
    named = villages(scale.villages, mark, chance)
    yield "records/editors.yaml", editors_record(named)
    for removal in removal_records(named[0][0]):
        yield f"records/removals/{removal['id']}.yaml", removal
    for number, (slug, name) in enumerate(named):
        kind = COMMUNITY if number % 5 == 2 else "village"
        record = village_record(slug, name, kind, since, next(areas), numbers, chance)
        yield f"records/villages/{slug}/village.yaml", record
        place, members_there = 0, 0
        for area in record["areas"]:
            for _ in range(next(groups)):
                place += 1
                counts = [next(households) for _ in range(next(members))]
                members_there += len(counts)
                yield from _group(record, area["id"], place, counts, cadres_of(scale), numbers, seed, chance)
        record |= _backgrounds(members_there, Random(f"{seed} backgrounds {slug}"))


def _backgrounds(members: int, chance: Random) -> Data:
    """What the village counted among its representatives; those of few name somebody and are left out."""
    shares = {"party_member": 0.3, "volunteer": 0.35, "village_worthy": 0.12}
    found = {key: round(members * share * chance.uniform(0.9, 1.1)) for key, share in shares.items()}
    said = {key: number for key, number in found.items() if 5 <= number <= members * 0.6}
    return {"backgrounds": [{"counted_on": "2026-03-02", **said}]} if said else {}


def _shares(total: int, parts: int, chance: Random) -> list[int]:
    average = total // parts
    return shared_out(total, parts, max(1, average - 1), average + 2, chance)


def village_record(slug: str, name: str, kind: str, since: str, areas: int, numbers: Numbers, chance: Random) -> Data:
    full = f"{name}{'社区' if kind == COMMUNITY else '村'}"
    place = "党群服务中心一楼" if kind == COMMUNITY else "村部一楼便民服务大厅"
    return {
        "id": slug,
        "name": full,
        "kind": kind,
        "office": {"place": f"{full}{place}", "phone": numbers.next_phone()},
        "since": min(since, "2021-01-01"),
        "officers": [
            {"id": f"{slug}-o{number}", "name": person(chance), "post": post, "since": since}
            for number, post in enumerate(OFFICERS[kind], start=1)
        ],
        "areas": [
            {
                "id": f"{slug}-p{number}",
                "name": f"{full}第{counted(number)}片",
                "since": since,
                "heads": [{"name": person(chance), "since": since}],
                "liaisons": [{"officer": f"{slug}-o{number % 4 + 1}", "since": since}],
            }
            for number in range(1, areas + 1)
        ],
    }


def _group(
    village: Data,
    area: str,
    place: int,
    counts: list[int],
    cadres: int,
    numbers: Numbers,
    seed: str,
    chance: Random,
) -> Iterator[Written]:
    slug, kind, since = village["id"], village["kind"], village["areas"][0]["since"]
    group, name = f"{slug}-g{place:02}", f"{village['name']}{counted(place)}组"
    liaisons = [f"{slug}-o{chance.randint(1, 4)}"]
    if chance.random() < 0.5:
        liaisons.append(f"town-c{chance.randint(1, cadres)}")
    workstation: Data = {
        "name": f"{name}代表联系服务群众工作站",
        "venue": _venue(village, place, kind, chance),
        "phone": numbers.next_phone(),
    }
    if chance.random() < 0.9:
        workstation["hours"] = chance.choice(HOURS)
    yield (
        f"records/villages/{slug}/groups/g{place:02}.yaml",
        {
            "id": group,
            "name": name,
            "since": since,
            "areas": _areas(village, area, chance),
            **_heads(village, area, chance),
            "liaison_cadres": [{"officer": officer, "since": since} for officer in liaisons],
            "household_count": sum(counts),
            "workstation": workstation,
        },
    )
    method = chance.choice(("household_recommendation", "household_recommendation", "group_meeting"))
    members = sorted(representatives(group, counts, method, numbers, chance), key=lambda member: member["id"])
    serving_places(kind, members, Random(f"{seed} places {group}"))
    for representative in members:
        short = representative["id"].removeprefix(f"{slug}-")
        yield f"records/villages/{slug}/representatives/{short}.yaml", representative


def _areas(village: Data, area: str, chance: Random) -> list[Data]:
    """The group's area; some groups came from another one when the units were re-cut."""
    since = village["areas"][0]["since"]
    others = [other["id"] for other in village["areas"] if other["id"] != area]
    if others and chance.random() < 0.03:
        return [
            {"area": chance.choice(others), "since": since, "until": "2025-12-31"},
            {"area": area, "since": "2026-01-01"},
        ]
    return [{"area": area, "since": since}]


def _heads(village: Data, area: str, chance: Random) -> Data:
    """The group's head; some took over, after weeks in which the area's head stood in."""
    since = village["areas"][0]["since"]
    if chance.random() >= 0.05:
        return {"heads": [{"name": person(chance), "since": since}]}
    until = datetime.date(2026, 1, 31) + DAY * chance.randint(0, 200)
    deputy = next(one["heads"][0]["name"] for one in village["areas"] if one["id"] == area)
    vacancy = {"since": f"{until + DAY}", "reason": "前任辞职", "deputy": deputy, "filled_by": f"{until + DAY * 60}"}
    former = {"name": person(chance), "since": since, "until": f"{until}"}
    return {
        "heads": [former, {"name": person(chance), "since": f"{until + DAY * 25}"}],
        "vacancies": [vacancy],
    }


def _venue(village: Data, place: int, kind: str, chance: Random) -> Data:
    if kind == COMMUNITY or chance.random() < 0.3:
        return {"kind": "civilization_practice_station", "name": f"{village['name']}新时代文明实践站"}
    return {"kind": "discussion_hall", "name": f"{counted(place)}组村民说事厅"}
