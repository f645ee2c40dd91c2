"""The Merkle tree of the log: its root, and the proof that an entry is in it, as every such log has them.

Source: RFC 6962, section 2.1 (the tree, audit paths); RFC 9162, section 2.1.3.2 (how a proof is verified).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"


def leaf(entry: bytes) -> bytes:
    return hashlib.sha256(LEAF + entry).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves that are hashed already."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _left(len(leaves))
    return _node(root(leaves[:middle]), root(leaves[middle:]))


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from a leaf to the root, the leaf's neighbour first."""
    if len(leaves) == 1:
        return []
    middle = _left(len(leaves))
    if index < middle:
        return [*path(leaves[:middle], index), root(leaves[middle:])]
    return [*path(leaves[middle:], index - middle), root(leaves[:middle])]


def leads_to(found: bytes, index: int, size: int, hashes: Sequence[bytes]) -> bytes | None:
    """The root to which the path of the leaf `found` leads in a tree of that size; None where none can be so long."""
    if not 0 <= index < size:
        return None
    at, last = index, size - 1
    for beside in hashes:
        if last == 0:
            return None
        if at % 2 or at == last:
            found = _node(beside, found)
            while not at % 2 and at:
                at, last = at // 2, last // 2
        else:
            found = _node(found, beside)
        at, last = at // 2, last // 2
    return found if last == 0 else None


def _left(size: int) -> int:
    """How many leaves are on the left: the greatest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
