"""The documents of a town, each taken when it is asked for; where they lie is known without taking any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from lianhu.town.schemas import Filed, Filing

Filings = Mapping[str, Filing]  # by path, in order of path


class Documents(Mapping[str, Filed]):
    """Documents by path, in order of path: `filings` says what lies where, `take` brings some, which are then kept.

    `of_kind` says the same as `filings` of one kind, by its name, where that takes less than asking for all.
    """

    def __init__(
        self,
        filings: Callable[[], Filings],
        take: Callable[[Sequence[Filing]], Iterable[Filed]],
        of_kind: Callable[[str], Filings] | None = None,
    ) -> None:
        self._file = filings
        self._file_kind = of_kind or self._chosen
        self._take = take
        self._taken: dict[str, Filed] = {}
        self._of_kind: dict[str, Filings] = {}

    @classmethod
    def of(cls, documents: Iterable[Filed]) -> Documents:
        """Documents that are at hand."""
        at_hand = {document.path: document for document in documents}
        return cls(lambda: at_hand, lambda filings: [at_hand[filing.path] for filing in filings])

    @cached_property
    def filings(self) -> Filings:
        """What lies where."""
        return self._file()

    def of_kind(self, name: str) -> Filings:
        """The records of one kind."""
        if name not in self._of_kind:
            self._of_kind[name] = self._file_kind(name)
        return self._of_kind[name]

    def _chosen(self, name: str) -> Filings:
        return {path: filing for path, filing in self.filings.items() if filing.kind.name == name}

    def taken(self, filings: Iterable[Filing]) -> list[Filed]:
        """Some documents at once, which takes less than one by one."""
        wanted = [*filings]
        missing = [filing for filing in wanted if filing.path not in self._taken]
        if missing:
            self._taken.update((document.path, document) for document in self._take(missing))
        return [self._taken[filing.path] for filing in wanted]

    def __getitem__(self, path: str) -> Filed:
        if path in self._taken:
            return self._taken[path]
        (document,) = self.taken([self.filings[path]])
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(self.filings)

    def __len__(self) -> int:
        return len(self.filings)
