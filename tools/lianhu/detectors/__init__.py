"""Personal data in a text: what must not stand in a record, found in spite of disguise and shown only masked.

Knows no record and no schema; `rules/privacy.py` says where it looks and `problems.quoted` masks what it quotes.
Sources: hardening.md P1-P3, P11; domain.md section 6.
"""

from lianhu.detectors.found import DETECTORS, Found
from lianhu.detectors.scan import found_in, masked

__all__ = ["DETECTORS", "Found", "found_in", "masked"]
