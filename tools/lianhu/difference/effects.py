"""All effects of a change: the lines that `/changes/` will have of each record, and what follows from them.

The lines are the chronicle's own, told of the history as it will be once the change is published; so the past's door
has let them out, judged by the later state. What follows is asked of the two *posted* registers of the same day: it
can tell nothing that is not published, and a change of nothing public has no effect. Only that something was asked of
a text and confirmed is told besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lianhu.changes import Change
from lianhu.difference import agreed, confirmations, households
from lianhu.difference.effect import TOPICS, Effect
from lianhu.difference.serving import serving
from lianhu.difference.shown import shown
from lianhu.difference.state import State
from lianhu.difference.teller import Teller
from lianhu.history import PROPOSED
from lianhu.public import Posted

# What no record says of itself; another consequence is another function and its line here.
CONSEQUENCES: tuple[Callable[[Posted, Posted], Iterator[Effect]], ...] = (serving, households.of_groups)


def effects(before: State, after: State, changed: Sequence[Change], teller: Teller) -> tuple[Effect, ...]:
    """What a change does, in the order of `TOPICS`, within a topic the records' lines first, in order of path.

    `after` can be read; of a `before` that cannot only the lines are told.
    """
    assert after.web
    entries = teller.chronicle.of_commit(PROPOSED)
    told = [*teller.lines(entries), *confirmations.of_changes(changed, teller)]
    if before.web:
        moved = {change.path: change.old_path for change in changed if change.old_path}
        public_now = tuple(agreed.now_public(before, after, changed))
        told += agreed.effects(public_now, after, teller)
        known = {(one.change.path, one.item) for one in public_now}
        told += shown(before.web, after.web, teller, entries, moved, known)
        told += (effect for consequence in CONSEQUENCES for effect in consequence(before.web, after.web))
        told += households.of_town(before, after)
    order = list(TOPICS)
    return tuple(sorted(told, key=lambda effect: order.index(effect.topic)))
