"""Texts as records may hold them, with what YAML and editors stumble over."""

from __future__ import annotations

from hypothesis import strategies as st

from lianhu.reading.characters import forbidden

# Pieces that YAML programs read differently, beside letters of all scripts.
TRAPS = st.sampled_from(
    [
        *("no", "12:30", "012", "1e3", "~", "null", "2019-04-25", "<<", "=", "---", "..."),
        *("a: b", "a #b", "#a", "- a", "? a", ":", "'", '"', "\\", "\n", "\n\n", "\t", " ", "\u3000"),
        *("|", ">", "[", "{", "&a", "*a", "!a", "%a", "@", "`"),
    ]
)


TEXTS = st.lists(TRAPS | st.text(max_size=8), max_size=6).map("".join).filter(lambda text: not any(forbidden(text)))
