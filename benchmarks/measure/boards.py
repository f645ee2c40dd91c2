"""The peers of the printed boards: the same sheets by Typst alone, and as HTML by Chromium and WeasyPrint.

Peers load and check no records and measure no type: what they are given is written outside the timing.
"""

from __future__ import annotations

import html
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from measure import peers
from measure.timing import Absent, Timing, timed
from measure.towns import TODAY, Town, environment

Peer = Callable[[Town], Timing]
OUT = "printed"
PATIENCE = 120  # seconds for one village
TYPST = """
import json, pathlib, sys, typst
folder = pathlib.Path(sys.argv[1])
compiler = typst.Compiler(root=folder, font_paths=typst.Fonts(include_embedded_fonts=False))
for data in sorted(folder.glob("*.json")):
    pdf = compiler.compile(
        folder / "boards.typ", format="pdf", sys_inputs={"data": data.read_text("utf-8")}, pdf_standards=["ua-1"]
    )
    data.with_suffix(".pdf").write_bytes(pdf)
"""
STYLE = """@page { size: A3; margin: 15mm } body { font: 16pt/1.55 "Noto Sans CJK SC" } h1 { color: #8c1c1c }
h1, h2 { margin: .5em 0 } .sheet { break-before: page } .beside { columns: 2 } svg { width: 30mm; float: right }
table { width: 100%; border-collapse: collapse } th, td { text-align: left; border-bottom: 1px solid #cfc4b1 }"""


def ours(town: Town) -> Timing:
    return town.lianhu("board", "print", "--only", "boards", "--out", OUT)


def by_typst(folder: Path) -> Peer:
    def asked(town: Town) -> Timing:
        return timed([sys.executable, "-c", TYPST, _prepared(folder, town)], folder, environment())

    return asked


def by_chromium(folder: Path) -> Peer:
    def asked(town: Town) -> Timing:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if not program:
            raise Absent("there is no Chromium")
        head = [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        return _each(folder, town, lambda page: [*head, f"--print-to-pdf={page.with_suffix('.pdf')}", page.as_uri()])

    return asked


def by_weasyprint(folder: Path) -> Peer:
    program = peers.program(peers.WEASYPRINT)
    return lambda town: _each(
        folder, town, lambda page: [program, "--pdf-variant", "pdf/ua-1", page, page.with_suffix(".pdf")]
    )


def _each(folder: Path, town: Town, command: Callable[[Path], list[object]]) -> Timing:
    """One village after the other."""
    spent = Timing(0, 0, 0)
    for page in sorted(_prepared(folder, town).glob("*.html")):
        spent += timed(command(page), folder, environment(), patience=PATIENCE)
    return spent


def _prepared(folder: Path, town: Town) -> Path:
    """For each village what Typst is given, with the templates, and the same boards as a page."""
    from lianhu.boards import press, volumes
    from lianhu.boards.papers import PAPERS
    from lianhu.public.sheet import doors
    from lianhu.rules import check

    project = folder / town.root.parent.name
    if not project.is_dir():
        register = check.of_folder(town.root, date.fromisoformat(TODAY)).register
        if not register:
            raise Absent("the records cannot be read")
        shown = doors(register)
        with press.press(shown.wall, PAPERS["a3"], town.root) as ready:
            shutil.copytree(ready.folder, project)
            for volume in volumes.volumes(shown, ["boards"]):
                data = ready.told(volume)
                name = volume.path.replace("/", "-")
                (project / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
                (project / f"{name}.html").write_text("".join(_page(data)), encoding="utf-8")
    return project


def _page(data: Mapping[str, Any]) -> Iterator[str]:
    """The boards of a village in plain HTML: all that a sheet says, in 16 points."""
    yield f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{data["title"]}</title>'
    yield f"<style>{STYLE}</style>"
    for sheet in data["sheets"]:
        content = sheet["content"]
        drawn = sheet["qr"]["svg"] if sheet["qr"] else ""
        head = f"{data['organiser']} {data['day']} {sheet['code']}"
        yield f'<section class="sheet">{drawn}<h1>{html.escape(content["title"])}</h1><p>{html.escape(head)}</p>'
        for name, value in content.items():
            if isinstance(value, dict | list):
                yield f'<h2>{name}</h2><div class="{"whole" if name == "issues" else "beside"}">'
                yield from _told(value)
                yield "</div>"
        yield "</section>"


def _told(value: Any) -> Iterator[str]:
    """Rows of alike entries as a table, all else as paragraphs."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield "<table><thead><tr>" + "".join(f"<th>{key}" for key in value[0]) + "</tr></thead>"
        for row in value:
            yield "<tr>"
            for cell in row.values():
                yield f"<td>{''.join(_told(cell))}"
        yield "</table>"
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _told(inner)
    elif value is not None:
        yield f"<p>{html.escape(str(value))}</p>"
