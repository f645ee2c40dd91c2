"""One state of the town: what a comparison is given of it, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lianhu import public
from lianhu.public import Posted
from lianhu.reading import files
from lianhu.reading.files import Tree
from lianhu.rules import parts
from lianhu.rules.check import check
from lianhu.store import NONE, Store
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.problems import Problem


@dataclass(frozen=True)
class State:
    """`register` is None when the records cannot be read by today's schemas; by it the past is judged, nothing else.

    `web` and `wall` are the posted registers. Only a state without problems has a site (`has_site`): no other is ever
    built.
    """

    tree: Tree
    problems: tuple[Problem, ...]
    register: Register | None = field(repr=False)

    @cached_property
    def web(self) -> Posted | None:
        return public.posted(self.register, "web") if self.register else None

    @cached_property
    def wall(self) -> Posted | None:
        return public.posted(self.register, "wall") if self.register else None

    @property
    def has_site(self) -> bool:
        return self.register is not None and not self.problems


def state(tree: Tree, refused: Sequence[Problem], schemas: Schemas, today: date, store: Store = NONE) -> State:
    """The town of `tree`, of whatever version, judged by these schemas on this day."""
    tree, _ = parts.todays(tree, schemas, store)
    if files.TOWN_FILE not in tree:
        return State(tree, tuple(refused), None)
    verdict = check(tree, schemas, today, list(refused), is_past=True, store=store)
    return State(tree, verdict.problems, verdict.register)
