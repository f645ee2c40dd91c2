"""What the words of a message say of its category; what they do not say for sure is not yet classified.

The title comes before the body. In the title the longest term counts, since it says more (医药费报销 than 退休), and of
two that are as long neither. The body mentions much in passing: there all terms must say the same. A term that the text
denies (不是物业), or that says where something is (小学门口), counts nowhere.

Measured on the real messages: CONTRIBUTING.md, "No category is better than a wrong one".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lianhu.sheets.rules import MESSAGE, Rule

_DENIED_BEFORE = re.compile(r"(?:不是|并非|而非|不属于|不涉及|除了?)$")
_DENIED_AFTER = re.compile(r"无关|[以之]外|除外")
_A_PLACE = re.compile(r"[门路]口|门前|旁|附近|周边|对面|隔壁|[东南西北][面边侧]|小区|社区|村(?![民级里])|片区")


@dataclass(frozen=True)
class Term:
    """A word of a rule as it stands in a text, from `start` to `end`."""

    start: int
    end: int
    rule: Rule

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """`rules` know the town's categories; `elsewhere` matters for which it has none, each `use` a name for them."""

    rules: tuple[Rule, ...] = ()
    elsewhere: tuple[Rule, ...] = ()
    default: str | None = None  # was given to all that no word decides; mappings may still name it

    def category(self, texts: Mapping[str, str]) -> str | None:
        """The category of a message, None where it is not yet classified."""
        decided = self._deciding(texts)
        return decided.use if decided in self.rules else None

    def matter(self, texts: Mapping[str, str]) -> str | None:
        """The matter that a message names instead of a category; None where it names none."""
        decided = self._deciding(texts)
        return decided.use if decided and decided not in self.rules else None

    def categories(self) -> tuple[str, ...]:
        return tuple(rule.use for rule in self.rules)

    def _deciding(self, texts: Mapping[str, str]) -> Rule | None:
        for place in MESSAGE:
            if terms := list(self._terms(place, texts[place])):
                longest = max(term.length for term in terms) if place == "title" else 0
                meant = {term.rule.use: term.rule for term in terms if term.length >= longest}
                return next(iter(meant.values())) if len(meant) == 1 else None
        return None

    def _terms(self, place: str, text: str) -> Iterator[Term]:
        """The terms in a text that count, none of them within a longer one."""
        text = text.casefold()
        rules = (rule for rule in (*self.rules, *self.elsewhere) if place in (rule.look_in or MESSAGE))
        found = [Term(*at, rule) for rule in rules for at in rule.places_in(text)]
        taken: list[Term] = []
        for term in sorted(found, key=lambda one: (-one.length, one.start)):
            if all(term.end <= other.start or other.end <= term.start for other in taken):
                taken.append(term)
        for term in taken:
            is_denied = _DENIED_BEFORE.search(text, 0, term.start) or _DENIED_AFTER.match(text, term.end)
            if not is_denied and not _A_PLACE.match(text, term.end):
                yield term
