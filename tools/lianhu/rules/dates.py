"""What rules about dates have in common: days that have not come yet, and what it means when many have not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from lianhu.reading import files
from lianhu.reading.document import Location
from lianhu.rules.finding import Finding
from lianhu.town.register import Register
from lianhu.words import Text, say
from lianhu.words.problems import Problem

RECORDED_THEN = say("Correct the date, or record this when it has happened.")
CLOCK = "clock_is_not_behind"
# One record that is dated ahead is a slip; so many, in folders of several kinds or villages, are written by nobody.
MANY, APART = 3, 2


def in_the_future(
    register: Register, record: Any, at: Location, day: date, fix: Text = RECORDED_THEN
) -> Iterator[Finding]:
    """A finding when `day`, which stands at `at`, has not come yet."""
    if day > register.today:
        yield Finding(record, at, _ahead(day, register.today), fix)


def _ahead(day: date, today: date) -> Text:
    return say("{day} lies in the future; today is {today}.", day=day, today=today)


_AHEAD = _ahead(date.min, date.min).template


def behind(problems: Iterable[Problem], today: date) -> Problem | None:
    """That not the records are wrong but the clock, where so many of them are dated ahead; else None."""
    ahead = [problem for problem in problems if problem.message.template == _AHEAD]
    paths = sorted({problem.path for problem in ahead})
    if len(paths) < MANY or len({path.rpartition("/")[0] for path in paths}) < APART:
        return None
    return Problem(
        path=files.TOWN_FILE,
        rule=CLOCK,
        message=say(
            "Today is {today}, as this computer's clock or --today says, and {count} records tell of later days, up to "
            "{last}: {paths}",
            today=today,
            count=len(paths),
            last=max(str(dict(problem.message.values)["day"]) for problem in ahead),
            paths=(*paths[:MANY], "…") if len(paths) > MANY else tuple(paths),
        ),
        fix=say(
            "Set the clock right and check again: most of what else was found follows from it and is not told. If it "
            "is right, correct these days first."
        ),
    )
