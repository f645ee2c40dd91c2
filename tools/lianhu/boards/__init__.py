"""The wall on paper: boards, their panels, contact cards and certificates as PDF, drawn with Typst."""

__all__ = ["folder", "papers", "press", "volumes"]
