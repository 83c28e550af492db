"""Only addresses of the web pass, and none that hides where it leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.link import LONGEST, LinkError, read_link


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("", ""),
        ("  ", ""),
        ("https://id.wikipedia.org/wiki/Iwami", "https://id.wikipedia.org/wiki/Iwami"),
        (" http://example.org ", "http://example.org"),
        ("id.wikipedia.org/wiki/Iwami", "https://id.wikipedia.org/wiki/Iwami"),
        ("https://example.org:8080/a?b=c#d", "https://example.org:8080/a?b=c#d"),
    ],
)
def test_addresses_of_pages_are_taken(typed: str, link: str) -> None:
    """With https where no scheme is named; nothing is nothing."""
    assert read_link(typed) == link


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "https://",
        "https://localhost",
        "https://wikipedia.org@evil.example/",
        "https://exa mple.org",
        "https://example.org/\u202egpj.exe",
        "https://[::1",
        "https://example.org:port/",
        "a book that I have",
        "https://example.org/" + "a" * LONGEST,
    ],
)
def test_anything_else_is_refused(typed: str) -> None:
    """Other schemes, hosts that are none, names made to be taken for a host, invisible characters."""
    with pytest.raises(LinkError):
        read_link(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_comes_to_an_address_or_is_refused(typed: str) -> None:
    """With no other error."""
    try:
        link = read_link(typed)
    except LinkError:
        return
    assert not link or link.startswith(("http://", "https://"))
    assert link.isprintable()
