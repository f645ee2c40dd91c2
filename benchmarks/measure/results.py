"""A task measured: the runs of ours and of each peer, in turn, and what they come to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from measure.goals import By, Goal, Spread, ratio
from measure.tasks import Peer, Task
from measure.timing import Absent, Timing
from measure.towns import Town


@dataclass(frozen=True)
class Verdict:
    """A goal, and the figure that was found for it."""

    goal: Goal
    found: float

    @property
    def is_met(self) -> bool:
        return self.goal.is_met(self.found)


@dataclass
class Side:
    """The runs of one side of a task; `absent` says why there are none."""

    name: str
    goals: tuple[Goal, ...]
    asked: Callable[[], Timing]
    runs: list[Timing] = field(default_factory=list)
    absent: str = ""

    def run(self) -> None:
        if not self.absent:
            try:
                self.runs.append(self.asked())
            except Absent as reason:
                self.absent, self.runs = str(reason), []


@dataclass
class Result:
    """What was found. `more` is how many times the files of its peer a larger town has, where each file counts."""

    what: str
    ours: Side
    peers: tuple[Side, ...]
    more: float
    by: By
    load: float

    @property
    def rows(self) -> Iterator[tuple[Side | None, tuple[Verdict, ...]]]:
        """Ours by itself, then ours beside each peer."""
        yield None, self._verdicts(self.ours, ()) if self.ours.runs else ()
        for peer in self.peers:
            yield peer, self._verdicts(peer, tuple(peer.runs)) if peer.runs and self.ours.runs else ()

    def _verdicts(self, side: Side, theirs: tuple[Timing, ...]) -> tuple[Verdict, ...]:
        return tuple(Verdict(goal, goal.found(self.ours.runs, theirs, self.more, self.by)) for goal in side.goals)

    def ratio(self, peer: Side) -> float:
        return ratio(self.ours.runs, peer.runs, self.by, self.more)


def measured(task: Task, town: Town, runs: int, by: By, absent: Mapping[str, str], more: float = 1) -> Result:
    """Ask ours and each peer in turn, so many times; a peer that is absent is left out of every round."""
    result = unmeasured(task, lambda: town, by, absent, more)
    for _ in range(runs):
        for side in (result.ours, *result.peers):
            if not result.ours.absent:
                side.run()
    return result


def unmeasured(task: Task, town: Callable[[], Town], by: By, absent: Mapping[str, str], more: float = 1) -> Result:
    """A result without runs; the town is made when the first is asked for."""
    ours = Side("lianhu", task.goals, lambda: task.asked(town()))
    peers = tuple(_side(peer, town, absent) for peer in task.peers)
    return Result(task.what, ours, peers, more, by, round(os.getloadavg()[0], 1))


def _side(peer: Peer, town: Callable[[], Town], absent: Mapping[str, str]) -> Side:
    reason = next((reason for name, reason in absent.items() if peer.name.startswith(name)), "")
    return Side(peer.name, peer.goals, lambda: peer.asked(town()), absent=reason)


def spreads(side: Side) -> dict[str, Spread]:
    return {name: Spread.of(getattr(run, name) for run in side.runs) for name in ("wall", "cpu", "memory")}
