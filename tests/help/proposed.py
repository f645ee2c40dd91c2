"""A town under Git, and what the check says to what somebody proposes for it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from click.testing import CliRunner, Result

from help.repository import Repository
from help.towns import TODAY
from lianhu.cli import main

CLEAN, PROBLEMS, CANNOT_RUN, CANNOT_JUDGE = 0, 1, 2, 3

SUPERVISED = (
    b"  - stage: supervised\n    date: 2026-11-20\n    by: village_officer\n    note: \xe5\x82\xac\xe5\x8a\x9e\n"
)


class Town(Repository):
    """The tiny town under Git; `proposal` is the branch that somebody wants to have published."""

    def edited(self, path: str, find: str, replace: str) -> dict[str, bytes | None]:
        """The file of the present branch with one replacement."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {path}"
        return {path: text.replace(find, replace).encode()}

    def appended(self, path: str, lines: bytes = SUPERVISED) -> dict[str, bytes | None]:
        return {path: (self.root / path).read_bytes() + lines}

    def proposed(self, *files: Mapping[str, bytes | None], author: str | None = None) -> list[str]:
        """The rules that a proposal with these changes breaks."""
        self.branch("proposal", "main")
        self.commit({path: content for one in files for path, content in one.items()}, "A proposal")
        return self.broken("proposal", author)

    def broken(self, head: str, author: str | None = None, base: str = "main") -> list[str]:
        result = self.check("--head", head, *(("--author", author) if author else ()), base=base)
        assert result.exit_code in (CLEAN, PROBLEMS), result.output
        found = [problem["rule"] for problem in json.loads(result.output)["problems"]]
        assert bool(found) == (result.exit_code == PROBLEMS)
        return sorted(set(found))

    def check(self, *options: str, base: str = "main") -> Result:
        arguments = ["check", "--root", str(self.root), "--base", base, "--format", "json", *options]
        environment = {"LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat()}
        result = CliRunner().invoke(main, arguments, env=environment)
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception
        return result
