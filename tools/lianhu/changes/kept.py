"""What stays once it was published: values are not altered, entries not taken out, only followed.

The kind's schema has a mark at each place (`town.keeping`): `whole` keeps a value with all that is in it, a list then
only grows at its end; `entries` keeps the entries of a list in their places, each for itself by the marks inside. A key
that was not there is growth, but for one inside of what is kept whole. The data of both states is plain: an old commit
may predate today's schemas.

Source: domain.md section 4 (append-only); hardening.md A1, A11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lianhu.personal import OF_OFFICES, WITHHELD, withholds
from lianhu.reading.document import Location
from lianhu.town import redactions
from lianhu.town.consent import WITHDRAWN
from lianhu.town.keeping import ENTRIES, MARK, WHOLE
from lianhu.town.schemas import Kind, is_a_persons_name


@dataclass(frozen=True)
class Loss:
    """What a change takes from the published: `at` is the place in the older state.

    `how`: a value was altered; a value or entry was removed; an entry was put before a published one; entries changed
    their order. `before` and `after` are what the place held and holds.
    """

    at: Location
    how: Literal["altered", "removed", "inserted", "reordered"]
    before: Any = None
    after: Any = None


def losses(kind: Kind, before: Any, after: Any) -> Iterator[Loss]:
    """Everything published that `after` does not keep, one loss a place; nothing for a record that only grew.

    A passage that a redaction takes out is no loss, nor that a consent is withdrawn sooner than it was said.
    """
    before = redactions.taken_out(before, after)
    found = _losses(kind.schema, before, after, ())
    return (loss for loss in found if not (_withholds(kind, loss) or _is_withdrawn_sooner(loss)))


def withheld(kind: Kind, before: Any, after: Any) -> Iterator[Loss]:
    """Names of persons that stood there and give way to 姓+代表 or 姓+职务."""
    return (loss for loss in _losses(kind.schema, before, after, ()) if _withholds(kind, loss))


def _withholds(kind: Kind, loss: Loss) -> bool:
    """Who withdraws a name is 姓+代表 or 姓+职务 then, in a public repository in the record too: no alteration."""
    if not is_a_persons_name(kind.at(loss.at)) or not isinstance(loss.before, str) or not isinstance(loss.after, str):
        return False
    posts = (WITHHELD,) if kind.name == "representative" else OF_OFFICES.values()
    return any(withholds(loss.after, loss.before, post) for post in posts)


def _is_withdrawn_sooner(loss: Loss) -> bool:
    """A consent that is to end some day may end before."""
    days = (loss.before, loss.after)
    return loss.at[-1] == WITHDRAWN and all(isinstance(day, str) for day in days) and loss.after < loss.before


def _losses(schema: Mapping[str, Any], before: Any, after: Any, at: Location) -> Iterator[Loss]:
    mark = schema.get(MARK)
    if isinstance(before, list) and mark:
        yield from _list_losses(schema, before, after if isinstance(after, list) else [], at)
    elif mark == WHOLE:
        yield from _alterations(before, after, at)
    elif isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            inner = schema.get("properties", {}).get(name, {})
            if name in after:
                yield from _losses(inner, value, after[name], (*at, name))
            elif _keeps(inner):
                yield Loss((*at, name), "removed", value)


def _list_losses(
    schema: Mapping[str, Any], before: Sequence[Any], after: Sequence[Any], at: Location
) -> Iterator[Loss]:
    """The first loss of a list: what follows a wrong entry cannot be told apart."""
    item = schema.get("items", {})
    for index, entry in enumerate(before):
        place = (*at, index)
        if index >= len(after):
            yield Loss(place, "removed", entry)
            return
        found = list(_entry_losses(schema[MARK], item, entry, after[index], place))
        if not found:
            continue

        def same(one: Any, other: Any) -> bool:
            return not list(_entry_losses(schema[MARK], item, one, other, ()))

        rest, new = before[index:], after[index:]
        if len(new) >= len(rest) and all(any(same(one, other) for other in new) for one in rest):
            grew = len(after) > len(before) and all(map(same, rest, new[len(after) - len(before) :]))
            yield Loss(place, "inserted" if grew else "reordered", entry, after[index])
        elif not any(same(entry, other) for other in new) and rest[1:] and same(rest[1], new[0]):
            yield Loss(place, "removed", entry)
        else:
            yield from found
        return


def _entry_losses(mark: str, item: Mapping[str, Any], before: Any, after: Any, at: Location) -> Iterator[Loss]:
    if mark == ENTRIES and isinstance(before, dict) and isinstance(after, dict):
        yield from _losses(item, before, after, at)
    else:
        yield from _alterations(before, after, at)


def _alterations(before: Any, after: Any, at: Location) -> Iterator[Loss]:
    """What is kept whole is equal or altered; what of it is told as precisely as both allow."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            if name in before and name not in after:
                yield Loss((*at, name), "removed", before[name])
            else:
                yield from _alterations(before.get(name), after[name], (*at, name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _alterations(old, new, (*at, index))
    else:
        yield Loss(at, "altered", before, after)


def _keeps(schema: Mapping[str, Any]) -> bool:
    """Whether the value, or any value inside it, is one that stays."""
    if MARK in schema:
        return True
    inner = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
    return any(_keeps(part) for part in inner)
