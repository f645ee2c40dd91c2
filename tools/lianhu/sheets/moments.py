"""Dates and times as spreadsheets hold them: real ones, serial numbers, and the texts people type.

Source of the forms: the 2,818 times of resident-messages.xlsx, and what Chinese Excel, WPS and forms write.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from lianhu.reading.spreadsheets import Cell

# Serial 1 is 1900-01-01, but Excel believes in a 29 February 1900: counted from here, all later days are right.
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
_SERIALS = range(25_569, 73_051)  # 1970 to 2099; a smaller or larger number is hardly meant as a day
_YEARS = range(1970, 2100)

_WRITTEN = re.compile(
    r"""(?P<year>[0-9]{4}) (?:
            [-/.] (?P<month>[0-9]{1,2}) [-/.] (?P<day>[0-9]{1,2})
          | 年 (?P<month_>[0-9]{1,2}) 月 (?P<day_>[0-9]{1,2}) [日号]
          | (?P<month__>[0-9]{2}) (?P<day__>[0-9]{2})
        )
        (?: (?:[ ]|T|(?<=[日号])) [ ]* (?P<half>上午|下午)? [ ]*
            (?P<hour>[0-9]{1,2}) [:时点] (?P<minute>[0-9]{1,2})
            (?: [:分] (?: (?P<second>[0-9]{1,2}) (?:\.[0-9]+)? 秒? )? )?
        )?""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")


def moment(cell: Cell) -> datetime | None:
    """The local time a cell means, to the second, midnight where it names only a day; None when it is unreadable.

    Two-digit years, and days before months, are unreadable: nobody can tell what they mean.
    """
    if isinstance(cell, datetime):
        found: datetime | None = cell.replace(microsecond=0, tzinfo=None)
    elif isinstance(cell, date):
        found = datetime.combine(cell, time())
    elif isinstance(cell, str):
        found = _written(" ".join(unicodedata.normalize("NFKC", cell).split()))
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _written(str(int(cell)) if float(cell).is_integer() else str(cell))
    else:
        found = None
    return found if found and found.year in _YEARS else None


def _written(text: str) -> datetime | None:
    if _NUMBER.fullmatch(text):
        serial = float(text)
        # Whole seconds: the fraction of a day is binary and seldom exact.
        return _EXCEL_DAY_ZERO + timedelta(seconds=round(serial * 86_400)) if int(serial) in _SERIALS else None
    match = _WRITTEN.fullmatch(text)
    if not match:
        return None
    part = match.groupdict()
    hour = int(part["hour"] or 0)
    if part["half"] and not 1 <= hour <= 12:
        return None
    if part["half"]:
        hour = hour % 12 + (12 if part["half"] == "下午" else 0)
    try:
        return datetime(
            int(part["year"]),
            int(part["month"] or part["month_"] or part["month__"]),
            int(part["day"] or part["day_"] or part["day__"]),
            hour,
            int(part["minute"] or 0),
            int(part["second"] or 0),
        )
    except ValueError:  # 30 February, 24:00
        return None


def lies_before(one: datetime, other: datetime) -> bool:
    """Whether `one` is earlier; a moment at midnight names only its day."""
    if time() in (one.time(), other.time()):
        return one.date() < other.date()
    return one < other
