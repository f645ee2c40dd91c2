"""The public figures: one function each, with its definition."""
