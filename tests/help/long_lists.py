"""The tiny town with a list longer than every limit of the pages: so the town itself can stay tiny."""

from __future__ import annotations

import datetime

from help.towns import Tree
from lianhu.town.register import Register
from lianhu.town.service_day import service_day

VILLAGE = "records/villages/heping"
PERSON = "heping-g01-r01"
ISSUES, VISITS, TRAININGS, TALKS = 70, 14, 15, 9
MONTHS = (3, 4, 5, 6, 7, 8, 9)  # with a service day and a task list more


def with_long_lists(town: Tree, register: Register) -> Tree:
    """`{path: bytes}` of a town that is right on the tests' day; all of it is 和平村一组's and its 欧阳立秋's."""
    more = {
        f"{VILLAGE}/visits/2026-11/g01.yaml": _visits(),
        **{f"{VILLAGE}/issues/2026/g01-2026-{number:04}.yaml": _issue(number) for number in range(101, 101 + ISSUES)},
        **dict(_meeting("training", 7, day) for day in range(1, 1 + TRAININGS)),
        **dict(_meeting("evening_talk", 9, day) for day in range(1, 1 + TALKS)),
        **{f"{VILLAGE}/service-days/2026-{month:02}.yaml": _service_day(month, register) for month in MONTHS},
        **{f"{VILLAGE}/task-lists/2026-{month:02}.yaml": _task_list(month) for month in MONTHS[1:]},
    }
    removal = "records/removals/service_day-heping-2026-06.yaml"  # its number is not used again
    return {path: content for path, content in town.items() if path != removal} | {
        path: text.encode() for path, text in more.items()
    }


def _issue(number: int) -> str:
    event = f"    date: 2026-11-{1 + number % 20:02}\n    by: representative\n    representative: {PERSON}\n"
    return (
        f"id: heping-g01-2026-{number:04}\ntitle: 第{number}盏路灯不亮\nkind: help_request\ncategory: street_light\n"
        f"source: visit\nresponsible_post: 村电工\nevents:\n  - stage: discovered\n{event}  - stage: reported\n{event}"
    )


def _visits() -> str:
    visit = "  - date: 2026-11-{day:02}\n    visitors:\n      - role: representative\n        representative: {who}\n"
    visits = "".join(
        visit.format(day=day, who=PERSON) + f"    household_count: {1 + day % 5}\n" for day in range(1, 1 + VISITS)
    )
    return f"id: heping-g01-2026-11\nvisits:\n{visits}"


def _meeting(kind: str, month: int, day: int) -> tuple[str, str]:
    date = datetime.date(2026, month, day)
    audience = "for_whom:\n  - representative\n" if kind == "training" else ""
    return f"{VILLAGE}/meetings/{date}-{kind}.yaml", (
        f"id: heping-{date}-{kind}\nkind: {kind}\ndate: {date}\nplace: 和平村部\ntopic: 第{day}次\n"
        f"chaired_by: area_head\n{audience}attendance:\n  representatives:\n    - {PERSON}\n"
    )


def _service_day(month: int, register: Register) -> str:
    date = service_day(2026, month, register.town.service_day, register.calendars).on
    return (
        f"id: heping-2026-{month:02}\ndate: {date}\nactivities:\n"
        "  - kind: volunteer_service\n    title: 理发\n    place: 和平村部\norders: []\n"
    )


def _task_list(month: int) -> str:
    return (
        f"id: heping-2026-{month:02}\ndrawn_up_on: 2026-{month:02}-02\ntasks:\n"
        f"  - text: 看一遍水渠\n    responsible_post: 村委会\n    done_on: 2026-{month:02}-09\n"
    )
