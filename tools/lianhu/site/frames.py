"""What MkDocs draws of a site: a frame for each page of a section and for the records below it, the pages written by
hand, and what the theme brings. None of it depends on a record of a village, so it is kept by what it does depend on.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from lianhu.proof import manifest
from lianhu.public import Posted
from lianhu.reading import assets
from lianhu.site.frame import FRAME_ADDRESS, Frame, filling
from lianhu.site.pages import Page
from lianhu.store import Store

CONFIGURATION = "mkdocs.yml"
# What MkDocs may be asked without reading anything that `Sources` does not know of; a hook or another plugin may.
KNOWN = frozenset(
    (
        *("copyright", "docs_dir", "edit_uri", "extra", "nav", "not_in_nav", "plugins", "repo_name", "repo_url"),
        *("site_author", "site_description", "site_dir", "site_name", "site_url", "strict", "theme"),
        *("use_directory_urls", "validation"),
    )
)


@dataclass(frozen=True)
class Frames:
    """`cut` has the frames by address, that of a section's records below `FRAME_ADDRESS`; `files` the rest by path."""

    cut: Mapping[str, Frame]
    files: Mapping[str, bytes]

    @cached_property
    def digest(self) -> str:
        """A hash of all of it."""
        own = hashlib.blake2b(digest_size=20)
        for address, frame in sorted(self.cut.items()):
            own.update(json.dumps([address, frame.pieces]).encode())
        for path, content in sorted(self.files.items()):
            own.update(f"{path}\0{len(content)}\0".encode() + content)
        return own.hexdigest()

    def pour(self, page: Page, body: str) -> bytes:
        """The finished page: in its own frame where it is a section's, else in the one of its section's records."""
        own = self.cut.get(page.address) or self.cut[FRAME_ADDRESS.format(section=page.section)]
        return own.pour(filling(page, body)).encode()


def key(root: Path, town: Posted, earlier: object = None) -> str | None:
    """What the frames of the town at `root` depend on, as one hash; None where nobody can say.

    Of its records they show the town's own, and the day; `earlier` is as of an `Order`.
    """
    facts = {"town": town.filed(town.town).data, "day": town.today, "earlier": earlier}
    settings = _settings(root)
    if settings is None:
        return None
    known = hashlib.sha256(json.dumps([facts, _versions()], sort_keys=True, default=str).encode())
    for name, content in _sources(root, settings):
        known.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return f"frames {known.hexdigest()}"


def _settings(root: Path) -> dict[str, Any] | None:
    """MkDocs' settings; None where they are not plain, or ask for what may read anything."""
    try:
        settings = yaml.safe_load((root / CONFIGURATION).read_bytes())
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    plain = isinstance(settings, dict) and settings.keys() <= KNOWN and settings.get("plugins") == ["lianhu"]
    return settings if plain else None


def _versions() -> list[str]:
    return [metadata.version(name) for name in manifest.DRAWN_BY]


def _sources(root: Path, settings: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Every file that MkDocs reads of the town and of Lianhu."""
    theme = settings.get("theme")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    folders = [root / str(settings.get("docs_dir", "docs")), *assets.folders(assets.THEME, root)]
    yield CONFIGURATION, (root / CONFIGURATION).read_bytes()
    for number, folder in enumerate([*folders, *([root / str(own)] if own else [])]):
        for path in sorted(Path(below, name) for below, _, names in os.walk(folder) for name in names):
            # A link is no file of the town's: MkDocs is refused it, and says so.
            content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
            yield f"{number}/{path.relative_to(folder).as_posix()}", content


def find(store: Store, known: str | None) -> Frames | None:
    """The frames that were kept under this key."""
    value = store.get(known) if known else None
    if value is None:
        return None
    plain = json.loads(value)
    return Frames(
        {address: Frame(tuple(pieces)) for address, pieces in plain["cut"].items()},
        {path: base64.b64decode(content) for path, content in plain["files"].items()},
    )


def keep(store: Store, known: str | None, frames: Frames) -> None:
    if known:
        plain = {
            "cut": {address: frame.pieces for address, frame in frames.cut.items()},
            "files": {path: base64.b64encode(content).decode() for path, content in frames.files.items()},
        }
        store.keep({known: json.dumps(plain).encode()})
