"""What rules about dates have in common: days that have not come yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lianhu.reading.document import Location
from lianhu.rules.finding import Finding
from lianhu.town.register import Register
from lianhu.words import say


def in_the_future(register: Register, record: Any, at: Location, day: date) -> Iterator[Finding]:
    """A finding when `day`, which stands at `at`, has not come yet."""
    if day > register.today:
        yield Finding(
            record,
            at,
            say("{day} lies in the future; today is {today}.", day=day, today=register.today),
            say("Correct the date, or record this when it has happened."),
        )
