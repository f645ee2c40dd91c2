"""The site as a folder: built beside the old one and put in its place whole, or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from jinja2 import TemplateError

from lianhu import git
from lianhu.git import snapshot
from lianhu.history import moment
from lianhu.public import published
from lianhu.public.published import Published
from lianhu.public.redacted import Redacted
from lianhu.reading import clock
from lianhu.reading.files import Tree
from lianhu.site import frames as drawn_frames
from lianhu.site import lying, sealing, standing
from lianhu.site.checked import checked
from lianhu.site.frames import CONFIGURATION, Frames
from lianhu.site.inspection import Allowed
from lianhu.site.order import Order
from lianhu.site.pouring import Pouring
from lianhu.site.site import Site
from lianhu.site.standing import WrittenPart
from lianhu.store import NONE, Store, at
from lianhu.words import say
from lianhu.words.problems import Problem, ToolError, refusal
from lianhu.writing import swap

PUBLIC = "public"
# What pages, schemas and settings raise that were written for another version of this program.
UNFIT = (ToolError, TemplateError, AttributeError, LookupError, TypeError, ValueError)
# What every site has and no other folder is likely to.
MARK = "404.html"


def build(
    root: Path,
    out: Path,
    today: date,
    tree: tuple[Tree, list[Problem]] | None = None,
    source: Published | None = None,
    later: Redacted | None = None,
    log: Path | None = None,
) -> Sequence[Problem]:
    """Build the town at `root` into `out`; the answer is the problems that kept it from being built.

    `tree` is another state of the records than the folder's, and `source` the commit that it comes from; `later` is
    what was taken out of the records since. `log` is the folder of the site that is published, whose log of what was
    published is carried on, where that is not the one in `out`. With problems, and after any failure, `out` stays as it
    was. Raises ToolError when MkDocs cannot draw the frame, when the disk refuses, and when `out` is no site.
    """
    return _built(root, out, Order(today, tree, source, later, log=log))


def _built(root: Path, out: Path, order: Order) -> Sequence[Problem]:
    if not (root / CONFIGURATION).is_file():
        raise ToolError(say("{path} is missing: MkDocs draws the frame from it.", path=CONFIGURATION))
    if out.exists() and not (out / MARK).is_file() and (out.is_file() or any(out.iterdir())):
        raise ToolError(say("{path} holds something that is no site: name a new or an empty folder.", path=str(out)))
    umask = os.umask(0o022)  # a web server reads the site, whoever builds it
    try:
        store = NONE if order.tree else at(root)
        spare = standing.spare(out, store)
        with swap.fresh_folder(out, spare) as fresh:
            problems, written = _draw(root, out, fresh, order)
            if not problems:
                swap.put_in_place(fresh, out)
            if not problems and spare and fresh.exists():
                lying.keep(fresh, out)
            if spare and not (problems and written):  # a site that may not stand is kept nowhere
                swap.move(fresh, spare)
        if not problems:
            standing.keep(out, written, store)
        return problems
    except OSError as error:
        raise ToolError(
            say(
                "{path} cannot be read or written: {reason}. The old site is untouched.",
                path=error.filename or str(out),
                reason=refusal(error),
            )
        ) from error
    finally:
        os.umask(umask)


def build_as_of(root: Path, out: Path, named: str, today: str | None = None) -> Sequence[Problem]:
    """Build the site as a checkout of the commit that `named` names would: its records, pages, theme and settings.

    Its own pages, schemas and settings are used where today's program can still draw them, else those of the folder,
    and each page says so. The records are shown as they were, whatever the rules of today say to them.
    Words that were taken out of the records since are on no page: the present judges what of the past is shown.
    `named` is a day or a reference; the day is `today`, else the day of the commit. Raises ToolError as `build` does,
    and when there is no such commit.
    """
    repository = git.Repository(root, clock.today(today))
    shown = published.at(repository, named)
    assert shown.commit
    day = clock.today(today) if today else shown.commit.time.date()
    later = moment.taken_out_until_now(root, repository)
    order = Order(day, repository.records(shown.commit.id), shown, later, as_it_was=True)
    with snapshot.folder(repository, shown.commit.id) as folder, contextlib.suppress(*UNFIT):
        if not _built(folder, out, replace(order)):
            return ()
    return _built(root, out, replace(order, in_todays_pages=True))


def build_proposal(root: Path, out: Path, reference: str, today: date) -> Sequence[Problem]:
    """Build the records that `reference` proposes in this folder's pages and schemas. Raises ToolError as `build`."""
    return build(root, out, today, git.read_commit(root, reference), published.PROPOSAL)


def _draw(root: Path, out: Path, fresh: Path, order: Order) -> tuple[Sequence[Problem], dict[str, WrittenPart]]:
    """The whole site in the fresh folder; the answer is what keeps it from being put in place, and what it holds."""
    assert order.today
    # Of a proposal and of the past nothing is kept: who looks at one once need not write into the town's store.
    store = NONE if order.tree else at(root)
    carried_from = order.log or out
    log = sealing.carried(carried_from)
    found = checked(root, order, order.today)
    if not (found.site and found.site.shown and found.verdict.register):
        return found.verdict.problems, {}
    stands = standing.of(out, store)
    frames = _frames(root, replace(order, site=found.site), found.site, store)
    pouring = Pouring(found.site, fresh, stands, frames)
    pouring.pour()
    problems = pouring.problems(Allowed(found.site.shown.phones, found.verdict.register.town.exceptions))
    if not problems:
        pouring.finish(sealing.files(found.site, frames, pouring.sums(), log, carried_from))
    return problems, pouring.written


def _frames(root: Path, order: Order, site: Site, store: Store) -> Frames:
    """The frames as they were kept, else as MkDocs draws them."""
    key = drawn_frames.key(root, site.town, order.earlier)
    known = drawn_frames.find(store, key)
    if known is None:
        from lianhu.site import framing  # starting MkDocs takes a second

        known = framing.drawn(root, order)
        drawn_frames.keep(store, key, known)
    return known
