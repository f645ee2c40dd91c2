"""Personal data: what must not stand in a record, found in spite of disguise and shown only masked; names of persons.

Knows no record and no schema; `rules/sightings` says where it looks and `problems.quoted` masks what it quotes.
Sources: hardening.md P1-P3, P11; domain.md section 6.
"""

from lianhu.personal.across import found_across, may_break_off
from lianhu.personal.checksums import without_checksums
from lianhu.personal.found import ASKED, DETECTORS, NUMBERS, REFUSED, Found, mask
from lianhu.personal.names import OF_OFFICES, WITHHELD, surname, withheld_name, withholds
from lianhu.personal.placeholders import is_placeholder
from lianhu.personal.plain import plain
from lianhu.personal.scan import found_in, is_personal, masked, numbers_found_in, written_numbers_in
from lianhu.personal.surnames import SURNAME_READINGS

__all__ = [
    "ASKED",
    "DETECTORS",
    "NUMBERS",
    "OF_OFFICES",
    "REFUSED",
    "SURNAME_READINGS",
    "WITHHELD",
    "Found",
    "checksums",
    "found_across",
    "found_in",
    "glance",
    "is_personal",
    "is_placeholder",
    "mask",
    "masked",
    "may_break_off",
    "numbers_found_in",
    "plain",
    "surname",
    "withheld_name",
    "withholds",
    "without_checksums",
    "written_numbers_in",
]
