"""Values as the wall says them: days, months, quarters, sums of money."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from markupsafe import Markup, escape

from lianhu.words import CHINESE, Text, spoken

WEEKDAYS = "一二三四五六日"
QUARTERS = "一二三四"


def day(date: datetime.date) -> str:
    """2026年11月2日."""
    return f"{date.year}年{date.month}月{date.day}日"


def weekday(date: datetime.date) -> str:
    return f"星期{WEEKDAYS[date.weekday()]}"


def month(written: str | datetime.date) -> str:
    """2026年11月, of `2026-11`, of an id that ends with it, or of a day in it."""
    year, number = str(written if isinstance(written, str) else written.isoformat()[:7])[-7:].split("-")
    return f"{year}年{int(number)}月"


def quarter(written: str) -> str:
    """2026年第三季度, of `2026-q3`."""
    year, number = written.split("-q")
    return f"{year}年第{QUARTERS[int(number) - 1]}季度"


def yuan(amount: Decimal) -> str:
    """36.50元: always to the fen, so that columns can be added up by eye."""
    return f"{amount:.2f}元"


def paragraphs(text: str) -> list[str]:
    """A text's paragraphs; the breaks that its writer made are kept."""
    return [line for line in text.splitlines() if line.strip()]


def cited(source: str, base: str) -> Markup:
    """A rule's source with every number that the page of the sources explains as a link to it."""
    # Of plain text: pieces that are put into a `Markup` are escaped once more.
    written = str(escape(source))
    return Markup(re.sub(r"(?<![A-Za-z0-9])[RG][0-9]+", rf'<a href="{escape(base)}systems/#\g<0>">\g<0></a>', written))


def chinese(sentence: Text) -> str:
    """A sentence as residents read it."""
    return spoken(sentence, CHINESE)
