"""What day it is for the town: asked once, at the edge; everything below is given the day."""

from __future__ import annotations

import datetime
import os

from lianhu.words import say
from lianhu.words.problems import ToolError, quoted

# All of China, without summer time since 1991; a small machine has no table of the world's time zones.
TOWN_TIME = datetime.timezone(datetime.timedelta(hours=8))
VARIABLE = "LIANHU_TODAY"


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
