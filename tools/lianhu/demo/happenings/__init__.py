"""What happens in a town over the years: rules, offices, units and people change, and what was wrong is mended.

Each function lets one thing happen, as often as the town is large, and not at all where nothing fits.
"""

from __future__ import annotations

from lianhu.demo.happenings import mending, offices, people, settings, units
from lianhu.demo.happenings.past import Past

__all__ = ["Past", "of_its_records", "of_the_town"]

OF_THE_TOWN = (*settings.HAPPENINGS, *people.HAPPENINGS, *units.HAPPENINGS, *offices.HAPPENINGS)
OF_ITS_RECORDS = (*units.AFTERWARDS, *mending.HAPPENINGS)


def of_the_town(past: Past) -> None:
    """What was done in the years follows from it."""
    for happening in OF_THE_TOWN:
        happening(past)


def of_its_records(past: Past) -> None:
    """What befalls the records of what was done."""
    for happening in OF_ITS_RECORDS:
        happening(past)
