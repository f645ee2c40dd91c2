"""What was published and whether it still stands: the manifest, its recomputation, verification."""

__all__ = ["manifest", "recomputation", "verification"]
