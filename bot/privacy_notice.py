"""What is kept of members, in words: in general, of one member, and before it is erased.

Pure; ``bot.privacy`` knows what there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.blocks import Action, Audience, Bullets, Heading, Reply, Span, Weight
from bot.commands import BY_NAME
from bot.memory import FOLLOW_UP
from bot.notice import notice, paragraph
from bot.plain import clean
from bot.store.purging import KEPT, LISTED
from bot.telling import BRIEF, shorten

if TYPE_CHECKING:
    from bot.blocks import Block
    from bot.i18n import Tongue

MINUTES: Final = round(FOLLOW_UP / 60)
"""For how long questions are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """How much is kept of one member, by its sort."""

    choices: int = 0
    """What they chose for themselves, everywhere."""
    chat: int = 0
    """Settings of their private chat."""
    reports: int = 0
    """Reports and notes that they sent."""
    forms: int = 0
    """Forms that they did not finish."""
    posts: int = 0
    """Daily posts that they set up in their private chat."""
    posted: int = 0
    """Records of what was posted there."""
    other: int = 0
    """Anything else that is theirs."""
    deeds: int = 0
    """Settings, reports and daily posts of communities that their id stands beside, as of who did it."""


def privacy_reply(tongue: Tongue, *, kept: bool, operator: str = "") -> Reply:
    """What is kept, what is not, by whom, and how to have it erased.

    Args:
        tongue: the language of the reply.
        kept: anything outlives the process.
        operator: who runs the bot and how to reach them, in their own words; may be empty.
    """
    remembered = tongue.gettext(
        "Your questions and other messages. I remember your last questions for {minutes} minutes, in memory "
        "only, so that I understand what you ask next; then they are gone.",
        minutes=MINUTES,
    )
    passed_on = tongue.gettext("I pass nothing on to other services, and to no AI.")
    platform = tongue.gettext("What you write here is also kept by the platform itself, by its own rules.")
    blocks: tuple[Block, ...] = (
        Heading(tongue.gettext("What I keep")),
        _bullets(*_keeping(tongue)) if kept else paragraph(_nothing(tongue)),
        Heading(tongue.gettext("What I don't keep")),
        _bullets(remembered),
        paragraph(f"{passed_on} {platform}"),
        paragraph(_responsible(tongue, operator)),
    )
    if not kept:
        return Reply(blocks, audience=Audience.ASKER)
    command = f"/{BY_NAME['mydata'].named(tongue.code)}"
    how = tongue.gettext("{command} shows what I keep about you, and erases it.", command=command)
    mine = Action(tongue.gettext("What do you keep about me?"), "mydata:")
    return Reply((*blocks, paragraph(how)), (mine,), Audience.ASKER)


def inventory_reply(inventory: Inventory | None, tongue: Tongue, *, replaces: bool = False) -> Reply:
    """How much is kept of the member, with what they can do about it; None where nothing is ever kept."""
    if inventory is None:
        return notice(_nothing(tongue), replaces=replaces)
    lines = _counted(inventory, tongue)
    actions = (
        Action(tongue.gettext("Send me a copy"), "mydata:export"),
        Action(tongue.gettext("Erase everything"), "mydata:erase", weight=Weight.DANGER),
    )
    if not lines:
        text = tongue.gettext(
            "I keep nothing about you. At most I still remember your last questions, for {minutes} minutes.",
            minutes=MINUTES,
        )
        return notice(text, actions=actions[1:], replaces=replaces)
    head = Heading(tongue.gettext("What I keep about you"))
    return Reply((head, _bullets(*lines)), actions, Audience.ASKER, replaces)


def sure_reply(tongue: Tongue) -> Reply:
    """Ask once more before everything is erased."""
    text = tongue.gettext(
        "Shall I erase everything that I keep about you: your choices, all that you sent, and what I "
        "remember of your last questions? It can't be undone."
    )
    actions = (
        Action(tongue.gettext("Yes, erase everything"), "mydata:erase-now", weight=Weight.DANGER),
        Action(tongue.gettext("No, keep it"), "mydata:"),
    )
    return notice(text, actions=actions, replaces=True)


def erased_reply(count: int, tongue: Tongue, *, replaces: bool = False) -> Reply:
    """How much was erased."""
    said = tongue.ngettext("I erased {count} entry.", "I erased {count} entries.", count) if count else ""
    rest = tongue.gettext("I know nothing about you any more, and have forgotten your last questions too.")
    return notice(f"{said} {rest}".strip(), replaces=replaces)


def _keeping(tongue: Tongue) -> tuple[str, ...]:
    return (
        tongue.gettext(
            "The settings of communities, and what you chose for yourself, such as your language; each under "
            "the id that the platform gives you."
        ),
        tongue.gettext(
            "Reports and questions that you send by a form. Whoever manages the community reads them, "
            "without your name. They go when you erase them, or {days} days after I was removed from the "
            "community.",
            days=KEPT.days,
        ),
        tongue.gettext(
            "The daily posts of communities, with the id of who set them up; for {days} days also what "
            "became of each.",
            days=LISTED.days,
        ),
        tongue.gettext("For an hour: an unfinished form, or a command still waiting for you."),
    )


def _nothing(tongue: Tongue) -> str:
    return tongue.gettext("Here I keep nothing: what I remember is gone when I stop.")


def _responsible(tongue: Tongue, operator: str) -> str:
    if operator:
        return tongue.gettext("I am run by {operator}.", operator=shorten(clean(operator), BRIEF))
    return tongue.gettext("Whoever runs me answers for what I keep.")


def _counted(inventory: Inventory, tongue: Tongue) -> tuple[str, ...]:
    """One line for each sort of which there is any."""
    lines = {
        tongue.ngettext(
            "{count} choice of yours, such as your language",
            "{count} choices of yours, such as your language",
            inventory.choices,
        ): inventory.choices,
        tongue.ngettext(
            "{count} setting of our private chat", "{count} settings of our private chat", inventory.chat
        ): inventory.chat,
        tongue.ngettext(
            "{count} report or question that you sent",
            "{count} reports or questions that you sent",
            inventory.reports,
        ): inventory.reports,
        tongue.ngettext(
            "{count} form that you did not finish", "{count} forms that you did not finish", inventory.forms
        ): inventory.forms,
        tongue.ngettext(
            "{count} daily post in our private chat",
            "{count} daily posts in our private chat",
            inventory.posts,
        ): inventory.posts,
        tongue.ngettext(
            "{count} record of a post in our private chat",
            "{count} records of posts in our private chat",
            inventory.posted,
        ): inventory.posted,
        tongue.ngettext("{count} other entry", "{count} other entries", inventory.other): inventory.other,
        tongue.ngettext(
            "Your id beside {count} setting, report or daily post of a community, as of who changed it",
            "Your id beside {count} settings, reports or daily posts of communities, as of who changed them",
            inventory.deeds,
        ): inventory.deeds,
    }
    return tuple(line for line, count in lines.items() if count)


def _bullets(*lines: str) -> Bullets:
    return Bullets(tuple((Span(line),) for line in lines))
