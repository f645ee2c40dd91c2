"""What two texts hold together that neither holds alone: a number that is broken over two fields of a record."""

from __future__ import annotations

import re

from lianhu.personal.found import Found
from lianhu.personal.plain import CHINESE_DIGITS, plain
from lianhu.personal.provinces import SHORT
from lianhu.personal.scan import found_in

_SIGNS = f"0-9A-Za-z@_{''.join(CHINESE_DIGITS)}"
# A text that may go on in the next ends with part of a number, or with what one has (车牌湘, 微信, 卡号, 三栋).
_BREAKS_OFF = rf"[{_SIGNS}{SHORT}:,(+号信扣群卡折话机码箱是为微薇威鹅栋幢座元组]\W{{0,3}}\Z"
_GOES_ON = rf"\W{{0,3}}(?:[后尾末再接][\u4e00-\u9fff]{{0,3}}\W{{0,2}})?[{_SIGNS}]"
_ENDING, _BEGINNING = 6, 12


def may_break_off(text: str) -> bool:
    """Whether a number may begin in a text that its end cuts off: one cheap look."""
    return re.search(_BREAKS_OFF, plain(text[-_ENDING:])) is not None


def found_across(first: str, second: str) -> tuple[Found, ...]:
    """What stands in neither of two texts, but in both where the second is written below the first."""
    if not may_break_off(first) or not re.match(_GOES_ON, plain(second[:_BEGINNING])):
        return ()
    alone = {(found.detector, found.value) for text in (first, second) for found in found_in(text)}
    return tuple(found for found in found_in(f"{first}\n{second}") if (found.detector, found.value) not in alone)
