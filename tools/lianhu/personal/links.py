"""Links and codes that lead into a private place, such as a group of a chat. An office may have one: they are asked.

What is left out on purpose stands beside each pattern, and is a sentence of `tests/corpus/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal.found import Found

# Words of which one stands wherever a link can be found, as a pattern.
SIGN = "[Hh][Tt][Tt][Pp]|群号|入群|加群|会议号"
LINK = re.compile(r"https?://[!-~]{4,200}|(?:群号|入群|加群|会议号)[^0-9。,]{0,6}([0-9]{6,11})(?![0-9])", re.IGNORECASE)
# An office's page is published to be read.
OF_AN_OFFICE = re.compile(r"https?://(?:[A-Za-z0-9-]{1,63}\.){1,6}gov\.cn(?![A-Za-z0-9.-])", re.IGNORECASE)


def links_in(text: str) -> Iterator[Found]:
    """Links and codes of groups in a plain text, in no order."""
    for match in LINK.finditer(text):
        if not OF_AN_OFFICE.match(match[0]):
            yield Found(match.start(), match.end(), "link", match[1] or match[0], is_sure=False)
