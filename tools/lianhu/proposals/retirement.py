"""A unit that ends and what it goes on in, prepared as one change of the records: `retirement` is the function to
point at.

A village ends with its officers, areas and groups; each group goes on in one that is named, or in a new one of the
receiving village with head, households, workstation and representatives as they were. A single group goes on in others;
the groups of a single area belong to another. Open issues stay where they are: who serves the successor goes on with
them. Nothing is written here but by `write`, which writes all or nothing.

Source: domain.md section 1 (units are re-cut over time).
"""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lianhu.proposals.village_ending import VillageEnding
from lianhu.reading.files import Tree
from lianhu.store import NONE, Store
from lianhu.town.kinds import AnyUnit, Area, Group, Village
from lianhu.town.register import Register
from lianhu.words import Text
from lianhu.writing import disk


@dataclass(frozen=True, kw_only=True)
class Retirement:
    """A change that is ready to be written: what files held (None for a new one), and what they will hold.

    `done` tells what it does, `decisions` what people must still decide.
    """

    unit: AnyUnit
    on: date
    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes]
    done: tuple[Text, ...]
    decisions: tuple[Text, ...]

    @property
    def commands(self) -> tuple[str, str]:
        """What commits it by itself, to be typed in the town's folder."""
        paths, message = shlex.join(self.after), shlex.quote(f"{self.unit.id} ends, {self.on}")
        return f"git add -- {paths}", f"git commit -m {message} -- {paths}"


def write(root: Path, done: Retirement) -> None:
    """Change the records of the town at `root`; where one cannot be written, those before it are put back."""
    with contextlib.ExitStack() as undoing:
        for path, content in done.after.items():
            disk.write_atomically(root, path, content, instead_of=done.before[path])
            undoing.callback(_put_back, root, path, content, done.before[path])
        undoing.pop_all()


def _put_back(root: Path, path: str, content: bytes, before: bytes | None) -> None:
    if before is None:
        (root / path).unlink(missing_ok=True)
    else:
        disk.write_atomically(root, path, before, instead_of=content)


def retirement(
    tree: Tree,
    register: Register,
    unit: str,
    into: Sequence[str],
    on: date,
    mapping: Mapping[str, str],
    store: Store = NONE,
) -> Retirement:
    """The end of a unit (by id) on the day before `on`, from which day it goes on in the units `into`.

    `mapping` says of groups and areas of a village in which unit they go on; what it leaves out goes on in a new unit
    of the first village of `into`. Raises ToolError for what is not there on that day, and where a day that is recorded
    already stands in the way.
    """
    plan = VillageEnding(tree, register, on, dict(mapping), store)
    ending = plan.ending(unit)
    receivers = [plan.receiver(ending, name) for name in into]
    if isinstance(ending, Village):
        plan.end_village(ending, [one for one in receivers if isinstance(one, Village)])
    elif isinstance(ending, Area):
        plan.end_area(ending, [one for one in receivers if isinstance(one, Area)])
    else:
        plan.end_group(ending, [one.id for one in receivers])
        plan.add_households(ending, [one for one in receivers if isinstance(one, Group)])
    plan.refuse_what_does_not_end()
    plan.settle_totals()
    return Retirement(
        unit=ending,
        on=on,
        before={path: tree.get(path) for path in plan.after},
        after=dict(sorted(plan.after.items())),
        done=tuple(plan.done),
        decisions=tuple(plan.decisions),
    )
