"""The documents of a town, each taken when it is asked for; where they lie is known without taking any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from lianhu.town.schemas import Filed, Filing


class Documents(Mapping[str, Filed]):
    """Documents by path, in order of path: `filings` says what lies where, `take` brings one, which is then kept."""

    def __init__(self, filings: Callable[[], Mapping[str, Filing]], take: Callable[[Filing], Filed]) -> None:
        self._file = filings
        self._take = take
        self._taken: dict[str, Filed] = {}

    @classmethod
    def of(cls, documents: Iterable[Filed]) -> Documents:
        """Documents that are at hand."""
        at_hand = {document.path: document for document in documents}
        return cls(lambda: at_hand, lambda filing: at_hand[filing.path])

    @cached_property
    def filings(self) -> Mapping[str, Filing]:
        """What lies where."""
        return self._file()

    def __getitem__(self, path: str) -> Filed:
        if path not in self._taken:
            self._taken[path] = self._take(self.filings[path])
        return self._taken[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.filings)

    def __len__(self) -> int:
        return len(self.filings)
