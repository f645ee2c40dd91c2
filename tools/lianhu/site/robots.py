"""robots.txt: what search engines and archives are asked to leave alone, by the protocol of RFC 9309.

Pages about one person say so themselves (`noindex`); a page that may not be fetched could not say it, so it is not
named here. Files that hold everybody's names at once have no place to say it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

# The last is how the search indexes of the years begin (`search/2024.json`).
NAMED = ("data/representative.json", "search/index.json", "search/2")


def of(address: str | None) -> str:
    """The file's text; `address` is the site's own, when it has one."""
    below = (urlsplit(address).path.rstrip("/") + "/") if address else "/"
    lines = ["User-agent: *", *(f"Disallow: {below}{name}" for name in NAMED)]
    if address:
        lines += ["", f"Sitemap: {address.rstrip('/')}/sitemap.xml"]
    return "\n".join(lines) + "\n"
