"""Changes in templates: conditions negated, loops emptied, comparisons, filters and numbers changed, values swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

TAG = re.compile(
    r"\{#.*?#\}|\{%-?\s*(?P<word>if|elif|for|set)\b(?P<rest>.*?)-?%\}|\{\{-?(?P<value>.*?)-?\}\}", re.DOTALL
)
LOOP = re.compile(r"\s(?P<names>[\w, ]+?) in (?P<among>.*?)(?: if (?P<condition>.*?))?\s*$", re.DOTALL)
TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
OTHER = {
    "==": "!=",
    "!=": "==",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "and": "or",
    "or": "and",
    "not ": "",
    "|former(": "|present(",
    "|present(": "|former(",
    "|reverse": "",
    "|sort": "",
    ".since": ".until",
    ".until": ".since",
    ".counted": ".among",
    ".among": ".counted",
    "loop_of.first": "loop_of.last",
    "loop_of.last": "loop_of.first",
}
SIGN = re.compile(
    r"==|!=|<=|>=|<|>|\b(?:and|or)\b|\bnot |\|(?:former|present)\(|\|(?:reverse|sort)\b"
    r"|\.(?:since|until|counted|among)\b|loop_of\.(?:first|last)\b|(?<![\w.'-])\d+(?![\w.'-])"
)


def replacements(text: str) -> Iterator[tuple[int, int, str]]:
    """`(start, end, instead)` of every change."""
    values = []
    for tag in TAG.finditer(text):
        if tag["word"] in ("if", "elif"):
            yield *tag.span("rest"), f" not ({tag['rest'].strip()}) "
        elif tag["word"] == "for":
            yield from _loop(tag)
        elif tag["value"]:
            values.append(tag)
        for part in ("value", "rest"):
            if tag[part]:
                yield from _signs(text, *tag.span(part))
    for first, second in pairwise(values):
        if "\n" not in text[first.end() : second.start()] and first["value"] != second["value"]:
            between = text[first.end() : second.start()]
            yield first.start(), second.end(), f"{second[0]}{between}{first[0]}"


def _loop(tag: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    loop = LOOP.match(tag["rest"])
    assert loop, tag[0]
    begin = tag.start("rest")
    yield begin + loop.start("among"), begin + loop.end("among"), "[]"
    if loop["condition"]:
        yield begin + loop.start("condition"), begin + loop.end("condition"), "true"


def _signs(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    quoted = {at for found in TEXT.finditer(text, start, end) for at in range(*found.span())}
    for sign in SIGN.finditer(text, start, end):
        if sign.start() not in quoted:
            yield *sign.span(), OTHER[sign[0]] if sign[0] in OTHER else str(int(sign[0]) + 1)
