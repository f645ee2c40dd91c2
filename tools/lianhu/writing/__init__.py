"""Documents to bytes: records written, edited in place, locked, swapped."""

__all__ = ["disk", "edits", "gathering", "link", "lock", "swap", "yamltext"]
