"""Ids, paths, days and lists of them, most of what stands in records: one look tells that nothing is found in one."""

from __future__ import annotations

import re

from lianhu.personal import accounts, disguises, phones, phrases, runs

# Of whatever can be found in such a text one of these is a part.
SIGNS = re.compile(
    "|".join(
        signs.pattern
        for signs in (runs.MAY_RUN, disguises.IN_LETTERS, phones.WORD_IN_LETTERS, accounts.CHAT_WORD, phrases.WORD)
    )
)


def is_mere_id(text: str) -> bool:
    """Whether a text is such a one, and nothing can be found in it."""
    return disguises.NAMED.fullmatch(text) is not None and not SIGNS.search(text)
