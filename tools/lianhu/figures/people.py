"""Figures about who serves whom (R4, R8, R10)."""

from __future__ import annotations

from collections.abc import Iterable

from lianhu.figures.figure import Count, HouseholdRate
from lianhu.figures.rows import BackgroundCount, Covered, Serving, Unit


def representatives_serving(serving: Iterable[Serving]) -> Count:
    """Representatives who serve a group today. Source: R4."""
    return Count(tuple(serving))


def households_served(serving: Iterable[Serving]) -> Count:
    """The households that serving representatives keep contact with. Source: R4."""
    return Count(tuple(serving), lambda row: row.household_count)


def coverage(groups: Iterable[Covered]) -> HouseholdRate:
    """Households that have a representative / all households of the groups. Source: R4, R9."""
    among = tuple(groups)
    return HouseholdRate(
        tuple(group for group in among if group.served == group.households),
        among,
        part=sum(group.served for group in among),
        whole=sum(group.households for group in among),
    )


def groups(units: Iterable[Unit]) -> Count:
    """Groups that exist today. Source: R8."""
    return Count(tuple(units))


def workstations(units: Iterable[Unit]) -> Count:
    """Groups that hang a workstation's sign; several may share a venue. Source: R10."""
    return Count(tuple(unit for unit in units if unit.venue))


def of_background(counts: Iterable[BackgroundCount], background: str) -> Count:
    """Party members, volunteers or respected residents among those who serve, as villages counted them. Source: R3."""
    said = tuple(count for count in counts if getattr(count, background))
    return Count(said, lambda count: getattr(count, background))
