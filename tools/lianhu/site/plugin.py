"""The MkDocs plugin: a shell that lets MkDocs draw frames; the town's pages are poured into them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as DrawnPage

from lianhu.proof import copies
from lianhu.proof.log import Log
from lianhu.reading import assets, clock, files
from lianhu.site import frame, frames, sealing, site
from lianhu.site.checked import checked
from lianhu.site.frames import Frames
from lianhu.site.order import Order
from lianhu.site.pages import POURED_SECTIONS, SECTIONS, sections
from lianhu.site.pages.page import Page
from lianhu.site.preview import Preview
from lianhu.words import CHINESE, language_of, reports, say, spoken
from lianhu.words.problems import Problem, ToolError

# What Material brings and none of our pages loads.
UNUSED = "assets/javascripts/"


class LianhuPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Draws what `order` says into `frames`; whoever builds by Lianhu gives one before MkDocs begins."""

    def __init__(self) -> None:
        self.order = Order()
        self.frames: dict[str, frame.Frame] = {}
        self._serving = False
        self._preview: Preview | None = None
        self._drawn_from: str | None = None  # the key of the frames that a preview pours into
        self._root = Path()
        self._site: site.Site | None = None
        self._problems: tuple[Problem, ...] = ()
        self._log: Log | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._serving = command == "serve"
        self._preview = Preview() if self._serving and _watches() else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Checks the records before MkDocs empties the old site; with problems a build ends here."""
        self._root = Path(config.config_file_path).parent
        self.frames = {}
        if self.order.site:
            self._site, self._problems = self.order.site, ()
        else:
            self._read_town(Path(config.site_dir))
        if self._site is None or (self._problems and not self._serving):
            raise PluginError("\n" + reports.text(self._problems, language_of(os.environ, CHINESE)))
        # MkDocs takes the dates it prints from here: the same records and day give the same bytes.
        noon = datetime.combine(self._site.town.today, time(12), clock.TOWN_TIME)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
        town = self._site.town.town
        config.site_name = sections.site_title(town)
        config.site_url = config.site_url if self._serving else town.publishing.address or config.site_url
        # The town's own theme folder stays first, ours comes next, Material stays behind.
        position = 1 if config.theme.custom_dir else 0
        config.theme.dirs[position:position] = [str(folder) for folder in assets.folders(assets.THEME, self._root)]
        return config

    def _read_town(self, out: Path) -> None:
        """A good town replaces the last one; while a preview's records are bad, the last good one stays."""
        try:
            if self._preview:
                self._preview.look(self._root)
                self._site, self._problems = self._preview.site, self._preview.problems
                return
            self._log = None if self._serving else sealing.carried(out)  # MkDocs empties the folder before it builds
            found = checked(self._root, self.order, self.order.today or clock.today(), self._serving)
        except ToolError as error:
            raise PluginError(spoken(error.text, language_of(os.environ, CHINESE))) from error
        self._site, self._problems = found.site or self._site, found.verdict.problems

    @property
    def _town_site(self) -> site.Site:
        assert self._site is not None  # on_config has ended every build without one
        return self._site

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the frames as if they were pages written by hand."""
        _refuse_links(files)
        for file in [file for file in files if file.src_uri.startswith(UNUSED) or file.src_uri.endswith(".map")]:
            files.remove(file)
        for address in SECTIONS:
            files.append(File.generated(config, f"{address}index.md", content=""))
        for section in POURED_SECTIONS:
            frame_file = f"{frame.FRAME_ADDRESS.format(section=section)}index.md"
            files.append(File.generated(config, frame_file, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_page_context(self, context: Any, *, page: DrawnPage, config: MkDocsConfig, nav: object) -> Any:
        url = _address(page)
        if page.file.generated_by:
            of_records = frame.FRAME_ADDRESS.format(section="")
            context["lianhu"] = self._frame_values(url.removeprefix(of_records), frame.slots())
        else:
            by_hand = Page(address=url, title=str(page.title), template="", section=url)
            context["lianhu"] = self._frame_values(url, frame.filling(by_hand, page.content or ""))
        return context

    def _frame_values(self, section: str, changing: dict[str, str]) -> dict[str, object]:
        of_all = {"town": self._town_site.town.town, "preview": self._serving, "earlier": self.order.earlier}
        return {**of_all, "section": section, **changing}

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        lost = Page(address="", title="没有这一页", template="", section="404")
        context["lianhu"] = self._frame_values("404", frame.filling(lost, ""))
        return context

    def on_post_page(self, output: str, *, page: DrawnPage, config: MkDocsConfig) -> str:
        if not page.file.generated_by:
            return output
        self.frames[_address(page)] = frame.cut(output)
        return ""  # MkDocs writes no file for an empty page

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Without Lianhu's own build, what it would do: pours every page and writes what stands beside the pages."""
        if self.order.site:
            return
        own, drawn, out = self._town_site, Frames(self.frames, {}), Path(config.site_dir)
        if self._preview:
            self._drawn_from = frames.key(self._root, own.town)
            self._preview.framed(drawn, out)
            return
        for page in own.pages():
            body = own.problem_body(page, self._problems) if self._problems else own.body(page)
            _write(out / page.address / "index.html", drawn.pour(page, body))
        for address, content in own.all_files():
            _write(out / address, content)
        if not self._serving:
            for address, content in sealing.files(own, drawn, copies.sums_of(out), self._log, out):
                _write(out / address, content)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        for folder in (files.RECORDS, assets.SCHEMAS, assets.TEMPLATES, assets.THEME):
            if (self._root / folder).is_dir():
                server.watch(str(self._root / folder))
        if self._preview:
            server.builder = partial(self._saved, self._preview, builder)
            server.set_app(partial(_asked, self._preview, server))
        return server

    def _saved(self, preview: Preview, builder: Callable[..., None]) -> None:
        """MkDocs is asked again only where what its frames show has changed."""
        try:
            preview.look(self._root)
        except ToolError as error:
            raise Abort(spoken(error.text, language_of(os.environ, CHINESE))) from error
        assert preview.site  # the first build ends without one
        key = frames.key(self._root, preview.site.town)
        if key is None or key != self._drawn_from:
            builder()


def _watches() -> bool:
    """Whether the server will tell of what is asked, which it does not without its live reload."""
    context = click.get_current_context(silent=True)
    return context is None or bool(context.params.get("livereload", True))


def _asked(preview: Preview, server: LiveReloadServer, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
    """What the server answers, once the page that is asked for is drawn."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
    if path.startswith(server.mount_path) and not path.startswith("/livereload/"):
        try:
            preview.put(path.removeprefix(server.mount_path))
        except ToolError as error:
            start("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
            return [spoken(error.text, language_of(os.environ, CHINESE)).encode()]
    return server.serve_request(environ, start)


def _address(page: DrawnPage) -> str:
    return "" if page.url == "./" else page.url


def _refuse_links(files: Files) -> None:
    """MkDocs follows symbolic links: one in a proposal could publish any file of the machine that builds."""
    for file in files:
        if not file.abs_src_path:
            continue  # generated
        folder = Path(file.src_dir or "").resolve()
        if Path(file.abs_src_path).resolve() != folder / file.src_uri:
            told = say("{path} is a symbolic link or lies behind one; put the file itself there.", path=file.src_uri)
            raise PluginError(spoken(told, language_of(os.environ, CHINESE)))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
