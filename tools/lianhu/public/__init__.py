"""The only door out: the public view of today and of the past, and what of it hangs on the wall."""

from lianhu.public.hidden import NEEDS_CONSENT, Place, agreed
from lianhu.public.view import (
    SHOWN_AT,
    Posted,
    Showing,
    documents,
    marked,
    photo_address,
    posted,
    shown_of,
)

__all__ = [
    "NEEDS_CONSENT",
    "SHOWN_AT",
    "Place",
    "Posted",
    "Showing",
    "agreed",
    "documents",
    "marked",
    "past",
    "persons",
    "photo_address",
    "posted",
    "published",
    "purge",
    "show",
    "shown_of",
    "view",
    "wall",
    "withdrawal",
]
