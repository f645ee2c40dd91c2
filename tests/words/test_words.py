"""Sentences that are spoken late, and the language they are spoken in."""

from __future__ import annotations

import pytest

from lianhu.words import CHINESE, ENGLISH, Text, language_of, say, sentences, spoken


def test_a_sentence_is_filled_when_it_is_spoken() -> None:
    text = say("{found} is not {expected}", found="x", expected=say("a number"))
    assert spoken(text, ENGLISH) == str(text) == "x is not a number"


def test_values_are_not_taken_for_templates() -> None:
    assert spoken(say("{found}!", found="{oops} %s {}"), ENGLISH) == "{oops} %s {}!"


def test_a_list_is_joined_in_the_language() -> None:
    text = say("{names}", names=("a", say("b"), 3))
    assert spoken(text, ENGLISH) == "a, b, 3"
    assert spoken(text, CHINESE) == "a、b、3"


def test_sentences_follow_one_another() -> None:
    assert spoken(say("{all}", all=(say("One."), say("Two."))), ENGLISH) == "One. Two."


def test_an_empty_sentence_is_empty() -> None:
    """gettext answers the empty sentence with the catalogue's head."""
    assert spoken(Text(""), CHINESE) == ""


def test_an_unknown_language_or_sentence_stays_english() -> None:
    assert spoken(say("no such sentence: {a}", a=1), CHINESE) == "no such sentence: 1"
    assert spoken(say("Keep one of them."), "tlh") == "Keep one of them."


def test_chinese_is_chinese() -> None:
    if not list(sentences.LANGUAGES.glob("zh_CN/LC_MESSAGES/*.mo")):
        pytest.fail("tools/lianhu/words/languages/zh_CN/LC_MESSAGES/lianhu.po is missing", pytrace=False)
    assert spoken(say("Keep one of them."), CHINESE) != "Keep one of them."


@pytest.mark.parametrize(
    ("environment", "town", "expected"),
    [
        ({}, ENGLISH, ENGLISH),
        ({}, CHINESE, CHINESE),
        ({"LANG": "zh_CN.UTF-8"}, ENGLISH, CHINESE),
        ({"LANG": "en_US.UTF-8"}, CHINESE, ENGLISH),
        ({"LANG": "C.UTF-8"}, CHINESE, CHINESE),
        ({"LANG": "POSIX"}, CHINESE, CHINESE),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, ENGLISH, CHINESE),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN"}, CHINESE, ENGLISH),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US"}, ENGLISH, CHINESE),
        ({"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"}, ENGLISH, CHINESE),
        ({"LANGUAGE": "", "LANG": "zh"}, ENGLISH, CHINESE),
        ({"LANG": "de_DE.UTF-8"}, CHINESE, CHINESE),
    ],
)
def test_the_readers_language(environment: dict[str, str], town: str, expected: str) -> None:
    assert language_of(environment, town) == expected
