"""Readers with a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from help.built import Built

REQUIRED = os.environ.get("LIANHU_BROWSER") == "required" or os.environ.get("CI") == "true"


CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


PHONE, SMALL_PHONE, DESK = 360, 320, 1280


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not os.access(CHROMIUM, os.X_OK):
        message = f"no Chromium at {CHROMIUM}: install Debian's chromium, or name one in $CHROMIUM"
        if REQUIRED:
            pytest.fail(message, pytrace=False)
        pytest.skip(f"{message} (LIANHU_BROWSER=required makes this a failure)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def one_of_each_type(built: Built) -> list[str]:
    """The longest page of each type: sections, written pages, and one record of every kind."""
    types: dict[str, str] = {}
    for address, page in built.pages.items():
        if address == "404.html":
            continue
        kind = re.sub(r"/20[0-9]{2}(-[0-9]+)?/$", "/year/", address)  # the page of a year is a type of its own
        kind = re.sub(r"^([^/]+)/(?!year/)[^/]+/", r"\1/*/", kind)
        if kind not in types or len(page.source) > len(built.pages[types[kind]].source):
            types[kind] = address
    return sorted(types.values())


def named_representative(built: Built) -> tuple[str, str, str]:
    """A representative whose name is public: name, id and initials in pinyin."""
    for kind, name, details, _, pinyin in json.loads((built.folder / "search/index.json").read_text(encoding="utf-8")):
        if kind == "代表" and not name.endswith("代表"):
            return name, details.split()[0], pinyin.split()[1]
    raise AssertionError("nobody's name is public")
