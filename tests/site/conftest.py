"""The tiny town's site in a browser, for the tests of this folder that need no other server or window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from help.browsers import DESK
from help.built import Built, served


@pytest.fixture(scope="module")
def home(tiny_site: Built) -> Iterator[str]:
    """The address of the home page."""
    with served(tiny_site.folder, "/") as address:
        yield address


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page of a desk's window, nothing opened yet."""
    context = browser.new_context(viewport={"width": DESK, "height": 740}, locale="zh-CN")
    yield context.new_page()
    context.close()
