"""What a folder of a commit may hold, asked of its own bytes: where a name stands twice or out of order, leads
elsewhere or is of no kind, two programs read two different things, and a comparison passes over what another shows.

Git writes none of it, and takes most of it unless it is told not to (`receive.fsckObjects`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.words import Text, say

FOLDER = b"40000"
MODES = frozenset((FOLDER, b"100644", b"100755", b"120000", b"160000"))
# Macs leave these characters out of names; Windows what ends one, and it has a second name for a long one.
LEFT_OUT = dict.fromkeys((*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF))
GITS_OWN = re.compile(r"(?:\.{0,2}|(?:\.git|git~1)[ .]*(?:[:\\].*)?|.*/.*)", re.IGNORECASE | re.DOTALL)

TWICE = say("stands there twice")
OUT_OF_ORDER = say("stands there out of order")
ELSEWHERE = say("is no name of a file")
NO_KIND = say("is neither a file nor a folder")


def faults(tree: bytes, id_bytes: int) -> Iterator[tuple[str, Text]]:
    """What is wrong with a folder as Git stores it, by name; an id has so many bytes."""
    names: set[bytes] = set()
    last = b""
    while tree:
        head, _, rest = tree.partition(b"\0")
        mode, _, name = head.partition(b" ")
        tree = rest[id_bytes:]
        place = name + b"/" if mode == FOLDER else name
        shown = name.decode("utf-8", "surrogateescape")
        if mode not in MODES or len(rest) < id_bytes:
            yield shown, NO_KIND
        elif GITS_OWN.fullmatch(shown.translate(LEFT_OUT)):
            yield shown, ELSEWHERE
        elif name in names:
            yield shown, TWICE
        elif place < last:
            yield shown, OUT_OF_ORDER
        names.add(name)
        last = place
