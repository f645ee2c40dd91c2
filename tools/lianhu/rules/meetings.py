"""Rules about meetings and trainings (R7, R24, R31, R33)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.rules.serving import is_known
from lianhu.town import offices
from lianhu.town.kinds import Area, Group, Meeting, Representative, Village
from lianhu.town.month import month_of
from lianhu.town.register import Register
from lianhu.words import Term, say


def is_dated_right(register: Register, meeting: Meeting) -> bool:
    """Whether the meeting's date is the one of its file, and has come; what hangs on it is judged only then."""
    return meeting.date.isoformat() == names_of(register, meeting)["date"] and meeting.date <= register.today


@scope.of_village(*scope.PEOPLE, Meeting)
@scope.whatever_the_day
def meeting_files_say_date_and_kind(register: Register) -> Iterator[Finding]:
    """A meeting's file is named after its date and kind; a second of the kind on a day adds a word.

    Source: G2.
    """
    for meeting in register.all(Meeting):
        names = names_of(register, meeting)
        if meeting.date.isoformat() != names["date"]:
            yield Finding(
                meeting,
                ("date",),
                say(
                    "The date is {found}, but this file's name says {expected}.",
                    found=meeting.date,
                    expected=names["date"],
                ),
                say("Correct the date, or the file's name together with the id."),
            )
        if meeting.kind != names["meeting"] and not names["meeting"].startswith(f"{meeting.kind}_"):
            yield Finding(
                meeting,
                ("kind",),
                say(
                    "The kind is {found}, but this file's name says {expected}.",
                    found=Term(meeting.kind),
                    expected=names["meeting"],
                ),
                say("Correct the kind, or the file's name together with the id."),
            )


@scope.of_village(*scope.PEOPLE, Meeting)
def meetings_are_not_in_the_future(register: Register) -> Iterator[Finding]:
    """Who came to a meeting is recorded when it has been held; before, it is planned.

    Source: R31, R33.
    """
    for meeting in register.all(Meeting):
        if meeting.is_held and meeting.date.isoformat() == names_of(register, meeting)["date"]:
            yield from in_the_future(register, meeting, ("date",), meeting.date)


@scope.of_village(*scope.PEOPLE, Meeting)
@scope.whatever_the_day
def meetings_decide_when_they_are_held(register: Register) -> Iterator[Finding]:
    """Nobody came to a meeting that was cancelled, and what was not held has decided nothing.

    Source: R31, R33.
    """
    for meeting in register.all(Meeting):
        if meeting.cancelled and meeting.attendance:
            yield Finding(
                meeting,
                ("cancelled",),
                say("It is cancelled, and it is said who came."),
                say("Remove 'cancelled' if it was held, 'attendance' if it was not."),
                key=True,
            )
        elif meeting.decisions and not meeting.is_held:
            yield Finding(
                meeting,
                ("decisions",),
                say("It decides something, and it is not said who came."),
                say("Add 'attendance' if it was held; otherwise remove the decisions."),
                key=True,
            )


@scope.of_village(*scope.PEOPLE, Meeting)
def meetings_are_attended_by_serving_representatives(register: Register) -> Iterator[Finding]:
    """Representatives named at a meeting or training serve in the village on that day.

    Source: R7, R24.
    """
    for meeting in register.all(Meeting):
        village = register.find(Village, names_of(register, meeting)["village"])
        if not village or not is_dated_right(register, meeting):
            continue
        for index, name in enumerate(meeting.came.representatives):
            representative = register.find(Representative, name)
            if (
                representative
                and is_known(representative)
                and register.village_served(representative, meeting.date) is not village
            ):
                yield Finding(
                    meeting,
                    ("attendance", "representatives", index),
                    say(
                        "{one} did not serve in {village} on {day}.",
                        one=representative.id,
                        village=village.id,
                        day=meeting.date,
                    ),
                    say("Name a representative who served there that day; count others as households."),
                )


@scope.of_village(*scope.PEOPLE, Meeting)
def heads_at_meetings_held_their_office(register: Register) -> Iterator[Finding]:
    """An area or group whose head came to a meeting is the village's, and had a head or a deputy on that day.

    Source: R7, 精准培训培养片长、组长及代表.
    """
    for meeting in register.all(Meeting):
        village = register.find(Village, names_of(register, meeting)["village"])
        if not village or not is_dated_right(register, meeting):
            continue
        for at, unit in _units_of_heads(register, meeting):
            day = meeting.date
            if register.village_of(unit) is not village or not offices.answering(unit, day):
                yield Finding(
                    meeting,
                    at,
                    say("{unit} had no head in {village} on {day}.", unit=unit.id, village=village.id, day=day),
                    say("Name a unit of the village whose head or deputy came; count others as households."),
                )


@scope.of_village(*scope.PEOPLE, Meeting)
@scope.whatever_the_day
def numbers_of_heads_agree(register: Register) -> Iterator[Finding]:
    """Where a meeting says whose heads came, a number of heads beside it is theirs.

    Source: R7, 精准培训培养片长、组长及代表.
    """
    for meeting in register.all(Meeting):
        came = meeting.came
        for key, number, units in (
            ("area_heads", came.area_heads, came.area_heads_of),
            ("group_heads", came.group_heads, came.group_heads_of),
        ):
            if units and number is not None and number != len(units):
                yield Finding(
                    meeting,
                    ("attendance", key),
                    say("{number} came, but {count} are named.", number=number, count=len(units)),
                    say("Correct the number or the list; the number may be left out."),
                )


def _units_of_heads(register: Register, meeting: Meeting) -> Iterator[tuple[Location, Area | Group]]:
    for index, name in enumerate(meeting.came.area_heads_of):
        if area := register.find(Area, name):
            yield ("attendance", "area_heads_of", index), area
    for index, name in enumerate(meeting.came.group_heads_of):
        if group := register.find(Group, name):
            yield ("attendance", "group_heads_of", index), group


@scope.of_village(*scope.PEOPLE, Meeting)
@scope.whatever_the_day
def trainings_say_for_whom(register: Register) -> Iterator[Finding]:
    """A training says whom it is for, and only a training does.

    Source: R7, 精准培训培养片长、组长及代表.
    """
    for meeting in register.all(Meeting):
        if meeting.kind == "training" and not meeting.for_whom:
            yield Finding(
                meeting,
                ("kind",),
                say("It is not said for whom this training is."),
                say("Add 'for_whom' with area_head, group_head or representative."),
            )
        elif meeting.kind != "training" and meeting.for_whom:
            message = say("Only trainings say for whom they are.")
            yield Finding(meeting, ("for_whom",), message, say("Remove this key."), key=True)


@scope.of_village(*scope.PEOPLE, Meeting)
@scope.whatever_the_day
def only_trainings_have_a_season(register: Register) -> Iterator[Finding]:
    """The winter and spring training is a training.

    Source: R7.
    """
    for meeting in register.all(Meeting):
        if meeting.season and meeting.kind != "training":
            message = say("Only trainings have a season.")
            yield Finding(meeting, ("season",), message, say("Remove this key, or write 'kind: training'."), key=True)


@scope.of_village(*scope.PEOPLE, Meeting)
@scope.whatever_the_day
def theme_days_say_their_parts(register: Register) -> Iterator[Finding]:
    """A theme day says its lesson, film or practice, each once; only a theme day does.

    Source: R7, 一月一课一片一实践.
    """
    for meeting in register.all(Meeting):
        kinds = [part.kind for part in meeting.parts]
        if meeting.kind == "theme_day" and not kinds:
            message = say("It is not said what is done on this theme day.")
            yield Finding(meeting, ("kind",), message, say("Add 'parts' with a lesson, a film or a practice."))
        elif meeting.kind != "theme_day" and kinds:
            message = say("Only theme days have parts.")
            yield Finding(meeting, ("parts",), message, say("Remove this key, or write 'kind: theme_day'."), key=True)
        for index, kind in enumerate(kinds):
            if kind in kinds[:index]:
                yield Finding(
                    meeting,
                    ("parts", index, "kind"),
                    say("This theme day has its {part} already.", part=Term(kind)),
                    say("Write both in one part, or correct the kind of one."),
                )


@scope.of_village(*scope.PEOPLE, Meeting)
@scope.whatever_the_day
def no_more_members_come_than_there_are(register: Register) -> Iterator[Finding]:
    """Of a party branch no more members come than it has.

    Source: R33, 村党总支每月召开.
    """
    for meeting in register.all(Meeting):
        branch = meeting.came.branch
        if branch and branch.present > branch.members:
            yield Finding(
                meeting,
                ("attendance", "branch", "present"),
                say("{present} came, of {members} members.", present=branch.present, members=branch.members),
                say("Correct one of the two numbers; count guests elsewhere."),
            )


@scope.of_village(*scope.PEOPLE, Meeting)
def villages_hold_one_analysis_a_month(register: Register) -> Iterator[Finding]:
    """A village holds its analysis of public opinion once a month.

    Source: R33, 村级一月一分析.
    """
    first: dict[tuple[str, str], Meeting] = {}
    for meeting in register.all(Meeting):
        if meeting.kind == "monthly_analysis" and meeting.is_held and is_dated_right(register, meeting):
            month = month_of(meeting.date)
            other = first.setdefault((names_of(register, meeting)["village"], month), meeting)
            if other is not meeting:
                yield Finding(
                    meeting,
                    ("kind",),
                    say("{other} is the analysis of {month} already.", other=other.id, month=month),
                    say("Keep one of the two, or record this meeting under its own kind."),
                )
