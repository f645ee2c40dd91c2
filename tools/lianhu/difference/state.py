"""One state of the town as far as it may be shown: what a comparison is given of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianhu import public
from lianhu.public import Posted
from lianhu.reading import files
from lianhu.reading.files import Tree
from lianhu.rules.check import check
from lianhu.town.schemas import Schemas
from lianhu.words.problems import Problem


@dataclass(frozen=True)
class State:
    """`web` and `wall` are the posted registers, None when the records cannot be read by today's schemas.

    Only a state without problems has a site (`has_site`): no other is ever built.
    """

    tree: Tree
    problems: tuple[Problem, ...]
    web: Posted | None
    wall: Posted | None

    @property
    def has_site(self) -> bool:
        return self.web is not None and not self.problems


def state(tree: Tree, refused: Sequence[Problem], schemas: Schemas, today: date) -> State:
    """The town of `tree`, judged by these schemas on this day."""
    if files.TOWN_FILE not in tree:
        return State(tree, tuple(refused), None, None)
    verdict = check(tree, schemas, today, list(refused))
    if verdict.register is None:
        return State(tree, verdict.problems, None, None)
    web, wall = (public.posted(verdict.register, place) for place in ("web", "wall"))
    return State(tree, verdict.problems, web, wall)
