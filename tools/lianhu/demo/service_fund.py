"""Service funds (R24): a grant for each representative and what it was spent on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from lianhu.demo.texts import in_season, texts
from lianhu.demo.year import DAY, TODAY, VillageYear, Written, day_between
from lianhu.town.kinds import Representative

FEN = Decimal("0.01")
YESTERDAY = TODAY - DAY


def service_funds(here: VillageYear) -> Iterator[Written]:
    members = {one.id: one for group in here.all_groups for one in here.members_of(group)}
    for year in here.year.funded:
        chance = here.chance(f"fund {year}")
        common_day = here.working_day(_granted_from(year) + DAY * chance.randint(0, 9))
        funds = [
            fund for _, member in sorted(members.items()) if (fund := _fund(here, member, year, common_day, chance))
        ]
        if not funds:
            continue
        _number_receipts(funds, f"{here.village.id[:2].upper()}{year}")
        yield (
            f"{here.folder}/service-fund/{year}.yaml",
            {"id": f"{here.village.id}-{year}", "year": year, "funds": funds},
        )


def _granted_from(year: int) -> datetime.date:
    """About when a year's funds are granted: after the Spring Festival, in the latest year before it."""
    return datetime.date(year, 1, 19) if year == TODAY.year else datetime.date(year, 2, 17)


def _fund(
    here: VillageYear, representative: Representative, year: int, common_day: datetime.date, chance: Random
) -> dict[str, Any] | None:
    """A fund for whoever served on the common day; those chosen later get theirs soon after.

    Whoever came from another village within the year brought the fund along.
    """
    seats = [seat for seat in representative.groups if any(seat.group == group.id for group in here.all_groups)]
    first_day = representative.groups[0].since
    granted_on = common_day if first_day <= common_day else here.working_day(max(common_day, first_day + DAY * 9))
    last = min(datetime.date(year, 12, 31), YESTERDAY, seats[-1].until or YESTERDAY)
    if granted_on > last or granted_on.year != year or not any(seat.covers(granted_on) for seat in seats):
        return None
    granted = here.register.limits(granted_on).service_fund + chance.choice((0, 0, 0, 0, 40, 100))
    entries: list[dict[str, str]] = []
    left = granted
    days = sorted(day_between(granted_on, last, chance) for _ in range(chance.randint(1, 5)))
    purposes = [*texts("funds")["both"], *texts("funds")[here.setting]]
    chance.shuffle(purposes)
    for day in days[: 1 + (last - granted_on).days // 21]:
        chosen = next(purpose for purpose in purposes if in_season(purpose, day.month))
        purposes.remove(chosen)
        purpose, least, most, *_ = chosen
        amount = (Decimal(chance.randint(2 * least, 2 * most)) / 2).quantize(FEN)
        if amount <= left:
            entries.append({"date": f"{day}", "amount": f"{amount}", "purpose": purpose})
            left -= amount
    return {
        "representative": representative.id,
        "granted": f"{granted.quantize(FEN)}",
        "granted_on": f"{granted_on}",
        "entries": entries,
    }


def _number_receipts(funds: list[dict[str, Any]], prefix: str) -> None:
    """Receipts are numbered through the village's year, in the order in which they were handed in."""
    entries = [(entry["date"], fund["representative"], entry) for fund in funds for entry in fund["entries"]]
    for number, (_, _, entry) in enumerate(sorted(entries, key=lambda item: item[:2]), start=1):
        entry["receipt"] = f"{prefix}{number:04}"
