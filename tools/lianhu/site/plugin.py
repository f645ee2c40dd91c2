"""The MkDocs plugin: a shell that lets MkDocs draw the frame and pours the town's pages into it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as DrawnPage

from lianhu import history
from lianhu.public import published
from lianhu.public.published import Published
from lianhu.reading import assets, clock, files
from lianhu.reading.files import Tree
from lianhu.rules.check import as_it_was, check
from lianhu.site import frame, site
from lianhu.site.order import Order
from lianhu.site.pages.page import Page
from lianhu.town import schemas
from lianhu.words import CHINESE, language_of, reports, say, spoken
from lianhu.words.problems import Problem, ToolError

# What Material brings and none of our pages loads.
UNUSED = "assets/javascripts/"


class LianhuPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Builds what `order` says; whoever builds by Lianhu gives one before MkDocs begins."""

    def __init__(self) -> None:
        self.order = Order()
        self._serving = False
        self._root = Path()
        self._site: site.Site | None = None
        self._problems: tuple[Problem, ...] = ()
        self._section_pages: dict[str, Page] = {}
        self._frames: dict[str, frame.Frame] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Checks the records before MkDocs empties the old site; with problems a build ends here."""
        self._root = Path(config.config_file_path).parent
        today = self.order.today or clock.today()
        # MkDocs takes the dates it prints from here: the same records and day give the same bytes.
        noon = datetime.combine(today, time(12), clock.TOWN_TIME)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
        self._read_town(today)
        if self._site is None or (self._problems and not self._serving):
            raise PluginError("\n" + reports.text(self._problems, language_of(os.environ, CHINESE)))
        town = self._site.town.town
        config.site_name = self._section_pages[""].title
        config.site_url = config.site_url if self._serving else town.publishing.address or config.site_url
        # The town's own theme folder stays first, ours comes next, Material stays behind.
        position = 1 if config.theme.custom_dir else 0
        config.theme.dirs[position:position] = [str(folder) for folder in assets.folders(assets.THEME, self._root)]
        return config

    def _read_town(self, today: date) -> None:
        """A good town replaces the last one; while a preview's records are bad, the last good one stays."""
        try:
            tree, refused = self.order.tree or files.read_folder(self._root)
            judge = as_it_was if self.order.as_it_was else check
            verdict = judge(tree, schemas.load(self._root), today, refused)
        except ToolError as error:
            self.order.failure = error
            raise PluginError(spoken(error.text, language_of(os.environ, CHINESE))) from error
        self.order.verdict, self._problems = verdict, verdict.problems
        if verdict.register and not verdict.problems:
            past = history.here(self._root, self.order.published, today)
            shown = self._shown_commit(tree, today)
            self._site = site.of(verdict.register, self._root, shown, past, self.order.later)
            self.order.posted = self._site.town
            self._section_pages = {page.address: page for page in self._site.section_pages()}

    def _shown_commit(self, tree: Tree, today: date) -> Published:
        """A preview shows what is being written, which is no commit's yet."""
        if self.order.published or self._serving:
            return self.order.published or published.PREVIEW
        return published.of_folder(self._root, tree, today)

    @property
    def _town_site(self) -> site.Site:
        assert self._site is not None  # on_config has ended every build without one
        return self._site

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the section pages and the frames as if they were written by hand."""
        _refuse_links(files)
        for file in [file for file in files if file.src_uri.startswith(UNUSED) or file.src_uri.endswith(".map")]:
            files.remove(file)
        for address in self._section_pages:
            files.append(File.generated(config, f"{address}index.md", content=""))
        for section in self._framed():
            frame_file = f"{frame.FRAME_ADDRESS.format(section=section)}index.md"
            files.append(File.generated(config, frame_file, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def _framed(self) -> list[str]:
        """The sections with pages that are poured."""
        return list(dict.fromkeys(page.section for page in self._town_site.poured_pages()))

    def on_page_content(self, html: str, *, page: DrawnPage, config: MkDocsConfig, files: Files) -> str:
        ours = self._section_pages.get(page.url if page.url != "./" else "")
        return self._body(ours) if ours and page.file.generated_by else html

    def _body(self, page: Page) -> str:
        if self._problems:
            return self._town_site.problem_body(page, self._problems)
        return self._town_site.body(page)

    def on_page_context(self, context: Any, *, page: DrawnPage, config: MkDocsConfig, nav: object) -> Any:
        url = "" if page.url == "./" else page.url
        section = self._section_of_frame(url)
        if section is not None:
            context["lianhu"] = self._frame_values(section, frame.slots())
            return context
        ours = self._section_pages.get(url) or Page(address=url, title=str(page.title), template="", section=url)
        context["lianhu"] = self._frame_values(ours.section, frame.filling(ours, page.content or ""))
        return context

    def _frame_values(self, section: str, changing: dict[str, str]) -> dict[str, object]:
        earlier = self.order.published.commit if self.order.in_todays_pages and self.order.published else None
        of_all = {"town": self._town_site.town.town, "preview": self._serving, "earlier": earlier}
        return {**of_all, "section": section, **changing}

    def _section_of_frame(self, url: str) -> str | None:
        return next((section for section in self._framed() if frame.FRAME_ADDRESS.format(section=section) == url), None)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        lost = Page(address="", title="没有这一页", template="", section="404")
        context["lianhu"] = self._frame_values("404", frame.filling(lost, ""))
        return context

    def on_post_page(self, output: str, *, page: DrawnPage, config: MkDocsConfig) -> str:
        section = self._section_of_frame(page.url)
        if section is None:
            return output
        self._frames[section] = frame.cut(output)
        return ""  # MkDocs writes no file for an empty page

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Pours every such page into its section's frame and writes what stands beside the pages."""
        out = Path(config.site_dir)
        for page in self._town_site.poured_pages():
            filling = frame.filling(page, self._body(page))
            _write(out / page.address / "index.html", self._frames[page.section].pour(filling))
        for address, content in self._town_site.files():
            _write(out / address, content)
        for address, picture in self._town_site.pictures():
            (out / address).parent.mkdir(parents=True, exist_ok=True)
            (out / address).write_bytes(picture)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        for folder in (files.RECORDS, assets.SCHEMAS, assets.TEMPLATES, assets.THEME):
            if (self._root / folder).is_dir():
                server.watch(str(self._root / folder))
        return server


def _refuse_links(files: Files) -> None:
    """MkDocs follows symbolic links: one in a proposal could publish any file of the machine that builds."""
    for file in files:
        if not file.abs_src_path:
            continue  # generated
        folder = Path(file.src_dir or "").resolve()
        if Path(file.abs_src_path).resolve() != folder / file.src_uri:
            told = say("{path} is a symbolic link or lies behind one; put the file itself there.", path=file.src_uri)
            raise PluginError(spoken(told, language_of(os.environ, CHINESE)))


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")
