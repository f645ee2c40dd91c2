"""Numbers of persons: identity cards, phones, bank cards.

Sources: GB 11643 (resident identity numbers), ISO 7064 MOD 11-2, GB 32100 (organisations, MOD 31), ISO/IEC 7812 (Luhn),
the numbering plan of the Chinese telephone network (mobile 1[3-9], subscribers 2-8).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from lianhu.personal.found import Found
from lianhu.personal.plain import CHINESE_DIGITS, with_digits

LANDLINE_LENGTHS = (10, 11, 12)
# A run of digits, each at most three separators from the next, and as many as the shortest number has. A star is no
# separator: a masked number is no number.
RUN = re.compile(r"[0-9](?:[\s\-‐‑–—.·_/()]{0,3}[0-9X]){9,}")
# The same before Chinese digits are read, to see whether there is anything to read.
MAY_RUN = re.compile(rf"[0-9{''.join(CHINESE_DIGITS)}](?:[\s\-‐‑–—.·_/()]{{0,3}}[0-9{''.join(CHINESE_DIGITS)}]){{9}}")
PROVINCES = frozenset(
    f"{code}"
    for code in (
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        *range(81, 84),
    )
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
CARD_PREFIXES = ("6212", "6214", "6215", "6217", "6222", "6225", "6226", "6227", "6228", "6230", "6236")
KEYWORD_REACH = 14
OFFICE_REACH, SOMEBODY_REACH = 40, 12

_OF_A_CARD = re.compile(r"卡号|帐号|账号|账户|帐户|银行|存折|开户|信用社|[工农中建交招]行|汇入|打到")
_OF_A_PERSON = re.compile(r"身份|证件|证号|ID", re.IGNORECASE)
_OF_AN_ORGANISATION = re.compile(r"信用代码|税号|纳税人识别|组织机构|营业执照|注册号")
_OF_A_PHONE = re.compile(r"电话|座机|热线|致电|拨打|手机|联系|号码|Tel", re.IGNORECASE)
# An office's line is published to be called; a person's is not, whatever office stands near.
_OF_AN_OFFICE = re.compile(
    r"局|科|股|办|中心|委|所|站|处|政府|窗口|热线|公司|社区|村部|单位|部门|大厅|医院|学校|银行|我们|我司|物业|平台|咨询|服务|举报|投诉|监督|值班|客服"
    r"|致电|来电|拨打|公布|查询|欢迎"
)
_OF_SOMEBODY = re.compile(r"先生|女士|本人|我家|家里|家中|住宅|老师|师傅|大爷|大妈|书记|主任|联系人")
_OF_A_THING = re.compile(r"订单|单号|流水|编号|文号|案号|工单|货号|条码|邮编|发票|凭证号|合同号|收据")
_AMOUNT = re.compile(r"\s?(?:元|万元|亿|吨|千瓦|度电|立方|平方|公里)")
# 1970/1970 100%: all of so many, with its percentage. As digits alone it would be a phone in groups.
_ALL_OF_THEM = re.compile(r"([0-9]+)/\1[\s(]{1,2}100\s?%")
_LOCAL = re.compile(
    r"(?:电话|座机|致电|拨打|联系方式|Tel)[^0-9\n。;]{0,8}(?<![0-9\-])([2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9\-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Run:
    """Digits that stand together: the digits, where each stands, where a group begins, and where one may."""

    digits: str
    places: tuple[int, ...]
    begins: tuple[int, ...]
    may_begin: frozenset[int]

    @cached_property
    def _marks(self) -> Mapping[int, None]:
        """Where a piece may begin or end, in order."""
        return dict.fromkeys(sorted(self.may_begin.union(self.begins)))

    def windows(self, length: int) -> Iterator[tuple[int, str]]:
        """Every piece of this length that begins and ends with a group."""
        for first in self._marks if length <= len(self.digits) else ():
            if first + length in self._marks:
                yield first, self.digits[first : first + length]

    def groups(self, first: int, length: int) -> tuple[int, ...]:
        """The lengths of the groups that make up a piece."""
        inside = self.begins[bisect_right(self.begins, first) : bisect_left(self.begins, first + length)]
        return tuple(after - before for before, after in pairwise((first, *inside, first + length)))


def numbers_in(plain_text: str) -> Iterator[Found]:
    """Identity numbers, bank cards and phones, the longest reading of each run first."""
    if MAY_RUN.search(plain_text):
        yield from _in_runs(plain_text)
    for match in _LOCAL.finditer(plain_text):
        if not _is_an_offices(plain_text, match.start(1)):
            yield Found(match.start(1), match.end(1), "phone", re.sub("[^0-9]", "", match[1]))


def _in_runs(plain_text: str) -> Iterator[Found]:
    digits_text = with_digits(plain_text)
    for match in RUN.finditer(digits_text):
        run = _run(match, plain_text)
        taken = bytearray(len(run.digits))
        before = plain_text[max(0, match.start() - KEYWORD_REACH) : match.start()]
        for first, length, detector, value in _readings(run, before, plain_text, digits_text):
            if not any(taken[first : first + length]):
                taken[first : first + length] = b"\1" * length
                yield Found(run.places[first], run.places[first + length - 1] + 1, detector, value)


def _is_an_offices(plain_text: str, start: int) -> bool:
    context = plain_text[max(0, start - OFFICE_REACH) : start]
    return bool(_OF_AN_OFFICE.search(context)) and not _OF_SOMEBODY.search(context[-SOMEBODY_REACH:])


def _run(match: re.Match[str], plain_text: str) -> _Run:
    places = tuple(place for place in range(match.start(), match.end()) if match.string[place] in "0123456789X")
    begins = {0, len(places)}
    # 一直, 统一: at either end of a number the sign for one may be a word.
    may_begin = {end for end, place in ((1, places[0]), (len(places) - 1, places[-1])) if plain_text[place] == "一"}
    for index in range(1, len(places)):
        here, there = places[index - 1], places[index]
        # 统一13800138000: a Chinese digit that touches a number is most often a word.
        changes = (plain_text[here] in CHINESE_DIGITS) != (plain_text[there] in CHINESE_DIGITS)
        if there - here > 1 or changes:
            begins.add(index)
    return _Run("".join(match.string[place] for place in places), places, tuple(sorted(begins)), frozenset(may_begin))


def _readings(run: _Run, before: str, plain_text: str, digits_text: str) -> Iterator[tuple[int, int, str, str]]:
    organisation = _OF_AN_ORGANISATION.search(before)
    for first, piece in run.windows(18):
        if is_identity_number(piece) and not organisation:
            yield first, 18, "identity_number", piece
    if _OF_A_PERSON.search(before):
        for first, piece in run.windows(15):
            if is_old_identity_number(piece):
                yield first, 15, "identity_number", piece
    for length in (19, 18, 17, 16):
        for first, piece in run.windows(length):
            if is_bank_card(piece) and _reads_as_card(run, first, piece, before):
                yield first, length, "bank_card", piece
    if _OF_A_THING.search(before):
        return
    for length in (11, 12, 13, 15):
        for first, piece in run.windows(length):
            if number := _mobile(run, first, piece, before, digits_text):
                yield first, length, "phone", number
    for length in LANDLINE_LENGTHS:
        for first, piece in run.windows(length):
            if is_landline(piece) and _reads_as_landline(run, first, length, before, plain_text):
                yield first, length, "phone", piece


def is_identity_number(piece: str) -> bool:
    """Eighteen characters with a province, a birthday and the right check character."""
    if not piece[:17].isdigit() or piece[:2] not in PROVINCES or not _is_day(piece[6:14]):
        return False
    return CHECKS[sum(int(sign) * weight for sign, weight in zip(piece, WEIGHTS, strict=False)) % 11] == piece[17]


def is_old_identity_number(piece: str) -> bool:
    """Fifteen digits with a province and a birthday of the twentieth century; there is no check digit."""
    return piece.isdigit() and piece[:2] in PROVINCES and _is_day(f"19{piece[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def is_bank_card(piece: str) -> bool:
    """Sixteen to nineteen digits with a card's first digits and Luhn's check digit; not one digit repeated."""
    if not piece.isdigit() or len(set(piece)) < 4:
        return False
    if not (piece.startswith("62") or (len(piece) == 16 and piece[0] in "345" and piece[:2] != "30")):
        return False
    doubled = (sum(divmod(2 * int(sign), 10)) for sign in piece[-2::-2])
    return (sum(doubled) + sum(int(sign) for sign in piece[::-2])) % 10 == 0


def _reads_as_card(run: _Run, first: int, piece: str, before: str) -> bool:
    """Luhn alone is right for one number in ten: a keyword, a card's grouping or a known bank must say the rest."""
    if _OF_A_THING.search(before):
        return False
    groups = run.groups(first, len(piece))
    in_fours = len(groups) > 3 and set(groups[:-1]) == {4}
    spelt = len(groups) == len(piece)
    known = piece.startswith(CARD_PREFIXES) and len(piece) in (16, 19)
    return bool(_OF_A_CARD.search(before)) or in_fours or spelt or known


MOBILE_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (1,) * 11})


def _mobile(run: _Run, first: int, piece: str, before: str, digits_text: str) -> str | None:
    """The eleven digits of a mobile number, or None: `13800138000`, `138 0013 8000`, `+86 138...`."""
    number = piece[-11:]
    if not re.fullmatch("1[3-9][0-9]{9}", number) or set(number[3:]) == {"0"}:
        return None
    end = first + len(piece)
    if _AMOUNT.match(digits_text, run.places[end - 1] + 1):
        return None
    prefix = piece[:-11]
    if _ALL_OF_THEM.match(digits_text, run.places[first + len(prefix)]):
        return None
    if prefix:
        plus = digits_text[run.places[first] - 1 : run.places[first]] == "+"
        known = prefix in ("86", "0086", "0")
        apart = len(run.groups(first, len(prefix))) < len(run.groups(first, len(prefix) + 1))
        return number if known and (plus or apart or _OF_A_PHONE.search(before)) else None
    groups = run.groups(first, 11)
    broken = len(groups) == 2 and "\n" in digits_text[run.places[first] : run.places[end - 1]]
    mixed = len(groups) > 5  # spelt out one by one, some of it in Chinese
    return number if groups in MOBILE_GROUPS or broken or mixed else None


def is_landline(piece: str) -> bool:
    """An area code and a subscriber; `0730-0000012`, as in examples, cannot be one."""
    return bool(re.fullmatch("(?:010|02[0-9])[2-8][0-9]{7}|0[3-9][0-9]{2}[2-8][0-9]{6,7}", piece)) and (
        len(set(piece[4:])) > 1
    )


def _reads_as_landline(run: _Run, first: int, length: int, before: str, plain_text: str) -> bool:
    if _AMOUNT.match(plain_text, run.places[first + length - 1] + 1) or _is_an_offices(plain_text, run.places[first]):
        return False
    code = 3 if run.digits[first : first + 2] in ("01", "02") else 4
    groups = run.groups(first, length)
    apart = groups[0] == code and len(groups) in (2, 3) and all(size >= 3 for size in groups)
    return apart or (len(groups) == 1 and bool(_OF_A_PHONE.search(before)))
