"""What issues are about (R37), and by when each category should be done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """`days` after the report, counted in `working_days` or `calendar_days`."""

    days: int
    counted_in: str


@dataclass(frozen=True, kw_only=True)
class Category:
    """A category with a `fixed_title` concerns disputes between persons: no narrative is published."""

    id: str
    name: str
    field: str
    deadline: Deadline | None = None
    fixed_title: str | None = None


@dataclass(frozen=True, kw_only=True)
class Categories:
    categories: tuple[Category, ...]
