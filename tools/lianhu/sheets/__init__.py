"""The import of issues from a spreadsheet of messages."""

from __future__ import annotations

from lianhu.sheets.intake import import_issues

__all__ = ["import_issues"]
