"""Where each record's page is; an address never changes once published."""

from __future__ import annotations

from typing import Any

from lianhu.town.kinds import (
    KINDS,
    Area,
    Group,
    Issue,
    Meeting,
    Removal,
    Representative,
    Review,
    ServiceFund,
    TaskList,
    Village,
    VillageServiceDay,
)

FOLDERS: dict[type, str] = {
    Area: "areas",
    Group: "groups",
    Issue: "issues",
    Meeting: "meetings",
    Representative: "representatives",
    Review: "reviews",
    ServiceFund: "service-funds",
    TaskList: "task-lists",
    Village: "villages",
    VillageServiceDay: "service-days",
}


def removed_address(removal: Removal) -> str | None:
    """Where the page of a removed record was; None for kinds without pages."""
    folder = FOLDERS.get(KINDS[removal.kind]) if removal.kind in KINDS else None
    return f"{folder}/{removal.record}/" if folder else None


def address(record: Any) -> str:
    """The folder of the record's page below the site's root: `groups/xinhe-g07/`."""
    return f"{FOLDERS[type(record)]}/{record.id}/"


def village_of(address: str) -> str:
    """The village of a page that lies below one: every id begins with that of its village, which has no hyphen."""
    return address.split("/")[1].partition("-")[0]
