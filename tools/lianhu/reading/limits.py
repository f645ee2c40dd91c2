"""How large a record may be. Whoever has more to say splits it; what is larger is a mistake or an attack."""

from __future__ import annotations

MOST_BYTES = 256 * 1024
MOST_LEVELS = 12  # lists and mappings inside one another
MOST_NODES = 20_000  # values and keys in one file
MOST_ITEMS = 5_000  # in one list
LONGEST_SCALAR = 10_000  # characters
