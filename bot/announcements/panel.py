"""One announcement as those who manage it see it: how it is, what it is to be, and buttons for all of it.

Pure: an announcement and a turn in, a reply out.  ``bot.announcements.choosing`` has the panels behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import State
from bot.announcements.book import zone_of
from bot.announcements.condition import deliveries_in_words, state_in_words
from bot.announcements.wish import TAGS, Option
from bot.announcements.wording import (
    LABELS,
    STYLES,
    days_in_words,
    languages_in_words,
    packs_in_words,
    question_in_words,
    tags_in_words,
    time_in_words,
)
from bot.blocks import Action, Audience, Bullets, Heading, Reply, Span, Style, Weight
from bot.notice import paragraph
from bot.plain import clean
from bot.seam import Press, Submit
from bot.telling import shorten
from bot.zones import zone_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.announcements.announcement import Announcement
    from bot.announcements.delivery import DeliveryRow
    from bot.announcements.subjects import Subjects
    from bot.blocks import Block, Line
    from bot.i18n import Tongue
    from bot.turn import Turn

VERB: Final = "announce"
LABEL: Final = 60
"""Characters of the name of a place."""
BUTTONS: Final = 10
"""As many as one message has on every platform; the usual ones give way to those that matter just now."""
TOLD: Final = 4
"""Deliveries that are told of."""


def panel(  # noqa: PLR0913  # what a panel is made of
    one: Announcement,
    turn: Turn,
    subjects: Subjects,
    *,
    said: Sequence[str] = (),
    rows: Sequence[DeliveryRow] = (),
    first: Sequence[Action] = (),
) -> Reply:
    """All about one announcement.

    Args:
        one: the announcement.
        turn: who asks, and where.
        subjects: names what it is about.
        said: what there is to say before.
        rows: its latest deliveries, newest first.
        first: buttons that matter more just now than the usual ones.
    """
    tongue = turn.tongue
    blocks: list[Block] = [paragraph(line, Style.BOLD) for line in said]
    blocks += [Heading(titled(one, tongue)), paragraph(state_in_words(one, turn, rows))]
    blocks.append(Bullets((*timing(one, turn), *contents(one, turn, subjects))))
    told = deliveries_in_words(one, rows, turn, most=TOLD)
    if told:
        blocks += [
            paragraph(tongue.gettext("Lately:"), Style.BOLD),
            Bullets(tuple((Span(line),) for line in told)),
        ]
    if one.state is State.DRAFT and not turn.place.private:
        text = tongue.gettext(
            "It will be posted in the place named above. For another place, give the command there; where "
            "the command has an option for the place, that will do as well."
        )
        blocks.append(paragraph(text, Style.ITALIC))
    actions = (*first, *_actions(one, tongue))[:BUTTONS]
    return Reply(tuple(blocks), actions, Audience.ASKER, replaces_panel(turn))


def replaces_panel(turn: Turn) -> bool:
    """Whether there is a panel that the reply should stand in for."""
    return isinstance(turn.event, Press | Submit)


def do(verb: str, label: str, one: Announcement | None = None, value: str = "", **options: object) -> Action:
    """The action that does ``verb`` with an announcement, or with none."""
    which = "" if one is None else str(one.id)
    action = f"{VERB}:{verb}:{which}:{value}" if value else f"{VERB}:{verb}:{which}"
    return Action(label, action, **options)  # type: ignore[arg-type]  # the fields of an action


def where(one: Announcement, tongue: Tongue) -> str:
    """The place as its members call it."""
    return shorten(clean(one.label), LABEL) or tongue.gettext("this chat")


def titled(one: Announcement, tongue: Tongue) -> str:
    """What the announcement is called."""
    return tongue.gettext("Daily post in {place}", place=where(one, tongue))


def timing(one: Announcement, turn: Turn) -> Iterator[Line]:
    """When it is posted, a line for each property."""
    tongue = turn.tongue
    zone = zone_in_words(zone_of(one, turn.community).key, turn.at)
    own = tongue.gettext("its own") if one.zone else tongue.gettext("as in the settings")
    yield _line(Option.TIME, time_in_words(one.at, tongue), tongue)
    yield _line(Option.ZONE, tongue.gettext("{zone}, {whose}", zone=zone, whose=own), tongue)
    yield _line(Option.DAYS, days_in_words(one.days, tongue), tongue)


def contents(one: Announcement, turn: Turn, subjects: Subjects) -> Iterator[Line]:
    """What it says, a line for each property."""
    tongue = turn.tongue
    yield _line(Option.STYLE, tongue.gettext(STYLES[one.style]), tongue)
    yield _line(Option.QUESTION, question_in_words(one, tongue), tongue)
    yield _line(Option.LANGUAGE, languages_in_words(one, subjects, turn), tongue)
    yield _line(Option.PACK, packs_in_words(one, subjects, tongue), tongue)
    tagged = [(option, named) for option in TAGS if (named := tags_in_words(one, option, subjects, tongue))]
    for option, about in tagged:
        yield _line(option, about, tongue)
    if not tagged:
        everything = tongue.gettext("everything")
        yield Span(tongue.gettext("About"), Style.BOLD), Span(f": {everything}")


def _line(option: Option, value: str, tongue: Tongue) -> Line:
    return Span(tongue.gettext(LABELS[option]), Style.BOLD), Span(f": {value}")


def _actions(one: Announcement, tongue: Tongue) -> Iterator[Action]:
    yield from _running(one, tongue)
    yield do("ask", tongue.gettext("Time…"), one, Option.TIME, opens_form=True)
    yield do("week", tongue.gettext("Days…"), one)
    yield do("ask", tongue.gettext("Time zone…"), one, Option.ZONE, opens_form=True)
    yield do("contents", tongue.gettext("What it says…"), one)
    yield do("preview", tongue.gettext("Preview"), one)
    yield do("remove", tongue.gettext("Remove…"), one, weight=Weight.DANGER)
    yield do("list", tongue.gettext("All posts"))


def _running(one: Announcement, tongue: Tongue) -> Iterator[Action]:
    match one.state:
        case State.DRAFT:
            yield do("start", tongue.gettext("Start"), one, weight=Weight.PRIMARY)
        case State.ACTIVE:
            yield do("pause", tongue.gettext("Pause"), one)
            yield do("now", tongue.gettext("Post now"), one)
        case _:
            yield do("resume", tongue.gettext("Resume"), one, weight=Weight.PRIMARY)
            yield do("now", tongue.gettext("Post now"), one)
