"""Whether a case notices a rule with one thing changed.

A case notices a mutant when the rules of its module find something else in the case's town than they did before, in
place or words: tests/rules/test_cases.py would fail. Everything runs in one process, on registers that are built once.
"""

from __future__ import annotations

import functools
import signal
import types

from help import case
from help.towns import TODAY, TOWN
from lianhu.reading import files, photos
from lianhu.rules import catalogue, check
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.words import ENGLISH, spoken

PATIENCE = 5  # seconds; a mutant that runs longer runs for ever


def modules() -> frozenset[str]:
    """The modules that hold rules."""
    return frozenset(rule.__module__ for rule in catalogue.RULES)


@functools.cache
def registers() -> tuple[tuple[str, Register], ...]:
    """`(rule, register)`: the town of every case whose records have the right shape, by the rule of its folder."""
    town, _ = files.read_folder(TOWN)
    found = [("", _register(town))]
    for one in case.ALL:
        tree = one.changed(town)
        if all(problem.rule in rule_names() for problem in check.check(tree, schemas.load(), TODAY).problems):
            found.append((one.rule, _register(tree)))
    return tuple(found)


@functools.cache
def rule_names() -> frozenset[str]:
    return frozenset(rule.__name__ for rule in catalogue.RULES)


def _register(tree: dict[str, bytes]) -> Register:
    documents, _ = check.read(tree, _schemas())
    return Register(documents, _schemas(), TODAY, {path: tree[path] for path in tree if photos.is_photo(path)})


@functools.cache
def _schemas() -> schemas.Schemas:
    return schemas.load()


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
def expected(module: str) -> tuple[tuple[Register, str, Seen], ...]:
    """What the rules of a module find in every case's town, those of their own folders first."""
    own = [rule for rule in catalogue.RULES if rule.__module__ == module]
    names = {rule.__name__ for rule in own}
    ordered = sorted(registers(), key=lambda pair: pair[0] not in names)
    return tuple((register, rule.__name__, seen(rule, register)) for _, register in ordered for rule in own)


def survives(module: str, text: str) -> bool:
    """Whether no case notices that the module has this text."""
    changed = types.ModuleType(module)
    signal.signal(signal.SIGALRM, _too_long)
    try:
        exec(compile(text, module, "exec"), changed.__dict__)
        for register, name, found in expected(module):
            signal.alarm(PATIENCE)
            if seen(changed.__dict__[name], register) != found:
                return False
    except Exception:  # a mutant that raises would fail its case as well
        return False
    finally:
        signal.alarm(0)
    return True


def _too_long(*_: object) -> None:
    raise TimeoutError
