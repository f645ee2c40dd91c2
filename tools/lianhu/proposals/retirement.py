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
import copy
import difflib
import itertools
import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lianhu.proposals import naming
from lianhu.reading import files
from lianhu.reading.document import Json, Location
from lianhu.reading.files import Tree
from lianhu.rules.check import readable
from lianhu.rules.structure import recorded_totals
from lianhu.town import loop
from lianhu.town.kinds import Area, Editors, Group, Representative, Village, VillageOfficer
from lianhu.town.kinds.span import Liaison, Span, present
from lianhu.town.register import Register
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing import disk, edits
from lianhu.writing.yamltext import to_yaml

DAY = timedelta(days=1)
AnyUnit = Village | Area | Group


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


def write(root: Path, done: Retirement, uncommitted: Iterable[str] = ()) -> None:
    """Change the records of the town at `root`; where one cannot be written, those before it are put back.

    Raises ToolError when one of the files is among those `uncommitted`: the end of a unit is a change of its own.
    """
    for path in uncommitted:
        if path in done.after:
            raise ToolError(
                say(
                    "{path} has changes that are not committed. Commit them or undo them first: "
                    "the end of a unit is a change of its own.",
                    path=path,
                )
            )
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
    tree: Tree, register: Register, unit: str, into: Sequence[str], on: date, mapping: Mapping[str, str]
) -> Retirement:
    """The end of a unit (by id) on the day before `on`, from which day it goes on in the units `into`.

    `mapping` says of groups and areas of a village in which unit they go on; what it leaves out goes on in a new unit
    of the first village of `into`. Raises ToolError for what is not there on that day, and where a day that is recorded
    already stands in the way.
    """
    plan = _Plan(tree, register, on, dict(mapping))
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


@dataclass
class _Plan:
    """The change as it grows: `after` are the files so far, each edit laid onto the one before.

    `used` are the ids of `mapping` that were asked for; `areas` the ids of new areas by old area and village; `names`
    the names of new groups by village; `households` the counts of groups that took others in; `officers` those who keep
    contact in turn, by village; `given` the new ids; `kept` the values of which is said what they were, by path.
    """

    tree: Tree
    register: Register
    on: date
    mapping: dict[str, str]
    after: dict[str, bytes] = field(default_factory=dict)
    done: list[Text] = field(default_factory=list)
    decisions: list[Text] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    areas: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    households: dict[str, int] = field(default_factory=dict)
    officers: dict[str, Iterator[VillageOfficer]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    kept: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def last(self) -> date:
        """The last day of what ends."""
        return self.on - DAY

    # -- what was asked for

    def ending(self, name: str) -> AnyUnit:
        found = self.known(name)
        if found.since > self.last:
            message = say(
                "{unit} begins on {since}; it cannot end before {on}.", unit=name, since=found.since, on=self.on
            )
            raise ToolError(message)
        if found.until is not None:
            raise ToolError(say("{unit} has its last day already: {until}.", unit=name, until=found.until))
        return found

    def known(self, name: str) -> AnyUnit:
        kinds: tuple[type[AnyUnit], ...] = (Village, Area, Group)
        if found := next((one for kind in kinds if (one := self.register.find(kind, name))), None):
            return found
        units = (*self.register.all(Village), *self.register.all(Area), *self.register.all(Group))
        near = difflib.get_close_matches(name, [unit.id for unit in units], n=1)
        if near:
            raise ToolError(say("There is no unit {found}. Did you mean {near}?", found=quoted(name), near=near[0]))
        raise ToolError(
            say("There is no unit {found}; an id is like heping, heping-p1 or heping-g01.", found=quoted(name))
        )

    def receiver(self, ending: AnyUnit, name: str) -> AnyUnit:
        """The unit with this id, which must be able to take `ending` over."""
        found = self.known(name)
        if found.id == ending.id:
            raise ToolError(say("{unit} cannot go on in itself.", unit=name))
        if type(found) is not type(ending):
            raise ToolError(say("{unit} cannot go on in {into}: they are not of one kind.", unit=ending.id, into=name))
        self.refuse_absent(found)
        if isinstance(found, Area) and self.register.village_of(found) is not self.register.village_of(ending):  # type: ignore[arg-type]
            raise ToolError(
                say(
                    "{into} is an area of another village: the groups of {unit} cannot belong to it.",
                    into=name,
                    unit=ending.id,
                )
            )
        return found

    def refuse_absent(self, unit: AnyUnit) -> None:
        if unit.until is not None and unit.until < self.on:
            raise ToolError(say("{unit} ended on {until}; nothing goes on in it.", unit=unit.id, until=unit.until))
        if unit.since > self.on:
            raise ToolError(
                say(
                    "{unit} begins on {since}, after {on}; nothing goes on in it.",
                    unit=unit.id,
                    since=unit.since,
                    on=self.on,
                )
            )

    def mapped(self, unit: Area | Group) -> AnyUnit | None:
        """What was said of a part of the village, in which unit it goes on; None where nothing was."""
        name = self.mapping.get(unit.id)
        if name is None:
            return None
        self.used.add(unit.id)
        found = self.known(name)
        self.refuse_absent(found)
        if not isinstance(found, (Group, Village) if isinstance(unit, Group) else Area):
            raise ToolError(say("{unit} cannot go on in {into}: they are not of one kind.", unit=unit.id, into=name))
        if self.register.filed(found).village == self.register.filed(unit).village:
            raise ToolError(say("{into} belongs to the village that ends.", into=name))
        return found

    def refuse_what_does_not_end(self) -> None:
        for old in self.mapping:
            if old not in self.used:
                self.known(old)
                raise ToolError(say("{unit} does not end here; take it out of --map.", unit=old))

    # -- edits

    def path(self, record: Any) -> str:
        return self.register.filed(record).path

    def put(self, record: Any, at: Location, value: Json) -> None:
        """A value into the file of a record, at a place inside the record."""
        path = self.path(record)
        content = self.after.get(path, self.tree.get(path, b""))
        self.after[path] = edits.with_value(path, content, (*self.register.origin(record).at, *at), value)

    def end_spans(self, record: Any, name: str, spans: Sequence[Span], of: str = "") -> Iterator[Any]:
        """Ends what holds on the last day, and gives it. Raises ToolError where another day is recorded already."""
        for index, span in enumerate(spans):
            if span.tense(self.last) == "past" or (of and getattr(span, "group", of) != of):
                continue
            if span.until is not None or span.since > self.last:
                raise ToolError(
                    say(
                        "{path}: entry {number} of '{name}' reaches beyond {last} by what is recorded already; "
                        "choose another day, or settle that entry first.",
                        path=self.path(record),
                        number=index + 1,
                        name=name,
                        last=self.last,
                    )
                )
            self.put(record, (name, index, "until"), self.last.isoformat())
            yield span

    def end_unit(self, unit: AnyUnit, successors: Sequence[str]) -> None:
        successors = list(dict.fromkeys(successors))
        self.put(unit, ("until",), self.last.isoformat())
        if not successors:
            self.done.append(say("{unit} ends on {last}.", unit=unit.id, last=self.last))
            return
        self.put(unit, ("successors",), list[Json](successors))
        self.done.append(
            say("{unit} ends on {last} and goes on in {into}.", unit=unit.id, last=self.last, into=tuple(successors))
        )

    # -- a village

    def end_village(self, village: Village, receivers: Sequence[Village]) -> None:
        areas: dict[str, list[str]] = defaultdict(list)
        groups = (group for group in self.register.all(Group) if self.register.village_of(group) is village)
        for group in (one for one in groups if one.tense(self.last) != "past"):
            old = self.register.area_of(group, self.last)
            into, area = self.successor(group, old, village, receivers)
            self.end_group(group, [into] if into else [])
            if old and area:
                areas[old.id].append(area)
        for ended in (one for one in village.areas if one.tense(self.last) != "past"):
            self.end_area_itself(ended, areas[ended.id])
        held = list(self.end_spans(village, "officers", village.officers))
        self.end_unit(village, [one.id for one in receivers])
        self.decide_on_people(village, receivers, held)

    def successor(
        self, group: Group, old: Area | None, village: Village, receivers: Sequence[Village]
    ) -> tuple[str, str]:
        """The ids of the group and of the area in which a group goes on; empty where it goes on in none."""
        into = self.mapped(group) or next(iter(receivers), None)
        if isinstance(into, Group):
            self.add_households(group, [into])
            now = self.register.area_of(into, self.on)
            return into.id, now.id if now else ""
        if not isinstance(into, Village) or old is None:
            return "", ""
        if into not in receivers:
            raise ToolError(
                say("{group} goes on in {village}: name that with --into, too.", group=group.id, village=into.id)
            )
        if len(receivers) > 1 and group.id not in self.mapping:
            told = say(
                "{group} goes on in {village}, the first of several; --map {group}=... names another.",
                group=group.id,
                village=into.id,
            )
            self.decisions.append(told)
        area = self.area_in(into, old, village)
        return self.new_group(group, village, into, area), area

    def area_in(self, village: Village, old: Area, of: Village) -> str:
        """The area of the receiving village in which the groups of `old` lie from now on: a named one, or a new one."""
        if named := self.mapped(old):
            return named.id
        if (old.id, village.id) not in self.areas:
            self.areas[old.id, village.id] = self.new_area(village, old, of)
        return self.areas[old.id, village.id]

    def new_area(self, village: Village, old: Area, of: Village) -> str:
        area_id = self.free_id("area", f"{village.id}-p", 1)
        number = sum(1 for _, into in self.areas if into == village.id)
        officer = self.officer(village)
        name = naming.area_name(village, old, of)
        data: Json = {
            "id": area_id,
            "name": name,
            "since": self.on.isoformat(),
            "heads": self.heads(old),
            "liaisons": [{"officer": officer.id, "since": self.on.isoformat()}],
        }
        self.put(village, ("areas", len(village.areas) + number), data)
        self.done.append(say("New: {unit}, {name}.", unit=area_id, name=name))
        told = say("Does {officer} keep contact with {area}?", officer=officer.id, area=area_id)
        self.decisions.append(told)
        return area_id

    def new_group(self, old: Group, of: Village, village: Village, area: str) -> str:
        group_id = self.free_id("group", f"{village.id}-g", 2)
        there = [group.name for group in self.register.all(Group) if self.register.village_of(group) is village]
        name = naming.group_name(village, [*there, *self.names[village.id]], old, of)
        self.names[village.id].append(name)
        workstation = copy.deepcopy(self.register.origin(old).data["workstation"])
        workstation["name"] = naming.renamed(workstation["name"], [(old.name, name), (of.name, village.name)])
        since = self.on.isoformat()
        data = {
            "id": group_id,
            "name": name,
            "since": since,
            "areas": [{"area": area, "since": since}],
            "heads": self.heads(old),
            "liaison_cadres": [{"officer": officer, "since": since} for officer in self.liaisons(old, village)],
            "household_count": old.household_count,
            "workstation": workstation,
        }
        place = self.register.schemas.kinds["group"].schema["x-path"]
        path = place.format(village=village.id, group=group_id.removeprefix(f"{village.id}-"))
        self.after[path] = to_yaml(data)
        self.done.append(say("New: {unit}, {name}.", unit=group_id, name=name))
        return group_id

    def free_id(self, kind: str, prefix: str, width: int) -> str:
        found = naming.free_id(prefix, (*self.register.defined(kind), *self.given), width)
        self.given.add(found)
        return found

    def heads(self, old: Area | Group) -> list[Json]:
        held = present(old.heads, self.last)
        if not held:
            raise ToolError(say("{unit} has no head on {last}; enter one first.", unit=old.id, last=self.last))
        return [{"name": head.name, "since": self.on.isoformat()} for head in held]

    def liaisons(self, old: Group, village: Village) -> list[str]:
        """Town cadres go on; in the place of the old village's officers comes one of the receiving village."""
        held = [self.register.officer(liaison.officer) for liaison in present(old.liaison_cadres, self.last)]
        found = [self.officer(village).id if isinstance(one, VillageOfficer) else one.id for one in held if one]
        return list(dict.fromkeys(found))

    def officer(self, village: Village) -> VillageOfficer:
        """One of the village's officers in turn, first those who keep contact with its areas already."""
        if village.id not in self.officers:
            liaisons: list[Liaison] = [each for area in village.areas for each in present(area.liaisons, self.on)]
            keep = list(dict.fromkeys(liaison.officer for liaison in liaisons))
            officers = present(village.officers, self.on)
            chosen = [one for one in officers if one.id in keep] or list(officers)
            if not chosen:
                raise ToolError(
                    say("{village} has no officer on {on}; enter one first.", village=village.id, on=self.on)
                )
            self.officers[village.id] = itertools.cycle(chosen)
        return next(self.officers[village.id])

    def decide_on_people(self, village: Village, receivers: Sequence[Village], held: Sequence[VillageOfficer]) -> None:
        into = tuple(one.id for one in receivers)
        if held:
            self.decisions.append(
                say(
                    "These offices end with {village}: {officers}. Who goes on is entered with the officers of {into}.",
                    village=village.id,
                    officers=tuple(officer.id for officer in held),
                    into=into or (village.id,),
                )
            )
        for editor in (one for book in self.register.all(Editors) for one in book.editors):
            if editor.territory == village.id:
                self.decisions.append(
                    say(
                        "{account} edits the records of {village}: give the account a territory that goes on.",
                        account=editor.account,
                        village=village.id,
                    )
                )

    # -- an area, a group

    def end_area(self, area: Area, receivers: Sequence[Area]) -> None:
        """The groups of the area belong to the first of those in which it goes on."""
        groups = [group for group in self.register.all(Group) if self.belongs_to(group, area)]
        if groups and not receivers:
            raise ToolError(
                say(
                    "{unit} has groups; say with --into to which area they belong from {on} on.",
                    unit=area.id,
                    on=self.on,
                )
            )
        for group in groups:
            for index, membership in enumerate(group.areas):
                if membership.area == area.id and membership.tense(self.last) != "past":
                    self.put(group, ("areas", index, "until"), self.last.isoformat())
            into = receivers[0].id
            self.put(group, ("areas", len(group.areas)), {"area": into, "since": self.on.isoformat()})
            self.done.append(say("{group} belongs to {area} from {on} on.", group=group.id, area=into, on=self.on))
            if len(receivers) > 1:
                told = say("Does {group} belong to {area}, the first of several?", group=group.id, area=into)
                self.decisions.append(told)
        self.end_area_itself(area, [one.id for one in receivers])

    def belongs_to(self, group: Group, area: Area) -> bool:
        return any(one.area == area.id and one.tense(self.last) != "past" for one in group.areas)

    def end_area_itself(self, area: Area, successors: Sequence[str]) -> None:
        for name, spans in (("heads", area.heads), ("liaisons", area.liaisons)):
            list(self.end_spans(area, name, spans))
        self.end_unit(area, successors)

    def end_group(self, group: Group, successors: Sequence[str]) -> None:
        """With its offices and memberships; its representatives serve the first of those in which it goes on."""
        for name, spans in (("areas", group.areas), ("heads", group.heads), ("liaison_cadres", group.liaison_cadres)):
            list(self.end_spans(group, name, spans))
        self.end_unit(group, successors)
        for person in self.register.all(Representative):
            if list(self.end_spans(person, "groups", person.groups, group.id)):
                self.go_on(person, group, successors)
        self.tell_issues(group, successors)

    def go_on(self, person: Representative, group: Group, successors: Sequence[str]) -> None:
        if not successors:
            self.decisions.append(say("{one} serves no group from {on} on.", one=person.id, on=self.on))
            return
        entry: Json = {"group": successors[0], "since": self.on.isoformat()}
        self.put(person, ("groups", len(person.groups)), entry)
        self.done.append(say("{one} serves {group} from {on} on.", one=person.id, group=successors[0], on=self.on))
        if len(successors) > 1:
            told = say("Does {one} serve {group}, the first of several?", one=person.id, group=successors[0])
            self.decisions.append(told)

    def tell_issues(self, group: Group, successors: Sequence[str]) -> None:
        for issue in filter(loop.is_open, self.register.issues_of(group)):
            if successors:
                self.done.append(
                    say("{issue} stays open; {groups} goes on with it.", issue=issue.id, groups=tuple(successors))
                )
            else:
                self.decisions.append(say("{issue} is open, and nobody goes on with it.", issue=issue.id))

    def add_households(self, group: Group, receivers: Sequence[Group]) -> None:
        """The households of a group belong to the one in which it goes on; of several, people say how many to each."""
        if len(receivers) > 1:
            told = say(
                "How many of the {count} households of {group} belong to each of {into}?",
                count=group.household_count,
                group=group.id,
                into=tuple(one.id for one in receivers),
            )
            self.decisions.append(told)
        for into in receivers[:1] if len(receivers) == 1 else ():
            count = self.households.get(into.id, into.household_count) + group.household_count
            self.households[into.id] = count
            self.put(into, ("household_count",), count)
            self.keep_what_held(into, "household_count", into.household_count)
            self.done.append(say("{group} has {count} households.", group=into.id, count=count))

    def keep_what_held(self, record: Any, key: str, value: Json) -> None:
        """Says beside a value, in a record that keeps earlier ones, what it was until the last day; once for each."""
        kind, entries = self.register.filed(record).kind, self.register.origin(record).data.get("earlier", [])
        here = self.kept[self.path(record)]
        if not kind.at(("earlier",)) or key in here:
            return
        entry: Json = {"at": key, "until": self.last.isoformat(), "was": value}
        if entries or here:
            self.put(record, ("earlier", len(entries) + len(here)), entry)
        else:
            self.put(record, ("earlier",), [entry])
        here.append(key)

    # -- the town

    def settle_totals(self) -> None:
        """The totals that the town declares follow its records where they agreed before; later days are told."""
        town, today = self.register.town, self.register.today
        if self.on > today:
            self.decisions.append(
                say("From {on} on the declared totals in {path} change.", on=self.on, path=files.TOWN_FILE)
            )
            return
        changed = readable({**self.tree, **self.after}, self.register.schemas, today)
        if changed is None:
            return  # the check tells what is wrong
        before, after = recorded_totals(self.register), recorded_totals(changed)
        for total, count in after.items():
            if before[total] != count and getattr(town.declared_totals, total) == before[total]:
                self.put(town, ("declared_totals", total), count)
                self.keep_what_held(town, f"declared_totals.{total}", before[total])
                self.done.append(say("The town declares {count}: {total}.", count=count, total=total))
