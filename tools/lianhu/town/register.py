"""The town at one moment: every record, found by kind and id, with the relations between them."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeAlias, TypeVar, cast

from lianhu.reading.document import Location, Place
from lianhu.town import corrections, earlier, loop
from lianhu.town.documents import Documents
from lianhu.town.earlier import DatedValue
from lianhu.town.kinds import (
    KINDS,
    NAMES,
    UNCLASSIFIED,
    AnyUnit,
    Area,
    Cadre,
    Calendar,
    Categories,
    Category,
    Group,
    Issue,
    Meeting,
    Posting,
    Removal,
    Representative,
    Role,
    Roles,
    ServiceFund,
    TaskList,
    Town,
    Village,
    VillageOfficer,
    VillageServiceDay,
    Visits,
    from_data,
)
from lianhu.town.kinds.span import Tense
from lianhu.town.kinds.town import Limits
from lianhu.town.month import DAY
from lianhu.town.schemas import Filed, Filing, Kind, Schemas, values_at
from lianhu.town.succession import Succession

Record = TypeVar("Record")
Told = TypeVar("Told")
# What lies in a village's folder.
InVillage: TypeAlias = (
    "Area | Group | Issue | Meeting | Posting | Representative | ServiceFund | TaskList"
    " | VillageOfficer | VillageServiceDay"
)

# What some records tell of themselves to who asks about many more: plain data, a few words or numbers of each.
Summary: TypeAlias = "Callable[[Register], Iterable[Told]]"


@dataclass(frozen=True)
class Origin:
    """Where a record comes from: its document, and where in the document it stands."""

    document: Filed
    at: Location = ()

    @property
    def kind(self) -> Kind:
        return self.document.kind

    @cached_property
    def data(self) -> Any:
        """The document's data with its corrections in place."""
        return corrections.applied(self.document.data)

    def place_of(self, at: Location, *, key: bool = False) -> Place:
        """Where the value at `at` stands in the file; a corrected one where its correction says what is right."""
        at = corrections.place_written(self.document.data, at)
        for number, correction in reversed([*enumerate(self.data.get(corrections.CORRECTIONS, ()))]):
            if corrections.location(correction["at"]) == at:
                return self.document.place_of((corrections.CORRECTIONS, number, "right"))
        return self.document.place_of(at, key=key)


class Register:
    """All records of a town on the day `today`; built only from documents of valid shape.

    Relations are asked of the register, never of a record. Records are listed in order of their path, each with the
    values that hold today; `on` tells what it said on another day. A document is taken and made a record when somebody
    asks for it: of a town's thousands most questions concern a few. `photos` are the files beside the records by path;
    in a public view what may be shown of them, by the address they get. `judged` are the paths of the records that are
    asked about, where the others are there only to be asked (`documents`). `kept_since` is since when the whole town
    keeps records, where the register holds a part of it (`beginning`). `tell` answers for `told` where villages do so
    one by one.
    """

    def __init__(
        self,
        documents: Iterable[Filed] | Documents,
        schemas: Schemas,
        today: date,
        photos: Mapping[str, bytes] | None = None,
        judged: Container[str] | None = None,
        kept_since: date | None = None,
        tell: Callable[[Summary[Any]], Iterable[Any]] | None = None,
    ) -> None:
        self.today = today
        self.kept_since = kept_since
        self.photos: Mapping[str, bytes] = photos or {}
        self.schemas = schemas
        self._documents = documents if isinstance(documents, Documents) else Documents.of(documents)
        self._judged = judged
        self._tell = tell
        self._worked_out: dict[tuple[Any, str], Any] = {}
        self._filings: dict[type, Mapping[str, Filing]] = {}  # by class, where all of a class were asked for
        self._made: dict[str, Any] = {}  # by path, each record that was asked for
        self._all: dict[type, dict[str, Any]] = {}  # by class and id, where all of a class were asked for
        self._origins: dict[int, Origin] = {}
        self._defined: dict[str, dict[str, Filing]] = {}
        self._held: dict[str, tuple[tuple[date, Any], ...]] = {}  # by path, what the record says until each day

    def once(self, work: Callable[[Filed], Told], document: Filed) -> Told:
        """What is worked out of a document: once, however many registers of the same records ask for it."""
        key = (work, document.path)
        if key not in self._worked_out:
            self._worked_out[key] = work(document)
        return cast(Told, self._worked_out[key])

    def asked_about(self, judged: Container[str]) -> Register:
        """The same records, of which others are asked about; what was made of one is not made again."""
        other = copy.copy(self)
        other._judged = judged
        return other

    def only(self, paths: Iterable[str], judged: Container[str], photos: Mapping[str, bytes]) -> Self:
        """The records at these paths, of which those `judged` are asked about; what was made of them is taken over."""
        here = {path: self.filings[path] for path in sorted(paths)}
        documents = Documents(lambda: here, self._documents.taken)
        other = type(self)(documents, self.schemas, self.today, photos, judged, self.kept_since)
        other._made, other._origins, other._held = self._made, self._origins, self._held
        return other

    def _filings_of(self, kind: type) -> Mapping[str, Filing]:
        """Where records of the class lie, by id, in order of path."""
        if kind not in self._filings:
            found = self._filings[kind] = dict[str, Filing]()
            for filing in self._documents.of_kind(NAMES[kind]).values():
                found.setdefault(filing.id, filing)
        return self._filings[kind]

    @property
    def documents(self) -> tuple[Filed, ...]:
        """Every document that is asked about, in order of path."""
        return tuple(self._documents.taken(filter(self._is_judged, self._documents.filings.values())))

    def document_at(self, path: str) -> Filed | None:
        """The document at a path, or None."""
        return self._documents[path] if path in self._documents.filings else None

    @property
    def filings(self) -> Mapping[str, Filing]:
        """What lies where, by the path of every document, in order; none is taken for it."""
        return self._documents.filings

    @property
    def asked_paths(self) -> Iterator[str]:
        """The paths of the documents that are asked about, in order; none is taken for it."""
        return (path for path, filing in self._documents.filings.items() if self._is_judged(filing))

    def record(self, filing: Filing) -> Any:
        """The record that lies there; most questions about documents are answered without any."""
        made = self._made.get(filing.path)
        if made is None:
            (document,) = self._documents.taken([filing])
            return self._make(document)
        return made

    def _records(self, filings: Iterable[Filing]) -> Iterator[Any]:
        """Several at once, as `record`."""
        wanted = [*filings]
        self._documents.taken(filing for filing in wanted if filing.path not in self._made)
        return map(self.record, wanted)

    def _make(self, document: Filed) -> Any:
        origin = Origin(document)
        record = self._made[document.path] = from_data(document.kind.name, earlier.on(origin.data, self.today))
        self._origins[id(record)] = origin
        if origin.data.get(earlier.EARLIER):
            kind = document.kind.name
            states = (*earlier.states(origin.data), (date.max, origin.data))
            self._held[document.path] = tuple((last_day, from_data(kind, data)) for last_day, data in states)
        for at, part in _parts(record):
            self._origins[id(part)] = Origin(document, at)
        return record

    def _every(self, kind: type) -> Mapping[str, Any]:
        """All records of the class by id, in order of path."""
        if kind not in self._all:
            found: dict[str, Any] = {}
            if kind in PARTS:
                for _, part in (each for whole in self._every(PARTS[kind]).values() for each in _parts(whole)):
                    if type(part) is kind:
                        found.setdefault(cast(Any, part).id, part)
            else:
                filings = self._filings_of(kind)
                found = dict(zip(filings, self._records(filings.values()), strict=True))
            self._all[kind] = found
        return self._all[kind]

    def all(self, kind: type[Record]) -> tuple[Record, ...]:
        """Every record of the kind, in order of path."""
        return tuple(self._every(kind).values())

    def judged(self, kind: type[Record]) -> tuple[Record, ...]:
        """Those of them that are asked about."""
        return tuple(self._records(filter(self._is_judged, self._filings_of(kind).values())))

    def told(self, summary: Summary[Told]) -> tuple[Told, ...]:
        """What a summary tells of the records, in order of path; no record need be taken where it is known."""
        return tuple(self._tell(summary) if self._tell else summary(self))

    def find(self, kind: type[Record], record_id: str | None) -> Record | None:
        """The record with this id, or None."""
        if kind in PARTS:
            return cast("Record | None", self._every(kind).get(record_id or ""))
        filing = self._filings_of(kind).get(record_id or "")
        return cast(Record, self.record(filing)) if filing else None

    def get(self, kind: type[Record], record_id: str) -> Record:
        """The record with this id, which must exist. Raises KeyError."""
        if (found := self.find(kind, record_id)) is None:
            raise KeyError(record_id)
        return found

    def followed(self, kind: type[Record], record_id: str | None) -> Record | None:
        """The record with this id, also where it went from it to another (`moved_to` of its removal), or None."""
        return self.find(kind, self.moved_to(kind, record_id or ""))

    def moved_to(self, kind: type, record_id: str) -> str:
        """The id under which a record stands that had this one; the same where it did not move."""
        seen: set[str] = set()
        while (removal := self._moves.get((kind, record_id))) and record_id not in seen:
            seen.add(record_id)
            record_id = str(removal.moved_to)
        return record_id

    @cached_property
    def _moves(self) -> Mapping[tuple[type, str], Removal]:
        """The removals of records that went to another id, by kind and the id that they had."""
        moves = (removal for removal in self.all(Removal) if removal.moved_to and removal.kind in KINDS)
        return {(KINDS[removal.kind], removal.record): removal for removal in moves}

    def defined(self, name: str) -> Mapping[str, Filing]:
        """Everything that values marked `x-kind: name` may refer to, with the record that defines it."""
        if name not in self._defined:
            found: dict[str, Filing] = {}
            for defined, filing in self._definitions(name):
                found.setdefault(defined, filing)
            self._defined[name] = found
        return self._defined[name]

    def _definitions(self, name: str) -> Iterator[tuple[str, Filing]]:
        kinds = [kind for kind, of in self.schemas.kinds.items() if kind in KINDS and self._may_define(of, name)]
        filings = (filing for kind in kinds for filing in self._documents.of_kind(kind).values())
        for filing in sorted(filings, key=lambda filing: filing.path):
            places = [pattern for pattern, defined in filing.kind.definitions if defined == name]
            if ("id",) in places:
                yield filing.id, filing  # a record's own id follows from its path: it need not be taken
                places.remove(("id",))
            is_removal = KINDS[filing.kind.name] is Removal
            if not places and not is_removal:
                continue
            (document,) = self._documents.taken([filing])
            data = Origin(document).data
            if is_removal and data["kind"] == name:  # what refers to a record may outlive it
                yield data["record"], filing
            for pattern in places:
                yield from ((value, filing) for _, value in values_at(data, pattern))

    def _may_define(self, kind: Kind, name: str) -> bool:
        return KINDS[kind.name] is Removal or any(defined == name for _, defined in kind.definitions)

    def _is_judged(self, filing: Filing) -> bool:
        return self._judged is None or filing.path in self._judged

    def origin(self, record: Any) -> Origin:
        """Where the record stands in the files."""
        return self._origins[id(record)]

    def path_of(self, value: object) -> str | None:
        """Where the record lies that a value is, or is a part of; None for anything else."""
        origin = self._origins.get(id(value))
        return origin.document.path if origin else None

    def on(self, record: Record, day: date) -> Record:
        """The record, or the part of one, with the values that held on the day; as it is listed it has today's."""
        origin = self._origins[id(record)]
        states = self._held.get(origin.document.path, ())
        held: Any = next((held for last_day, held in states if day <= last_day), None)
        for step in origin.at if held else ():
            held = held[step] if isinstance(step, int) else getattr(held, step)
        return cast(Record, held or record)

    def turns(self, record: Any, since: date, until: date) -> tuple[date, ...]:
        """The first day of each span between two days, both included, within which nothing of the record changes."""
        states = self._held.get(self._origins[id(record)].document.path, ())
        starts = (last_day + DAY for last_day, _ in states if since <= last_day < until)
        return (since, *starts)

    def series(self, record: Any, at: str) -> tuple[DatedValue, ...]:
        """What the record said at a place from the beginning on, oldest first (`at` as in `earlier`)."""
        return earlier.series(self._origins[id(record)].data, at)

    def filed(self, record: Any) -> Filed:
        """The document that holds the record."""
        return self._origins[id(record)].document

    @cached_property
    def town(self) -> Town:
        return self.all(Town)[0]

    def limits(self, day: date) -> Limits:
        """The thresholds that the town had set on the day."""
        return self.on(self.town, day).limits

    @cached_property
    def calendars(self) -> Mapping[int, Calendar]:
        return {calendar.year: calendar for calendar in self.all(Calendar)}

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Every category that there ever was, as it is today; with the one of what is not yet classified."""
        known = {category.id: category for book in self.all(Categories) for category in book.categories}
        return known | {UNCLASSIFIED.id: UNCLASSIFIED}

    def category(self, category_id: str, day: date) -> Category | None:
        """The category as it was on the day; None for one that nobody defined."""
        books = (self.on(book, day) for book in self.all(Categories))
        return next((category for book in books for category in book.categories if category.id == category_id), None)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        return {role.id: role for book in self.all(Roles) for role in book.roles}

    @cached_property
    def disputes(self) -> Mapping[str, str]:
        """The issues that lie between persons, each with the neutral title under which it is shown (`fixed_title`).

        Also by every id from which one moved: what named it then still does.
        """
        titles = {category.id: category.fixed_title for category in self.categories.values()}
        disputes = {issue.id: title for issue in self.all(Issue) if (title := titles.get(issue.category))}
        before = (name for kind, name in self._moves if kind is Issue)
        return disputes | {name: disputes[now] for name in before if (now := self.moved_to(Issue, name)) in disputes}

    def village_of(self, unit: InVillage) -> Village:
        """The village whose folder holds the record."""
        return self.get(Village, self.filed(unit).village)

    @cached_property
    def _merged(self) -> Mapping[str, tuple[Issue, ...]]:
        issues = (issue for issue in self.all(Issue) if loop.twin_of(issue))
        return _grouped(issues, lambda issue: self.moved_to(Issue, loop.twin_of(issue) or ""))

    def merged_into(self, issue: Issue) -> tuple[Issue, ...]:
        """The issues that were found to repeat this one."""
        return self._merged.get(issue.id, ())

    @cached_property
    def _gathered(self) -> Mapping[str, tuple[Issue, ...]]:
        issues = (issue for issue in self.all(Issue) if loop.lead_of(issue))
        return _grouped(issues, lambda issue: self.moved_to(Issue, loop.lead_of(issue) or ""))

    def gathered_into(self, issue: Issue) -> tuple[Issue, ...]:
        """The issues that this one answers with its own: like matters of several groups (R32)."""
        return self._gathered.get(issue.id, ())

    def group_of(self, unit: Issue | Visits) -> Group | None:
        """The group that the path of an issue, or of a month of visits, names."""
        return self.find(Group, self.filed(unit).group)

    @cached_property
    def succession(self) -> Succession:
        """What units went on in when they ended; the ids of villages, areas and groups are never the same."""
        return Succession(self.units)

    @property
    def units(self) -> tuple[AnyUnit, ...]:
        """Every village, area and group, those that have ended as well."""
        return (*self.all(Village), *self.all(Area), *self.all(Group))

    def village_served(self, representative: Representative, day: date | None = None) -> Village | None:
        """The village in which the representative serves on `day` (today), wherever the record lies; None for none."""
        served = representative.group_on(day or self.today)
        return self.village_of(self.find(Group, served) or representative) if served else None

    def groups_acting_on(self, issue: Issue, day: date) -> frozenset[str]:
        """The ids of the groups whose representatives act on the issue on `day`.

        Its own, what that has gone on in, and the one under which it stood until it moved.
        """
        before = (group for group, moved_on in self._stood_under.get(issue.id, ()) if day <= moved_on)
        stood = {self.filed(issue).group, *before}
        return frozenset(name for group in stood for name in self.groups_going_on(group, day))

    def groups_going_on(self, group_id: str, day: date) -> frozenset[str]:
        """The id of the group, and of every group in which it has gone on by `day`."""
        group = self.find(Group, group_id)
        return frozenset(one.id for one in self.succession.until(group, day)) if group else frozenset({group_id})

    @cached_property
    def _stood_under(self) -> Mapping[str, tuple[tuple[str, date], ...]]:
        """Of each issue that moved, the groups under which it stood before, each with the last day."""
        kind, found = self.schemas.kinds["issue"], defaultdict(list)
        for (of, name), removal in self._moves.items():
            if of is Issue:
                group = Filing("", kind, name, kind.parts_of(name)).group
                found[self.moved_to(Issue, name)].append((group, removal.removed_on))
        return {name: tuple(stood) for name, stood in found.items()}

    def area_of(self, group: Group, day: date | None = None) -> Area | None:
        """The area that the group belongs to on `day` (today)."""
        on = day or self.today
        return next((self.find(Area, membership.area) for membership in group.areas if membership.covers(on)), None)

    @cached_property
    def _groups_by_village(self) -> Mapping[str, tuple[Group, ...]]:
        return _grouped(self.all(Group), lambda group: self.village_of(group).id)

    def officer(self, officer_id: str) -> VillageOfficer | Cadre | None:
        """The village officer or town cadre with this id."""
        return self.find(VillageOfficer, officer_id) or self.find(Cadre, officer_id)

    def groups_of(self, unit: Village | Area) -> tuple[Group, ...]:
        """The groups of a village or area that exist today."""
        if isinstance(unit, Village):
            return tuple(group for group in self._groups_by_village.get(unit.id, ()) if group.covers(self.today))
        return tuple(
            group
            for group in self.groups_of(self.village_of(unit))
            if (area := self.area_of(group)) and area.id == unit.id
        )

    @cached_property
    def _representatives_by_group(self) -> Mapping[str, tuple[Representative, ...]]:
        found: dict[str, list[Representative]] = defaultdict(list)
        for representative in self.all(Representative):
            for group in dict.fromkeys(membership.group for membership in representative.groups):
                found[group].append(representative)
        return {group: tuple(members) for group, members in found.items()}

    def representatives_of(self, group: Group, day: date | None = None) -> tuple[Representative, ...]:
        """The representatives who serve the group on `day` (today)."""
        on = day or self.today
        return tuple(
            representative
            for representative in self._representatives_by_group.get(group.id, ())
            if representative.group_on(on) == group.id
        )

    def all_who_served(self, group: Group) -> tuple[Representative, ...]:
        """The representatives who serve the group, did, or will."""
        return self._representatives_by_group.get(group.id, ())

    def former_representatives_of(self, group: Group) -> tuple[Representative, ...]:
        """Those who served the group and no longer do."""
        return self._not_serving(group, "past")

    def coming_representatives_of(self, group: Group) -> tuple[Representative, ...]:
        """Those who are chosen to serve the group and do not yet."""
        return self._not_serving(group, "future")

    def _not_serving(self, group: Group, tense: Tense) -> tuple[Representative, ...]:
        return tuple(
            person
            for person in self._representatives_by_group.get(group.id, ())
            if person.group_on(self.today) != group.id
            and any(seat.group == group.id and seat.tense(self.today) == tense for seat in person.groups)
        )

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[Representative, ...]]:
        """The representatives of a village by the name under which they are met there."""
        found: dict[tuple[str, str], list[Representative]] = defaultdict(list)
        for one in self.all(Representative):
            found[self.filed(one).village, one.name].append(one)
        return {key: tuple(members) for key, members in found.items()}

    def apart(self, one: Representative, *, within_group: bool = False) -> str:
        """What tells a representative apart from another of that name in the village: the group, or within one group
        the id; empty where the name is enough. Where only one group is met (`within_group`), its name says nothing.

        Source: domain.md section 6 (姓+代表 and the id).
        """
        others = [other for other in self._by_name[self.filed(one).village, one.name] if other is not one]
        seat = one.seat(self.today).group
        if any(seat in (membership.group for membership in other.groups) for other in others):
            return one.id
        group = self.find(Group, seat)
        if not others or within_group or not group:
            return ""
        return group.name.removeprefix(self.village_of(one).name) or group.name

    def called(self, one: Representative, *, within_group: bool = False) -> str:
        """The name, with what tells it apart behind it where that is needed."""
        apart = self.apart(one, within_group=within_group)
        return f"{one.name}（{apart}）" if apart else one.name

    @cached_property
    def serving(self) -> tuple[Representative, ...]:
        """Every representative who serves a group today."""
        return tuple(
            representative for representative in self.all(Representative) if representative.group_on(self.today)
        )

    @cached_property
    def _issues_by_group(self) -> Mapping[str, tuple[Issue, ...]]:
        return _grouped(self.all(Issue), lambda issue: group.id if (group := self.group_of(issue)) else "")

    def issues_of(self, group: Group) -> tuple[Issue, ...]:
        """The group's issues, in order of number."""
        return self._issues_by_group.get(group.id, ())


# Records that stand inside another record's file, and whose.
PARTS: Mapping[type, type] = {VillageOfficer: Village, Area: Village, Cadre: Town}


def _parts(record: Any) -> Iterator[tuple[Location, Any]]:
    """Records that stand inside another record's file and have an id of their own, each with its place."""
    if isinstance(record, Village):
        yield from ((("officers", index), officer) for index, officer in enumerate(record.officers))
        yield from ((("areas", index), area) for index, area in enumerate(record.areas))
    elif isinstance(record, Town):
        yield from ((("cadres", index), cadre) for index, cadre in enumerate(record.cadres))


def _grouped(records: Iterable[Record], key: Callable[[Record], str]) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[key(record)].append(record)
    return {name: tuple(members) for name, members in found.items()}
