"""A build as MkDocs' plugin is given it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lianhu.git import Commit
from lianhu.public.published import Published
from lianhu.public.redacted import Redacted
from lianhu.reading.files import Tree
from lianhu.site.site import Site
from lianhu.words.problems import Problem


@dataclass(frozen=True)
class Order:
    """What to show, on which day: another state of the records than the folder's, and the commit that it comes from;
    `later` is what was taken out of the records since.

    A state of the past is shown `as_it_was`: its records are not judged by the rules of today. `in_todays_pages` says
    that its own pages could no longer be drawn. `log` is the folder of a site whose log of what was published is
    carried on, where it is not the site that is replaced.

    With a `site`, MkDocs is asked for its frames only, and the records have been checked. A preview and a build by
    MkDocs alone are of today's folder: an order without a word.
    """

    today: date | None = None
    tree: tuple[Tree, list[Problem]] | None = None
    published: Published | None = None
    later: Redacted | None = None
    as_it_was: bool = False
    in_todays_pages: bool = False
    log: Path | None = None
    site: Site | None = None

    @property
    def earlier(self) -> Commit | None:
        """The commit of the past that is shown in pages of today, which say so."""
        return self.published.commit if self.in_todays_pages and self.published else None
