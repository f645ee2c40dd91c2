"""A text without what keeps the characters of a word apart, or puts letters in the place of one: 贪 污, di保, 打d博.

Words are looked for in it; each of its characters knows its place in the text as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HAN = r"[\u3400-\u9fff]"
_GAP = re.compile(rf"(?<={_HAN})[ \t_]{{1,4}}(?={_HAN})")
# Words that are written with letters for one of their characters, as they are read.
_SPELT = {
    "低保": "di bao",
    "抑郁": "yi yu",
    "赌博": "du bo",
    "吸毒": "xi du",
    "毒品": "du pin",
    "贪污": "tan wu",
    "受贿": "shou hui",
    "诈骗": "zha pian",
    "举报": "ju bao",
    "癌症": "ai zheng",
    "艾滋": "ai zi",
    "精神病": "jing shen bing",
    "残疾": "can ji",
    "怀孕": "huai yun",
    "自杀": "zi sha",
    "坐牢": "zuo lao",
    "判刑": "pan xing",
    "家暴": "jia bao",
    "离婚": "li hun",
    "欠债": "qian zhai",
}


def _spellings() -> Iterator[tuple[str, str]]:
    for word, reading in _SPELT.items():
        syllables = reading.split()
        for at, syllable in enumerate(syllables):
            for letters in (syllable, syllable[0]):
                yield f"{word[:at]}{letters}{word[at + 1 :]}", word


_WORD_OF = dict(_spellings())
_SPELLING = re.compile(rf"(?<![a-zA-Z])(?:{'|'.join(sorted(_WORD_OF, key=len, reverse=True))})(?![a-zA-Z])")
_LETTERS = re.compile(rf"{_HAN}[a-z]|[a-z]{_HAN}")


def joined(text: str) -> tuple[str, Sequence[int]]:
    """The text with its words whole, and for each of its characters, and its end, the place where it was written."""
    places: Sequence[int] = range(len(text) + 1)
    if _GAP.search(text):
        kept = [at for at in places if not any(gap.start() <= at < gap.end() for gap in _GAP.finditer(text))]
        text, places = "".join(text[at] for at in kept[:-1]), kept
    if _LETTERS.search(text):
        written, read = "", []
        end = 0
        for spelling in _SPELLING.finditer(text):
            word = _WORD_OF[spelling[0]]
            written += text[end : spelling.start()] + word
            read += [*places[end : spelling.start()], *[places[spelling.start()]] * len(word)]
            end = spelling.end()
        text, places = written + text[end:], [*read, *places[end:]]
    return text, places
