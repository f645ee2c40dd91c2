"""Plain data of a record whose shape nobody has promised: the published state may predate today's schemas."""

from __future__ import annotations

from typing import Any

from lianhu.document import Document


def data_of(document: Document | None) -> dict[str, Any]:
    """The document's keys and values; empty where there is none, or where it is no mapping."""
    return document.data if document and isinstance(document.data, dict) else {}


def entries(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The entries of a list, in their places; what is no mapping counts as an empty one."""
    found = data.get(key)
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []
