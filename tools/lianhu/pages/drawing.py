"""Templates into HTML. Every value is escaped: a record's text is shown as text, whatever it contains."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lianhu import loop
from lianhu.pages.addresses import address
from lianhu.pages.page import Page
from lianhu.register import Register
from lianhu.terms import STATES, TERMS

WEEKDAYS = "一二三四五六日"


def environment(folders: Sequence[Path]) -> Environment:
    """The environment of `site/templates`; the first folder that has a template gives it."""
    drawing = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawing.globals.update(address=address, loop_of=loop, term=TERMS.__getitem__, state_term=STATES.__getitem__)
    drawing.filters.update(day=day, weekday=weekday, paragraphs=paragraphs)
    return drawing


def draw(page: Page, drawing: Environment, town: Register) -> Markup:
    """The page's own HTML, without the frame around it."""
    template = drawing.get_template(page.template)
    return Markup(template.render(page.values, town=town, page=page, base=page.base, today=town.today))


def day(date: datetime.date) -> str:
    """A date as the wall says it: 2026年11月2日."""
    return f"{date.year}年{date.month}月{date.day}日"


def weekday(date: datetime.date) -> str:
    return f"星期{WEEKDAYS[date.weekday()]}"


def paragraphs(text: str) -> list[str]:
    """A text's paragraphs; the breaks that its writer made are kept."""
    return [line for line in text.splitlines() if line.strip()]
