"""What was not understood of a wish: a clear sentence each, and buttons for what may be meant.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.announcements.choosing import named
from bot.announcements.panel import do
from bot.announcements.values import LONGEST_REVEAL
from bot.announcements.wish import TAGS, Option
from bot.announcements.wording import LABELS, meaning_in_words, value_in_words
from bot.day_labels import all_named
from bot.notice import echo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.announcements.announcement import Announcement
    from bot.announcements.subjects import Subjects
    from bot.announcements.wish import Doubt
    from bot.blocks import Action
    from bot.i18n import Tongue

_CLOCK: Final = re.compile(r"[0-9]{1,3}[.:][0-9]{1,3}")
"""What was to be a time of day, though there is none such."""
OFFERED: Final = 6
"""Buttons for what may be meant, of all doubts together: those of a panel have room beside them."""


def doubt_in_words(doubt: Doubt, subjects: Subjects, tongue: Tongue, now: datetime) -> str:
    """What is the matter, and how to mend it."""
    words = echo(doubt.words)
    if doubt.known and doubt.option is not None:
        return tongue.gettext(
            "I read several values for “{option}”: {values}. Which one do you want?",
            option=tongue.gettext(LABELS[doubt.option]),
            values=", ".join(value_in_words(each, subjects, tongue, now) for each in doubt.meanings),
        )
    if doubt.known:
        return tongue.gettext("“{words}” may mean several things. Which one do you want?", words=words)
    said = _unreadable(doubt, words, subjects, tongue)
    if doubt.meanings:
        meant = tongue.ngettext("Did you mean this?", "Did you mean one of these?", len(doubt.meanings))
        return f"{said} {meant}"
    return said


def doubt_actions(
    doubts: Sequence[Doubt], one: Announcement, subjects: Subjects, tongue: Tongue, now: datetime
) -> list[Action]:
    """A button for each value that may be meant."""
    meanings = dict.fromkeys(meaning for doubt in doubts for meaning in doubt.meanings)
    return [
        do(
            "add" if meaning.option in {Option.PACK, *TAGS} else "set",
            meaning_in_words(meaning, subjects, tongue, now),
            one,
            named(meaning.option, meaning.value),
        )
        for meaning in [*meanings][:OFFERED]
    ]


def _unreadable(doubt: Doubt, words: str, subjects: Subjects, tongue: Tongue) -> str:
    if not words and doubt.option is not None:
        return tongue.gettext(
            "There is nothing written for “{option}”.", option=tongue.gettext(LABELS[doubt.option])
        )
    match doubt.option:
        case None:
            return _unknown(words, tongue, subject=doubt.subject)
        case Option.STYLE:
            return tongue.gettext(
                "Write “one” for one fact or “round-up” for several, not “{words}”.", words=words
            )
        case Option.QUESTION:
            return tongue.gettext(
                "I can't read “{words}” as the hours until the answer: "
                "write a number from 1 to {most}, or “no”.",
                words=words,
                most=LONGEST_REVEAL,
            )
        case Option.TIME | Option.DAYS | Option.ZONE:
            return _unreadable_time(doubt.option, words, tongue)
        case option:
            return _unreadable_subject(option, words, subjects, tongue)


def _unknown(words: str, tongue: Tongue, *, subject: bool) -> str:
    if _CLOCK.fullmatch(words):
        return _unreadable_time(Option.TIME, words, tongue)
    if not subject:
        return tongue.gettext("I don't understand “{words}”.", words=words)
    return tongue.gettext(
        "I know no pack, era, region or theme called “{wish}”; press “What it says…” to see all of them.",
        wish=words,
    )


def _unreadable_time(option: Option, words: str, tongue: Tongue) -> str:
    if option is Option.TIME:
        return tongue.gettext(
            "I can't read “{words}” as a time of day; write one such as 07:00, 7 am or 19:30.", words=words
        )
    if option is Option.DAYS:
        return tongue.gettext(
            "I can't read “{words}” as days; write them as in “Monday to Friday” or “Monday, Thursday”.",
            words=words,
        )
    return tongue.gettext(
        "I know no time zone and no city called “{wish}”; write one such as WIB, Makassar or Asia/Tokyo.",
        wish=words,
    )


def _unreadable_subject(option: Option, words: str, subjects: Subjects, tongue: Tongue) -> str:
    if option is Option.LANGUAGE:
        spoken = [f"{code} ({subjects.label(option, code, tongue)})" for code in subjects.all(option)]
        return tongue.gettext(
            "I don't speak “{wish}”. Choose one of: {languages}.", wish=words, languages=", ".join(spoken)
        )
    return tongue.gettext(
        "I find no “{words}” under “{option}”. There are: {all}.",
        words=words,
        option=tongue.gettext(LABELS[option]),
        all=all_named(option, subjects.packs, tongue),
    )
