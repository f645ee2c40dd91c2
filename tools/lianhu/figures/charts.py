"""Charts as shapes, before a template draws them as SVG: no script, no style, and the numbers in a table beside it.

Across, a chart is measured in per cent of its width; down, in em. So it fills a phone and a desk alike, its words
keep the size of the words around it, and they grow with the reader's own setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LINE, BAR, GAP = 1.5, 0.8, 0.7  # em: a line of words, a bar, and the space below it
TALLEST = 9.0  # em: a column of 100 per cent
FOOT = 3.2  # em: two lines of words below the columns


@dataclass(frozen=True, kw_only=True)
class Rect:
    """`x` and `width` in per cent, `y` and `height` in em; `look` is `full`, `hollow` or `track`."""

    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True, kw_only=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float
    look: str = "line"


@dataclass(frozen=True, kw_only=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Words:
    x: float
    y: float
    said: str
    anchor: str = "start"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A row of the table: its name, its numbers (None where there is none to show), and how they are said."""

    name: str
    numbers: tuple[float | None, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`heading` and `series` head the table; with two series the first is drawn full, the second hollow."""

    name: str
    title: str
    description: str
    heading: str
    series: tuple[str, ...]
    items: tuple[Item, ...]
    height: float
    rects: tuple[Rect, ...] = ()
    segments: tuple[Segment, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[Words, ...] = ()


def rates(name: str, title: str, description: str, heading: str, series: str, items: Sequence[Item]) -> Chart:
    """A bar a row, its whole width 100 per cent; what is too small for a percentage has words and no bar."""
    rects: list[Rect] = []
    words: list[Words] = []
    for place, item in enumerate(items):
        y = place * (LINE + BAR + GAP)
        words += _row_words(item.name, item.said[0], y)
        rects.append(Rect(x=0, y=y + LINE, width=100, height=BAR, look="track"))
        if item.numbers[0]:
            rects.append(Rect(x=0, y=y + LINE, width=item.numbers[0], height=BAR, look="full"))
    return Chart(
        name=name,
        title=title,
        description=description,
        heading=heading,
        series=(series,),
        items=tuple(items),
        height=len(items) * (LINE + BAR + GAP),
        rects=tuple(rects),
        words=tuple(words),
    )


def stacks(
    name: str, title: str, description: str, heading: str, series: tuple[str, str], items: Sequence[Item]
) -> Chart:
    """Two numbers a row, one after the other; the longest row has the whole width."""
    longest = max((_total(item) for item in items), default=0)
    rects: list[Rect] = []
    words: list[Words] = []
    for place, item in enumerate(items):
        y = place * (LINE + BAR + GAP)
        words += _row_words(item.name, "、".join(map(" ".join, zip(series, item.said, strict=True))), y)
        x = 0.0
        for number, look in zip(item.numbers, ("full", "hollow"), strict=True):
            if number:
                width = 100 * number / longest
                rects.append(Rect(x=x, y=y + LINE, width=width, height=BAR, look=look))
                x += width
    return Chart(
        name=name,
        title=title,
        description=description,
        heading=heading,
        series=series,
        items=tuple(items),
        height=len(items) * (LINE + BAR + GAP),
        rects=tuple(rects),
        words=tuple(words),
    )


def columns(
    name: str, title: str, description: str, heading: str, series: tuple[str, str], items: Sequence[Item]
) -> Chart:
    """Two numbers a month, one on the other, with their sum above; items are named `2026-03`."""
    highest = max((_total(item) for item in items), default=0)
    floor = LINE + TALLEST
    rects: list[Rect] = []
    words = _month_words(items, floor)
    for place, item in enumerate(items):
        middle, width = _middle(place, items), 70 / len(items)
        y = floor
        for number, look in zip(item.numbers, ("full", "hollow"), strict=True):
            if number:
                height = TALLEST * number / highest
                y -= height
                rects.append(Rect(x=middle - width / 2, y=y, width=width, height=height, look=look))
        words.append(Words(x=middle, y=y - 0.3, said=f"{_total(item):g}", anchor="middle"))
    return Chart(
        name=name,
        title=title,
        description=description,
        heading=heading,
        series=series,
        items=tuple(items),
        height=floor + FOOT,
        rects=tuple(rects),
        segments=(Segment(x1=0, y1=floor, x2=100, y2=floor, look="axis"),),
        words=tuple(words),
    )


def trend(name: str, title: str, description: str, heading: str, series: str, items: Sequence[Item]) -> Chart:
    """A percentage a month, joined by a line; the line breaks where there is none. Items are named `2026-03`."""
    floor = LINE + TALLEST
    dots: list[Dot | None] = []
    words = _month_words(items, floor)
    for place, item in enumerate(items):
        number = item.numbers[0]
        dot = None if number is None else Dot(x=_middle(place, items), y=floor - TALLEST * number / 100)
        dots.append(dot)
        if dot:
            words.append(Words(x=dot.x, y=dot.y - 0.5, said=f"{number:g}", anchor="middle"))
    joined = [(one, next_one) for one, next_one in pairwise(dots) if one and next_one]
    return Chart(
        name=name,
        title=title,
        description=description,
        heading=heading,
        series=(series,),
        items=tuple(items),
        height=floor + FOOT,
        segments=(
            Segment(x1=0, y1=floor, x2=100, y2=floor, look="axis"),
            *(Segment(x1=one.x, y1=one.y, x2=other.x, y2=other.y) for one, other in joined),
        ),
        dots=tuple(dot for dot in dots if dot),
        words=tuple(words),
    )


def _total(item: Item) -> float:
    return sum(number or 0 for number in item.numbers)


def _middle(place: int, items: Sequence[Item]) -> float:
    return (place + 0.5) * 100 / len(items)


def _row_words(name: str, said: str, y: float) -> tuple[Words, Words]:
    return Words(x=0, y=y + 1.1, said=name), Words(x=100, y=y + 1.1, said=said, anchor="end")


def _month_words(items: Sequence[Item], floor: float) -> list[Words]:
    """Below each column its month, and below the first of each year the year."""
    words = []
    for place, item in enumerate(items):
        year, month = item.name.split("-")
        x = _middle(place, items)
        words.append(Words(x=x, y=floor + 1.2, said=str(int(month)), anchor="middle"))
        if place == 0 or month == "01":
            at_edge = place == 0
            words.append(Words(x=0 if at_edge else x, y=floor + 2.6, said=f"{year}年", anchor="start"))
    return words
