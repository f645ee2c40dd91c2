"""The site as a folder: built beside the old one and put in its place whole, or not at all."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mkdocs.commands.build import build as draw_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from lianhu.files import Tree
from lianhu.plugin import LianhuPlugin
from lianhu.problems import Problem, ToolError
from lianhu.words import say

CONFIGURATION = "mkdocs.yml"
PUBLIC = "public"


def build(root: Path, out: Path, today: date, tree: tuple[Tree, list[Problem]] | None = None) -> Sequence[Problem]:
    """Build the town at `root` into `out`; the answer is the problems that kept it from being built.

    `tree` is another state of the records than the folder's. With problems, and after any failure, `out` stays
    as it was. Raises ToolError when MkDocs cannot draw the frame.
    """
    if not (root / CONFIGURATION).is_file():
        raise ToolError(say("{path} is missing: MkDocs draws the frame from it.", path=CONFIGURATION))
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{out.name}.", dir=out.parent))
    try:
        problems = _draw(root, fresh, today, tree)
        if not problems:
            fresh.chmod(0o755)
            _put_in_place(fresh, out)
        return problems
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _draw(root: Path, fresh: Path, today: date, tree: tuple[Tree, list[Problem]] | None) -> Sequence[Problem]:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice is for maintainers; CONTRIBUTING.md has it
    logging.getLogger("mkdocs").addFilter(_only_trouble)
    try:
        config = load_config(str(root / CONFIGURATION), site_dir=str(fresh), strict=True)
        plugin = config.plugins["lianhu"]
        assert isinstance(plugin, LianhuPlugin)
        plugin.today, plugin.tree = today, tree
        try:
            draw_site(config)
        except Abort:
            if plugin.verdict and plugin.verdict.problems:
                return plugin.verdict.problems
            raise
        return ()
    except (Abort, ConfigurationError, KeyError) as error:
        raise ToolError(
            say("MkDocs could not draw the frame; its messages stand above. Mend mkdocs.yml, the pages or the theme.")
        ) from error
    finally:
        logging.getLogger("mkdocs").removeFilter(_only_trouble)


def _only_trouble(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def _put_in_place(fresh: Path, out: Path) -> None:
    """Two renames: at every moment `out` is the old site, the new one, or for an instant absent; never a mixture."""
    if not out.exists():
        fresh.rename(out)
        return
    old = fresh.with_name(f"{fresh.name}.old")
    out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old)
