"""Issues: which are new, how far the others came and through which post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from lianhu.difference.effects.compared import is_dispute, matter, pairs, unit
from lianhu.difference.effects.effect import Effect
from lianhu.town import loop
from lianhu.town.kinds import Event, Issue
from lianhu.town.register import Register
from lianhu.words import Text, Word, say
from lianhu.words.problems import quoted

ENDS = ("closed", *loop.NOT_COUNTED)
AGAIN = ("disputed", "reopened")


def issues(before: Register, after: Register) -> Iterator[Effect]:
    """The closed loop of each issue; of disputes between persons only what their page shows. Source: R28."""
    for old, new in pairs(before, after, Issue):
        if new is None:
            continue  # told as a removal
        what = matter(before, after, new.id)
        if old is None:
            yield _effect("opened", new, _opened(what, new, before, after))
            continue
        if old.title != new.title and not is_dispute(before, after, old.id, new.id):
            yield _effect("retitled", new, say("{matter} has this title now.", matter=what))
        yield from _advanced(what, old, new, is_dispute(before, after, old.id, new.id))


def _effect(what: str, issue: Issue, text: Text) -> Effect:
    return Effect(topic="issues", what=what, id=issue.id, text=text)


def _opened(what: Text, new: Issue, before: Register, after: Register) -> Text:
    category = after.categories.get(new.category)
    group = after.group_of(new)
    told = {
        "matter": what,
        "category": category.name if category else new.category,
        "group": group.name if group else unit(after, before, new.id.rsplit("-", 2)[0]),
    }
    further = [event for event in new.events if event.stage not in ("discovered", "reported")]
    if further:
        return say("{matter} is new: {category}, {group}; {steps}.", **told, steps=_steps(further))
    return say("{matter} is new: {category}, {group}.", **told)


def _advanced(what: Text, old: Issue, new: Issue, dispute: bool) -> Iterator[Effect]:
    reach = len(old.events)
    corrected = len(new.corrections) > len(old.corrections)
    published, present = ([_public(event, dispute) for event in one.events[:reach]] for one in (old, new))
    if published != present and not corrected:
        text = say("{matter}: what was already published of its course is altered.", matter=what)
        yield _effect("altered", new, text)
        return
    if events := new.events[reach:]:
        yield _effect(_kind(events), new, say("{matter}: {steps}.", matter=what, steps=_steps(events)))


def _public(event: Event, dispute: bool) -> object:
    """What of an event is compared: of a dispute, which has no story in one state at least, only its stage."""
    return (event.stage, event.date, event.by) if dispute else event


def _kind(events: Sequence[Event]) -> str:
    if events[-1].stage in ENDS:
        return "closed"
    return "reopened" if any(event.stage in AGAIN for event in events) else "advanced"


def _steps(events: Sequence[Event]) -> Text:
    return reduce(lambda done, step: say("{done}, then {step}", done=done, step=step), map(_step, events))


def _step(event: Event) -> Text:
    """A stage and the post that took it; to whom it went, and what residents said of it."""
    stage, post = Word(event.stage), Word(event.by)
    if event.to_level:
        return say("{stage} to the {level} ({post})", stage=stage, level=Word(event.to_level), post=post)
    if event.to_post:
        return say("{stage} to {receiver} ({post})", stage=stage, receiver=quoted(event.to_post), post=post)
    result = event.satisfaction or event.outcome
    if result:
        return say("{stage} ({post}; {result})", stage=stage, post=post, result=Word(result))
    return say("{stage} ({post})", stage=stage, post=post)
