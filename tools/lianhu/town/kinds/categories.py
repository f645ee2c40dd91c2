"""What issues are about (R37), and by when each category should be done."""

from __future__ import annotations

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable
from lianhu.town.kinds.span import Validity


class Deadline(Struct, frozen=True, kw_only=True):
    """`days` after the report, counted in `working_days` or `calendar_days`."""

    days: int
    counted_in: str


class Category(Validity, frozen=True, kw_only=True):
    """A category with a `fixed_title` concerns disputes between persons: no narrative is published."""

    id: str
    name: str
    field: str
    deadline: Deadline | None = None
    fixed_title: str | None = None


# What an issue from another platform is of until somebody has said its category.
UNCLASSIFIED = Category(id="unclassified", name="尚未分类", field="")


class Categories(Correctable, frozen=True, kw_only=True):
    categories: tuple[Category, ...]
