"""Numbers of persons: identity cards, phones, bank cards, each by its form and by what stands around it.

Sources: as in `forms`; GB 32100 (the credit code of an organisation has eighteen characters as well).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lianhu.personal import forms, runs
from lianhu.personal.found import Found
from lianhu.personal.plain import as_read, with_digits
from lianhu.personal.runs import Run

CARD_PREFIXES = ("6212", "6214", "6215", "6217", "6222", "6225", "6226", "6227", "6228", "6230", "6236")
KEYWORD_REACH, REACH_BEHIND = 14, 8
OFFICE_REACH, SOMEBODY_REACH = 40, 12

# What the words before a number, or right behind it, say that it is. The last word before it decides.
_PERSON = "身份|证件|证号|ID|残疾|户口|公民号"
_ORGANISATION = "信用代码|税号|纳税人识别|组织机构|营业执照|注册号"
_CARD = (
    "卡|帐号|账号|账户|帐户|银行|存折|折子|开户|信用社|[工农中建交招]行|兴业|收款|[汇转打付][入到]|打款|转账|工资|户名"
)
_PHONE = "电话|座机|固话|热线|致电|拨打|手机|联系|号码|Tel"
_THING = (
    "订单|单号|流水|编号|文号|案号|工单|货号|条码|邮编|发票|凭证|合同|收据|单据|票据|代码|编码|序列号|批次|图斑|铭牌|型号|户号|表号"
    "|ICCID|物联|条形|桩号|坐标|公告|项目|备案|案件|订购|快递|运单|读数|规格|尺寸"
)
_OF_A_PERSON = re.compile(_PERSON, re.IGNORECASE)
_OF_AN_ORGANISATION = re.compile(_ORGANISATION)
_OF_A_CARD = re.compile(_CARD)
_CARD_FOLLOWS = re.compile("卡|银行|信用社|[工农中建交招商]行|邮储|户名|折|账")
# An account without a card's form needs its word, and is an office's where one is named.
_OF_AN_ACCOUNT = re.compile("(?:账号|帐号|账户|帐户|存折|折子|卡号)[^0-9]{0,6}$")
_OF_AN_OFFICES_ACCOUNT = re.compile("对公|公司|财政|集体|专户|合作社|基金|村委|居委|单位|政府|户号")
_OF_A_PHONE = re.compile(_PHONE, re.IGNORECASE)
_WORD = re.compile(rf"(?P<thing>{_THING})|(?:{_PERSON}|{_CARD}|{_PHONE})", re.IGNORECASE)
# An office's line is published to be called; a person's is not, whatever office stands near.
_OF_AN_OFFICE = re.compile(
    r"局|科|股|办|中心|委|所|站|处|政府|窗口|热线|公司|社区|村部|单位|部门|大厅|医院|学校|银行|我们|我司|物业|平台|咨询|服务|举报|投诉|监督|值班|客服"
    r"|致电|来电|拨打|公布|查询|欢迎"
)
_OF_SOMEBODY = re.compile(r"先生|女士|本人|我家|家里|家中|住宅|老师|师傅|大爷|大妈|书记|主任|联系人")
_AMOUNT = re.compile(r"\s?(?:元|万元|亿|吨|千瓦|度电|立方|平方|公里)")
# 1970/1970 100%: all of so many, with its percentage. As digits alone it would be a phone in groups.
_ALL_OF_THEM = re.compile(r"([0-9]+)/\1[\s(]{1,2}100\s?%")
_LOCAL = re.compile(
    r"(?:电话|座机|固话|致电|拨打|联系方式|Tel)[^0-9\n。;]{0,8}(?<![0-9\-])([2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9\-])",
    re.IGNORECASE,
)
_X_FOLLOWS = re.compile("[^0-9A-Za-z]{0,8}X(?![0-9A-Za-z])")
_IN_CHINESE = re.compile(r"[\W\u4e00-\u9fff〇]+")
# What stands in no figure, rate or range: 1441/1008914 is no phone.
_PICTURE = re.compile(r"[^\w\s‐‑–—.·/(),、;:。%=<>~\"'“”《》+-]")
_ENUMERATES = re.compile("[,、;。]")
# 尾号5207，前面是1380000: the last digits are said first.
_TAIL_FIRST = re.compile(
    "[后末尾](?:号|数|面|头|段|半截?|~)*[^0-9]{0,3}([0-9]{2,8})[^0-9]{0,6}?前(?:面|头|段|半截?|~)*[^0-9]{0,3}"
    "([0-9](?:[ -]?[0-9]){2,13})"
)
MOBILE_GROUPS = frozenset(
    {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (3, 2, 2, 2, 2), (3, 4, 2, 2), (1,) * 11}
)
MOBILE_PIECES = frozenset({(3, 4, 4), (3, 8), (7, 4)})


class _Reading(NamedTuple):
    """What a piece of a run may be: its first digit and how many, by which detector, its value, whether surely."""

    first: int
    length: int
    detector: str
    value: str
    is_sure: bool = True


class _Words(NamedTuple):
    """What stands around a run: the whole text, as its digits are read, and the words before and behind the run."""

    text: str
    read: str
    before: str
    behind: str

    @property
    def of_a_thing(self) -> bool:
        said = [match["thing"] for match in _WORD.finditer(self.before)]
        return bool(said and said[-1])


def numbers_in(plain_text: str) -> Iterator[Found]:
    """Identity numbers, bank cards and phones that are written as such, the longest reading of each run first."""
    yield from _found(plain_text, with_digits, runs.written_in(plain_text), _readings)
    for match in _LOCAL.finditer(plain_text):
        if not _is_an_offices(plain_text, match.start(1)):
            yield Found(match.start(1), match.end(1), "phone", re.sub("[^0-9]", "", match[1]))


def broken_numbers_in(plain_text: str) -> Iterator[Found]:
    """The same where signs, pictures, letters or words break them, or where they are said in pieces."""
    yield from _found(plain_text, as_read, runs.broken_in(plain_text), _broken_readings)
    if "前" in plain_text:
        yield from _tail_first(plain_text)


def _found(
    plain_text: str,
    reads: Callable[[str], str],
    those: Iterable[Run],
    readings: Callable[[Run, _Words], Iterator[_Reading]],
) -> Iterator[Found]:
    for run in those:
        start, end = run.places[0], run.places[-1] + 1
        before, behind = plain_text[max(0, start - KEYWORD_REACH) : start], plain_text[end : end + REACH_BEHIND]
        words, taken = _Words(plain_text, reads(plain_text), before, behind), bytearray(len(run.digits))
        for first, length, detector, value, is_sure in readings(run, words):
            if not any(taken[first : first + length]):
                taken[first : first + length] = b"\1" * length
                yield Found(run.places[first], run.places[first + length - 1] + 1, detector, value, is_sure)


def _readings(run: Run, words: _Words) -> Iterator[_Reading]:
    if not _OF_AN_ORGANISATION.search(words.before):
        yield from _identities(run, words)
    yield from _cards(run, words)
    if words.of_a_thing:
        return
    for length in (11, 12, 13, 15):
        for first, piece in run.windows(length):
            if number := _mobile(run, first, piece, words):
                yield _Reading(first, length, "phone", number)
    for length in forms.LANDLINE_LENGTHS:
        for first, piece in run.windows(length):
            if forms.is_landline(piece) and _reads_as_landline(run, first, length, words):
                yield _Reading(first, length, "phone", piece)


def _broken_readings(run: Run, words: _Words) -> Iterator[_Reading]:
    if not _OF_AN_ORGANISATION.search(words.before):
        yield from _identities(run, words)
        yield from _identities_with_x(run, words)
    yield from _cards(run, words)
    if words.of_a_thing:
        return
    for first, piece in run.windows(11):
        if forms.is_mobile(piece) and not _AMOUNT.match(words.text, run.places[first + 10] + 1):
            yield from _broken_mobile(run, first, piece, words)
    for length in forms.LANDLINE_LENGTHS:
        for first, piece in run.windows(length):
            if forms.is_landline(piece) and _reads_as_landline(run, first, length, words):
                yield _Reading(first, length, "phone", piece, bool(_OF_A_PHONE.search(words.before)))


def _identities(run: Run, words: _Words) -> Iterator[_Reading]:
    of_a_person = _OF_A_PERSON.search(words.before)
    for first, piece in run.windows(18):
        if forms.is_identity_number(piece):
            yield _Reading(first, 18, "identity_number", piece)
        elif of_a_person and forms.has_identity_form(piece):
            yield _Reading(first, 18, "identity_number", piece, is_sure=False)
    # A disabled person's card has two more digits.
    for first, piece in run.windows(20) if of_a_person else ():
        if forms.is_identity_number(piece[:18]):
            yield _Reading(first, 20, "identity_number", piece[:18])
    for first, piece in run.windows(15) if of_a_person else ():
        if forms.is_old_identity_number(piece):
            yield _Reading(first, 15, "identity_number", piece)


def _identities_with_x(run: Run, words: _Words) -> Iterator[_Reading]:
    for first, piece in run.windows(17):
        if _X_FOLLOWS.match(words.read, run.places[first + 16] + 1):
            is_one = forms.is_identity_number(f"{piece}X")
            if is_one or (_OF_A_PERSON.search(words.before) and forms.has_identity_form(f"{piece}X")):
                yield _Reading(first, 17, "identity_number", f"{piece}X", is_one)


def _cards(run: Run, words: _Words) -> Iterator[_Reading]:
    if words.of_a_thing:
        return
    for length in forms.CARD_LENGTHS:
        for first, piece in run.windows(length):
            if forms.is_bank_card(piece) and _reads_as_card(run, first, piece, words):
                yield _Reading(first, length, "bank_card", piece)
    if _OF_AN_ACCOUNT.search(words.before) and not _OF_AN_OFFICES_ACCOUNT.search(words.before):
        for length in range(21, 14, -1):
            for first, piece in run.windows(length):
                yield _Reading(first, length, "bank_card", piece, is_sure=False)


def _reads_as_card(run: Run, first: int, piece: str, words: _Words) -> bool:
    """Luhn alone is right for one number in ten: a keyword, a card's grouping or a known bank must say the rest."""
    groups = run.groups(first, len(piece))
    in_fours = len(groups) > 3 and set(groups[:-1]) == {4}
    spelt = len(groups) == len(piece)
    known = piece.startswith(CARD_PREFIXES) and len(piece) in (16, 19)
    said = _OF_A_CARD.search(words.before) or _CARD_FOLLOWS.search(words.behind)
    hidden = len(piece) == len(run.digits) and "signs" in run.held_by(first, len(piece))
    return bool(said) or in_fours or spelt or known or hidden


def _mobile(run: Run, first: int, piece: str, words: _Words) -> str | None:
    """The eleven digits of a mobile number, or None: `13800138000`, `138 0013 8000`, `+86 138...`."""
    number, prefix, end = piece[-11:], piece[:-11], first + len(piece)
    if not forms.is_mobile(number) or _AMOUNT.match(words.read, run.places[end - 1] + 1):
        return None
    if _ALL_OF_THEM.match(words.read, run.places[first + len(prefix)]):
        return None
    if prefix:
        plus = words.read[run.places[first] - 1 : run.places[first]] == "+"
        known = prefix in ("86", "0086", "0")
        apart = len(run.groups(first, len(prefix))) < len(run.groups(first, len(prefix) + 1))
        return number if known and (plus or apart or _OF_A_PHONE.search(words.before)) else None
    groups = run.groups(first, 11)
    over_two_lines = len(groups) == 2 and "\n" in words.read[run.places[first] : run.places[end - 1]]
    # Spelt out one by one, some of it in Chinese.
    mixed = len(groups) > 5 or (len(groups) > 2 and run.is_unbroken(first, 11))
    said = len(run.digits) == 11 and _OF_A_PHONE.search(words.before)
    return number if groups in MOBILE_GROUPS or over_two_lines or mixed or said else None


def _broken_mobile(run: Run, first: int, piece: str, words: _Words) -> Iterator[_Reading]:
    groups, gaps = run.groups(first, 11), run.held_by(first, 11)
    between = words.text[run.places[first] : run.places[first + 10]]
    if "day" in gaps or _ALL_OF_THEM.match(words.read, run.places[first]):
        return
    # 1500、3000、800 are three amounts.
    listed = (
        len(groups) < 11 and gaps == {"signs"} and _ENUMERATES.search(between) and not _OF_A_PHONE.search(words.before)
    )
    if "words" in gaps or listed:
        if groups in MOBILE_PIECES and not (listed and len(groups) == 2):
            yield _Reading(first, 11, "phone", piece, is_sure=False)
    elif (
        groups in MOBILE_GROUPS
        or _OF_A_PHONE.search(words.before)
        or _IN_CHINESE.fullmatch(between)
        or (len(groups) == 2 and _PICTURE.search(between))
    ):
        yield _Reading(first, 11, "phone", piece)


def _reads_as_landline(run: Run, first: int, length: int, words: _Words) -> bool:
    if _AMOUNT.match(words.text, run.places[first + length - 1] + 1) or _is_an_offices(words.text, run.places[first]):
        return False
    code = 3 if run.digits[first : first + 2] in ("01", "02") else 4
    groups = run.groups(first, length)
    apart = groups[0] == code and len(groups) in (2, 3) and all(size >= 3 for size in groups)
    return apart or (len(groups) == 1 and bool(_OF_A_PHONE.search(words.before)))


def _is_an_offices(plain_text: str, start: int) -> bool:
    context = plain_text[max(0, start - OFFICE_REACH) : start]
    return bool(_OF_AN_OFFICE.search(context)) and not _OF_SOMEBODY.search(context[-SOMEBODY_REACH:])


def _tail_first(plain_text: str) -> Iterator[Found]:
    for match in _TAIL_FIRST.finditer(as_read(plain_text)):
        number = re.sub("[ -]", "", match[2]) + match[1]
        if forms.is_mobile(number):
            yield Found(match.start(1), match.end(2), "phone", number, is_sure=False)
        elif forms.is_identity_number(number) or forms.is_bank_card(number):
            detector = "identity_number" if forms.is_identity_number(number) else "bank_card"
            yield Found(match.start(1), match.end(2), detector, number)
