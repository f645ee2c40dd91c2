"""One thing that is due on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lianhu.words import Text

TOWN = "town"


@dataclass(frozen=True, kw_only=True, order=True)
class Due:
    """One thing to do: whose it is (`unit`, an id or `town`), what `kind`, and since which day.

    `record` is the id of the issue or task list that it is about. A term is due on its last day, ahead
    of it; a vacancy likewise on the day by which it is filled.
    """

    unit: str
    kind: str
    since: date
    record: str = ""
    sentence: Text = field(compare=False)
