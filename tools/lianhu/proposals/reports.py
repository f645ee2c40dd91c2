"""A judgement into what a person or a machine reads; machines are told of what a step causes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lianhu.proposals.judgement import Judgement
from lianhu.words import reports, say, spoken

Format = Callable[[Judgement, str], str]


def text(judgement: Judgement, language: str) -> str:
    """The problems, questions and warnings caused, the problems that were there before, notes, and the sum of it."""
    told = [*judgement.caused, *judgement.warnings]
    parts = [reports.text(told, language)] if told else []
    if judgement.older:
        before = say("Problems that were there before this change: {count}", count=len(judgement.older))
        parts += [spoken(before, language), reports.text(judgement.older, language)]
    parts += [spoken(note, language) for note in judgement.notes]
    counted = reports.summary(told, judgement.relations_judged, language)
    return "\n".join([*parts, counted])


def _of_caused(name: str) -> Format:
    return lambda judgement, language: reports.FORMATS[name]((*judgement.caused, *judgement.warnings), language)


FORMATS: Mapping[str, Format] = {**{name: _of_caused(name) for name in reports.FORMATS}, "text": text}
