"""One state of the town: what a comparison is given of it, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lianhu import public, rules
from lianhu.public import Posted
from lianhu.reading import files
from lianhu.reading.files import Tree
from lianhu.rules import parts
from lianhu.rules.check import check
from lianhu.rules.parts import Parts
from lianhu.site import shown
from lianhu.site.shown import Shown
from lianhu.store import NONE, Store
from lianhu.town import beginning
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.problems import Problem


@dataclass(frozen=True)
class State:
    """`register` is None when the records cannot be read by today's schemas; by it the past is judged, nothing else.

    `web` and `wall` are the posted registers. Only a state without problems has a site (`has_site`): no other is ever
    built: its `parts` are known, in which it was judged.
    """

    tree: Tree
    problems: tuple[Problem, ...]
    register: Register | None = field(repr=False)
    parts: Parts | None = field(default=None, repr=False)

    @cached_property
    def shown(self) -> Shown | None:
        """What the web shows of a state that has a site."""
        return shown.of_parts(self.parts) if self.parts else None

    @cached_property
    def web(self) -> Posted | None:
        if self.shown:
            return self.shown.town
        return public.posted(self.register, "web") if self.register else None

    @cached_property
    def wall(self) -> Posted | None:
        return public.posted(self.register, "wall") if self.register else None

    @property
    def has_site(self) -> bool:
        return self.parts is not None

    @property
    def whole(self) -> State:
        """This one, of which `web` holds the whole town."""
        return self


@dataclass(frozen=True)
class NarrowState(State):
    """A state of which `web` and `wall` hold the town's own records and some villages, each its own."""

    of: State | None = field(default=None, repr=False)
    on_web: frozenset[str] = frozenset()
    on_wall: frozenset[str] = frozenset()

    @cached_property
    def web(self) -> Posted | None:
        town = self.whole.web
        assert town
        paths = (one.path for one in town.filings.values() if not one.village or one.village in self.on_web)
        return public.at_paths(town, paths, beginning.of_town(town))

    @cached_property
    def wall(self) -> Posted | None:
        assert self.parts
        return rules.shown.town(self.parts, "wall", self.on_wall)

    @property
    def whole(self) -> State:
        assert self.of
        return self.of


def narrowed(state: State, on_web: frozenset[str], on_wall: frozenset[str]) -> State:
    """The state with these villages alone on each place."""
    return NarrowState(
        *(state.tree, state.problems, state.register, state.parts), of=state, on_web=on_web, on_wall=on_wall
    )


def state(tree: Tree, refused: Sequence[Problem], schemas: Schemas, today: date, store: Store = NONE) -> State:
    """The town of `tree`, of whatever version, judged by these schemas on this day."""
    tree, _ = parts.todays(tree, schemas, store)
    if files.TOWN_FILE not in tree:
        return State(tree, tuple(refused), None)
    verdict = check(tree, schemas, today, list(refused), is_past=True, store=store)
    return State(tree, verdict.problems, verdict.register, None if verdict.problems else verdict.parts)
