"""Rules about the totals that the town declares: they agree with its records, or the town says why not (R8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Area, Group, Representative, Village
from lianhu.town.register import Register
from lianhu.words import Text, say

TOTALS = {
    "villages": say("villages"),
    "areas": say("areas"),
    "groups": say("groups"),
    "representatives": say("representatives"),
    "households": say("households"),
}


def recorded_totals(register: Register, day: date | None = None) -> dict[str, int]:
    """What the records add up to on `day` (today), by the names of `town.yaml: declared_totals`."""
    on = day or register.today
    serving = [person for person in register.all(Representative) if person.group_on(on)]
    return {
        "villages": sum(village.covers(on) for village in register.all(Village)),
        "areas": sum(area.covers(on) for area in register.all(Area)),
        "groups": sum(group.covers(on) for group in register.all(Group)),
        "representatives": len(serving),
        "households": sum(register.on(person, on).household_count for person in serving),
    }


@scope.of_village(Village, Group, Representative)
def counts(register: Register) -> Iterator[dict[str, int]]:
    """What the records add up to today."""
    yield recorded_totals(register)


def _totals_today(register: Register) -> dict[str, int]:
    told = register.told(counts)
    return {total: sum(each[total] for each in told) for total in TOTALS}


def unexplained(
    register: Register, day: date, of_records: Mapping[str, int] | None = None
) -> Iterator[tuple[str, Text]]:
    """The declared totals that differ from the records on the day and are not explained, and what is to be said.

    `of_records` are the `recorded_totals` of the day where they are known.
    """
    town = register.on(register.town, day)
    # One that has expired still says why; `deviations_have_not_expired` tells of it.
    explained = {(deviation.total, deviation.recorded) for deviation in town.deviations}
    for total, recorded in (of_records or recorded_totals(register, day)).items():
        declared = getattr(town.declared_totals, total)
        if declared != recorded and (total, recorded) not in explained:
            yield (
                total,
                say(
                    "The town declares {declared} {total}, but its records hold {recorded}.",
                    total=TOTALS[total],
                    declared=declared,
                    recorded=recorded,
                ),
            )


@scope.of_town(Village, Group, Representative, summaries=(counts,))
def declared_totals_add_up(register: Register) -> Iterator[Finding]:
    """The totals that the town declares equal its records, or a dated deviation says why not.

    Source: R8.
    """
    for total, message in unexplained(register, register.today, _totals_today(register)):
        yield Finding(
            register.town,
            ("declared_totals", total),
            message,
            say("Correct the number, complete the records, or explain the difference under 'deviations'."),
            level="warning",
        )


@scope.of_town(Village, Group, Representative, summaries=(counts,))
def deviations_have_not_expired(register: Register) -> Iterator[Finding]:
    """A declared deviation is settled by its date.

    Source: R8.
    """
    recorded = _totals_today(register)
    for index, deviation in enumerate(register.town.deviations):
        settled = recorded[deviation.total] == getattr(register.town.declared_totals, deviation.total)
        if deviation.expires_on < register.today and not settled:
            yield Finding(
                register.town,
                ("deviations", index, "expires_on"),
                say("This deviation ended on {day} and the difference is still there.", day=deviation.expires_on),
                say("Settle the difference, or give a new date with its reason."),
                level="warning",
            )
