"""A village's monthly analyses of public opinion (R33): what is open, what was settled, what was decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random

from lianhu.demo.gatherings import branch_of, gathering, named, settled
from lianhu.demo.texts import month_key, some, texts
from lianhu.demo.year import DAY, Data, VillageYear, is_pending, month_begins, month_ends, settled_on
from lianhu.town.kinds import Issue

WORDS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MISSED = 0.03


def analyses(here: VillageYear) -> Iterator[Data]:
    """One a month, after the 23rd; now and then a month without one, as it happens."""
    for year, month in here.year.analysed:
        chance = here.chance(f"analysis {year}-{month}")
        day = here.working_day(month_begins(year, month) + DAY * chance.randint(24, 26))
        if chance.random() < MISSED or day > month_ends(year, month) or day > here.last:
            continue
        begin = month_begins(year, month)
        open_now = [issue for issue in here.issues if is_pending(issue, day)]
        done = [
            issue for issue in here.issues if (on := settled_on(issue, begin)) and on <= day and issue not in open_now
        ]
        discussed = [*some(open_now, 4, chance), *some(done, 2, chance)]
        focus = texts("meetings")["focus"][here.setting][month_key(month)]
        meeting = gathering(
            here, "monthly_analysis", day, here.hall(), f"{WORDS[month - 1]}月民情分析：{focus}", "village_officer"
        )
        meeting["attendance"] = {
            "area_heads": len(here.areas_on(day)),
            "group_heads": max(1, len(here.groups_on(day)) - chance.randint(0, 1)),
            "representatives": named(here, day, 0.3, chance),
            "branch": branch_of(here, here.chance(f"branch {day}")),
        }
        if discussed:
            meeting["issues"] = sorted(issue.id for issue in discussed)
        later = here.chance(f"outcomes {day}")
        taken = _decisions(here, discussed, open_now, day, chance)
        meeting["decisions"] = [settled(decision, day, later) for decision in taken]
        yield meeting


def _decisions(
    here: VillageYear, discussed: list[Issue], open_now: list[Issue], day: datetime.date, chance: Random
) -> list[Data]:
    decisions: list[Data] = []
    texts_left = some(texts("meetings")["issue_decisions"], 2, chance)
    told = [issue for issue in discussed if issue in open_now and here.can_be_handled(issue)]
    for text, issue in zip(texts_left, told, strict=False):
        decision: Data = {
            "text": text.format(title=issue.title, post=issue.responsible_post),
            "responsible_post": issue.responsible_post,
            "due_on": f"{day + DAY * chance.randint(10, 30)}",
        }
        decisions.append(decision)
    for text in some(texts("meetings")["general_decisions"], 2 - len(decisions) // 2, chance):
        decisions.append({"text": text["text"], "responsible_post": text["post"].format(**here.posts(chance))})
    return decisions
