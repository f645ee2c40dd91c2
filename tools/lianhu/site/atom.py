"""The feed of the town's changes (RFC 4287): one entry for what one commit changed in one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
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
    site = town.town.publishing.address.rstrip("/") if town.town.publishing.address else ""
    name = f"{town.town.county or ''}{town.town.name}"
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "zh-CN"})
    _texts(root, id=_id(name, "changes"), title=f"{town.town.name}代表联户公示：最近变动")
    # Without any change the feed is as old as the day it was made on.
    newest = max((step.recorded for step in steps), default=datetime.combine(town.today, time(12), clock.TOWN_TIME))
    _texts(root, updated=newest.isoformat())
    _texts(SubElement(root, "author"), name=town.town.publishing.organiser or town.town.name)
    if site:
        SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site}/{ADDRESS}"})
        SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/changes/"})
    for step, record in _entries(steps):
        entry = SubElement(root, "entry")
        _texts(entry, id=_id(name, f"{step.commit}/{record.entry.then_at}"), title=record.title)
        _texts(entry, updated=step.recorded.isoformat())
        if site:
            SubElement(entry, "link", {"rel": "alternate", "href": f"{site}/{record.address or 'changes/'}"})
        content = SubElement(entry, "content", {"type": "text"})
        told = [chinese(dated(line)) for line in record.entry.lines]
        content.text = "\n".join([f"录入日期不晚于{step.day}", *told] if step.at_latest else told)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entries(steps: Sequence[TownStep]) -> Iterator[tuple[TownStep, RecordStep]]:
    every = [(step, record) for step in steps for record in step.records]
    yield from every[:ENTRIES]


def _texts(element: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(element, name).text = text


def _id(town: str, what: str) -> str:
    """The same for the same commit and record, wherever the site and the record are or will be."""
    return uuid5(NAMESPACE_URL, f"{town}/{what}").urn
