"""Whether a case notices a rule with one thing changed.

A case notices a mutant when the rules of its module find something else in the case's town than they did before, in
place or words: tests/rules/test_cases.py would fail. Everything runs in one process, on registers that are made once.
"""

from __future__ import annotations

import functools
import signal
import types

from help import case
from help.towns import TODAY, TOWN, Tree
from lianhu.reading import files
from lianhu.rules import catalogue
from lianhu.rules.parts import Parts
from lianhu.store import NONE
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.words import ENGLISH, spoken

PATIENCE = 5  # seconds; a mutant that runs longer runs for ever


def modules() -> frozenset[str]:
    """The modules that hold rules."""
    return frozenset(rule.__module__ for rule in catalogue.RULES)


@functools.cache
def _town() -> Tree:
    return files.read_folder(TOWN)[0]


@functools.cache
def _schemas() -> schemas.Schemas:
    return schemas.load()


@functools.cache
def registers(rule: str) -> tuple[Register, ...]:
    """The town of every case in a rule's folder whose records have the right shape; of no rule the town as it is."""
    trees = [one.changed(_town()) for one in case.ALL if one.rule == rule] if rule else [_town()]
    every = [Parts(tree, _schemas(), TODAY, NONE) for tree in trees]
    return tuple(parts.register() for parts in every if not parts.problems() + parts.villages_without_record(()))


Seen = tuple[tuple[object, ...], ...]


def seen(rule: catalogue.Rule, register: Register) -> Seen:
    """What a rule finds, as a case's expected report shows it."""
    return tuple(
        sorted(
            (case.found(problem), spoken(problem.message, ENGLISH), spoken(problem.fix, ENGLISH))
            for problem in catalogue.problems(rule, register)
        )
    )


@functools.cache
def expected(rule: catalogue.Rule, register: Register) -> Seen:
    """What a rule finds as it is."""
    return seen(rule, register)


def survives(module: str, text: str) -> bool:
    """Whether no case notices that the module has this text; those of its own rules are asked first."""
    own = [rule for rule in catalogue.RULES if rule.__module__ == module]
    names = dict.fromkeys([*(rule.__name__ for rule in own), "", *(one.rule for one in case.ALL)])
    changed = types.ModuleType(module)
    signal.signal(signal.SIGALRM, _too_long)
    try:
        exec(compile(text, module, "exec"), changed.__dict__)
        for register, rule in ((one, rule) for name in names for one in registers(name) for rule in own):
            found = expected(rule, register)
            signal.alarm(PATIENCE)
            if seen(changed.__dict__[rule.__name__], register) != found:
                return False
    except Exception:  # a mutant that raises would fail its case as well
        return False
    finally:
        signal.alarm(0)
    return True


def _too_long(*_: object) -> None:
    raise TimeoutError
