"""Sentences for people: English in the source, complete in Chinese, chosen where they are shown.

A `Text` is a sentence not yet spoken: the English template and its values. Nothing below the reports
knows the reader's language; `spoken` turns a text into words at the edge.
"""

from __future__ import annotations

import functools
import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lianhu.words.terms import TERMS

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH, CHINESE = "en", "zh_CN"
LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which they count


@dataclass(frozen=True)
class Text:
    """A sentence (`template`, with `{names}`) and the values that fill it; a value may be a `Text`."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return spoken(self, ENGLISH)


def say(template: str, /, **values: object) -> Text:
    """Keep a sentence for later; the catalogue of translations is collected from these calls."""
    return Text(template, tuple(values.items()))


@dataclass(frozen=True)
class Term:
    """A word of the records (`fed_back`), shown in Chinese with the word that residents read: `反馈（fed_back）`."""

    code: str


@dataclass(frozen=True)
class Word:
    """A word of the records within a sentence: `chinese`, or what the town calls it, alone; in English the code."""

    code: str
    chinese: str = ""


def spoken(text: Text, language: str) -> str:
    """The sentence in `language` (`en`, `zh_CN`); an unknown language or sentence stays English."""
    template = catalogue(language).gettext(text.template) if text.template else ""
    return template.format(**{name: _worded(value, language) for name, value in text.values})


def _worded(value: object, language: str) -> object:
    if isinstance(value, Text):
        return spoken(value, language)
    if isinstance(value, Term):
        chinese = TERMS.get(value.code) if language == CHINESE else None
        return f"{chinese}（{value.code}）" if chinese else value.code
    if isinstance(value, Word):
        chinese = value.chinese or TERMS.get(value.code)
        return chinese if chinese and language == CHINESE else value.code.replace("_", " ")
    if isinstance(value, tuple):
        sentences = bool(value) and all(isinstance(item, Text) for item in value)
        separator = " " if sentences else "、" if language == CHINESE else ", "
        return separator.join(str(_worded(item, language)) for item in value)
    return value


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations shipped for `language`; an empty catalogue speaks English."""
    return gettext.translation("lianhu", LANGUAGES, [language], fallback=True)


def language_of(environment: Mapping[str, str], town_language: str = ENGLISH) -> str:
    """The reader's language: the locale's if it names one, else the town's (`town.yaml: language`).

    The variables are asked in the order of POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`, after gettext's `LANGUAGE`.
    `C` and `POSIX` name no language.
    """
    for name in LOCALE:
        locale = environment.get(name, "").split(":")[0].split(".")[0]
        if locale.startswith("zh"):
            return CHINESE
        if locale.startswith("en"):
            return ENGLISH
    return town_language
