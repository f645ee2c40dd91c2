"""MkDocs asked for the frames: the one place where a build starts it. It takes a second to begin, so it comes late."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from pathlib import Path

from mkdocs.commands.build import build as draw_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from lianhu.site.frames import CONFIGURATION, Frames
from lianhu.site.order import Order
from lianhu.site.plugin import LianhuPlugin
from lianhu.words import say
from lianhu.words.problems import ToolError


def drawn(root: Path, order: Order) -> Frames:
    """The frames of the site that `order` has. Raises ToolError when MkDocs cannot draw them."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice is for maintainers; CONTRIBUTING.md has it
    messages = io.StringIO()
    listener = logging.StreamHandler(messages)
    listener.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(listener)
    try:
        with tempfile.TemporaryDirectory() as folder:
            config = load_config(str(root / CONFIGURATION), site_dir=folder, strict=True)
            plugin = config.plugins["lianhu"]
            assert isinstance(plugin, LianhuPlugin)
            plugin.order = order
            try:
                draw_site(config)
            finally:
                plugin.order = Order()  # MkDocs gives the same plugin to the next build
            found = (path for path in sorted(Path(folder).rglob("*")) if path.is_file())
            return Frames(plugin.frames, {path.relative_to(folder).as_posix(): path.read_bytes() for path in found})
    except (Abort, ConfigurationError, KeyError) as error:
        words = "; ".join(messages.getvalue().split("\n")).strip("; ") or str(error)
        raise ToolError(
            say("MkDocs could not draw the frame: {words}. Mend mkdocs.yml, the pages or the theme.", words=words)
        ) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(listener)
