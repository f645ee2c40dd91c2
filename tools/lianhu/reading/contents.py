"""Files by path that are read when they are asked for, each known by the id that Git gives its content.

So a folder, a commit and a proposal are compared, and found again, without being read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from lianhu.reading.files import Tree

SHA1_DIGITS = 40


def id_of(content: bytes, digits: int = SHA1_DIGITS) -> str:
    """The id that Git gives a file of this content, in a repository whose ids have so many digits."""
    whole = b"blob %d\0" % len(content) + content
    return (hashlib.sha1(whole, usedforsecurity=False) if digits == SHA1_DIGITS else hashlib.sha256(whole)).hexdigest()


class Contents(Mapping[str, bytes]):
    """Files by path: `ids` says what each holds, `read` gives the bytes of one."""

    def __init__(self, ids: Mapping[str, str], read: Callable[[str], bytes]) -> None:
        self.ids = ids
        self._read = read

    def __getitem__(self, path: str) -> bytes:
        if path not in self.ids:
            raise KeyError(path)
        return self._read(path)

    def __contains__(self, path: object) -> bool:
        return path in self.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


def ids_of(tree: Tree) -> Mapping[str, str]:
    """What each file of a tree holds, as `id_of` says it."""
    return tree.ids if isinstance(tree, Contents) else {path: id_of(content) for path, content in tree.items()}


def chosen(tree: Tree, paths: Iterable[str]) -> Tree:
    """Some files of a tree."""
    if not isinstance(tree, Contents):
        return {path: tree[path] for path in paths}
    return Contents({path: tree.ids[path] for path in paths}, tree.__getitem__)


def replaced(tree: Tree, fresh: Mapping[str, bytes], gone: Iterable[str] = ()) -> Tree:
    """A tree with other files in some places, and without some; of the others none is read."""
    without = frozenset(gone)
    if not isinstance(tree, Contents):
        return {path: content for path, content in {**tree, **fresh}.items() if path not in without}
    digits = len(next(iter(tree.ids.values()), "")) or SHA1_DIGITS
    ids = {**tree.ids, **{path: id_of(content, digits) for path, content in fresh.items()}}
    left = {path: ids[path] for path in sorted(ids) if path not in without}
    return Contents(left, lambda path: fresh[path] if path in fresh else tree[path])


def at_hand(tree: Tree, paths: Iterable[str]) -> Tree:
    """The same, with the content of these files as it is now, whatever becomes of them."""
    return replaced(tree, {path: tree[path] for path in paths if path in tree})


def compared(*trees: Tree) -> tuple[Mapping[str, str], ...]:
    """What each file of several trees holds, by ids that can be compared: not all repositories make them alike."""
    ids = tuple(map(ids_of, trees))
    if len({len(each) for known in ids for each in (next(iter(known.values()), None),) if each}) < 2:
        return ids
    return tuple({path: id_of(content) for path, content in tree.items()} for tree in trees)
