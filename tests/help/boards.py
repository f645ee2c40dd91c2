"""Boards of the tiny town as they might stand: one is current, one is not, of the others nothing is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from help.walk import ROOT
from lianhu.history.standing import Hanging, Standing
from lianhu.history.versions import Version
from lianhu.public import check_code, sheet
from lianhu.site import site
from lianhu.site.site import Site
from lianhu.site.standings import Standings
from lianhu.town.register import Register

CURRENT, OUTDATED, NEVER = "heping-g01", "heping-g02", "chengnan-g01"
# What the issues' sheet and the whole board were before.
OLD = {part: check_code.of([OUTDATED, part, "before"]) for part in ("board", "issues")}
POSTED, CHANGED = date(2026, 3, 9), date(2026, 10, 12)
WORDS = ("2026年10月12日，问题 路灯又不亮：办到哪一步 由 办理中 改为 已反馈销号",)


def standings(register: Register, changes: Mapping[str, Standing] | None = None) -> Standings:
    codes = sheet.codes(sheet.doors(register))
    boards = {
        board: Standing(board=board, name=board, codes=own, hanging=(), versions=()) for board, own in codes.items()
    }
    whole = codes[CURRENT]["board"]
    hung = Hanging(part="board", code=whole, posted_on=POSTED, by="group_head", is_current=True)
    boards[CURRENT] = replace(boards[CURRENT], hanging=(hung,))
    late = replace(hung, code=OLD["board"], is_current=False, since=CHANGED, differs=("issues",))
    now = codes[OUTDATED]
    versions = (
        Version(codes={**now, **OLD}, since=date(2026, 1, 1), until=CHANGED, commit="1"),
        Version(codes=now, since=CHANGED, until=None, commit="2"),
    )
    boards[OUTDATED] = replace(boards[OUTDATED], hanging=(late,), versions=versions)
    return Standings({**boards, **(changes or {})}, dict.fromkeys(OLD.values(), WORDS))


def site_with_boards(register: Register, changes: Mapping[str, Standing] | None = None) -> Site:
    return replace(site.of(register, ROOT), standings=standings(register, changes))
