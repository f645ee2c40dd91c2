"""What a new unit of a village is called: the next free number, and a name like those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lianhu.town.kinds import Area, Group, Village
from lianhu.words import say
from lianhu.words.problems import ToolError

DIGITS = "零一二三四五六七八九"
VILLAGE = re.compile(r"(?:村|社区)$")


def free_id(prefix: str, taken: Iterable[str], width: int) -> str:
    """The next id behind the highest that was ever taken: `fenglin-g05` behind `fenglin-g04`.

    Raises ToolError where the two digits that an id has are used up.
    """
    numbers = [int(name[len(prefix) :]) for name in taken if re.fullmatch(rf"{re.escape(prefix)}\d+", name)]
    number = max(numbers, default=0) + 1
    if number > 99:
        raise ToolError(say("{prefix} has no number left below 100.", prefix=prefix))
    return f"{prefix}{number:0{width}}"


def numeral(number: int) -> str:
    """A number below 100 in Chinese: 5 is 五, 12 is 十二, 20 is 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


NUMBERS = {numeral(number): number for number in range(1, 100)} | {str(number): number for number in range(1, 100)}


def group_name(village: Village, names: Iterable[str], old: Group, of: Village) -> str:
    """The name of the group in which `old` (of the village `of`) goes on: the next number after `names` where the
    village counts its groups, else the old one behind the village's."""
    form = re.compile(rf"{re.escape(village.name)}(第?)([{DIGITS}十]+|\d+)((?:村民|居民)?小?组)")
    names = tuple(names)
    counted = [match for name in names if (match := form.fullmatch(name)) and match[2] in NUMBERS]
    if counted and len(counted) == len(names):
        last = max(counted, key=lambda match: NUMBERS[match[2]])
        number = NUMBERS[last[2]] + 1
        if number < 100:
            written = str(number) if last[2].isdigit() else numeral(number)
            return f"{village.name}{last[1]}{written}{last[3]}"
    return _carried_over(village, old, of)


def area_name(village: Village, old: Area, of: Village) -> str:
    """The name of the area in which `old` goes on: 汇丰社区东片 in 枫林村 is 枫林村汇丰东片."""
    return _carried_over(village, old, of)


def _carried_over(village: Village, old: Area | Group, of: Village) -> str:
    return f"{village.name}{VILLAGE.sub('', of.name)}{old.name.removeprefix(of.name)}"


def renamed(text: str, names: Iterable[tuple[str, str]]) -> str:
    """A text that names a unit, naming another: by the first of the (old, new) names that stands in it."""
    return next((text.replace(old, new) for old, new in names if old in text), text)
