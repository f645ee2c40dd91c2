"""P11: whatever is wrong with a number of a person, no report prints enough of it to know whose it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.towns import TODAY, Tree
from lianhu.personal.plain import plain, with_digits
from lianhu.rules.check import check
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE, ENGLISH, reports
from lianhu.words.problems import quoted

MOST_DIGITS = 7
IDENTITIES = ("11010519491231002X", "110105194912310038", "440524188001010014")
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"

DISGUISES = {
    "plain": str,
    "spaced": lambda value: f"{value[:6]} {value[6:14]} {value[14:]}",
    "dashed": lambda value: "-".join(re.findall(".{1,4}", value)),
    "full-width": lambda value: "".join(chr(ord(sign) + 0xFEE0) for sign in value),
    "Chinese digits": lambda value: value.translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
    "one by one": " ".join,
}

# Where somebody may have put it: a text, an unknown key, a value that must be another, a wrong id, an unknown kind of
# file, a line that is no YAML, behind other words.
PLACES = {
    "a text": (ISSUE, "title: 一组路口路灯不亮", "title: {}"),
    "a long text": (ISSUE, "title: 一组路口路灯不亮", "title: 一组路口路灯不亮，请找{}"),
    "a key": (ISSUE, "kind: help_request", "kind: help_request\n{}: a"),
    "a word of a list": (ISSUE, "kind: help_request", "kind: '{}'"),
    "a reference": (ISSUE, "category: street_light", "category: '{}'"),
    "an id": (ISSUE, "id: heping-g01-2026-0001", "id: '{}'"),
    "a day": (ISSUE, "date: 2026-03-13", "date: '{}'"),
    "a number": (PERSON, "household_count: 12", "household_count: {}"),
    "a name": (PERSON, "name: 欧阳立秋", "name: {}"),
    "a phone": (PERSON, 'phone: "0730-0000061"', 'phone: "{}"'),
    "a certificate": (PERSON, "certificate: XY-2026-001", "certificate: {}"),
    "a list": (PERSON, "  - 水渠轮管", "  - {0}\n  - {0}"),
    "a line that is no YAML": (PERSON, "roles:", "roles: [{}"),
    "a line of its own": (PERSON, "roles:", "{}\nroles:"),
    "a tab": (PERSON, "roles:", "\t{}\nroles:"),
    "an anchor": (PERSON, "roles:", "roles: &{}"),
}


def digits_shown(text: str, value: str) -> int:
    """The longest piece of the value, in digits, that a text gives away, whatever stands between them."""
    bare = re.sub(r"[\s\-.·_/()]", "", with_digits(plain(text)))
    return next((size for size in range(18, 0, -1) for at in range(19 - size) if value[at : at + size] in bare), 0)


def reported(tree: Tree, town_schemas: Schemas) -> str:
    problems = check(tree, town_schemas, TODAY).problems
    assert problems
    return "\n".join(form(problems, language) for form in reports.FORMATS.values() for language in (ENGLISH, CHINESE))


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("place", PLACES)
def test_no_report_gives_an_identity_number_away(
    place: str, disguise: str, town_tree: Tree, town_schemas: Schemas
) -> None:
    path, find, replace = PLACES[place]
    for value in IDENTITIES:
        hidden = DISGUISES[disguise](value)
        content = town_tree[path].decode()
        assert content.count(find) == 1
        tree = {**town_tree, path: content.replace(find, replace.format(hidden)).encode()}
        assert digits_shown(reported(tree, town_schemas), value) <= MOST_DIGITS


@pytest.mark.parametrize("value", IDENTITIES)
def test_nor_does_the_name_of_a_file(value: str, town_tree: Tree, town_schemas: Schemas) -> None:
    for path in (f"records/{value}.yaml", f"records/villages/heping/photos/{value}.jpg", f"records/{value}/a.yaml"):
        assert digits_shown(reported({**town_tree, path: b"a: b\n"}, town_schemas), value) <= MOST_DIGITS


@given(
    before=st.text("的是：, 0", max_size=50),
    value=st.sampled_from(IDENTITIES),
    disguise=st.sampled_from(list(DISGUISES)),
)
@settings(deadline=None, max_examples=200)
def test_what_is_quoted_is_masked_before_it_is_cut(before: str, value: str, disguise: str) -> None:
    assert digits_shown(quoted(f"{before}。{DISGUISES[disguise](value)}"), value) <= MOST_DIGITS


def test_the_measure_sees_what_is_given_away() -> None:
    assert digits_shown("1101 0519-4912", IDENTITIES[0]) == 12
    assert digits_shown("１１０１０５１９", IDENTITIES[0]) == 8
    assert digits_shown("1101********002X", IDENTITIES[0]) == 4
