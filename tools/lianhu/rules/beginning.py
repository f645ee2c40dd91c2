"""The rule about the day since which the town keeps records."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_town()
def records_begin_soon(register: Register) -> Iterator[Finding]:
    """The day since which records are kept has come, or comes within the days by which the town announces things.

    Source: G6.
    """
    since, days = register.town.records_since, register.town.limits.notice_days
    if since and since > after(register.today, days):
        yield Finding(
            register.town,
            ("records_since",),
            say("Records are to be kept since {day}, more than {days} days from today.", day=since, days=days),
            say("Leave 'records_since' out until then: without any record nothing is due yet."),
        )
