"""What each village tells of itself to the rules that look across villages: little, and kept by what it was made from.

So a representative who changes has one village read again, and not those of the whole town.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from lianhu.rules import scope
from lianhu.rules.finding import Rule
from lianhu.rules.folders import TOWN, Folders
from lianhu.store import Kept
from lianhu.town import faults
from lianhu.town.register import Register, Summary


class Summaries:
    """The summaries of a town's villages; each is one of a village alone, with the town's settings.

    `key` says under which key one of a village is kept, `register_of` gives the records of villages.
    """

    def __init__(
        self,
        folders: Folders,
        kept: Kept,
        key: Callable[[Summary[Any], str], str],
        register_of: Callable[[Sequence[str]], Register],
    ) -> None:
        self._folders, self._kept, self._key, self._register_of = folders, kept, key, register_of

    def told(self, summary: Summary[Any]) -> Iterator[Any]:
        """What the villages tell, in order of path."""
        for village in self._folders.of_part:
            if village != TOWN:
                yield from self._of(summary, village, partial(self._register_of, (village,)))

    def note(self, rules: Iterable[Rule], village: str, register: Callable[[], Register]) -> None:
        """What the rules will ask of a village, while its records are at hand."""
        for summary in dict.fromkeys(summary for rule in rules for summary in scope.of(rule).summaries):
            try:
                self._of(summary, village, register)
            except Exception as error:
                if not faults.is_guarded(error):
                    raise  # else the rule that asks for it fails as well, and that is told

    def _of(self, summary: Summary[Any], village: str, register: Callable[[], Register]) -> Any:
        return self._kept.of(self._key(summary, village), lambda: [*summarized(summary, register())])


def summarized(summary: Summary[Any], village: Register) -> Iterable[Any]:
    """What a summary tells of one village."""
    return summary(village)
