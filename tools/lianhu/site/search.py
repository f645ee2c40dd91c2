"""What a reader can search for: names, ids, titles and places, with pinyin; never the full text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pypinyin import Style, lazy_pinyin

from lianhu.public import Posted
from lianhu.site.pages.addresses import address
from lianhu.town import loop
from lianhu.town.kinds import Group, Issue, Representative, Village
from lianhu.words.terms import STATES, TERMS

Entry = tuple[str, str, str, str, str]


def entries(town: Posted) -> Iterator[Entry]:
    """One entry a record: what it is, its name, where it belongs, its address, and its name in pinyin."""
    for village in town.all(Village):
        yield TERMS[village.kind], village.name, village.id, address(village), pinyin(village.name)
    for group in town.all(Group):
        yield "工作站", group.name, f"{group.id} {town.village_of(group).name}", address(group), pinyin(group.name)
    for one in town.all(Representative):
        group = town.get(Group, one.groups[-1].group)
        yield "代表", one.name, f"{one.id} {group.name}", address(one), pinyin(one.name)
    for issue in town.all(Issue):
        of_group = town.group_of(issue)
        category = town.categories[issue.category]
        details = f"{issue.id} {of_group.name if of_group else ''} {category.name} {STATES[loop.state(issue)]}"
        yield "问题", issue.title, details, address(issue), ""


def pinyin(text: str) -> str:
    """Full pinyin and initials, without tones: `chenxiuying cxy`."""
    return f"{''.join(lazy_pinyin(text))} {''.join(lazy_pinyin(text, style=Style.FIRST_LETTER))}"


def index(town: Posted) -> str:
    """The search index as JSON, one line an entry so that two versions can be compared."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries(town))
    return f"[\n{lines}\n]\n"
