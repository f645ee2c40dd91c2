"""The peers of a build: the pages of our finished site as ready Markdown, rendered by Hugo, MkDocs and Zensical.

They load no records, check, count and look for nothing; what is written here is written outside the timing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from measure import peers
from measure.markdown import Page
from measure.timing import Timing, timed
from measure.towns import Town, environment

Peer = Callable[[Town], Timing]
LAYOUT = """<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><a href="/">{{ .Site.Title }}</a></nav><main>{{ .Content }}</main></body>
</html>
"""
PATIENCE = 60  # seconds for one render: with thousands of pages a peer may take many minutes, and the table waits

HUGO = {"baseURL": "https://example.org/", "title": "peer", "disableKinds": ["taxonomy", "term", "RSS", "404"]}
MKDOCS = {
    "site_name": "peer",
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "nav": ["index.md"],
    "not_in_nav": "*",
    "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore"}},
}
ZENSICAL = {"site_name": "peer", "theme": {"font": False}, "plugins": ["search"]}


def finished(site: Path) -> Mapping[str, Page]:
    """The pages of a built site by their addresses; the front page has none."""
    found = sorted(site.rglob("index.html"))
    return {
        path.parent.relative_to(site).as_posix().removeprefix("."): Page(path.read_text(encoding="utf-8"))
        for path in found
    }


def prepared(folder: Path, town: Town) -> Path:
    """The projects of all three, made once for a town from its site, which is there."""
    project = folder / town.root.parent.name
    if not project.is_dir():
        pages = finished(town.root / "public")
        _for_hugo(project / "hugo", pages)
        for name, settings in (("mkdocs", MKDOCS), ("zensical", ZENSICAL)):
            _for_mkdocs(project / name, pages, settings)
    return project


def by_hugo(folder: Path) -> Peer:
    return _rendered(folder, "hugo", peers.HUGO, "--quiet", "--noBuildLock", "--destination", "out")


def by_mkdocs(folder: Path) -> Peer:
    return _rendered(folder, "mkdocs", peers.MKDOCS, "build", "--quiet", "--site-dir", "out")


def by_zensical(folder: Path) -> Peer:
    return _rendered(folder, "zensical", peers.ZENSICAL, "build", "--clean")


def _rendered(folder: Path, name: str, peer: str, *arguments: str) -> Peer:
    def asked(town: Town) -> Timing:
        project = prepared(folder, town) / name
        for made in ("out", "site", "resources", "public", ".cache"):
            shutil.rmtree(project / made, ignore_errors=True)
        return timed([peers.program(peer), *arguments], project, environment(), patience=PATIENCE)

    return asked


def _for_hugo(folder: Path, pages: Mapping[str, Page]) -> None:
    """A page with others below it is a section of Hugo's, `_index.md`; both are drawn by one layout."""
    parents = {address.rpartition("/")[0] for address in pages if address}
    for address, page in pages.items():
        name = f"{address}/_index.md" if address in parents or not address else f"{address}.md"
        _write(folder / "content" / name.lstrip("/"), f"{json.dumps({'title': page.title})}\n\n{page.markdown}")
    for layout in ("single", "list"):
        _write(folder / f"layouts/_default/{layout}.html", LAYOUT)
    _write(folder / "hugo.json", json.dumps(HUGO))


def _for_mkdocs(folder: Path, pages: Mapping[str, Page], settings: Mapping[str, object]) -> None:
    for address, page in pages.items():
        _write(folder / "docs" / address / "index.md", page.markdown)
    _write(folder / "mkdocs.yml", json.dumps(settings))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
