"""What day it is for the town: asked once, at the edge; everything below is given the day."""

from __future__ import annotations

import datetime
import os

from lianhu.words import say
from lianhu.words.problems import ToolError, quoted

# All of China, without summer time since 1991; a small machine has no table of the world's time zones.
TOWN_TIME = datetime.timezone(datetime.timedelta(hours=8))
VARIABLE = "LIANHU_TODAY"


def now(day: datetime.date | None = None) -> datetime.datetime:
    """What the reader's clock says, in China's time; the end of the day given (else of LIANHU_TODAY) if that is later.

    What was made since a day in the past is there all the same, so a day given never turns the clock back.
    """
    machine = datetime.datetime.now(TOWN_TIME)
    end = datetime.datetime.combine(day or today(), datetime.time(23, 59, 59), TOWN_TIME)
    return end if end.date() > machine.date() else machine


def today(given: str | None = None) -> datetime.date:
    """The day given, else the environment's LIANHU_TODAY, else today in China. Raises ToolError for no day."""
    text = given or os.environ.get(VARIABLE)
    if not text:
        return datetime.datetime.now(TOWN_TIME).date()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ToolError(
            say("{found} is not a day; write it as year-month-day, like 2026-11-22.", found=quoted(text))
        ) from error
