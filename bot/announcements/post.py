"""The post of a date: composed from what was asked for and what there is, the same each time.

It is one message on every platform, pings nobody, and is neutral in tone, for many anniversaries are sad.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.announcements.choice import choose
from bot.announcements.layout import STOP, Layout
from bot.announcements.parts import of_day, remark, tongues_of, year
from bot.announcements.riddle import ask
from bot.blocks import Reply, Span, Style
from bot.telling import brief

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.blocks import Line
    from bot.i18n import Tongue, Tongues
    from bot.shelf import Shelf
    from facts.fact import Fact

HEADLINE: Final = 110
"""Characters of a fact in the preview of coming posts."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A post, and what it is made of."""

    reply: Reply
    facts: tuple[str, ...]
    """The ids of the facts that it tells."""
    question: str = ""
    """The id of the fact that it asks about, to reveal the answer by; nothing when it asks nothing."""


def compose(  # noqa: PLR0913  # what a post is made of
    announcement: Announcement,
    day: date,
    shelf: Shelf,
    tongues: Tongues,
    language: str,
    *,
    marked: bool = False,
) -> Composed | None:
    """The post of ``day``, the same each time; None when there is not a single fact to tell.

    The first one with a question looks through all facts, a tenth of a second for thousands: compose it in a
    thread.

    Args:
        announcement: what was asked for.
        day: the local date of the post.
        shelf: the facts to choose from.
        tongues: every language that is spoken.
        language: the one of the community, where the announcement names none.
        marked: an administrator asked for it just now; it says so, and asks no question.
    """
    spoken = tongues_of(announcement, tongues, language)
    codes = tuple(tongue.code for tongue in spoken)
    told = choose(announcement, day, shelf, codes)
    if not told:
        return None
    asked = () if marked else _asked(announcement, day, shelf, codes, told)
    post = Layout(announcement, day, spoken, told, asked, marked=marked).fitted()
    reply = Reply((*post.blocks(),), (*post.actions(),), quiet=True)
    return Composed(reply, tuple(fact.id for fact in post.facts), "".join(fact.id for fact in asked))


def headline(announcement: Announcement, day: date, shelf: Shelf, tongue: Tongue) -> Line:
    """What the post of ``day`` is about, in a line without that date; nothing when there is none."""
    facts = choose(announcement, day, shelf, announcement.languages or (tongue.code,))
    if not facts:
        return ()
    told = brief(replace(facts[0], when=None), tongue, HEADLINE)
    found = of_day(facts[0], day)
    when = remark(facts[0], day, tongue)[:1] if found is None else (Span(year(found, tongue), Style.BOLD),)
    more = tongue.ngettext("and {count} more", "and {count} more", len(facts) - 1)
    return (*when, Span(f"{': ' if when else ''}{told}"), *([Span(f" ({more})")] if len(facts) > 1 else ()))


def without_stop(reply: Reply) -> Reply:
    """``reply`` without its button to stop the posts, as it stands a day later."""
    kept = (action for action in reply.actions if not action.action.startswith(STOP))
    return replace(reply, actions=tuple(kept))


def _asked(
    announcement: Announcement, day: date, shelf: Shelf, codes: tuple[str, ...], told: Sequence[Fact]
) -> tuple[Fact, ...]:
    if not announcement.reveal:
        return ()
    fact = ask(announcement, day, shelf, codes, {one.id for one in told})
    return () if fact is None else (fact,)
