"""The town checked and made a site: what a build, MkDocs alone and a preview begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lianhu import history, store
from lianhu.public import published
from lianhu.public.published import Published
from lianhu.reading.files import Tree
from lianhu.rules.check import Verdict, as_it_was, check
from lianhu.site import site
from lianhu.site.order import Order
from lianhu.site.site import Site
from lianhu.store import Store
from lianhu.town import schemas


@dataclass(frozen=True)
class Checked:
    """What the check said; with any problem there is no site."""

    verdict: Verdict
    site: Site | None


def checked(root: Path, order: Order, today: date, preview: bool = False, kept: Store | None = None) -> Checked:
    """The site that `order` asks for; `kept` is the town's store, where it is open.

    Raises ToolError when schemas or history cannot be read.
    """
    kept = kept or store.at(root)
    tree, refused = order.tree or store.read(root, kept)
    judge = as_it_was if order.as_it_was else check
    verdict = judge(tree, schemas.load(root), today, refused, store=kept)
    if verdict.register is None or verdict.problems:
        return Checked(verdict, None)
    past = history.here(root, order.published, today)
    shown = order.published or _shown_commit(root, tree, today, preview)
    return Checked(verdict, site.of(verdict.register, root, shown, past, order.later, verdict.parts))


def _shown_commit(root: Path, tree: Tree, today: date, preview: bool) -> Published:
    """A preview shows what is being written, which is no commit's yet."""
    return published.PREVIEW if preview else published.of_folder(root, tree, today)
