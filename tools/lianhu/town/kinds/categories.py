"""What issues are about (R37), and by when each category should be done."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """`days` after the report, counted in `working_days` or `calendar_days`."""

    days: int
    counted_in: str


@dataclass(frozen=True, kw_only=True)
class Category(Validity):
    """A category with a `fixed_title` concerns disputes between persons: no narrative is published."""

    id: str
    name: str
    field: str
    deadline: Deadline | None = None
    fixed_title: str | None = None


@dataclass(frozen=True, kw_only=True)
class Categories(Correctable):
    categories: tuple[Category, ...]
