"""Bytes to documents: the folder, YAML, JSON, photos, workbooks; the clock, and what comes with Lianhu."""

__all__ = [
    "addresses",
    "assets",
    "characters",
    "clock",
    "contents",
    "cores",
    "document",
    "files",
    "jsondoc",
    "limits",
    "photos",
    "plainyaml",
    "scalars",
    "spreadsheets",
    "strictyaml",
    "workbooks",
    "yamldoc",
]
