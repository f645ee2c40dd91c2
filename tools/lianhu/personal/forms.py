"""The forms of persons' numbers, as their standards give them; none of it asks what stands around a number.

Sources: GB 11643 (resident identity numbers), ISO 7064 MOD 11-2, ISO/IEC 7812 (Luhn), the numbering plan of the Chinese
telephone network (mobile 1[3-9], subscribers 2-8).
"""

from __future__ import annotations

import re
from datetime import date

PROVINCES = frozenset(
    f"{code}"
    for code in (
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        *range(81, 84),
    )
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
LANDLINE_LENGTHS = (10, 11, 12)
CARD_LENGTHS = (19, 18, 17, 16)


def is_identity_number(piece: str) -> bool:
    """Eighteen characters with a province, a birthday and the right check character."""
    return has_identity_form(piece) and (
        CHECKS[sum(int(sign) * weight for sign, weight in zip(piece, WEIGHTS, strict=False)) % 11] == piece[17]
    )


def has_identity_form(piece: str) -> bool:
    """Eighteen characters with a province and a birthday; the check character may be wrong."""
    return len(piece) == 18 and piece[:17].isdigit() and piece[:2] in PROVINCES and _is_day(piece[6:14])


def is_old_identity_number(piece: str) -> bool:
    """Fifteen digits with a province and a birthday of the twentieth century; there is no check digit."""
    return len(piece) == 15 and piece.isdigit() and piece[:2] in PROVINCES and _is_day(f"19{piece[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def is_bank_card(piece: str) -> bool:
    """Sixteen to nineteen digits with a card's first digits and Luhn's check digit; not one digit repeated."""
    if len(piece) not in CARD_LENGTHS or not piece.isdigit() or len(set(piece)) < 4:
        return False
    if not (piece.startswith("62") or (len(piece) == 16 and piece[0] in "345" and piece[:2] != "30")):
        return False
    doubled = (sum(divmod(2 * int(sign), 10)) for sign in piece[-2::-2])
    return (sum(doubled) + sum(int(sign) for sign in piece[::-2])) % 10 == 0


def is_mobile(piece: str) -> bool:
    """Eleven digits of a mobile phone; `13800000000`, as in examples, is nobody's."""
    return bool(re.fullmatch("1[3-9][0-9]{9}", piece)) and set(piece[3:]) != {"0"}


def is_landline(piece: str) -> bool:
    """An area code and a subscriber; `0730-0000012`, as in examples, cannot be one."""
    return bool(re.fullmatch("(?:010|02[0-9])[2-8][0-9]{7}|0[3-9][0-9]{2}[2-8][0-9]{6,7}", piece)) and (
        len(set(piece[4:])) > 1
    )
