"""Documents to bytes: records written, edited in place, locked, swapped."""

__all__ = ["disk", "edits", "gathering", "jsontext", "link", "lock", "swap", "yamltext"]
