"""What the bot says of itself is what it is."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import metadata
from typing import TYPE_CHECKING

import pytest

from bot.about import LICENCE, about_reply
from bot.blocks import Sources
from bot.telling import LIMIT
from bot.version import __version__
from tests.bot.turns import EVIL, text_of

if TYPE_CHECKING:
    from bot.i18n import Tongues
    from facts.fact import Pack


@pytest.mark.parametrize(
    ("language", "pack_line", "no_ai"),
    [
        ("id", "- Intervensi Jepang di Siberia (3 fakta, 2 sumber, CC-BY-SA-4.0)", "tidak memakai AI"),
        ("en", "- Japanese intervention in Siberia (3 facts, 2 sources, CC-BY-SA-4.0)", "need no AI"),
    ],
)
def test_version_licences_and_packs_are_told(
    tongues: Tongues, pack: Pack, language: str, pack_line: str, no_ai: str
) -> None:
    """The licence is the one that the package declares; nothing is linked that nobody configured."""
    said = about_reply((pack,), tongues.speak(language))
    assert pack_line in text_of(said).splitlines()
    assert __version__ in text_of(said)
    assert no_ai in text_of(said)
    assert LICENCE in text_of(said)
    assert metadata("babad")["License-Expression"].startswith(LICENCE)
    assert not any(isinstance(block, Sources) for block in said.blocks)


def test_a_homepage_is_linked_when_there_is_one(tongues: Tongues, pack: Pack) -> None:
    """Where the operator wants it."""
    said = about_reply((pack,), tongues.speak("en"), homepage="https://example.org")
    assert text_of(said).endswith("More about me: https://example.org (https://example.org)")


def test_many_packs_and_hostile_titles_keep_the_limit(tongues: Tongues, pack: Pack) -> None:
    """The first are told of, the rest are counted; without any there is no list."""
    packs = tuple(replace(pack, id=str(at), title={"en": EVIL * 9}, license=EVIL[:20]) for at in range(30))
    text = text_of(about_reply(packs, tongues.speak("en")))
    assert "I know 90 facts" in text
    assert "and 25 more packs" in text
    assert len(text) <= LIMIT + 400
    assert all(line.isprintable() for line in text.splitlines())
    assert len(text_of(about_reply((), tongues.speak("id"))).splitlines()) == 2
