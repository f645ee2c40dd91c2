"""The privacy page, drawn from the town's settings and the schemas: what is shown where, and on what condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lianhu.public import NEEDS_CONSENT, SHOWN_AT, Posted
from lianhu.site.pages.page import Page, of_section
from lianhu.site.pages.reads import reads
from lianhu.town.schemas import Kind

# What stands in the place of an item without consent.
OTHERWISE = {"name": "写“姓＋代表”和编号", "phone": "写工作站的电话"}
WITH_CONSENT = "本人同意"
SHOWN, KEPT_BACK = "公开", "不公开"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a record: the titles that lead to it, and what the web and the wall show of it."""

    title: str
    web: str
    wall: str


@dataclass(frozen=True, kw_only=True)
class Book:
    """A kind of record with its fields."""

    kind: Kind
    fields: tuple[Field, ...]

    @property
    def kept_back(self) -> int:
        """How many fields no place shows."""
        return sum(field.web == field.wall == KEPT_BACK for field in self.fields)


@reads()
def privacy(town: Posted) -> Page:
    kinds = town.schemas.kinds
    person = kinds["representative"]
    return of_section(
        "privacy/",
        "隐私说明",
        "privacy.html",
        "公开什么、凭什么、留多久，怎样更正和撤回",
        terms=town.town.publishing.privacy,
        items=[(person.at((key,))["title"], OTHERWISE.get(key, "不显示")) for key in NEEDS_CONSENT],
        books=[Book(kind=kind, fields=tuple(_fields(kind))) for kind in kinds.values()],
    )


def _fields(kind: Kind) -> Iterator[Field]:
    for keys, titles, marks in _leaves(kind.schema):
        web, wall = (all(mark in levels for mark in marks) for levels in (SHOWN_AT["web"], SHOWN_AT["wall"]))
        asks = kind.name == "representative" and keys[0] in NEEDS_CONSENT
        shown = WITH_CONSENT if asks else SHOWN
        yield Field(title=" · ".join(titles), web=shown if web else KEPT_BACK, wall=shown if wall else KEPT_BACK)


Leaf = tuple[tuple[str, ...], tuple[str, ...], tuple[object, ...]]


def _leaves(schema: Mapping[str, Any], above: Leaf = ((), (), ())) -> Iterator[Leaf]:
    """Keys, titles and marks from the outside in, of every value that holds no other."""
    keys, titles, marks = above
    for key, inner in schema.get("properties", {}).items():
        here = ((*keys, key), (*titles, inner["title"]), (*marks, inner.get("x-publish")))
        holder = inner.get("items", inner)
        if "properties" in holder:
            yield from _leaves(holder, here)
        else:
            yield here
