"""Changes in Python: one comparison, condition, connective, sum or whole number."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

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
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def replacements(text: str) -> Iterator[tuple[int, int, str]]:
    """`(start, end, instead)` of every change, in characters of the text."""
    places = _Places(text)
    for node in _changeable(ast.parse(text)):
        for place, instead in _changed(node):
            start, end = places.of(place)
            yield start, end, instead


def _changeable(node: ast.AST) -> Iterator[ast.AST]:
    """Every node; not those inside f-strings, whose places Python 3.11 does not know, and not annotations."""
    yield node
    for name, value in ast.iter_fields(node):
        inner = value if isinstance(value, list) else [value]
        if name not in ("annotation", "returns") and not isinstance(node, ast.JoinedStr):
            for child in inner:
                if isinstance(child, ast.AST):
                    yield from _changeable(child)


def _changed(node: Any) -> Iterator[tuple[ast.AST, str]]:
    """What is replaced, and by what."""
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            if type(operator) in OTHER:
                operators = [*node.ops[:index], OTHER[type(operator)](), *node.ops[index + 1 :]]
                yield node, _written(ast.Compare(node.left, operators, node.comparators))
    elif isinstance(node, ast.BoolOp) and type(node.op) in OTHER:
        yield node, _written(ast.BoolOp(OTHER[type(node.op)](), node.values))
    elif isinstance(node, ast.BinOp) and type(node.op) in OTHER:
        yield node, _written(ast.BinOp(node.left, OTHER[type(node.op)](), node.right))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, f"bool({ast.unparse(node.operand)})"
    elif isinstance(node, ast.If | ast.IfExp):
        yield from ((node.test, "True"), (node.test, "False"))
    elif isinstance(node, ast.While):
        yield node.test, "False"
    elif isinstance(node, COMPREHENSIONS):
        for generator in node.generators:
            yield from ((condition, "True") for condition in generator.ifs)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield node, str(node.value + 1)
    elif isinstance(node, ast.Continue | ast.Break):
        yield node, "pass"


def _written(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"


class _Places:
    """Where nodes stand; Python counts columns in bytes."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def of(self, node: Any) -> tuple[int, int]:
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())
