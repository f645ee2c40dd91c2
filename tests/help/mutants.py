"""Rules with one thing changed: which of these changes does no case notice?

A case notices a mutant when the rules of its module find something else in the case's town than they did before, in
place or words: tests/rules/test_cases.py would fail. Everything runs in one process, on registers that are built once.
"""

from __future__ import annotations

import ast
import copy
import functools
import inspect
import signal
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from help import case
from help.towns import TODAY, TOWN
from lianhu.reading import files, photos
from lianhu.rules import catalogue, check
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.words import ENGLISH, spoken

PATIENCE = 5  # seconds; a mutant that runs longer runs for ever
OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


@dataclass(frozen=True)
class Mutant:
    """One change in one module of rules: the line, what stands there now, and the whole as source."""

    module: str
    line: int
    change: str
    tree: ast.Module


def modules() -> dict[str, types.ModuleType]:
    """The modules that hold rules."""
    return {rule.__module__: sys.modules[rule.__module__] for rule in catalogue.RULES}


def mutants(module: types.ModuleType) -> Iterator[Mutant]:
    """Every change of one comparison, condition, connective, sum or whole number."""
    whole = ast.parse(inspect.getsource(module))
    for number, node in enumerate(ast.walk(whole)):
        for kind in _changes(node):
            tree = copy.deepcopy(whole)
            place = next(found for count, found in enumerate(ast.walk(tree)) if count == number)
            line = getattr(node, "lineno", 0)
            before = ast.unparse(node)
            _apply(place, kind)
            after = ast.unparse(place)
            yield Mutant(module.__name__, line, f"{before}  ->  {after}", ast.fix_missing_locations(tree))


def _changes(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare):
        yield from (f"compare {index}" for index, operator in enumerate(node.ops) if type(operator) in OTHER)
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in OTHER:
        yield "operator"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not"
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield from ("True", "False") if not isinstance(node, ast.While) else ("False",)
    if isinstance(node, ast.comprehension):
        yield from (f"if {index}" for index in range(len(node.ifs)))
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "number"
    if isinstance(node, ast.Continue | ast.Break):
        yield "pass"


def _apply(node: Any, kind: str) -> None:
    word, _, index = kind.partition(" ")
    if word == "compare":
        node.ops[int(index)] = OTHER[type(node.ops[int(index)])]()
    elif word == "operator":
        node.op = OTHER[type(node.op)]()
    elif word == "not":
        node.op = ast.UAdd()
        node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    elif word in ("True", "False"):
        node.test = ast.Constant(word == "True")
    elif word == "if":
        del node.ifs[int(index)]
    elif word == "number":
        node.value += 1
    else:
        node.__class__ = ast.Pass


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


def survives(mutant: Mutant) -> bool:
    """Whether no case notices the change."""
    changed = types.ModuleType(mutant.module)
    signal.signal(signal.SIGALRM, _too_long)
    try:
        exec(compile(mutant.tree, mutant.module, "exec"), changed.__dict__)
        for register, name, found in expected(mutant.module):
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
