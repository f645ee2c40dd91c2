"""Detectors on a labelled corpus, on disguises, on chance, and on what they may show (hardening P1-P3, P11)."""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help.labelled import LABELLED
from lianhu.figures.figure import percentage
from lianhu.personal import REFUSED, found_in, masked
from lianhu.personal.forms import CHECKS, WEIGHTS, is_identity_number, is_landline
from lianhu.personal.found import MOST_DIGITS_SHOWN, mask
from lianhu.words.problems import LONGEST_QUOTE, quoted

STANDARD = "11010519491231002X"  # the example of GB 11643
OTHER = "360426199101010071"  # of python-stdnum


def detectors_of(text: str) -> set[str]:
    return {found.detector for found in found_in(text)}


# -- the corpus


def test_the_corpus_is_large_and_knows_every_detector() -> None:
    assert len(LABELLED) >= 500
    assert {label for label, _ in LABELLED} == {*REFUSED, "none"}
    assert sum(label == "none" for label, _ in LABELLED) >= 150


@pytest.mark.parametrize("detector", REFUSED)
def test_precision_and_recall_are_whole_on_the_corpus(detector: str) -> None:
    missed = [text for label, text in LABELLED if label == detector and detector not in detectors_of(text)]
    wrong = [text for label, text in LABELLED if label != detector and detector in detectors_of(text)]
    assert (missed, wrong) == ([], [])


# -- identity numbers


def in_chinese(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def full_width(digits: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in digits)


DISGUISES = {
    "plain": OTHER,
    "full width": full_width(OTHER),
    "in groups": f"{OTHER[:6]} {OTHER[6:14]} {OTHER[14:]}",
    "spelt": " ".join(OTHER),
    "hyphens": f"{OTHER[:6]}-{OTHER[6:14]}-{OTHER[14:]}",
    "zero-width space": "\u200b".join(OTHER),
    "over two lines": f"{OTHER[:9]}\n  {OTHER[9:]}",
    "Chinese": in_chinese(OTHER),
    "half Chinese": f"{in_chinese(OTHER[:9])}{OTHER[9:]}",
    "raised": OTHER.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")),
    "circled": OTHER.translate(str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")),
    "Arabic": OTHER.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "small x": STANDARD.lower(),
    "Greek chi": STANDARD.replace("X", "\u03a7"),
    "Cyrillic ha": STANDARD.replace("X", "\u0425"),
    "Roman ten": STANDARD.replace("X", "\u2169"),
    "full-width x": full_width(STANDARD),
    "soft hyphens": "\u00ad".join(STANDARD),
}


@pytest.mark.parametrize("number", DISGUISES.values(), ids=DISGUISES)
@pytest.mark.parametrize("sentence", ["{}", "身份证号{}，已登记", "统一{}一并上报"])
def test_every_disguise_of_an_identity_number_is_seen_through(number: str, sentence: str) -> None:
    text = sentence.format(number)
    assert [found.detector for found in found_in(text)] == ["identity_number"]
    assert found_in(text)[0].value in (STANDARD, OTHER)
    assert "identity_number" not in detectors_of(masked(text)), "what is masked is found no more"


@pytest.mark.parametrize(
    "text",
    [
        "110105**********02X",
        "1101**********002X",
        "110105194912310021",  # a wrong check digit
        "990105194912310021",
        "1101051949123100211",  # nineteen digits
        "统一社会信用代码91350100M000100Y43",
        "20261122153000123456",
    ],
)
def test_what_only_looks_like_an_identity_number(text: str) -> None:
    assert "identity_number" not in detectors_of(text)


def test_an_old_identity_number_needs_its_keyword() -> None:
    assert detectors_of("身份证号360426910101007") == {"identity_number"}
    assert detectors_of("流水360426910101007") == set()


@given(st.integers(0, 10**15 - 1), st.sampled_from(["11", "43", "65", "82"]))
def test_every_well_formed_identity_number_is_one(rest: int, province: str) -> None:
    digits = f"{province}0199{1900 + rest % 120}{rest % 12 + 1:02}{rest % 28 + 1:02}{rest % 1000:03}"
    check = CHECKS[sum(int(sign) * weight for sign, weight in zip(digits, WEIGHTS, strict=True)) % 11]
    assert is_identity_number(digits + check)
    assert detectors_of(f"登记{digits}{check}。") == {"identity_number"}


@pytest.mark.slow
def test_chance_is_not_taken_for_a_person() -> None:
    """Of 100,000 random numbers of 12 to 20 digits fewer than one in 10,000; eleven digits carry no check."""
    random = Random(20261122)
    hits = sum(bool(found_in("".join(random.choices("0123456789", k=random.randint(12, 20))))) for _ in range(100_000))
    assert hits < 10


# -- other numbers


@pytest.mark.parametrize(
    ("text", "detectors"),
    [
        # each class of false positive on real messages, as a sentence of our own
        ("咨询请致电县医保中心0730-8123457", set()),  # an office's line in its own answer
        ("欢迎来电8123456咨询", set()),
        ("水库截留的雨水", set()),  # 截留 of water
        ("欢迎广大群众随时举报", set()),  # an invitation
        ("公众号（微信号：abcmuseum）", set()),  # a public account
        ("小区共有10栋460户", set()),  # buildings and how many live there
        ("四栋五单元十本证没有办", set()),
        ("家住北路12号阳光小区的业主", set()),  # a whole estate
        # and what must still be found beside them
        ("联系李先生0730-8123457", {"phone", "private_name"}),
        ("村会计截留资金", {"accusation"}),
        ("我要举报他", {"accusation"}),
        ("家住北路12号", {"home"}),
    ],
)
def test_classes_of_real_false_positives(text: str, detectors: set[str]) -> None:
    assert detectors_of(text) == detectors


@pytest.mark.parametrize("number", ["07308123457", "01062345671"])
def test_a_subscriber_does_not_begin_with_0_or_1(number: str) -> None:
    assert is_landline(number)
    assert not is_landline("07300000112")


@pytest.mark.parametrize("shown", ["{0}/{1} {2}%", "{0}/{1}（{2}%）"])
def test_no_figure_with_its_percentage_is_a_phone(shown: str) -> None:
    texts = [
        shown.format(counted, among, percentage(counted, among))
        for among in (*range(1290, 2010), *range(1, 30_000, 97))
        for counted in {0, among // 7, among - 1, among}
    ]
    assert [text for text in texts if found_in(text)] == []


@pytest.mark.parametrize(
    "text", ["1970/1971 100%", "1970 1970 100%", "1970/1970 101%", "1970/1970 100", "19701970100%"]
)
def test_what_only_looks_like_a_figure_with_its_percentage(text: str) -> None:
    assert detectors_of(text) == {"phone"}


# -- what may be shown


@pytest.mark.parametrize(("label", "text"), [pair for pair in LABELLED if pair[0] != "none"])
def test_what_is_shown_of_a_finding(label: str, text: str) -> None:
    for found in found_in(text):
        digits = sum(sign.isdigit() for sign in found.masked)
        assert digits <= MOST_DIGITS_SHOWN
        assert label == "accusation" or found.value not in repr(found)


def test_masks_are_the_policys() -> None:
    assert mask("identity_number", STANDARD) == "1101**********002X"
    assert mask("identity_number", "E12345678") == "E1*****78"
    assert mask("phone", "13800138000") == "138****8000"
    assert mask("phone", "66123") == "6****"
    assert mask("link", "738291045") == "738******"
    assert mask("link", "https://t.cn/A6") == "https://*******"
    assert mask("home", "张建国家门口") == "张*家门口"
    assert mask("home", "3栋2单元401室") == "*栋*单元***室"
    assert mask("minor", "李小平") == "李*"


def test_a_problem_quotes_no_number_of_a_person() -> None:
    assert quoted(f"{OTHER}") == "3604***********071"
    assert quoted("x" * 50 + OTHER) == "x" * (LONGEST_QUOTE - 1) + "…"


# -- time


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "1 " * 50_000,
        "1 3 8 " * 20_000,
        "6222 0000 " * 9_000,
        "一" * 100_000,
        "a" * 100_000,
        "@" * 50_000,
        "张" * 100_000,
        "3栋" * 40_000,
        "住在" * 40_000,
        "举" * 99_999,
    ],
    ids=lambda text: text[:2],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    begin = time.process_time()
    found_in(text[: len(text) // 4])
    quarter = time.process_time() - begin
    begin = time.process_time()
    found_in(text)
    whole = time.process_time() - begin
    assert whole < max(10 * quarter, 3.0)
