"""The end of a village: its areas and groups go on in the receiving one, in units that are named or in new ones."""

from __future__ import annotations

import copy
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lianhu.proposals import naming
from lianhu.proposals.ending import Ending
from lianhu.reading.document import Json
from lianhu.town import offices
from lianhu.town.kinds import Area, Editors, Group, Village, VillageOfficer
from lianhu.town.kinds.span import Liaison, Vacancy, present
from lianhu.words import say
from lianhu.words.problems import ToolError
from lianhu.writing.yamltext import to_yaml


@dataclass
class VillageEnding(Ending):
    """`areas` are the ids of new areas by old area and village; `names` the names of new groups by village; `officers`
    those who keep contact in turn, by village; `given` the new ids.
    """

    areas: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    officers: dict[str, Iterator[VillageOfficer]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

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
            **self.heads(old, area_id),
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
            **self.heads(old, group_id),
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

    def heads(self, old: Area | Group, new: str) -> dict[str, Json]:
        """Who leads the new unit: the head of the old one, or who stands in while nobody does."""
        heads, vacancies = present(old.heads, self.last), offices.vacant(old, self.last)
        if not heads and not vacancies:
            self.decisions.append(say("{unit} has no head; enter one, or a vacancy.", unit=new))
        led: dict[str, Json] = {"heads": [{"name": head.name, "since": self.on.isoformat()} for head in heads]}
        if vacancies:
            led["vacancies"] = [self.vacancy(vacancy) for vacancy in vacancies]
        return led

    def vacancy(self, vacancy: Vacancy) -> Json:
        filled_by = max(vacancy.filled_by, self.on).isoformat()
        told: dict[str, Json] = {"since": self.on.isoformat(), "reason": vacancy.reason}
        return told | ({"deputy": vacancy.deputy} if vacancy.deputy else {}) | {"filled_by": filled_by}

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
