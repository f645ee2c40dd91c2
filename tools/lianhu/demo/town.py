"""A generated town's own record: totals, limits, cadres and publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from lianhu.demo.names import person
from lianhu.demo.scales import Scale
from lianhu.demo.year import Data
from lianhu.town.migrations import CURRENT, VERSION

POSTS = ("镇党委委员、副镇长", "镇党政综合办副主任", "镇便民服务中心副主任", "镇农业农村办干部", "镇城建办干部")


def cadres_of(scale: Scale) -> int:
    """How many town cadres keep contact with groups."""
    return min(60, scale.villages + 1)


def editors_record(villages: Iterable[tuple[str, str]]) -> Data:
    """Who may change what, by accounts that nobody has."""
    town = {"account": "shili-town", "post": "镇党政综合办", "territory": "town"}
    staff = [{"account": f"{slug}-clerk", "post": f"{name}文书", "territory": slug} for slug, name in villages]
    return {"editors": [town, *staff]}


def removal_records(village: str) -> Iterator[Data]:
    """Two representatives under numbers that no group reaches: one entered by mistake, one entered twice."""
    twice = {"reason": "entered_twice", "confirmed_by": "village_officer", "kept": f"{village}-g01-r01"}
    mistake = {"reason": "entered_by_mistake", "confirmed_by": "village_officer"}
    for number, why in (("r98", twice), ("r99", mistake)):
        record = f"{village}-g01-{number}"
        yield {
            "id": f"representative-{record}",
            "kind": "representative",
            "record": record,
            "removed_on": "2026-02-03",
            "by": "town_office",
            **why,
        }


def town_record(scale: Scale, since: str, chance: Random) -> Data:
    return {
        "name": "示例镇",
        "county": "示例县",
        "demo": True,
        "language": "zh_CN",
        "phone": "0730-0000000",
        "declared_totals": {
            "villages": scale.villages,
            "areas": scale.areas,
            "groups": scale.groups,
            "representatives": scale.representatives,
            "households": scale.households,
        },
        "limits": {
            "households_per_representative": {"minimum": 5, "maximum": 15},
            "selection_criteria": {"select": 5, "exclude": 5},
            "duties": {"core": 1, "fixed": 4},
            "prohibited_acts": 11,
            "roles": 5,
            "term_years": 5,
            "service_fund": "200.00",
            "award": "200.00",
            "term_notice_days": 90,
            "feedback_days": 3,
            "recording_days": 7,
        },
        "service_day": {
            "rule": "first-working-monday",
            "overrides": [{"month": "2026-07", "date": "2026-07-13", "reason": "上周防汛值守，服务日顺延一周"}],
        },
        "publishing": {
            "edit_address": "https://example.org/shili/edit/main/{path}",
            "repository": "private",
            "organiser": "示例镇人民政府",
            "technical_support": "示例县政务服务中心",
        },
        "cadres": [
            {
                "id": f"town-c{number}",
                "name": person(chance),
                "post": POSTS[(number - 1) % len(POSTS)],
                "since": since,
            }
            for number in range(1, cadres_of(scale) + 1)
        ],
        VERSION: CURRENT,
    }
