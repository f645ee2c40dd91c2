"""Number plates that a sentence tells of in words: read out piece by piece, in part, or without their province.

None is sure. What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
Source: GA 36 (plates of soldiers, policemen and diplomats are others).
"""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.personal import provinces
from lianhu.personal.found import Found
from lianhu.personal.pattern import Pattern
from lianhu.personal.plates import BETWEEN, LETTER, ONE, PROVINCE, heard, plate_of

# What says how the parts of a plate belong together, and what stands between its signs where they are read aloud.
_WORD = (
    "字母|英文|数字|号码|牌照?|字头|打头|开头|头|字|的|车子?|面包|轿车|货车|那|这|台|辆|个|号|全|后|面|尾|末|最|[前中]面?|中间|数|[四五六]位"
    "|是|为|写着?|显示|临|空格|横?杠|点|接着?|再|加"
)
_SAID = rf"(?:[^\w*%。;!?]|_|{_WORD}){{0,9}}"
_JOINED = r"(?:[^\w*%。;!?]|[_牌字头的车]|字母){0,9}"
_ANY_WORDS = r"[^。;!?\nA-Za-z0-9]{0,10}"
_COUNTED = r"(?![A-Za-z0-9]|[.%][0-9]|号[文函令]|\s?[辆台元米块公个次户人吨亩%])"
_LAST = "[A-HJ-NP-Za-hj-np-z0-9OoIi挂学警港澳]"
_READ_ALOUD = rf"(?P<serial>{ONE}(?:{_SAID}{ONE}){{3,4}}{_SAID}{_LAST}|{ONE}(?:{_SAID}{ONE}){{4}}){_COUNTED}"
_MIXED = rf"(?P<serial>(?=[0-9]*[A-Z])(?=[A-Z0-9]*[0-9]){ONE}{{5,6}})(?![A-Za-z0-9])"
_SIX = "(?P<serial>[0-9]{5,7})"
_TAIL = "(?P<tail>[A-Z0-9]{3,4})(?![A-Za-z0-9])"
# 湘A8K3*1: one sign of it is hidden, as good as none.
_ALMOST_ALL = r"(?P<serial>(?=[A-Z0-9]*[*?□某][A-Z0-9]*(?![A-Za-z0-9*?□某]))[A-Z0-9*?□某]{5,6})"
_WHERE = f"(?:{PROVINCE}|(?:{provinces.NAMES})省?)"
_VEHICLE = (
    "(?:轿车|面包车?|货车|卡车|客车|皮卡|越野车?|商务车|跑车|小车|大车|[白黑红蓝银灰绿黄]色?车|车子|那[辆台]车?|摩托车?|三轮车?|拖拉机"
    "|电[动瓶]车)"
)
_BIKE = "(?:电动(?:自行)?|电瓶|摩托|[二两三]轮|自行)车?"
_PATTERNS = tuple(
    Pattern(pattern)
    for pattern in (
        # 湘字A打头，后面K0921; 湘A字母K，数字7613，最后字母M; 京牌 N8K321; 粤B那个F1N82.
        rf"{_WHERE}{_JOINED}{LETTER}{_SAID}{_READ_ALOUD}",
        rf"{_WHERE}{LETTER}{_ANY_WORDS}{_MIXED}",
        rf"{PROVINCE}{LETTER}{BETWEEN}{_ALMOST_ALL}",
        # 黑色轿车A8K321, A8K321的白车: left out.
        rf"{_VEHICLE}[\s,:是的]{{0,3}}{LETTER}[\s·.-]?{_MIXED}",
        rf"(?<![A-Za-z0-9]){LETTER}[\s·.-]?{_MIXED}(?:的|那[辆台]|这[辆台])\s?{_VEHICLE}",
        # 电动车 长沙 A01234: a town's.
        rf"{_BIKE}(?:[\s,:]|号?牌照?|车?号码?|是|为){{1,4}}[\u4e00-\u9fff]{{2}}[\s·]?{LETTER}?[\s·]?{_SIX}{_COUNTED}",
        rf"(?<![A-Za-z])WJ\s?{PROVINCE}?[\s·-]?(?P<serial>[0-9]{{4,5}}[A-Z0-9]?){_COUNTED}",
        rf"[车牌军][照是:\s]{{0,2}}[军南北沈兰济成广空海]{LETTER}[\s·]?(?P<serial>[0-9]{{5}}){_COUNTED}",
        rf"[车牌][照是:\s]{{0,2}}使\s?(?P<serial>[0-9]{{3}}[\s·]?[0-9]{{3}}){_COUNTED}",
        # 车牌尾号8K3, 尾号8K3的白车. That of a card or a phone is another.
        rf"(?:车牌|牌照|号牌|车)的?[末尾]号?(?:号|数|[三四]位|~)*(?:是|为)?[\s:]{{0,2}}{_TAIL}",
        rf"(?<![卡机话])尾号(?:是|为)?[\s:]{{0,2}}{_TAIL}的?(?:[白黑红蓝银灰绿黄]色)?的?(?:[白黑红蓝银灰绿黄小大]?车|{_VEHICLE})",
    )
)
_FEWEST_DIGITS, _FEWEST_OF_A_TAIL = 3, 2


def told_plates_in(text: str) -> Iterator[Found]:
    """The number plates of which a plain text tells in words, in no order."""
    read = heard(text)
    for pattern in _PATTERNS:
        for match in pattern.finditer(read):
            tail = match.groupdict().get("tail")
            fewest = _FEWEST_OF_A_TAIL if tail else _FEWEST_DIGITS
            yield from plate_of(match, tail or match["serial"], fewest, is_sure=False)
