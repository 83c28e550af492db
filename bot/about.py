"""What the bot is: its version, its licences, the facts it answers from, and what it does without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Bullets, Citation, Heading, Reply, Sources, Span, Style
from bot.notice import paragraph
from bot.plain import clean
from bot.telling import BRIEF, localized, shorten
from bot.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks import Block, Line
    from bot.i18n import Tongue
    from facts.fact import Pack

LICENCE: Final = "MIT"
"""The licence of the program; each pack has its own."""
LISTED: Final = 5
"""Packs told of here; a command lists them all."""


def about_reply(packs: Sequence[Pack], tongue: Tongue, *, homepage: str = "") -> Reply:
    """Version, licences and packs, with the ``homepage`` that the operator configured, if any."""
    intro = tongue.gettext(
        "I am Babad {version}, a companion for studying history. I look answers up in packs of facts, each "
        "with its source. I need no AI and make nothing up.",
        version=__version__,
    )
    code = tongue.gettext(
        "My program is free software under the licence {licence}; each pack has its own licence.",
        licence=LICENCE,
    )
    blocks: list[Block] = [paragraph(intro), *_packs(packs, tongue), paragraph(code)]
    if homepage:
        blocks.append(Sources(tongue.gettext("More about me"), (Citation(homepage, homepage),)))
    return Reply(tuple(blocks))


def _packs(packs: Sequence[Pack], tongue: Tongue) -> tuple[Block, ...]:
    if not packs:
        return ()
    facts = sum(len(pack.facts) for pack in packs)
    head = tongue.ngettext("I know {count} fact", "I know {count} facts", facts)
    listed = (Heading(head), Bullets(tuple(_pack(pack, tongue) for pack in packs[:LISTED])))
    more = len(packs) - LISTED
    if more <= 0:
        return listed
    return (*listed, paragraph(tongue.ngettext("and {count} more pack", "and {count} more packs", more)))


def _pack(pack: Pack, tongue: Tongue) -> Line:
    """The title, how many facts from how many sources, and the licence."""
    facts = tongue.ngettext("{count} fact", "{count} facts", len(pack.facts))
    sources = tongue.ngettext("{count} source", "{count} sources", len(pack.sources))
    about = ", ".join(filter(None, (facts, sources, clean(pack.license or ""))))
    title = shorten(clean(localized(pack.title, tongue.code)), BRIEF)
    return Span(title, Style.BOLD), Span(f" ({about})")
