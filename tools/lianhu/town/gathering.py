"""Like matters of several groups, gathered into one of the village or town that answers them all (R32, 普遍性诉求)."""

from __future__ import annotations

from lianhu.town import loop
from lianhu.town.kinds import Event, Issue
from lianhu.town.register import Register


def lead(register: Register, issue: Issue) -> Issue | None:
    """The issue that answers this one; None for one that stands for itself."""
    return register.followed(Issue, loop.lead_of(issue))


def settled(leading: Issue | None) -> Event | None:
    """The remedy or explanation of what answers a gathered issue, once there is one that stands."""
    answer = loop.answered(leading.events) if leading else None
    return answer if answer and answer.stage in loop.SETTLED else None


def state_with(issue: Issue, leading: Issue | None) -> str:
    """The issue's state; of a gathered one that waits for its feedback, that of what it is gathered into."""
    own, answer = loop.state(issue), settled(leading)
    return loop.STEPS[answer.stage].state if answer and own == loop.STEPS["gathered"].state else own


def state(register: Register, issue: Issue) -> str:
    return state_with(issue, lead(register, issue))


def progress(register: Register, issue: Issue) -> tuple[loop.StageProgress, ...]:
    """The four stages; of a gathered issue the third is reached with what answers it."""
    answer = settled(lead(register, issue))
    return loop.progress(issue, answer.date if answer else None)
