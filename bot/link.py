"""Addresses of pages as members type them, of which only those of the web are taken."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 500
"""Characters of an address; longer ones are rather lists of what somebody searched for."""


class LinkError(ValueError):
    """It is no address of a page."""


def read_link(text: str) -> str:
    """The address of a page that ``text`` is, with ``https`` where it names no scheme; empty for none.

    Raises:
        LinkError: it is something else, or an address that hides where it leads.
    """
    text = text.strip()
    if not text:
        return ""
    link = text if "://" in text else f"https://{text}"
    if len(link) > LONGEST or not link.isprintable() or " " in link or not _leads_somewhere(link):
        raise LinkError
    return link


def _leads_somewhere(link: str) -> bool:
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    # A name before the host is made to be taken for it.
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and "@" not in parts.netloc
