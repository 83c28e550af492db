"""The announcements of a community: with buttons for those who manage it, without for all others.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import State
from bot.announcements.announcement import Style as Length
from bot.announcements.book import zone_of
from bot.announcements.condition import deliveries_in_words, state_in_words
from bot.announcements.panel import do, replaces_panel, where
from bot.announcements.wish import TAGS, Option
from bot.announcements.wording import days_in_words, tags_in_words, time_in_words, zone_in_short
from bot.blocks import Audience, Bullets, Heading, Reply, Span, Style, Weight
from bot.commands import BY_NAME
from bot.notice import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.announcements.announcement import Announcement
    from bot.announcements.delivery import DeliveryRow
    from bot.announcements.subjects import Subjects
    from bot.blocks import Action, Block, Line
    from bot.turn import Turn

LISTED: Final = 5
"""Announcements on one page."""


def listing(  # noqa: PLR0913  # what a list is made of
    shown: Sequence[Announcement],
    turn: Turn,
    subjects: Subjects,
    rows: Mapping[int, Sequence[DeliveryRow]],
    *,
    said: str = "",
    page: int = 0,
) -> Reply:
    """What is posted in the community.

    Args:
        shown: all of its announcements that the member may see.
        turn: who asks, and where.
        subjects: names what they are about.
        rows: the latest deliveries of each that is on the page, newest first.
        said: what there is to say before.
        page: from 0.
    """
    tongue = turn.tongue
    blocks: list[Block] = [paragraph(said, Style.BOLD)] if said else []
    blocks.append(Heading(tongue.gettext("Daily posts")))
    if shown:
        items = tuple(_item(one, turn, subjects, rows.get(one.id, ())) for one in on_page(shown, page))
        blocks.append(Bullets(items, first=page * LISTED + 1))
    else:
        blocks.append(paragraph(tongue.gettext("Nothing is posted here day by day so far.")))
    blocks.append(paragraph(_how(shown, turn)))
    actions = _actions(shown, turn, page) if turn.manager else []
    return Reply(tuple(blocks), tuple(actions), Audience.ASKER, replaces_panel(turn))


def on_page(shown: Sequence[Announcement], page: int) -> Sequence[Announcement]:
    """Those of one page."""
    return shown[page * LISTED : (page + 1) * LISTED]


def _item(one: Announcement, turn: Turn, subjects: Subjects, rows: Sequence[DeliveryRow]) -> Line:
    tongue = turn.tongue
    zone = zone_in_short(zone_of(one, turn.community).key, turn.at)
    style = tongue.gettext("round-up") if one.style is Length.ROUNDUP else tongue.gettext("one fact")
    packs = [subjects.label(Option.PACK, pack, tongue) for pack in one.packs]
    tags = (tags_in_words(one, option, subjects, tongue) for option in TAGS)
    parts = (
        f"{time_in_words(one.at, tongue)} {zone}",
        days_in_words(one.days, tongue),
        style,
        tongue.gettext("with a question") if one.reveal else "",
        ", ".join(filter(None, (*packs, *tags))),
    )
    head = Span(where(one, tongue), Style.BOLD)
    told = deliveries_in_words(one, rows, turn, most=1, to_come=False) if turn.manager else ()
    state = " ".join((state_in_words(one, turn, rows), *told))
    return head, Span(f" · {' · '.join(filter(None, parts))}. {state}")


def _actions(shown: Sequence[Announcement], turn: Turn, page: int) -> list[Action]:
    tongue = turn.tongue
    actions = [
        do("open", tongue.gettext("Open {number}", number=at), one)
        for at, one in enumerate(on_page(shown, page), page * LISTED + 1)
    ]
    if len(shown) > LISTED:
        following = (page + 1) % -(-len(shown) // LISTED)
        actions.append(do("list", tongue.gettext("More →"), value=str(following)))
    weight = Weight.NORMAL if any(one.state is not State.DRAFT for one in shown) else Weight.PRIMARY
    actions.append(do("new", tongue.gettext("New"), value=turn.place.thread or "", weight=weight))
    return actions


def _how(shown: Sequence[Announcement], turn: Turn) -> str:
    tongue = turn.tongue
    command = f"/{BY_NAME['announce'].named(tongue.code)}"
    if turn.manager:
        # Understood also where each option is asked for by itself.
        example = tongue.gettext("{command} time:07:00 days:weekdays region:Indonesia", command=command)
        if shown:
            return tongue.gettext(
                "Open a post to pause, change or remove it. For a new one, press “New” or write what you "
                "want, such as {example}",
                example=example,
            )
        return tongue.gettext("Press “New”, or write what you want, such as {example}", example=example)
    return tongue.gettext(
        "These posts can be set up, changed and stopped by whoever may manage this community."
    )
