"""The end of an area or a group as edits of the records: offices and memberships end, the groups of an area belong to
another, who serves a group serves its successor.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianhu.reading import files
from lianhu.reading.contents import replaced
from lianhu.reading.document import Json, Location
from lianhu.reading.files import Tree
from lianhu.rules.check import readable
from lianhu.rules.totals import recorded_totals
from lianhu.store import NONE, Store
from lianhu.town import loop
from lianhu.town.kinds import AnyUnit, Area, Group, Representative, Village
from lianhu.town.kinds.span import Span
from lianhu.town.month import DAY
from lianhu.town.register import Register
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing import edits


@dataclass
class Ending:
    """The change as it grows: `after` are the files so far, each edit laid onto the one before.

    `used` are the ids of `mapping` that were asked for; `households` the counts of groups that took others in; `kept`
    the values of which is said what they were, by path.
    """

    tree: Tree
    register: Register
    on: date
    mapping: dict[str, str]
    store: Store = NONE
    after: dict[str, bytes] = field(default_factory=dict)
    done: list[Text] = field(default_factory=list)
    decisions: list[Text] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    households: dict[str, int] = field(default_factory=dict)
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
        near = difflib.get_close_matches(name, [unit.id for unit in self.register.units], n=1)
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
        changed = readable(replaced(self.tree, self.after), self.register.schemas, today, self.store)
        if changed is None:
            return  # the check tells what is wrong
        before, after = recorded_totals(self.register), recorded_totals(changed)
        for total, count in after.items():
            if before[total] != count and getattr(town.declared_totals, total) == before[total]:
                self.put(town, ("declared_totals", total), count)
                self.keep_what_held(town, f"declared_totals.{total}", before[total])
                self.done.append(say("The town declares {count}: {total}.", count=count, total=total))
