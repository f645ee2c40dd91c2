"""What a detector finds, and the one place that decides how much of it may be shown (P11)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lianhu.personal.names import surname

REFUSED = (
    "identity_number",
    "bank_card",
    "phone",
    "e_mail",
    "chat_account",
    "number_plate",
    "home",
    "minor",
    "accusation",
)
# What is never sure: these ask only.
ASKED = ("health", "hardship", "reporter", "link", "private_name")
DETECTORS = (*REFUSED, *ASKED)
NUMBERS = ("identity_number", "bank_card", "phone", "e_mail", "chat_account", "number_plate")
MOST_DIGITS_SHOWN = 7
SHORTEST_SHOWN_IN_PART = 7
OLD_IDENTITY_NUMBER = 15


@dataclass(frozen=True, order=True)
class Found:
    """One finding: where in the plain text, by which detector, and the value without its separators.

    What is sure is refused. The rest is probably a person's circumstance, and is asked: its value is a passage, of
    which `shown` may be shown. `names` are those of its sentence, which are asked of with it and not by themselves:
    they are found too, `is_told_beside`.
    """

    start: int
    end: int
    detector: str
    value: str
    is_sure: bool = True
    shown: str = ""
    names: tuple[str, ...] = ()
    is_told_beside: bool = False

    def __repr__(self) -> str:
        """Never the value: a finding may end in a traceback."""
        return f"Found({self.detector}, {self.masked})" if self.is_sure else f"Found({self.detector})"

    @property
    def masked(self) -> str:
        """The finding as it may be shown."""
        return self.shown or mask(self.detector, self.value)

    @property
    def masked_names(self) -> str:
        """The names as they may be shown."""
        return "、".join(dict.fromkeys(mask("private_name", name) for name in self.names))


def mask(detector: str, value: str) -> str:
    """A value with its secret part as stars: `1101********002X`, `138****8000`, `张*家门口`.

    Of a number at most seven digits are left, of an identity number its region and its last three digits.
    """
    if detector in NUMBERS and len(value) < SHORTEST_SHOWN_IN_PART:
        return f"{value[:1]}****"
    if detector == "identity_number" and len(value) < OLD_IDENTITY_NUMBER:  # a passport
        return f"{value[:2]}{'*' * (len(value) - 4)}{value[-2:]}"
    if detector == "identity_number" and len(value) <= MOST_DIGITS_SHOWN:
        return f"{value[:1]}{'*' * (len(value) - 1)}"
    if detector == "identity_number":
        return f"{value[:4]}{'*' * (len(value) - 7)}{value[-3:]}" if "X" not in value else _with_x(value)
    if detector == "phone":
        return f"{value[:3]}{'*' * max(len(value) - 7, 4)}{value[-4:] if len(value) > 10 else value[-2:]}"
    if detector == "bank_card":
        return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}"
    if detector == "e_mail":
        name, _, host = value.partition("@")
        return f"{name[:1]}***@{re.sub('[0-9]', '*', host)}"
    if detector == "chat_account":
        return f"{value[:2]}{'*' * (len(value) - 2)}"
    if detector == "number_plate":
        return f"{value[:2]}{'*' * (len(value) - 3)}{value[-1:]}"
    if detector == "accusation":
        return value  # a word of the language, nobody's secret
    if detector == "link":
        shown = 3 if value.isdigit() else 8
        return f"{value[:shown]}{'*' * max(len(value) - shown, 4)}"
    if detector == "private_name":
        return f"{surname(value) or value[:1]}*"
    if re.search("[0-9]", value):
        return re.sub("[0-9]", "*", value)
    return f"{value[:1]}*{_what_follows(value)}"


def _with_x(value: str) -> str:
    return f"{value[:4]}{'*' * (len(value) - 8)}{value[-4:]}"


def _what_follows(value: str) -> str:
    """The ordinary words after a name, which make the finding understandable: `家门口`, `同学`."""
    match = re.search("家.*|同学", value)
    return match[0] if match else ""
