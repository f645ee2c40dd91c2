"""A generated group's representatives: terms, roles, consents, and now and then one who followed another."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from lianhu.demo.names import person
from lianhu.demo.year import DAY, SINCE, Data, Year

ROLES = (
    "policy_communicator",
    "public_opinion_liaison",
    "dispute_mediator",
    "safety_guard",
    "civility_role_model",
)
VARIABLE_DUTIES = (
    "水渠轮管",
    "义务理发",
    "代办快递收发",
    "村道路面巡看",
    "节前用电提醒",
    "垃圾分类劝导",
    "代填医保缴费",
)
BACKGROUND = ("party_member", "volunteer", "village_worthy")
HOW = ("signed", "signed", "spoken", "signed", "phone", "chat")
FOLLOWED = 0.02
TERM = 5


def beginning(first: Year) -> str:
    """The first day of the units and choices that a town has which tells `first` and all years after."""
    year = int(SINCE[:4])
    while first.first < datetime.date(year, 1, 31):
        year -= TERM
    return f"{year}{SINCE[4:]}"


@dataclass
class Numbers:
    """The town's running numbers, so that no phone and no certificate is given twice."""

    letters: str
    phone: int = 0
    certificate: int = 0

    def next_phone(self) -> str:
        self.phone += 1
        return f"0730-{self.phone:07}"

    def next_certificate(self, year: int) -> str:
        self.certificate += 1
        return f"{self.letters}-{year}-{self.certificate:05}"


def representatives(
    group: str, household_counts: list[int], method: str, numbers: Numbers, chance: Random
) -> Iterator[Data]:
    """One serving for each count; who left in the year comes first and the one who followed last, by number."""
    start = datetime.date(2024, 1, 8) + DAY * chance.randint(0, 9)
    end = datetime.date(2024 + TERM, start.month, start.day) - DAY
    left = len(household_counts)
    for place, count in enumerate(household_counts, start=1):
        one = _person(f"{group}-r{place:02}", count, start, end, method, numbers, chance)
        if chance.random() < FOLLOWED:
            until = datetime.date(2025, 12, 20) + DAY * chance.randint(0, 280)
            one["groups"] = [{"group": group, "since": f"{start}", "until": f"{until}"}]
            one.pop("phone", None)
            one["consent"].pop("phone", None)
            left += 1
            since = until + DAY * chance.randint(10, 25)
            yield _person(f"{group}-r{left:02}", count, since, end, "by_election", numbers, chance)
        yield one


def _person(
    name: str, count: int, since: datetime.date, end: datetime.date, method: str, numbers: Numbers, chance: Random
) -> Data:
    chosen = since - DAY * chance.randint(2, 4)
    one: Data = {
        "id": name,
        "name": person(chance),
        "groups": [{"group": name.rpartition("-")[0], "since": f"{since}"}],
        "household_count": count,
        "roles": chance.sample(ROLES, chance.choice((1, 1, 2))),
        "terms": [
            {
                "chosen": {"date": f"{chosen}", "method": method},
                "start": f"{since}",
                "end": f"{end}",
                "certificate": numbers.next_certificate(since.year),
            }
        ],
    }
    if has_phone := chance.random() < 0.3:
        one["phone"] = numbers.next_phone()
    if has_background := chance.random() < 0.3:
        one["background"] = chance.sample(BACKGROUND, chance.choice((1, 1, 2)))
    if chance.random() < 0.4:
        one["variable_duties"] = [chance.choice(VARIABLE_DUTIES)]
    one["consent"] = _consents(has_phone, has_background, since, chance)
    return one


def _consents(has_phone: bool, has_background: bool, since: datetime.date, chance: Random) -> Data:
    """Mixed as they come: most agree to both, some only to the wall, some to nothing, a few withdraw."""
    fate = chance.random()
    if fate < 0.09:
        return {}
    given_on = max(since, datetime.date(2025, 12, 1) + DAY * chance.randint(0, 14))
    asked = {"given_on": f"{given_on}", "how": HOW[given_on.toordinal() % len(HOW)], "by": "village_officer"}
    name: Data = {**asked, "web": fate >= 0.17, "wall": True}
    if fate > 0.98:
        name["withdrawn_on"] = f"{max(given_on, datetime.date(2026, 9, 1)) + DAY * chance.randint(5, 20)}"
    consents: Data = {"name": name}
    for item, has_it, likely in (("phone", has_phone, 0.3), ("background", has_background, 0.8)):
        if has_it and chance.random() < likely:
            consents[item] = {**asked, "web": chance.random() < 0.6, "wall": True}
    return consents
