"""What a rule finds: the record, the place in it, and the sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.town import faults
from lianhu.town.register import Register
from lianhu.words import Text
from lianhu.words.problems import Level, Problem


@dataclass(frozen=True)
class Finding:
    """A broken rule: `at` is the location inside the record, `fix` how to mend it.

    What only a date has brought is a warning: nobody has written anything wrong, and no site stops for it.
    """

    record: Any
    at: Location
    message: Text
    fix: Text
    key: bool = False
    level: Level = "error"


# What has no record to stand in is a problem at once.
Rule = Callable[[Register], Iterator[Finding] | Iterator[Problem]]


def problems(rule: Rule, register: Register) -> list[Problem]:
    """The rule's findings with their places in the files; the rule's name is its id.

    Where the rule fails, that is the problem, and of one that judges each record by itself the others are asked.
    """
    try:
        return list(_placed(rule, register))
    except Exception as error:
        if not faults.is_guarded(error):
            raise
        asked = list(register.asked_paths) if scope.of(rule).reach == "each" else []
        if len(asked) > 1:
            return [found for path in asked for found in problems(rule, register.asked_about({path}))]
        return [faults.problem(error, rule.__name__, register)]


def _placed(rule: Rule, register: Register) -> Iterator[Problem]:
    for finding in rule(register):
        if isinstance(finding, Problem):
            yield finding
            continue
        origin = register.origin(finding.record)
        place = origin.place_of((*origin.at, *finding.at), key=finding.key)
        yield Problem(
            path=origin.document.path,
            line=place.line,
            column=place.column,
            rule=rule.__name__,
            level=finding.level,
            message=finding.message,
            fix=finding.fix,
        )
