"""The documents of a town, each taken when it is asked for; where they lie is known without taking any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lianhu.town.schemas import Filed, Filing


class Documents(Mapping[str, Filed]):
    """Documents by path, in order of path: `filings` says what lies where, `take` brings one, which is then kept."""

    def __init__(self, filings: Mapping[str, Filing], take: Callable[[Filing], Filed]) -> None:
        self.filings = filings
        self._take = take
        self._taken: dict[str, Filed] = {}

    @classmethod
    def of(cls, documents: Iterable[Filed]) -> Documents:
        """Documents that are at hand."""
        at_hand = {document.path: document for document in documents}
        return cls(at_hand, lambda filing: at_hand[filing.path])

    def __getitem__(self, path: str) -> Filed:
        if path not in self._taken:
            self._taken[path] = self._take(self.filings[path])
        return self._taken[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.filings)

    def __len__(self) -> int:
        return len(self.filings)
