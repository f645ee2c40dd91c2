"""One page of the site, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Page:
    """`address` is the folder below the site's root (`"issues/"`, `""` for home); `template` draws `values`.

    `section` is the address of the navigation entry it belongs to; `source` the record's file, for correction.
    """

    address: str
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    section: str = ""
    description: str = ""
    source: str | None = None

    @property
    def base(self) -> str:
        """The way from this page to the site's root, as links need it: `"../../"`."""
        return "../" * self.address.count("/")
