"""The only door out: the public view of today and of the past, and what of it hangs on the wall."""

from lianhu.public.hidden import (
    GOES_AFTER_LEAVING,
    NEEDS_CONSENT,
    Place,
    agreed,
    left_on,
    must_go,
    outlived,
    withheld_names,
)
from lianhu.public.view import (
    SHOWN_AT,
    Posted,
    documents,
    marked,
    photo_address,
    posted,
    shown_of,
)

__all__ = [
    "GOES_AFTER_LEAVING",
    "NEEDS_CONSENT",
    "SHOWN_AT",
    "Place",
    "Posted",
    "agreed",
    "documents",
    "left_on",
    "marked",
    "must_go",
    "outlived",
    "past",
    "photo_address",
    "posted",
    "published",
    "purge",
    "redacted",
    "redaction",
    "show",
    "shown_of",
    "view",
    "wall",
    "withdrawal",
    "withheld_names",
]
