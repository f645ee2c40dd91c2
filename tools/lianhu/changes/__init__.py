"""Two states of the records: what differs, what is kept, in which words, and how two branches merge."""

from lianhu.changes.change import Change, between

__all__ = ["Change", "between", "driver", "kept", "merging", "nature", "wording"]
