"""Which dates of a line of commits are believed: a clock that was wrong bends no order but its own commit's.

A commit has the date that the clock of its maker said, and no clock can be relied on. What can be relied on is that a
commit was made after its parent. So those dates are believed that agree with most others: the longest chain of dates
along the line that never go back and do not lie ahead of the reader's clock. Where two chains are equally long, the
later dates are believed: what was published is shown rather too late than too early. Any other commit was made by the
time that the next believed one says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

# Clocks that are kept differ by seconds; Kerberos lets them be five minutes apart (RFC 4120, 8.2).
CLOCKS_APART = timedelta(minutes=5)


def goes_back(date: datetime, parent: datetime) -> bool:
    """Whether a commit's date lies before its parent's by more than clocks are apart."""
    return parent - date > CLOCKS_APART


def is_ahead(date: datetime, now: datetime) -> bool:
    """Whether a date lies after the reader's clock by more than clocks are apart."""
    return date - now > CLOCKS_APART


def bound(date: datetime, parents: Sequence[datetime], now: datetime) -> datetime:
    """The date that what comes after a commit was made after, by its own and by those that it was made after itself.

    One that lies ahead tells nothing, and one that goes back is told of itself and not of what follows. The minutes
    that clocks are apart do not add up.
    """
    before = max((parent for parent in parents if not is_ahead(parent, now)), default=date)
    if is_ahead(date, now):
        return before
    return date if goes_back(date, before) else max(date, before)


def made(dates: Sequence[datetime], now: datetime) -> list[tuple[datetime, bool]]:
    """By when each commit of a line was made, the oldest first, and whether its own date is believed.

    The times never go back. After the last believed one they are the end of the reader's day, so that what is told on
    one day is the same all day long.
    """
    evened = _evened(dates)
    believed = _believed(evened, now)
    last = max((date for date, is_believed in zip(evened, believed, strict=True) if is_believed), default=now)
    by = max(now.replace(hour=23, minute=59, second=59, microsecond=0), last)
    told = []
    for date, is_believed in zip(reversed(evened), reversed(believed), strict=True):
        by = date if is_believed else by
        told.append((by, is_believed))
    return told[::-1]


def _evened(dates: Sequence[datetime]) -> list[datetime]:
    """The dates without the few minutes that they go back: none of those is a contradiction."""
    evened: list[datetime] = []
    for number, date in enumerate(dates):
        follows = number and not goes_back(date, dates[number - 1])
        evened.append(max(date, evened[-1]) if follows else date)
    return evened


def _believed(dates: Sequence[datetime], now: datetime) -> list[bool]:
    """Which dates belong to the longest chain; of several, to the one of the latest dates."""
    lengths = _lengths(dates, now)
    wanted = max(lengths, default=0)
    believed = []
    for length in lengths:
        # Of the dates from which a chain of this length leads on, the first on the line is the latest.
        believed.append(length == wanted > 0)
        wanted -= believed[-1]
    return believed


def _lengths(dates: Sequence[datetime], now: datetime) -> list[int]:
    """For each date, how many the longest chain has that begins with it; 0 for one ahead of the reader's clock."""
    latest: list[float] = []  # by length less one: the latest date (negative) with which such a chain begins
    lengths = []
    for date in reversed(dates):
        if is_ahead(date, now):
            lengths.append(0)
            continue
        place = bisect_right(latest, -date.timestamp())
        latest[place : place + 1] = [-date.timestamp()]
        lengths.append(place + 1)
    return lengths[::-1]
