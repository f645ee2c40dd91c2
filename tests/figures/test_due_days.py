"""The due day of every issue of the demonstration town, computed once more from its files by another way.

Nothing of ours has a part in it: the files are read by PyYAML, what held on a day is looked up by hand, and working
days come from chinese_calendar.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import chinese_calendar
import yaml

from help.walk import ROOT
from lianhu.reading import files
from lianhu.rules.check import readable
from lianhu.town import schemas
from lianhu.town.case import case_of
from lianhu.town.kinds import Issue

TODAY = datetime.date(2026, 11, 22)
DAY = datetime.timedelta(days=1)


def plain(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)


def deadline_on(book: Any, category: str, day: str) -> dict[str, str]:
    """A category's deadline on a day: today's, and over it what the entries say, the latest first."""
    found = next(entry for entry in book["categories"] if entry["id"] == category)
    deadline = dict(found.get("deadline", {}))
    entries = [entry for entry in book.get("earlier", []) if entry["until"] >= day]
    for entry in sorted(entries, key=lambda entry: str(entry["until"]), reverse=True):
        match = re.fullmatch(r"categories\[(\w+)\]\.deadline(?:\.(\w+))?", entry["at"])
        if match and match[1] == category:
            for key in (match[2],) if match[2] else ("days", "counted_in"):
                deadline.pop(key, None)
                if "was" in entry:
                    deadline[key] = entry["was"]
    return deadline


def due(issue: Any, book: Any) -> datetime.date | None:
    if "due_on" in issue:
        return datetime.date.fromisoformat(issue["due_on"])
    reported = next((event["date"] for event in issue["events"] if event["stage"] == "reported"), None)
    deadline = deadline_on(book, issue["category"], reported) if reported else {}
    if not reported or not deadline:
        return None
    day, left = datetime.date.fromisoformat(reported), int(deadline["days"])
    while left:
        day += DAY
        counts = deadline["counted_in"] == "calendar_days" or (
            chinese_calendar.is_workday(day) if day.year < 2027 else day.weekday() < 5
        )
        left -= counts
    return day


def test_every_due_day_is_the_same_by_another_way() -> None:
    tree, _ = files.read_folder(ROOT)
    register = readable(tree, schemas.load(ROOT), TODAY)
    assert register
    book = plain(ROOT / "records/categories.yaml")
    ours = {issue.id: case_of(register, issue).due for issue in register.all(Issue)}
    written = [plain(path) for path in (ROOT / "records/villages").glob("*/issues/*/*.yaml")]
    theirs = {issue["id"]: due(issue, book) for issue in written if not issue.get("corrections")}
    assert {issue: ours[issue] for issue in theirs} == theirs
    assert len([day for day in theirs.values() if day]) > 40
