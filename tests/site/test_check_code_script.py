"""A code is read in the browser as it is read by Lianhu: held against each other, what is forgiven and what is told."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Browser

from help.walk import ROOT
from lianhu.public import check_code
from lianhu.public.check_code import CHARACTERS, LENGTH
from lianhu.words.problems import ToolError

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = ROOT / "site" / "theme" / "assets" / "check-code.js"
CODES = [check_code.of(number) for number in range(300)]
CODE = CODES[0]
SIGNS = [*CHARACTERS, *"oOiIlLuU", *"０１ＯＩＬａＵ", *"-—－_.· \u3000路€", "😀", "ß"]


@pytest.fixture(scope="module")
def read(browser: Browser) -> Any:
    """What the script makes of each text."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)

    def answers(texts: list[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = page.evaluate("texts => texts.map(lianhuCheckCode.read)", texts)
        return found

    return answers


def as_lianhu_reads(text: str) -> dict[str, Any]:
    """The same, of Lianhu's own reader."""
    try:
        return {"code": check_code.read(text)}
    except ToolError as error:
        said = dict(error.text.values)
        if "sign" in said:
            return {"fault": "sign", "sign": said["sign"]}
        return {"fault": "length", "found": said["found"]} if "found" in said else {"fault": "mistyped"}


@pytest.mark.parametrize(
    "typed",
    [
        *(CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " "), CODE.replace("-", "－"), f" {CODE}\n"),
        *("".join(chr(ord(sign) + 0xFEE0) for sign in CODE), CODE.replace("-", "·"), CODE.replace("-", "\u3000")),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, read: Any) -> None:
    assert read([typed]) == [{"code": CODE}]


def test_letters_that_look_like_digits_are_forgiven(read: Any) -> None:
    code = next(code for code in CODES if {"0", "1"} <= {*code})
    typed = [code.replace("0", "O").replace("1", sign) for sign in "iIlL"]
    assert read(typed) == [{"code": code}] * 4


def test_every_code_is_read_as_itself(read: Any) -> None:
    assert read(CODES) == [{"code": code} for code in CODES]


def test_every_wrong_character_is_told_as_a_mistake(read: Any) -> None:
    plain = CODE.replace("-", "")
    wrong = [plain[:at] + sign + plain[at + 1 :] for at in range(LENGTH) for sign in CHARACTERS if sign != plain[at]]
    assert read(wrong) == [{"fault": "mistyped"}] * len(wrong)


def test_both_readers_say_the_same_of_whatever_is_typed(read: Any) -> None:
    chance = random.Random(11)
    texts = ["", " ", "U", "路灯", CODE[:-1], f"{CODE}7", "13800138000", "https://x.example/board/#" + CODE]
    for _ in range(2000):
        signs = [*chance.choice(CODES)]
        for _ in range(chance.randrange(4)):
            signs[chance.randrange(len(signs))] = chance.choice(SIGNS)
        texts.append("".join(signs[: chance.choice([len(signs), len(signs), chance.randrange(len(signs))])]))
    answers = read(texts)
    assert {told.get("fault") for told in answers} == {None, "sign", "length", "mistyped"}
    assert answers == [as_lianhu_reads(text) for text in texts]
