"""What the rules find in a town, part by part; each finding is kept for as long as what the rule reads is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, TypeAlias

from lianhu.reading.files import VILLAGES
from lianhu.rules import catalogue, scope
from lianhu.rules.finding import Rule
from lianhu.rules.folders import TOWN, folder_of
from lianhu.rules.parts import Parts
from lianhu.rules.scope import Scope
from lianhu.town.register import Register
from lianhu.words.packing import packed, unpacked
from lianhu.words.problems import Problem

Found: TypeAlias = "dict[str, list[Problem]]"  # by the rule's name
Kept: TypeAlias = "dict[str, Any]"  # the same as plain data; a rule that found nothing may be left out


class Judging:
    """The rules asked of the parts of a town whose files are in shape."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def found(self, *stages: Sequence[Rule]) -> Found:
        """What the rules find in the whole town: where those of one stage find something, the next are not asked."""
        wrong = (number for number, stage in enumerate(stages[:-1]) if any(map(self._in_town, stage)))
        asked = stages[: next(wrong, len(stages)) + 1]
        in_villages = self._in_villages(asked)
        found: Found = {}
        for stage in asked:
            found = {rule.__name__: self._in_whole(rule, in_villages) for rule in stage}
            if any(found.values()):
                break
        return found

    def _in_whole(self, rule: Rule, in_villages: Sequence[Kept]) -> list[Problem]:
        found = [problem for kept in in_villages for problem in unpacked(kept.get(rule.__name__, ()))]
        found += self._in_town(rule)
        reads = scope.of(rule)
        if found and reads.alone and (reads.kinds or reads.ids):
            # Other parts may hold what makes it vanish, or what the sentence is made from.
            return self._found_by(rule, "whole", self._parts.sums_of_town(None), self._whole)
        return found

    # -- in the town's own records, and across villages

    def _in_town(self, rule: Rule) -> list[Problem]:
        reads = scope.of(rule)
        if reads.reach == "town":
            return self._found_by(rule, "town", self._parts.sums_of_town(reads.kinds), self._whole)
        if reads.reach == "each" and reads.of is None:
            found = self._found_by(rule, "own", self._parts.sums_of_town(reads.kinds, reads.ids), self._own)
            return [problem for problem in found if not problem.path.startswith(VILLAGES)]
        return []

    @cached_property
    def _whole(self) -> Register:
        return self._parts.register()

    @cached_property
    def _own(self) -> Register:
        folders = self._parts.folders
        return self._whole.asked_about(frozenset(folders.paths(folders.of([TOWN]))))

    def _found_by(self, rule: Rule, about: str, sums: Sequence[str], register: Register) -> list[Problem]:
        turned = self._parts.turned(self._parts.folders.of_part)
        key = self._parts.kept.key(about, sums, rule.__name__, turned, self._day(scope.of(rule)))
        return unpacked(self._parts.kept.of(key, lambda: packed(catalogue.problems(rule, register))))

    def _day(self, reads: Scope) -> str:
        return self._parts.today.isoformat() if reads.asks_day else ""

    # -- in villages

    def _in_villages(self, stages: Sequence[Sequence[Rule]]) -> list[Kept]:
        """What the rules that lie within villages find in each part; kept as a whole, and by what each reads."""
        names = [[rule.__name__ for rule in stage] for stage in stages]
        today, sums = self._parts.today.isoformat(), self._parts.sums_of
        keys = {
            villages: self._parts.kept.key("villages", sums(villages), names, self._turned(villages), today)
            for villages in self._parts.villages
        }
        return list(self._parts.kept.of_each(keys, partial(self._judged, stages)).values())

    def _turned(self, villages: Sequence[str]) -> list[int]:
        return self._parts.turned((TOWN, *villages))

    def _judged(self, stages: Sequence[Sequence[Rule]], villages: Sequence[str]) -> Kept:
        part = _Part(self._parts, villages, self._turned(villages))
        found: Kept = {}
        for stage in stages:
            for reads, rules in _by_what_they_read(stage):
                asked = part.together if reads.reach == "village" else part.one_by_one
                for name, problems in asked(reads, rules, self._day(reads)):
                    found.setdefault(name, []).extend(problems)
            part.summarize(stage)
            if any(found.values()):
                break
        return found


class _Part:
    """Villages that are judged together."""

    def __init__(self, parts: Parts, villages: Sequence[str], turned: Sequence[int]) -> None:
        self._parts, self._villages, self._turned = parts, villages, turned

    @cached_property
    def _register(self) -> Register:
        folders = self._parts.folders
        return self._parts.register_of(self._villages, frozenset(folders.paths(folders.of(self._villages))))

    def summarize(self, rules: Iterable[Rule]) -> None:
        """What rules of the town will ask of each village, noted while its records are at hand."""
        for village in self._villages:
            is_all = self._villages == (village,)
            at_hand = (lambda: self._register) if is_all else partial(self._parts.register_of, (village,))
            self._parts.summaries.note(rules, village, at_hand)

    def together(self, reads: Scope, rules: Sequence[Rule], day: str) -> Iterator[tuple[str, Any]]:
        """What rules find that read several records at once; what they find in the town's is told of the town."""
        names = [rule.__name__ for rule in rules]
        key = self._parts.kept.key("village", self._sums(reads), names, self._turned, day)

        def work_out() -> Kept:
            return {rule.__name__: packed(self._own(catalogue.problems(rule, self._register))) for rule in rules}

        yield from self._parts.kept.of(key, work_out).items()

    def one_by_one(self, reads: Scope, rules: Sequence[Rule], day: str) -> Iterator[tuple[str, Any]]:
        """What rules find that judge each record by itself: of each folder by itself, so that a year stays judged."""
        names, beside = [rule.__name__ for rule in rules], self._sums(reads)
        folders = self._parts.folders
        keys = {
            folder: self._parts.kept.key("records", [*folders.sums([folder]), *beside], names, self._turned, day)
            for folder in folders.of(self._villages, (reads.of,) if reads.of else None)
        }
        known = self._parts.kept.known(keys)
        missing = [folder for folder in keys if folder not in known]
        if missing:
            register = self._register.asked_about(frozenset(folders.paths(missing)))
            fresh: dict[str, Kept] = {folder: defaultdict(list) for folder in missing}
            for rule in rules:
                for problem in catalogue.problems(rule, register):
                    # What a rule comes upon elsewhere is kept of its own folder, or told of the town.
                    if (folder := folder_of(problem.path)) in fresh:
                        fresh[folder][rule.__name__] += packed([problem])
            for folder, found in fresh.items():
                self._parts.kept.note(keys[folder], found)
            known |= fresh
        for folder in keys:
            yield from known[folder].items()

    def _sums(self, reads: Scope) -> list[str]:
        return self._parts.sums_of(self._villages, reads.kinds, reads.ids)

    def _own(self, problems: Iterable[Problem]) -> list[Problem]:
        of_villages = tuple(f"{VILLAGES}{village}/" for village in self._villages)
        return [problem for problem in problems if problem.path.startswith(of_villages)]


def _by_what_they_read(rules: Iterable[Rule]) -> list[tuple[Scope, list[Rule]]]:
    """The rules that lie within villages, those together that read the same."""
    found: dict[Scope, list[Rule]] = defaultdict(list)
    for rule in rules:
        if scope.of(rule).reach != "town":
            found[scope.of(rule)].append(rule)
    return list(found.items())
