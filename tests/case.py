"""Cases as files: `tests/cases/<rule>/<case>.yaml` changes the tiny town and lists the problems that must follow.

    why: One sentence, why this matters.
    edit:                        # in files of the tiny town; `find` stands there exactly once
      - path: records/town.yaml
        find: "groups: 3"
        replace: "groups: 4"
    files:                       # whole files: new, replaced, or null for one taken away
      records/x.yaml: "text"
      records/y.yaml: {encoding: latin-1, text: "name: café"}
    expect:                      # none for a near miss, which must be clean
      - records/town.yaml:7:11 declared_totals_add_up

What is said about the problems, in English and in Chinese, stands beside it in `<case>.expected.txt`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lianhu.problems import Problem

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Edit:
    """One replacement in one file of the tiny town."""

    path: str
    find: str
    replace: str

    def applied(self, content: bytes) -> bytes:
        text = content.decode()
        assert text.count(self.find) == 1, f"{self.find!r} stands {text.count(self.find)} times in {self.path}"
        return text.replace(self.find, self.replace).encode()


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case file; `rule` is its folder."""

    path: Path
    why: str
    expect: tuple[str, ...]
    edit: tuple[Edit, ...] = ()
    files: dict[str, bytes | None]

    @property
    def rule(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.rule}/{self.path.stem}"

    @property
    def is_near_miss(self) -> bool:
        return not self.expect

    @property
    def expected_report(self) -> Path:
        return self.path.with_suffix(".expected.txt")

    def changed(self, town: dict[str, bytes]) -> dict[str, bytes]:
        """The town with the case's changes."""
        tree = dict(town)
        for edit in self.edit:
            tree[edit.path] = edit.applied(tree[edit.path])
        for path, content in self.files.items():
            if content is None:
                del tree[path]
            else:
                tree[path] = content
        return tree


def read(path: Path) -> Case:
    return made(path, yaml.safe_load(path.read_text(encoding="utf-8")))


def made(path: Path, data: dict[str, Any]) -> Case:
    return Case(
        path=path,
        why=data.pop("why"),
        expect=tuple(data.pop("expect", ())),
        edit=tuple(Edit(**edit) for edit in data.pop("edit", ())),
        files={name: _content(given) for name, given in data.pop("files", {}).items()},
        **data,  # what is left is not known
    )


def _content(given: Any) -> bytes | None:
    if isinstance(given, dict):
        text: str = given["text"]
        return text.encode(given["encoding"])
    return None if given is None else str(given).encode()


def found(problem: Problem) -> str:
    """A problem as `expect` writes it."""
    return f"{problem.path}:{problem.line}:{problem.column} {problem.rule}"


ALL = tuple(read(path) for path in sorted(CASES.glob("*/*.yaml")))
