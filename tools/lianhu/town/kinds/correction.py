"""A correction: what was published stays as it was written, and what is right stands beside it."""

from __future__ import annotations

import datetime

from msgspec import Struct


class Correction(Struct, frozen=True, kw_only=True):
    """`at` names the place as people count it (`events[3].date`), `right` what it should be, `was` what it says.

    Nothing should stand there where `right` is None; a correction before took it away where `was` is None.
    """

    date: datetime.date
    by: str
    at: str
    reason: str
    right: str | int | bool | None = None
    was: str | int | bool | None = None
    recorded_late: str | None = None


class Redaction(Struct, frozen=True, kw_only=True):
    """`at` names the place of the text out of which words were taken."""

    date: datetime.date
    by: str
    at: str
    reason: str = ""


class Confirmation(Struct, frozen=True, kw_only=True):
    """What a `rule` asked of a text, answered: it is nobody's circumstance. The `fingerprint` stands for the words."""

    date: datetime.date
    by: str
    rule: str
    fingerprint: str
    reason: str


class Correctable(Struct, frozen=True, kw_only=True):
    """A record whose published values are corrected, never altered; what must not be public is taken out of texts, and
    what was asked of a text is confirmed."""

    corrections: tuple[Correction, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
