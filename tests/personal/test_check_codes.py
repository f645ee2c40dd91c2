"""A sheet's check code is nobody's account, whatever it looks like; what only looks like one may be."""

from __future__ import annotations

import pytest

from lianhu.personal import without_checksums, written_numbers_in
from lianhu.personal.checksums import CHARACTERS, check_digit


def code(beginning: str) -> str:
    payload = beginning.ljust(11, "7")
    whole = payload + check_digit(payload)
    return f"{whole[:4]}-{whole[4:8]}-{whole[8:]}"


LIKE_AN_ACCOUNT = code("WX7K4WX9PQ2")


def found(text: str) -> list[str]:
    return [finding.value for finding in written_numbers_in(without_checksums(text))]


@pytest.mark.parametrize("words", ["{}", "核对码{}", "墙上挂的 {}，3月9日", '{{"{}": "current"}}', 'id="{}"'])
def test_a_check_code_is_no_account(words: str) -> None:
    assert found(words.format(LIKE_AN_ACCOUNT)) == []


@pytest.mark.parametrize("place", range(12))
def test_what_has_no_right_check_digit_stays(place: int) -> None:
    signs = [*LIKE_AN_ACCOUNT.replace("-", "")]
    signs[place] = CHARACTERS[(CHARACTERS.index(signs[place]) + 1) % 32]
    wrong = "".join(signs)
    text = f"{wrong[:4]}-{wrong[4:8]}-{wrong[8:]}"
    assert without_checksums(text) == text


def test_an_account_beside_a_code_is_found() -> None:
    assert without_checksums(LIKE_AN_ACCOUNT) == " "
    assert found(f"{LIKE_AN_ACCOUNT} 微信号 wxid_ab12cd34ef56") == found("微信号 wxid_ab12cd34ef56") != []


@pytest.mark.parametrize("text", [f"A{LIKE_AN_ACCOUNT}", f"{LIKE_AN_ACCOUNT}-7K4W", LIKE_AN_ACCOUNT.replace("-", "")])
def test_a_part_of_something_longer_is_no_code(text: str) -> None:
    assert without_checksums(text) == text
