"""What was published and whether it still stands: the manifest, its recomputation, verification."""

__all__ = ["copies", "kept", "log", "manifest", "recomputation", "sums", "tree", "verification", "witness"]
