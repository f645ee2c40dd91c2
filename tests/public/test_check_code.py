"""A check code is read off a wall and typed into a phone: what looks alike is forgiven, a mistake is told."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianhu.personal.checksums import CHARACTERS
from lianhu.public import check_code
from lianhu.words.problems import ToolError

CODE = check_code.of({"board": "heping-g01", "part": "board"})
CONTENTS = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers(), max_size=4)


def test_a_code_is_the_beginning_of_a_hash_with_a_check_digit() -> None:
    digest = hashlib.sha256(b'\x03{"board":"heping-g01","part":"board"}').digest()
    bits = "".join(f"{byte:08b}" for byte in digest)[:55]
    assert CODE.replace("-", "")[:11] == "".join(CHARACTERS[int(bits[at : at + 5], 2)] for at in range(0, 55, 5))


@pytest.mark.parametrize(
    "typed",
    [CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " "), CODE.replace("-", "－"), f" {CODE}\n"],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert check_code.read(typed) == CODE


def test_letters_that_look_like_digits_are_forgiven() -> None:
    code = next(code for code in (check_code.of(number) for number in range(500)) if {"0", "1"} <= {*code})
    assert check_code.read(code.replace("0", "O").replace("1", "l")) == code


@given(CONTENTS)
def test_every_code_is_read_as_itself(content: object) -> None:
    assert check_code.read(check_code.of(content)) == check_code.of(content)


@given(CONTENTS, st.integers(0, 11), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_always_told(content: object, at: int, sign: str) -> None:
    code = check_code.of(content).replace("-", "")
    if code[at] != sign:
        with pytest.raises(ToolError, match=r"抄错|mistyped"):
            check_code.read(code[:at] + sign + code[at + 1 :])


def test_neighbours_that_changed_places_are_nearly_always_told() -> None:
    told, asked = 0, 0
    for code in (check_code.of(number).replace("-", "") for number in range(200)):
        for at in range(11):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            asked += swapped != code
            told += swapped != code and not _is_read(swapped)
    assert told > 0.97 * asked


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (CODE[:-1], "11"),
        (f"{CODE}7", "13"),
        (f"U{CODE[1:]}", "U"),
        (f"{CODE[:-1]}路", "路"),
        ("", "0"),
    ],
)
def test_what_is_no_code_is_told_with_what_is_wrong(typed: str, told: str) -> None:
    with pytest.raises(ToolError) as error:
        check_code.read(typed)
    assert told in str(error.value)


def _is_read(code: str) -> bool:
    try:
        check_code.read(code)
    except ToolError:
        return False
    return True
