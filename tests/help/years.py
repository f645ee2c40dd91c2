"""The tiny town with years behind it: what it did in its own year, told of each year before as well."""

from __future__ import annotations

import re

from help.towns import TODAY, Tree
from lianhu.rules.check import as_it_was
from lianhu.site.pages.years import WAITS
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

DONE = ("/visits/", "/issues/", "/meetings/", "/service-days/", "/service-fund/", "/task-lists/", "records/reviews/")


def with_years(tree: Tree, schemas: Schemas, years: int) -> Tree:
    """`{path: bytes}`; of what is still open or only planned there is no more than in one year."""
    town = read(tree, schemas)
    waiting = {
        town.origin(record).document.path for kind, waits in WAITS.items() for record in town.all(kind) if waits(record)
    }
    done = {
        path: content for path, content in tree.items() if any(part in path for part in DONE) and path not in waiting
    }
    earlier = {
        _moved(path, back): _moved(content.decode(), back).encode()
        for back in range(1, years)
        for path, content in done.items()
    }
    return dict(sorted({**earlier, **tree}.items()))


def read(tree: Tree, schemas: Schemas) -> Register:
    """The town as it is told, judged by no rule: in its earlier years nobody served it yet."""
    verdict = as_it_was(tree, schemas, TODAY, [])
    assert verdict.register, [str(problem.message) for problem in verdict.problems]
    return verdict.register


def _moved(text: str, back: int) -> str:
    """The same so many years earlier: days, months, ids and paths alike."""
    return re.sub(r"2026(?=[-/.]|$)", str(2026 - back), text, flags=re.MULTILINE)


def years_later(town: Register) -> Register:
    """The same records three years on: of everything that was done there are pages of its year."""
    return Register(town.documents, town.schemas, TODAY.replace(year=TODAY.year + 3))
