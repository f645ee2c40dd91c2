"""A village's theme days: a lesson, a film, some practice, and the members who came."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.demo.gatherings import branch_of, gathering, spread_days
from lianhu.demo.texts import texts
from lianhu.demo.year import Data, VillageYear

THEME_DAYS = 4
PARTS = ("lesson", "film", "practice")


def theme_days(here: VillageYear) -> Iterator[Data]:
    chance = here.chance("theme days")
    bank = texts("meetings")["theme_days"]
    for day in spread_days(here, THEME_DAYS, chance):
        parts = [{"kind": kind, "title": chance.choice(bank[kind])} for kind in PARTS]
        meeting = gathering(here, "theme_day", day, here.hall(), parts[0]["title"], "village_officer")
        yield meeting | {"parts": parts, "attendance": {"branch": branch_of(here, chance)}}
