"""The feed of the town's changes (RFC 4287): one entry for what one commit changed in one record.

And how any feed of the site is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lianhu.changes.wording import dated
from lianhu.public import Posted
from lianhu.reading import clock
from lianhu.site.pages.changes import RecordStep, TownStep
from lianhu.site.pages.formats import chinese

ADDRESS = "changes.atom"
NAMESPACE = "http://www.w3.org/2005/Atom"
ENTRIES = 100


def feed(town: Posted, steps: Sequence[TownStep]) -> str:
    """The feed of these steps, the newest first; links are there only when the town has an address."""
    # Without any change the feed is as old as the day it was made on.
    newest = max((step.recorded for step in steps), default=noon(town.today))
    root = head(town, "changes", "最近变动", newest, ADDRESS, "changes/")
    for step, record in _entries(steps):
        told = [chinese(dated(line)) for line in record.entry.lines]
        content = "\n".join([f"录入日期不晚于{step.day}", *told] if step.at_latest else told)
        what = f"{step.commit}/{record.entry.then_at}"
        add(root, town, what, record.title, step.recorded, record.address or "changes/", content)
    return whole(root)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.TOWN_TIME)


def head(town: Posted, what: str, title: str, newest: datetime, address: str, page: str) -> Element:
    """A feed without entries: at its `address`, of what stands on a `page`."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "zh-CN"})
    _texts(root, id=_id(town, what), title=f"{town.town.name}代表联户公示：{title}")
    _texts(root, updated=newest.isoformat())
    _texts(SubElement(root, "author"), name=town.town.publishing.organiser or town.town.name)
    if site := _site(town):
        SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site}/{address}"})
        SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/{page}"})
    return root


def add(root: Element, town: Posted, what: str, title: str, updated: datetime, page: str, content: str) -> None:
    """One more entry; `what` tells it from all others."""
    entry = SubElement(root, "entry")
    _texts(entry, id=_id(town, what), title=title)
    _texts(entry, updated=updated.isoformat())
    if site := _site(town):
        SubElement(entry, "link", {"rel": "alternate", "href": f"{site}/{page}"})
    SubElement(entry, "content", {"type": "text"}).text = content


def whole(root: Element) -> str:
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _site(town: Posted) -> str:
    return town.town.publishing.address.rstrip("/") if town.town.publishing.address else ""


def _entries(steps: Sequence[TownStep]) -> Iterator[tuple[TownStep, RecordStep]]:
    every = [(step, record) for step in steps for record in step.records]
    yield from every[:ENTRIES]


def _texts(element: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(element, name).text = text


def _id(town: Posted, what: str) -> str:
    """The same for the same thing, wherever the site is or will be."""
    return uuid5(NAMESPACE_URL, f"{town.town.county or ''}{town.town.name}/{what}").urn
