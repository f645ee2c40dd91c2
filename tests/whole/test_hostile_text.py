"""Hostile text in every string of every kind: it is shown as text, and every file that leaves stays well-formed.

Script, style, events, links, HTML, Markdown, templates, includes, slots and formulas (hardening.md T13 to T17, T20).
The characters that mark the frame's slots, and control and bidi characters, do not get this far: test_hostile.py.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from help import walk
from help.built import Built, Page, new_root
from help.suites import suite
from help.towns import TODAY, TOWN, Tree, registered
from help.walk import kind_of
from help.years import years_later
from lianhu.figures.stats import FORMULA
from lianhu.personal import found_in
from lianhu.reading import yamldoc
from lianhu.reading.characters import forbidden
from lianhu.rules.check import check
from lianhu.site import site
from lianhu.site.build import build
from lianhu.town.register import Register
from lianhu.town.schemas import Kind, Schemas, is_a_persons_name
from lianhu.writing.yamltext import to_yaml

EDIT_ADDRESS = "https://example.org/xiaoyang/edit/"
ADDRESS = "https://example.org/town/"
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}{{ config }}{# x #}",
    "{% include '/etc/passwd' %}{{ ''.__class__ }}",
    '"onmouseover="alert(1)" x="',
    "'><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))![x](https://evil.example/x.png)",
    "</title></textarea></style><svg onload=alert(1)>",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil>",
    "</script><!--<script>]]>--!><base href=//evil.example/>",
    "&lt;b&gt;&amp;#60;&#x3C;script&#62;",
    '--8<-- "/etc/passwd" `x` **y** {: onclick=alert(1) }',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<https://evil.example> https://evil.example //evil.example",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button formaction=javascript:x>",
    "{path}{title}%(path)s%s%n{0}{0.__class__}$&\\1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example",1)',
    "+1+1",
    "-2+3,=1+1;@SUM(1)",
    "@SUM(1+1)",
    "＝1＋1",
    "＋1，－1，＠1",
    '","=1+1","\';=1;',
    "END:VEVENT;X=1:2,3\\nBEGIN:VALARM\\",
    "a" * 119,
    "龘" * 118,
)
HARMLESS = ("无",)
LEADS_AWAY = re.compile(r"\s*(javascript|data|vbscript):|//|\\", re.IGNORECASE)


def planted(
    tree: Tree, town_schemas: Schemas, texts: tuple[str, ...], first: int = 0, among: tuple[str, ...] = HOSTILE
) -> Tree:
    """The town with texts in every place of every record whose shape allows all of `among`; begins with `first`."""
    count, changed = first, {}
    for path, content in sorted(tree.items()):
        kind = kind_of(town_schemas, path)
        document, _ = yamldoc.read(path, content)
        assert kind and document
        data: Any = document.data
        for at, value in list(walk.leaves(data)):
            if isinstance(value, str) and takes_any_text(kind, at):
                # The number keeps apart what must differ, like the names of two venues.
                walk.put(data, at, f"{texts[count % len(texts)][:115]}{count - first}")
                count += 1
        changed[path] = to_yaml(data)
    assert count - first > 100
    return changed


@functools.cache
def takes_any_text(kind: Kind, at: tuple[str | int, ...]) -> bool:
    """In a person's name a rule lets nothing but a name stand."""
    schema = {**kind.at(at), "$schema": kind.schema["$schema"]}
    return not is_a_persons_name(schema) and all(
        kind.validator.evolve(schema=schema).is_valid(f"{text[:115]}1000") for text in HOSTILE
    )


def with_an_address(tree: Tree) -> Tree:
    """The town as it is published: then there is a sitemap, and feeds hold links."""
    town = tree["records/town.yaml"].replace(b"publishing:\n", f"publishing:\n  address: {ADDRESS}\n".encode())
    return {**tree, "records/town.yaml": town}


def form(value: Any) -> Any:
    """What is left of parsed data when every text is taken out."""
    if isinstance(value, dict):
        return {key: form(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [form(inner) for inner in value]
    return type(value).__name__


def form_of_file(address: str, content: str) -> Any:
    """A file's form; raises where the file is not well-formed."""
    if address.endswith(".json"):
        return form(json.loads(content))
    if address.endswith(".csv"):
        assert content.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff")), strict=True))
        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
        return form(rows)
    if address.endswith(".ics"):
        assert {len(line.encode()) <= 75 for line in content.split("\r\n")} == {True}
        assert "\n" not in content.replace("\r\n", "")
        return [[part.name, *sorted(part)] for part in Calendar.from_ical(content).walk()]
    if address == "robots.txt":
        assert all(re.fullmatch(r"(User-agent|Disallow|Sitemap): [^\s]+|", line) for line in content.splitlines())
        return len(content.splitlines())
    assert address.endswith((".xml", ".atom")), f"say in this test what a well-formed {address} is"
    root = ElementTree.fromstring(content)
    if address.endswith(".atom"):
        return [element.tag for element in root.iter()]
    places = [str(place.text) for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places and all(place.startswith(ADDRESS) for place in places)
    return [element.tag for element in root.iter()]


def structure(page: Page) -> list[Any]:
    """A page's elements; opening hours are cut at their blanks, so several plain spans in turn count as one."""
    return [element for element, _ in groupby(page.structure)]


@dataclass(frozen=True)
class Forms:
    """The form of every page and file of a town, and all text that can be seen on its pages."""

    of: dict[str, Any]
    seen: str

    @classmethod
    def of_town(cls, register: Register) -> Forms:
        town_site, later = site.of(register, walk.ROOT), site.of(years_later(register), walk.ROOT)
        found, seen = {}, ""
        drawn_by = [(town_site, one) for one in (*town_site.section_pages(), *town_site.poured_pages())]
        there = {one.address for _, one in drawn_by}
        drawn_by += [(later, one) for one in later.list_pages() if one.address not in there]
        for drawing, drawn in drawn_by:
            page = Page(drawn.address, str(drawing.body(drawn)))
            links = [(link.tag, link.attribute, bool(LEADS_AWAY.match(link.value))) for link in page.links]
            found[drawn.address] = [structure(page), links]
            seen += "".join(page.text.split())
        found |= {name: form_of_file(name, content) for name, content in town_site.files()}
        return cls(found, seen)


@pytest.fixture(scope="module")
def harmless(_town_files: Tree, town_schemas: Schemas) -> Forms:
    """The town in which all that could be hostile is one plain word."""
    tree = planted(with_an_address(_town_files), town_schemas, HARMLESS)
    return Forms.of_town(registered(tree, town_schemas))


def wrong(hostile: Forms, plain: Forms) -> list[str]:
    """Pages and files that differ in more than text."""
    assert hostile.of.keys() == plain.of.keys()
    assert {Path(name).suffix for name in hostile.of} == {"", ".atom", ".csv", ".ics", ".json", ".txt", ".xml"}
    return [name for name, form in hostile.of.items() if form != plain.of[name]]


def towns(
    tree: Tree, town_schemas: Schemas, texts: tuple[str, ...], step: int, among: tuple[str, ...] = HOSTILE
) -> Iterable[Register]:
    """The town again and again, until every text has stood in a place; with step 1 until each stood in every place."""
    for first in range(0, len(texts), step):
        yield registered(planted(with_an_address(tree), town_schemas, texts, first), town_schemas)


@pytest.mark.slow
def test_hostile_text_is_shown_as_text(town_tree: Tree, town_schemas: Schemas, harmless: Forms) -> None:
    """Every text in every string of every kind: pages and files have the form of the harmless town's, no more."""
    for register in towns(town_tree, town_schemas, HOSTILE, 1):
        hostile = Forms.of_town(register)
        assert wrong(hostile, harmless) == []
        for text in HOSTILE:
            assert "".join(text[:115].split()) in hostile.seen, f"{text} is nowhere to be read"


def test_naughty_strings_are_shown_as_text(town_tree: Tree, town_schemas: Schemas, harmless: Forms) -> None:
    """Other people's list: every string that a record may hold stands in at least one place."""
    strings = [text.strip() for text in suite("naughty-strings.json") if "\n" not in text and "\t" not in text]
    texts = tuple(text for text in strings if text and len(text) <= 115 and not list(forbidden(text)))
    texts = tuple(text for text in texts if not found_in(f"{text}1") and not text.startswith("　"))
    assert len(texts) > 380
    for register in towns(town_tree, town_schemas, texts, 100):
        assert wrong(Forms.of_town(register), harmless) == []


@pytest.mark.slow
def test_hostile_text_in_the_built_site(tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> None:
    """Through MkDocs' templates too: titles, descriptions, navigation, footer."""
    built = []
    for name, texts in (("hostile", HOSTILE), ("harmless", HARMLESS)):
        root = new_root(tmp_path / name, TOWN)
        for path, content in planted(with_an_address(town_tree), town_schemas, texts).items():
            (root / path).write_bytes(content)
        assert not build(root, root / "public", TODAY)
        built.append(Built(root / "public"))
    hostile, plain = built
    assert hostile.pages.keys() == plain.pages.keys()
    for address, page in hostile.pages.items():
        assert structure(page) == structure(plain.pages[address]), address
        assert page.unclosed == []
    assert [
        fault
        for page in hostile.pages.values()
        if page.address != "404.html"
        for fault in hostile.broken(page, (EDIT_ADDRESS, ADDRESS))
    ] == []
    for path in sorted((tmp_path / "hostile" / "public").rglob("*.xml")):
        form_of_file("sitemap.xml", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", ["address", "edit_address"])
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//evil.example/",
        "https:\\\\evil.example/",
        "https://example.org@evil.example/",
        "https://example.org/\\n",
        "https://example.org/#x",
        " https://example.org/",
        "https://example.org/'onclick='x",
        "https://example.org/<b>",
        "https://еxample.org/",
        "/records/{path}",
        "&#106;avascript:x",
    ],
)
def test_an_address_is_a_web_address(key: str, address: str, town_tree: Tree, town_schemas: Schemas) -> None:
    """T15: the only addresses that a record holds are the town's own, and no other scheme or host is let in."""
    town = with_an_address(town_tree)["records/town.yaml"].decode()
    town = re.sub(rf"(\n  {key}:) .*", lambda match: f'{match[1]} "{address}"', town)
    problems = check({**town_tree, "records/town.yaml": town.encode()}, town_schemas, TODAY).problems
    assert [(problem.path, problem.rule) for problem in problems] == [("records/town.yaml", "expected_form")]


def test_only_two_strings_of_all_kinds_are_addresses() -> None:
    """A new field for an address must be looked at: it would be a link that anybody may propose."""
    found = [
        f"{name} {'.'.join(at)}"
        for name, schema in walk.PARSED.items()
        for at, value in walk.properties(schema)
        if "://" in str(value.get("pattern"))
    ]
    assert found == ["town.schema.json publishing.address", "town.schema.json publishing.edit_address"]
