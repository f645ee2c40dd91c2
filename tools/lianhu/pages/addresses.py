"""Where each record's page is; an address never changes once published."""

from __future__ import annotations

from typing import Any

from lianhu.kinds import (
    Area,
    Group,
    Issue,
    Meeting,
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


def address(record: Any) -> str:
    """The folder of the record's page below the site's root: `groups/xinhe-g07/`."""
    return f"{FOLDERS[type(record)]}/{record.id}/"
