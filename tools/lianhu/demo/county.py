"""A county's records in one checkout: those of its towns, told one after another as if they were one town's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianhu.demo.year import Data
from lianhu.town.schemas import Schemas

PHONES = 100_000  # so many lie between the first of one town and the first of the next
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What the villages' names of a further town begin with.
WORDS = {
    "东": "dong", "西": "xi", "南": "nan", "北": "bei", "上": "shang", "下": "xia", "前": "qian", "后": "hou",
    "大": "da", "小": "xiao", "新": "xin", "老": "lao", "高": "gao", "长": "chang", "中": "zhong", "远": "yuan",
    "平": "ping", "安": "an", "福": "fu", "顺": "shun", "泰": "tai", "荣": "rong", "金": "jin", "银": "yin",
    "玉": "yu", "凤": "feng", "湖": "hu", "江": "jiang", "红": "hong", "白": "bai", "永": "yong",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What tells a town's names and numbers from those of the county's others; one alone has none."""

    number: int = 0

    @property
    def word(self) -> tuple[str, str]:
        """What the names of its villages begin with, and their ids."""
        return list(WORDS.items())[self.number - 1] if self.number else ("", "")

    @property
    def letters(self) -> str:
        """What its certificates begin with."""
        more = divmod(self.number, len(ALPHABET)) if self.number else ()
        return f"SL{''.join(ALPHABET[one] for one in more)}"

    @property
    def first_phone(self) -> int:
        return self.number * PHONES

    def source(self, seed: str) -> str:
        """Its own source of chance."""
        return f"{seed} {self.number}" if self.number else seed


ALONE = Mark()
MOST_TOWNS = len(WORDS) + 1


def in_common(towns: Sequence[Mapping[str, Data]], kinds: Schemas) -> dict[str, Data]:
    """The records by path that the towns have besides their villages', put together; of one town its own."""
    if len(towns) == 1:
        return dict(towns[0])
    found = {path: record for town in reversed(towns) for path, record in town.items()}
    every = {path: [town[path] for town in towns if path in town] for path in found}
    for path, records in every.items():
        if path.startswith("records/reviews/"):
            found[path] = _review(records, kinds)
    found["records/town.yaml"] = _town(every["records/town.yaml"])
    found["records/editors.yaml"] = _editors(every["records/editors.yaml"])
    return found


def _town(records: Sequence[Data]) -> Data:
    totals = {key: sum(one["declared_totals"][key] for one in records) for key in records[0]["declared_totals"]}
    return {**records[0], "declared_totals": totals}


def _editors(records: Sequence[Data]) -> Data:
    office, *_ = records[0]["editors"]
    return {"editors": [office, *(one for record in records for one in record["editors"] if one != office)]}


def _review(records: Sequence[Data], kinds: Schemas) -> Data:
    """What one review takes of all: of each town alike, as many entries as the schema lets a list have.

    The villages that came are named all, or none. What is decided is the same in each.
    """
    assert len({record["date"] for record in records}) == 1, "what one town discussed another's day may lie before"
    review = dict(records[0])
    for key in ("villages", "invited", "representatives", "issues", "awards"):
        most = kinds.kinds["review"].schema["properties"][key]["maxItems"]
        share = most // len(records)
        entries = [entry for record in records for entry in record.get(key, ())[:share]]
        is_whole = len(entries) == sum(len(record.get(key, ())) for record in records)
        review[key] = entries if is_whole or key != "villages" else []
    came = set(review["representatives"])
    review["representatives"] = [one for one in review["invited"] if one in came]
    return {key: value for key, value in review.items() if value != [] or key in ("decisions", "awards")}
