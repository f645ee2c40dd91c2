"""The public site: its pages, search, feeds and exports, the frame around them, the build and its inspection."""

__all__ = ["build", "inspection", "pages", "parts", "reminders", "shown", "site"]
