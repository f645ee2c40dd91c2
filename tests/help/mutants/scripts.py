"""Changes in scripts: one comparison, condition, connective, sum, number or truth; a call on a text left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What is no code, first; then what is changed.
PART = re.compile(
    r"(?P<skipped>//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|(?<=[(,=])\s*/(?:\\.|\[[^\]]*\]|[^/\\\n])+/)"
    r"|(?P<call>\.(?:toLowerCase|trim|preventDefault)\(\))"
    r"|(?P<condition>\bif \((?P<test>(?:[^()]|\([^()]*\)|\([^()]*\([^()]*\)[^()]*\))*)\))"
    r"|(?P<sign>===|!==|<=|>=|<|>|&&|\|\||(?<= )[+-](?= )|(?<![\w!])!(?!=)|\btrue\b|\bfalse\b"
    r"|(?<![\w.\"])\d+(?![\w.]))",
    re.DOTALL,
)
OTHER = {
    "===": "!==",
    "!==": "===",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "&&": "||",
    "||": "&&",
    "+": "-",
    "-": "+",
    "!": "",
    "true": "false",
    "false": "true",
}


def replacements(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
    """`(start, end, instead)` of every change."""
    for part in PART.finditer(text, start, len(text) if end is None else end):
        if part["call"]:
            yield *part.span("call"), ""
        elif part["condition"]:
            yield *part.span("test"), f"!({part['test']})"
            yield from replacements(text, *part.span("test"))
        elif sign := part["sign"]:
            yield *part.span("sign"), OTHER[sign] if sign in OTHER else str(int(sign) + 1)
