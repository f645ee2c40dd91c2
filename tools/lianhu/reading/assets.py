"""Schemas, templates and theme: the town's own where it has them, else those that come with Lianhu."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
# A checkout keeps what staff edit at its top; an installed wheel carries copies inside the package.
SHIPPED = PACKAGE if (PACKAGE / "schemas").is_dir() else PACKAGE.parent.parent

SCHEMAS, TEMPLATES, THEME = "schemas", "site/templates", "site/theme"


def folders(asset: str, root: Path | None = None) -> tuple[Path, ...]:
    """Where to look for `asset`, first hit wins: the town's folder, then the shipped one."""
    candidates = [root / asset] if root else []
    candidates.append(SHIPPED / asset)
    return tuple(dict.fromkeys(folder.resolve() for folder in candidates if folder.is_dir()))
