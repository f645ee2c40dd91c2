"""What a pattern needs stands in whatever it matches; and where that is missing, the pattern is not asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianhu.personal import found_in, pattern
from lianhu.personal.pairs import needs_of, pairs_in

found_in("张")  # whatever is looked for is there now
# What patterns are made of, in little: words, sets, choices, repetitions, and looks around.
PIECES = st.recursive(
    st.sampled_from(
        ["甲", "乙丙", "[甲乙]", "[^甲]", ".", r"\d", "$", "^", "(?i:ab)", "(?-i:b)", "ki", "[^km]", "[i-k]"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda several: f"(?:{'|'.join(several)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}?", "++"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.tuples(st.sampled_from(["(?=", "(?!", "(?>"]), inner).map(lambda pair: f"{pair[0]}{pair[1]})"),
        inner.map(lambda one: f"({one})"),
    ),
    max_leaves=8,
)
WORDS = ("低保", "低保户", "五保", "五保老人", "户", "老人")
FAMILY = pattern.Words(f"{'|'.join(WORDS)}|老人?a")


def may_match(source: str, text: str, flags: int = 0) -> bool:
    pairs = pairs_in(text)
    return any(all(choice & pairs for choice in need) for need in needs_of(source, flags))


@given(PIECES, st.sampled_from([0, re.IGNORECASE]), st.text("甲乙丙aAbBkK\u212aiIİı1", max_size=8))
@settings(deadline=None)
def test_a_pattern_that_matches_is_never_spared(source: str, flags: int, text: str) -> None:
    assert may_match(source, text, flags) or not re.search(source, text, flags)


@pytest.mark.parametrize("code", range(0x80))
def test_no_letter_in_another_case_is_overlooked(code: int) -> None:
    literal = re.compile(re.escape(chr(code)), re.IGNORECASE)
    alike = [chr(other) for other in range(0x10000) if literal.fullmatch(chr(other))]
    assert all(may_match(literal.pattern, sign, re.IGNORECASE) for sign in alike)


@pytest.mark.slow
@pytest.mark.parametrize("number", [at for at, one in enumerate(pattern.EVERY) if one.source != pattern.NEVER])
def test_whatever_is_looked_for_is_possible_where_it_matches(number: int) -> None:
    sought = pattern.EVERY[number]

    @given(st.from_regex(sought.compiled))
    @settings(max_examples=10, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def possible(text: str) -> None:
        assert sought in pattern.possible_in(text)

    possible()


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("低保户", "低保人员"),
        ("(?:来电|来信)人", "来电者"),
        ("[东西]头那家", "头那家在东"),
        ("有(?:个|位)?人[^,]{0,3}说", "人有话说"),
        ("(?<!不)告状(?!纸)", "告他的状"),
        ("举报(?=张)", "举报王某"),
        ("甲(?:乙丙)+丁|戊己", "甲乙丁戊"),
        ("(?i:we)信", "微信"),
    ],
)
def test_a_text_without_a_pair_of_a_pattern_is_spared_it(source: str, missing: str) -> None:
    assert not may_match(source, missing)


@pytest.mark.parametrize("source", ["", ".*", "甲?", "$|甲", "[^甲]{2}", "(?=甲|)"])
def test_what_may_match_anywhere_needs_nothing(source: str) -> None:
    assert may_match(source, "乙")


def test_a_pattern_that_is_there_only_later_is_asked_of_a_text_that_was_asked_before() -> None:
    before = pattern.possible_in("甲乙丙丁")
    later = pattern.Pattern("乙丙")
    assert pattern.possible_in("甲乙丙丁") == before | {later}


@given(st.text("低保户五老人a", max_size=12))
@settings(deadline=None)
def test_words_are_found_wherever_they_stand(text: str) -> None:
    expected = {(at, at + len(word)) for word in WORDS for at in range(len(text)) if text.startswith(word, at)} | {
        each.span() for each in re.finditer("老人?a", text)
    }
    assert FAMILY.spans_in(text) == sorted(expected)
