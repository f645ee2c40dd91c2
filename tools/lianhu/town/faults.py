"""The program's own fault, told as that: never as somebody's mistake, and never as a traceback.

A value that nobody thought of must not keep a town from hearing what else is wrong. With LIANHU_DEBUG set nothing is
caught and the traceback is seen; the tests run so, and miss no fault.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from lianhu.reading import files
from lianhu.reading.assets import PACKAGE
from lianhu.town.register import Register
from lianhu.words import Text, say
from lianhu.words.problems import Problem, ToolError

RULE = "rules_run_to_their_end"
VARIABLE = "LIANHU_DEBUG"
# What was explained already, and what is the machine's.
_EXPLAINED = (ToolError, OSError, MemoryError)


def is_guarded(error: Exception) -> bool:
    """Whether an exception is a fault of the program to be told; any other goes its way."""
    return not os.environ.get(VARIABLE) and not isinstance(error, _EXPLAINED)


@contextlib.contextmanager
def unguarded() -> Iterator[None]:
    """Nothing is caught within, also by the processes that are started."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def problem(error: Exception, rule: str, register: Register) -> Problem:
    """The fault of a rule that was asked of a register: at the record that it had in hand, if that is asked about."""
    at_hand = list(_at_hand(error))
    asked = list(register.asked_paths)
    told_at = next((path for path in at_hand if path in asked), _first(asked))
    return of_rule(error, rule, told_at, next(iter(at_hand), told_at))


def of_rule(error: Exception, rule: str, path: str = "", seen: str = "") -> Problem:
    """The same told at a path; `seen` is the record that the rule had in hand, both found where they are not given."""
    seen = seen or next(_at_hand(error), files.TOWN_FILE)
    return Problem(
        path=path or seen,
        rule=RULE,
        message=say(
            "The rule {rule} failed at {record} ({error}). The program is at fault, not the record.",
            rule=rule,
            record=seen,
            error=_named(error),
        ),
        fix=_reporting(),
    )


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems with each fault told once: the record at which a rule fails may be one that it has in hand for all."""
    told = set()
    found = []
    for problem in problems:
        if problem.rule != RULE or problem.message not in told:
            told.add(problem.message)
            found.append(problem)
    return found


def told(error: Exception) -> Text:
    """The fault of a command as a sentence."""
    record = next(_at_hand(error), "")
    if record:
        failed = say("The program failed at {record} ({error}).", record=record, error=_named(error))
    else:
        failed = say("The program failed ({error}).", error=_named(error))
    return say("{failed} It is at fault, not the records. {fix}", failed=failed, fix=_reporting())


def _reporting() -> Text:
    return say(
        "Tell its maintainers this line, what 'lianhu --version' prints, and what was changed last, without anybody's "
        "data. With {variable}=1 and --no-cache the same command shows them where it failed.",
        variable=VARIABLE,
    )


def _named(error: Exception) -> str:
    """The kind of exception and the last line of ours; its own words may hold somebody's data."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(f"{PACKAGE}/")]
    places = [f"{Path(frame.filename).relative_to(PACKAGE).as_posix()}:{frame.lineno}" for frame in ours[-1:]]
    return " ".join([type(error).__name__, *places])


def _first(paths: list[str]) -> str:
    """Of a town its record, of villages the first one's."""
    return min(paths, key=lambda path: (path != files.TOWN_FILE, path.count("/"), path), default=files.TOWN_FILE)


def _at_hand(error: Exception) -> Iterator[str]:
    """The paths of the records that the failing code had in hand, the last one first."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][::-1]
    values = [value for frame in frames for value in reversed(frame.f_locals.values())]
    around = [one for value in values for one in (value, *getattr(value, "__dict__", {}).values())]
    registers = list({id(one): one for one in around if isinstance(one, Register)}.values())
    for value in values:
        found = [path for register in registers if (path := register.path_of(value))]
        if dataclasses.is_dataclass(value) and isinstance(path := getattr(value, "path", None), str):
            found.append(path)
        yield from (path for path in found if path.startswith(f"{files.RECORDS}/"))
