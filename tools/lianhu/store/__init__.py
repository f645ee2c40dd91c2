"""What was worked out, kept by content: one file outside the records, which may be deleted at any time."""

from lianhu.store.folder import Chosen, Folder, content_id, ids_of, read
from lianhu.store.place import at
from lianhu.store.store import FILE, NONE, Store

__all__ = ["FILE", "NONE", "Chosen", "Folder", "Store", "at", "content_id", "ids_of", "read"]
