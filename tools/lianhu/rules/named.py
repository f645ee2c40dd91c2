"""Whose names the texts of a village may say: of who represents or holds an office there, and agrees to be named.

A name that is withheld, or will be given back, on whatever day, is no longer one that texts should repeat: so what a
text may say does not change at midnight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lianhu.public import persons
from lianhu.town import offices
from lianhu.town.kinds import Representative
from lianhu.town.register import Register

OF_THE_TOWN = ""


def named(register: Register) -> Mapping[str, frozenset[str]]:
    """The names by village, each with the town's cadres; those of the town's own records under `OF_THE_TOWN`."""
    found: dict[str, set[str]] = defaultdict(set)
    withheld: dict[str, set[str]] = defaultdict(set)
    for village, name, is_said in (*_representatives(register), *_holders(register)):
        (found if is_said else withheld)[village].add(name)
    of_town = found[OF_THE_TOWN]
    return {village: frozenset((names | of_town) - withheld[village]) for village, names in found.items()}


def _representatives(register: Register) -> Iterator[tuple[str, str, bool]]:
    for one in register.all(Representative):
        consent = register.origin(one).data.get("consent", {}).get("name", {})
        yield register.filed(one).village, one.name, bool(consent.get("web")) and "withdrawn_on" not in consent


def _holders(register: Register) -> Iterator[tuple[str, str, bool]]:
    for one in offices.held(register):
        consent = persons.entry(register, one).get("consent", {}).get("name", {})
        yield register.filed(one.unit).village, one.holder.name, "withdrawn_on" not in consent
