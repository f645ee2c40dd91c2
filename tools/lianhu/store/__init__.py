"""What was worked out, kept by content: one file outside the records, which may be deleted at any time."""

from lianhu.store.folder import read
from lianhu.store.held import Held
from lianhu.store.kept import Advance, Kept, no_advance
from lianhu.store.place import at, held_at, name_of, nowhere, of_git, of_user
from lianhu.store.store import FILE, NONE, Store

__all__ = [
    "FILE",
    "NONE",
    "Advance",
    "Held",
    "Kept",
    "Store",
    "at",
    "held_at",
    "name_of",
    "no_advance",
    "nowhere",
    "of_git",
    "of_user",
    "read",
]
