"""Templates as Jinja compiles them, which takes a second: kept in the process, and for the next one.

What is kept is run as it is found. So it lies in the folder of the user whose program this is, and never in a town's:
a folder `.git` may have been packed by a stranger.
"""

from __future__ import annotations

import io
from contextlib import closing
from importlib import metadata

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from lianhu import store

COMPILED_BY = ("Jinja2", "MarkupSafe")


class Compiled(BytecodeCache):
    """Each town and each depth of pages has an environment of its own; Jinja takes only what is of the same source."""

    def __init__(self) -> None:
        self._at_hand: dict[str, Bucket] = {}
        self._by = " ".join(map(metadata.version, COMPILED_BY))

    def load_bytecode(self, bucket: Bucket) -> None:
        at_hand = self._at_hand.get(bucket.key)
        if at_hand and at_hand.checksum == bucket.checksum:
            bucket.code = at_hand.code
            return
        with closing(store.of_user()) as kept:
            value = kept.get(self._key(bucket))
        if value is not None:
            bucket.load_bytecode(io.BytesIO(value))
            self._at_hand[bucket.key] = bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._at_hand[bucket.key] = bucket
        store.of_user().keep({self._key(bucket): bucket.bytecode_to_string()})

    def _key(self, bucket: Bucket) -> str:
        return f"template {self._by} {bucket.key}"
