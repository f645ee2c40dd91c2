"""Documents to bytes: records written, edited in place, locked, swapped."""

__all__ = ["edits", "lock", "swap", "yamltext"]
