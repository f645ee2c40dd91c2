"""The effects of a change in the town's words: what is otherwise for residents, and nothing that they cannot see.

`between` takes two *posted* registers of the same day and place (`publish.posted(..., "web")`), so that what is not
published cannot be told, and a change of nothing public has no effect. Of what an older state showed only numbers,
days, offices and official names are told; a person is called as the later state may call them, else by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lianhu.difference.effects.corrections import corrections
from lianhu.difference.effects.effect import TOPICS, Effect
from lianhu.difference.effects.households import households
from lianhu.difference.effects.issues import issues
from lianhu.difference.effects.money import money
from lianhu.difference.effects.others import others
from lianhu.difference.effects.people import people
from lianhu.difference.effects.removals import removals
from lianhu.difference.effects.units import units
from lianhu.difference.effects.work import work
from lianhu.town.register import Register

__all__ = ["EFFECTS", "TOPICS", "Effect", "between"]

# In the order of the headings; a new topic is a new module and its line here.
EFFECTS: tuple[Callable[[Register, Register], Iterator[Effect]], ...] = (
    people,
    units,
    households,
    issues,
    work,
    money,
    corrections,
    removals,
)


def between(before: Register, after: Register) -> tuple[Effect, ...]:
    """What changes from one posted register to another, in the order of `TOPICS`, within a topic in order of id."""
    found = [effect for topic in EFFECTS for effect in topic(before, after)]
    return (*found, *others(before, after, {effect.id for effect in found}))
