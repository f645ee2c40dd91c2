"""A town's records while its past is made: what it has, and the days on which something happened."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from lianhu.demo.county import ALONE, Mark
from lianhu.demo.year import DAY, Data, Year, day_between

RARE = 60  # so many groups have each thing happen once
FEW = 2


@dataclass
class Past:
    """`data` are the records by path, changed in place; `first` is the first day of which something is told.

    `mark` is the town's within its county.
    `taken` are the ids of those to whom something happened: nobody has two stories where there are enough.
    """

    data: dict[str, Data]
    seed: str
    first: datetime.date
    mark: Mark = ALONE
    taken: set[str] = field(default_factory=set)
    certificates: int = 0

    def chance(self, what: str) -> Random:
        return Random(f"{self.seed} {what}")

    @property
    def last(self) -> datetime.date:
        """The day before the last year, which is the same whatever happened before it."""
        return Year().first - DAY

    def day(self, chance: Random) -> datetime.date:
        """Any day of the years before the last, weeks from both ends."""
        return day_between(self.first + DAY * 60, self.last - DAY * 60, chance)

    # -- records

    @property
    def town(self) -> Data:
        return self.data["records/town.yaml"]

    def of(self, folder: str, village: str = "") -> list[Data]:
        """The records in a folder of every village, or of one; its villages where `folder` is empty."""
        inside = f"records/villages/{village}/" if village else "records/villages/"
        return [
            record
            for path, record in self.data.items()
            if path.startswith(inside) and (f"/{folder}/" in path if folder else path.endswith("/village.yaml"))
        ]

    @property
    def villages(self) -> list[Data]:
        return [village for village in self.of("") if "until" not in village]

    def groups(self, village: str = "") -> list[Data]:
        """The groups that there are today."""
        return [group for group in self.of("groups", village) if "until" not in group]

    def group(self, name: str) -> Data:
        village, group = name.split("-")
        return self.data[f"records/villages/{village}/groups/{group}.yaml"]

    def village(self, record: Data) -> Data:
        return self.data[f"records/villages/{village_of(record)}/village.yaml"]

    def long_serving(self, group: Data) -> list[Data]:
        """Who serves the group today, served no other, and did since the first of these years."""
        return [
            one
            for one in self.of("representatives", village_of(group))
            if self._is_long_serving(one) and one["groups"][0]["group"] == group["id"]
        ]

    def _is_long_serving(self, one: Data) -> bool:
        seat, *others = one["groups"]
        return not others and "until" not in seat and seat["since"] <= f"{self.first}"

    def long_serving_ones(self) -> Iterator[Data]:
        """Who did so in any group where others did, too: whatever befalls one, the group has somebody."""
        found: dict[str, list[Data]] = defaultdict(list)
        for one in self.of("representatives"):
            if self._is_long_serving(one):
                found[one["groups"][0]["group"]].append(one)
        return (one for members in found.values() if len(members) > FEW for one in members)

    def served(self, group: str, day: datetime.date) -> str:
        """The id of one who served the group on the day."""
        return next(
            str(person["id"])
            for person in self.of("representatives")
            for seat in person["groups"]
            if seat["group"] == group and seat["since"] <= f"{day}" <= seat.get("until", "9999")
        )

    def issues(self, *stages: str) -> list[Data]:
        """The issues of before the last year whose last events are these."""
        return [
            issue
            for issue in self.of("issues")
            if tuple(event["stage"] for event in issue["events"][-len(stages) :]) == stages
            and issue["events"][-1]["date"] < f"{self.last - DAY * 40}"
        ]

    def add(self, kind: str, record: Data) -> Data:
        """A new record of a village, under its own path."""
        village = village_of(record)
        name = record["id"].removeprefix(f"{village}-")
        folder = f"issues/{name.split('-')[1]}" if kind == "issues" else kind
        self.data[f"records/villages/{village}/{folder}/{name}.yaml"] = record
        return record

    def free_id(self, prefix: str, width: int, taken: Iterable[str]) -> str:
        """The next number behind the highest that begins so."""
        numbers = [int(name.removeprefix(prefix)) for name in taken if name.startswith(prefix)]
        return f"{prefix}{max(numbers, default=0) + 1:0{width}}"

    def next_representative(self, group: Data) -> str:
        everyone = [person["id"] for person in self.of("representatives", village_of(group))]
        return self.free_id(f"{group['id']}-r", 2, [name for name in everyone if not name.endswith("-r99")])

    def next_issue(self, group: str, year: int | str) -> str:
        """What has gone to another group keeps its number, too."""
        gone = [removal["record"] for path, removal in self.data.items() if path.startswith("records/removals/")]
        return self.free_id(f"{group}-{year}-", 4, [*(issue["id"] for issue in self.of("issues")), *gone])

    def certificate(self, year: int) -> str:
        """The next one: certificates are numbered through."""
        if not self.certificates:
            given = [term["certificate"] for person in self.of("representatives") for term in person["terms"]]
            self.certificates = max(int(certificate.rpartition("-")[2]) for certificate in given)
        self.certificates += 1
        return f"{self.mark.letters}-{year}-{self.certificates:05}"

    # -- who or what it happens to

    def some(self, what: str, records: Callable[[], Iterable[Data]]) -> Iterator[tuple[Data, Random]]:
        """Those to whom something happens, each with its own source of chance; those without a story first."""
        chance = self.chance(what)
        for number in range(max(1, len(self.of("groups")) // RARE)):
            fitting = list(records())
            fresh = [record for record in fitting if record["id"] not in self.taken]
            if not fresh:
                return
            chosen = chance.choice(fresh)
            self.taken.add(chosen["id"])
            yield chosen, self.chance(f"{what} {number}")


def village_of(record: Data) -> str:
    return str(record["id"]).split("-", 1)[0]


def was(record: Data, at: str, until: datetime.date, value: Any) -> None:
    """Until that day the place held another value; None for nothing."""
    entry: Data = {"at": at, "until": f"{until}"}
    record.setdefault("earlier", []).append(entry | ({"was": value} if value is not None else {}))


def fewer_households(record: Data, until: datetime.date, fewer: int) -> None:
    """Until that day a group or representative had so many households less, and on every day before as well."""
    at, day = "household_count", f"{until}"
    dated = [one for one in record.get("earlier", ()) if one["at"] == at]
    if not any(one["until"] == day for one in dated):
        later = [one for one in dated if one["until"] > day]
        was(record, at, until, min(later, key=lambda one: str(one["until"]))["was"] if later else record[at])
        dated.append(record["earlier"][-1])
    for one in dated:
        if one["until"] <= day:
            one["was"] -= fewer
