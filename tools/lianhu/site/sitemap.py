"""The list of pages for search engines: none about one person, and no dates, which would change it every day."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from lianhu.site.pages import SECTIONS, Page


def of(site_address: str, pages: Iterable[Page]) -> str:
    """The sitemap of a site that is reached at `site_address`; `pages` are those beside the sections'."""
    root = site_address.rstrip("/")
    addresses = (*SECTIONS, *(page.address for page in pages if not page.is_personal))
    lines = "\n".join(f"<url><loc>{escape(f'{root}/{address}')}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</urlset>\n'
    )
