"""Pages of a town drawn without MkDocs, and what stands where on them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest

from help.built import Page
from help.towns import TODAY, Tree, registered
from help.walk import ROOT
from lianhu.site import site
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

Drawn = Callable[..., Page]


@pytest.fixture
def drawn(town_tree: Tree, town_schemas: Schemas) -> Drawn:
    """A page's own HTML, of the tiny town on a day with some files changed or, with None, taken away."""

    def draw(address: str, day: str = TODAY.isoformat(), files: dict[str, str | None] | None = None) -> Page:
        changed = {f"records/{path}": text and text.encode() for path, text in (files or {}).items()}
        tree = {path: content for path, content in (town_tree | changed).items() if content is not None}
        register = registered(tree, town_schemas, datetime.date.fromisoformat(day))
        return of(register, address)

    return draw


def of(register: Register, address: str) -> Page:
    town_site = site.of(register, ROOT)
    found = next(one for one in (*town_site.section_pages(), *town_site.poured_pages()) if one.address == address)
    return Page(address, str(town_site.body(found)))


def drawn_on(register: Register, day: str, address: str) -> Page:
    """The page on a day on which the town need not be right."""
    return of(Register(register.documents, register.schemas, datetime.date.fromisoformat(day)), address)


def says(page: Page, *texts: str) -> None:
    for text in texts:
        assert page.says(text), f"{page.address} does not say {text!r}"


def linked(page: Page) -> set[str]:
    return {link.value for link in page.links if link.tag == "a"}


def part(page: Page, heading: str) -> Page:
    """What stands from a heading up to the next one of its level."""
    level = next(tag for tag, text in page.headings if text.strip().startswith(heading))
    sources = [f"<{level} {source}" for source in re.split(rf"<{level}[ >]", page.source)[1:]]
    return next(found for source in sources if (found := Page(page.address, source)).text.strip().startswith(heading))


def below(page: Page, heading: str) -> str:
    """The words of that part without the spaces between them."""
    return "".join(part(page, heading).text.split())


def records(page: Page, kind: str) -> list[str]:
    """The ids of the records of a kind that a page leads to, in order: `records(page, "issues")`."""
    ways = [re.search(rf"(?:^|/){kind}/([^/#]+)/$", link.value) for link in page.links if link.tag == "a"]
    return list(dict.fromkeys(way[1] for way in ways if way))
