"""What is probably a person's circumstance: illness, hardship, and who reported. It is asked, never refused.

Sources: G4; Personal Information Protection Law, art. 28 (health is sensitive information).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lianhu.personal.found import Found
from lianhu.personal.mentions import PERSON

# Words of which one stands wherever a circumstance can be found, by detector, as a pattern.
_ILLNESS = "患病|患有|住院|残疾|糖尿病|高血压|癌症|中风"
_HARDSHIP = "低保户|五保户|特困|贫困户|刑满释放|社区矫正"
_REPORTING = "反映|来电|来信|投诉"
SIGN = "|".join((_ILLNESS, _HARDSHIP, _REPORTING))

PATTERNS: Mapping[str, str] = {
    "health": rf"{PERSON}[^。;,]{{0,6}}?(?:{_ILLNESS})",
    "hardship": rf"{PERSON}[^。;,]{{0,6}}?(?:{_HARDSHIP})",
    "reporter": rf"{PERSON}(?:{_REPORTING})",
}


def circumstances_in(text: str) -> Iterator[Found]:
    """The circumstances of persons that a plain text tells of, in no order."""
    for detector, pattern in PATTERNS.items():
        for match in re.finditer(pattern, text):
            yield Found(match.start(), match.end(), detector, match[0], is_sure=False)
