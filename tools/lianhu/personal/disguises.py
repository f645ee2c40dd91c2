"""Numbers, accounts and plates in disguise, each behind one look that tells whether any can be there.

Each look is made of words and signs of which one stands wherever something can be found, in their cheapest form: each
begins with a character, and no letter stands for its other case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lianhu.personal import numbers, provinces
from lianhu.personal.found import Found

MAILS = re.compile(
    r"@|艾特|圈|老鼠|花a|[Aa][Tt]|[(\[{【<][Aa]|[Cc][Oo][Mm]|[Cc][Nn]|[Nn][Ee][Tt]|邮箱|信箱|电邮|[Mm]ail|MAIL"
)
CHATS = re.compile(
    r"[徽卫围维vVwW][\s.·*_-]?[信芯xX❤♥♡💗💓💕💚]|[Ww][\s.·*_-]?[Ee]|[微威薇绿扣抠蔻抖]|叩叩|口口|球球|秋秋|企鹅|鹅号|🐧|[Qq]\s?[Qq]|[某dD]\s?音"
    "|快手|老铁|红书|红薯|钉钉|丁丁号|支付宝|[Zz][Ff][Bb]|围脖|视频|陌陌|探探|[闲咸]鱼|旺旺|[Bb哔]站|哔哩|飞书|电报|[Tt]ele|[Ww]hats|[Dd][Oo][Uu]|[Kk][Uu][Aa]"
    "|[Xx][Hh][Ss]|知乎|豆瓣|贴吧|企微|脸书|推特|[Ff]ace|[Tt]wi|[Tt]ik|[Bb]ili|[Ss]team|[Ii]ns|INS|[Ss]ky|唱吧|全民|淘宝|拼多多|头条|百家号|[Tt][Gg]"
    r"|网名|昵称|[账帐]号|用户名|[个私]人号|[私小大]号|[加找搜扫私敲戳特系滴]下?我|私[信聊]|好友|互关|卫星|[加+➕系]\s?[VvQqDdKk]|[VvQqYySs]号|[VvQqYySs]\s?:|[VvQq](?![A-Za-z0-9])|同号|号同|同手机|@"
)
_LETTER = "[A-Za-zхХχΧ]"
_JOINED = r"(?:[\W_牌字头的车]|字母){0,9}"
PLATES = re.compile(
    rf"[{provinces.SHORT}]{_JOINED}(?:{_LETTER}|[0-9诶欸比必毕滴迪弟衣伊])|(?:{provinces.NAMES})省?{_JOINED}{_LETTER}"
    rf"|[\s,(][是在]?[{provinces.SHORT}][A-Za-z字头牌)]|[\s,(][是在]?(?:{provinces.NAMES})[的牌车]"
    rf"|[A-Za-z]{{2}}\s{_LETTER}|[a-z][A-ZxхХχΧ]|[车号军]牌|车号|牌[照号]|尾号|WJ|[车辆台机托轮皮野面][\s,:是的]{{0,3}}{_LETTER}"
    r"|[A-Za-z0-9](?:的|[那这][辆台])|[电摩二两三自][动瓶托轮行]|[车牌][照是:\s]{0,2}[使军南北沈兰济成广空海末尾]|车的[末尾]"
)
# An id, a path, a list of them: it hides nothing but a number, and that between letters or as letters.
NAMED = re.compile(r"[A-Za-z0-9/._\n-]*")
IN_LETTERS = re.compile(
    "[0-9]{3,}[A-Za-z]{1,2}[0-9]{3,}|(?<![A-Za-z])[OoIl]+[0-9]|[0-9][OoIl]+(?![A-Za-z])|[Ww]\\.?e(?:[Cc]hat|\\.?i\\.?x)|wxid|[Qq][Qq]\n"
)


def hidden_in(plain_text: str) -> Iterator[Found]:
    """What a plain text hides, in no order."""
    if NAMED.fullmatch(plain_text) and not IN_LETTERS.search(plain_text):
        return
    yield from numbers.broken_numbers_in(plain_text)
    if MAILS.search(plain_text):
        from lianhu.personal.mails import hidden_mails_in

        yield from hidden_mails_in(plain_text)
    if CHATS.search(plain_text):
        from lianhu.personal.chats import hidden_chats_in
        from lianhu.personal.handles import hinted_accounts_in

        yield from _besides(hidden_chats_in(plain_text), hinted_accounts_in(plain_text))
    if PLATES.search(plain_text):
        from lianhu.personal.plates import hidden_plates_in
        from lianhu.personal.told_plates import told_plates_in

        yield from _besides(hidden_plates_in(plain_text), told_plates_in(plain_text))


def _besides(hidden: Iterable[Found], hinted: Iterable[Found]) -> Iterator[Found]:
    """What is hidden, and what is only hinted at where nothing else is."""
    told = tuple(hidden)
    yield from told
    yield from (hint for hint in hinted if not any(found.start < hint.end and hint.start < found.end for found in told))
