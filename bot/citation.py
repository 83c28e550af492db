"""A fact as one cites it: the statement, its source with the address, and where it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Reply, Span, Style, Text
from bot.plain import clean, plain_citation
from bot.telling import cite, shorten

if TYPE_CHECKING:
    from bot.i18n import Tongue
    from facts.fact import Fact

CLIPBOARD: Final = 256
"""Characters that every clipboard button takes."""


def citation(fact: Fact, tongue: Tongue, limit: int = CLIPBOARD) -> str:
    """The citation in at most ``limit`` characters: the statement is cut before the source is."""
    readable = sorted(fact.sources, key=lambda source: tongue.code not in source.title)
    source = plain_citation(cite(readable[0], tongue.code)) if readable else ""
    tail = ". ".join(filter(None, (shorten(source, limit - len(fact.id) - len(" — . Babad: ")), _told(fact))))
    statement = shorten(clean(fact.in_language(tongue.code)), limit - len(tail) - len(" — "))
    return f"{statement} — {tail}" if statement else shorten(tail, limit)


def _told(fact: Fact) -> str:
    return f"Babad: {fact.id}"


def citation_reply(fact: Fact, tongue: Tongue) -> Reply:
    """The citation in full, to be copied."""
    return Reply(
        (
            Text((Span(tongue.gettext("Copy this to cite the fact:")),)),
            Text((Span(citation(fact, tongue, limit=700), Style.CODE),)),
        )
    )
