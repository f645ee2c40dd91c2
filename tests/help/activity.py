"""What villages did, written down file by file: visits, lists, meetings, reviews, issues."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from help.towns import Tree
from lianhu.reading.files import TOWN_FILE
from lianhu.rules import check
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

ONE = "chengnan-g01-r01"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


ACTIVITY = ("/visits/", "/task-lists/", "/meetings/", "/service-days/", "/service-fund/", "/reviews/", "/issues/")


def town_on(
    tree: Tree, town_schemas: Schemas, today: str, files: Mapping[str, str], since: str = "2026-01-01"
) -> Register:
    """A town without what its villages did, on a day, with the files given instead; it keeps records `since` a day."""
    kept = {path: content for path, content in tree.items() if not any(name in path for name in ACTIVITY)}
    kept[TOWN_FILE] = kept[TOWN_FILE].replace(b"records_since: 2026-02-03", f"records_since: {since}".encode())
    given = {f"records/{path}": text.encode() for path, text in files.items()}
    documents, problems = check.read({**kept, **given}, town_schemas)
    assert not problems
    return Register(documents, town_schemas, day(today))


def visits(*days: str) -> dict[str, str]:
    """The visits of one representative, in the files of their months."""
    files: dict[str, str] = {}
    for visited in days:
        month = visited[:7]
        path = f"villages/chengnan/visits/{month}/g01.yaml"
        files.setdefault(path, f"id: chengnan-g01-{month}\nvisits:\n")
        files[path] += (
            f"  - {{date: {visited}, household_count: 3,"
            f" visitors: [{{role: representative, representative: {ONE}}}]}}\n"
        )
    return files


def task_list(month: str, task: str) -> dict[str, str]:
    head = f"id: chengnan-{month}\ndrawn_up_on: {month}-01\ntasks:\n"
    return {
        f"villages/chengnan/task-lists/{month}.yaml": f"{head}  - {{text: 清沟, responsible_post: 网格专干{task}}}\n"
    }


def meeting(date: str, kind: str) -> dict[str, str]:
    head = f"id: chengnan-{date}-{kind}\nkind: {kind}\ndate: {date}\n"
    rest = "place: 活动室\ntopic: 民情\nchaired_by: village_officer\nattendance: {}\n"
    return {f"villages/chengnan/meetings/{date}-{kind}.yaml": head + rest}


def service_day(date: str, orders: str = "orders: []") -> dict[str, str]:
    head = f"id: chengnan-{date[:7]}\ndate: {date}\n{orders}\n"
    activity = "activities: [{kind: publicity_exchange, title: 讲政策, place: 活动室}]\n"
    return {f"villages/chengnan/service-days/{date[:7]}.yaml": head + activity}


def fund(year: int) -> dict[str, str]:
    """The fund of one representative."""
    granted = f'{{representative: {ONE}, granted: "200.00", granted_on: {year}-03-02, entries: []}}'
    return {f"villages/chengnan/service-fund/{year}.yaml": f"id: chengnan-{year}\nyear: {year}\nfunds: [{granted}]\n"}


def review(quarter: str, date: str) -> dict[str, str]:
    return {f"reviews/{quarter}.yaml": f"id: {quarter}\ndate: {date}\nsummary: 好。\ndecisions: []\nawards: []\n"}


def issue(*events: str, category: str = "water_supply", more: str = "") -> dict[str, str]:
    """An issue discovered and reported on 2 November; water is due in seven calendar days."""
    head = f"id: chengnan-g01-2026-0001\ntitle: 停水\nkind: complaint\ncategory: {category}\nsource: hotline\n{more}"
    steps = ("discovered, date: 2026-11-02", "reported, date: 2026-11-02", *events)
    lines = "".join(f"  - {{stage: {step}, by: village_officer}}\n" for step in steps)
    return {"villages/chengnan/issues/2026/g01-2026-0001.yaml": f"{head}responsible_post: 网格专干\nevents:\n{lines}"}
