"""What a town has already when messages come in: its issues by their outside number, and the numbers used up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianhu import store as stores
from lianhu.reading import files, yamldoc
from lianhu.reading.document import Document
from lianhu.sheets.mapping import ImportMapping, first_unknown
from lianhu.town.schemas import Schemas
from lianhu.words import say
from lianhu.words.problems import ToolError

MOST_NUMBERS = 9_999
CATEGORIES_FILE = f"{files.RECORDS}/categories.yaml"


@dataclass(frozen=True)
class Holdings:
    """What the town has already: files, issues by their outside number, the highest number of each group and year."""

    tree: files.Tree
    issues: Mapping[str, tuple[Document, ...]]
    highest: dict[tuple[str, str], int]

    @staticmethod
    def read(into: Path, rules: Schemas, plan: ImportMapping) -> Holdings:
        """Of the town at `into`. Raises ToolError for a record that cannot be read, and for names the town lacks."""
        tree, _ = stores.read(into, stores.at(into))
        _require_names(tree, rules, plan)
        issues: dict[str, tuple[Document, ...]] = defaultdict(tuple)
        highest: dict[tuple[str, str], int] = defaultdict(int)
        for path in tree:
            filing = rules.kinds["issue"].filing(path)
            if not filing:
                continue
            numbered = filing.group, filing.parts["year"]
            highest[numbered] = max(highest[numbered], int(filing.parts["number"]))
            document = _document(path, tree[path])
            reference = document.data.get("reference")
            if isinstance(reference, str):
                issues[reference] += (document,)
        return Holdings(tree, issues, highest)

    def next_number(self, group: str, year: str) -> int:
        """The next number of a group's issues in a year, used up by asking. Raises ToolError when there is none."""
        self.highest[group, year] += 1
        if self.highest[group, year] > MOST_NUMBERS:
            raise ToolError(
                say(
                    "{group} would have more than {limit} issues in {year}; send some to other groups.",
                    group=group,
                    limit=MOST_NUMBERS,
                    year=year,
                )
            )
        return self.highest[group, year]


def _document(path: str, content: bytes) -> Any:
    """The document at `path`; Any, since only its mapping is of use. Raises ToolError where there is none."""
    document, problems = yamldoc.read(path, content)
    if not document or not isinstance(document.data, dict):
        line = problems[0].line if problems else 1
        raise ToolError(
            say("{path}, line {line}, cannot be read; mend it first, 'lianhu check' says how.", path=path, line=line)
        )
    return document


def _require_names(tree: files.Tree, rules: Schemas, plan: ImportMapping) -> None:
    """The mapping names only groups and categories that the town has."""
    groups = {filing.id for path in tree if (filing := rules.kinds["group"].filing(path))}
    if unknown := first_unknown(plan.group.values(), sorted(groups)):
        raise ToolError(
            say(
                "The mapping names the group {found}, which has no record; there is: {near}.",
                found=unknown[0],
                near=unknown[1],
            )
        )
    if CATEGORIES_FILE not in tree:
        raise ToolError(say("{path} is missing: every issue needs a category.", path=CATEGORIES_FILE))
    listed = _document(CATEGORIES_FILE, tree[CATEGORIES_FILE]).data.get("categories")
    categories = [str(each.get("id")) for each in listed or () if isinstance(each, dict)]
    if unknown := first_unknown(plan.category.categories(), categories):
        raise ToolError(
            say(
                "The mapping names the category {found}, which is not in {path}; there is: {near}.",
                found=unknown[0],
                near=unknown[1],
                path=CATEGORIES_FILE,
            )
        )
