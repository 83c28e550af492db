"""Announcements in words: when, what about, how they are, and what became of their posts.  Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.announcements.announcement import EVERY_DAY, Style
from bot.announcements.weekdays import WEEK
from bot.announcements.wish import Option
from bot.i18n import mark
from bot.today import FROM_TODAY
from bot.zones import zone_in_words
from facts.date_words import word
from facts.dates import HistoricalDate

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, time

    from bot.announcements.announcement import Announcement
    from bot.announcements.subjects import Subjects
    from bot.announcements.wish import Meaning
    from bot.i18n import Tongue
    from bot.turn import Turn

LABELS: Final = {
    Option.TIME: mark("Time"),
    Option.ZONE: mark("Time zone"),
    Option.DAYS: mark("Days"),
    Option.STYLE: mark("Length"),
    Option.QUESTION: mark("Question of the day"),
    Option.LANGUAGE: mark("Language"),
    Option.PACK: mark("Packs"),
    Option.ERA: mark("Eras"),
    Option.REGION: mark("Regions"),
    Option.THEME: mark("Themes"),
}
STYLES: Final = {
    Style.ONE: mark("one fact, another one each year"),
    Style.ROUNDUP: mark("a round-up of the best few facts"),
}
WEEKDAYS: Final = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
MORNING: Final = 4
"""The hour before which a post is said to come in the night."""
_RUN: Final = 3
"""Days from which on a run of them is said by its ends."""
_INDONESIAN: Final = frozenset(("WIB", "WITA", "WIT"))
"""Abbreviations that are no other zone's, and that their members use in everyday life."""


def time_in_words(at: time, tongue: Tongue) -> str:
    """A time of day: "07:00", "07.00"."""
    return tongue.gettext("{hour}:{minute}", hour=f"{at:%H}", minute=f"{at:%M}")


def night(one: Announcement, tongue: Tongue) -> tuple[str, ...]:
    """A word on times at which hardly anybody is awake, and another one may have been meant."""
    if one.at.hour < MORNING:
        text = tongue.gettext(
            "{time} is in the night. If you meant another time, press “Time…”.",
            time=time_in_words(one.at, tongue),
        )
        return (text,)
    if one.reveal and (at := _answered_at(one)).hour <= MORNING:
        text = tongue.gettext(
            "The question is answered in the night, at {time}. For another time, press “What it says…”.",
            time=time_in_words(at, tongue),
        )
        return (text,)
    return ()


def zone_in_short(zone: str, at: datetime) -> str:
    """A zone in as few letters as are understood."""
    abbreviation = at.astimezone(ZoneInfo(zone)).tzname() or ""
    return abbreviation if abbreviation in _INDONESIAN else zone_in_words(zone, at)


def days_in_words(days: Collection[int], tongue: Tongue) -> str:
    """Days of the week: "every day", "Monday to Friday", "Monday, Wednesday"."""
    if not days or set(days) == EVERY_DAY:
        return tongue.gettext("every day")
    ordered = sorted(days)
    first = next((day for day in ordered if (day - 1) % WEEK not in days), ordered[0])
    run = [(first + at) % WEEK for at in range(len(ordered))]
    if len(run) >= _RUN and set(run) == set(ordered):
        return tongue.gettext(
            "{first} to {last}",
            first=tongue.gettext(WEEKDAYS[run[0]]),
            last=tongue.gettext(WEEKDAYS[run[-1]]),
        )
    return ", ".join(tongue.gettext(WEEKDAYS[day]) for day in ordered)


def date_in_words(day: date, tongue: Tongue) -> str:
    """A date without its weekday: "23 November 2026"."""
    return word(HistoricalDate(f"{day:%Y-%m-%d}"), tongue.code)


def when_in_words(due: datetime, zone: ZoneInfo, now: datetime, tongue: Tongue) -> str:
    """An instant to come: "tomorrow, Monday 23 November 2026, at 07:00 WIB"."""
    there = due.astimezone(zone)
    off = (there.date() - now.astimezone(zone).date()).days
    said = tongue.gettext(
        "{weekday} {date}, at {hour}:{minute} {zone}",
        weekday=tongue.gettext(WEEKDAYS[there.weekday()]),
        date=date_in_words(there.date(), tongue),
        hour=f"{there:%H}",
        minute=f"{there:%M}",
        zone=zone_in_short(zone.key, due),
    )
    return f"{tongue.gettext(FROM_TODAY[off])}, {said}" if off in {0, 1} else said


def question_in_words(one: Announcement, tongue: Tongue) -> str:
    """Whether a question is asked, and when it is answered."""
    if not one.reveal:
        return tongue.gettext("none")
    return tongue.ngettext(
        "answered {count} hour later, at {time}",
        "answered {count} hours later, at {time}",
        one.reveal,
        time=time_in_words(_answered_at(one), tongue),
    )


def _answered_at(one: Announcement) -> time:
    """When the question is answered, on the clock that the announcement goes by."""
    posted = datetime.combine(one.since.date(), one.at)
    return (posted + timedelta(hours=one.reveal)).time()


def languages_in_words(one: Announcement, subjects: Subjects, turn: Turn) -> str:
    """The languages that it is told in."""
    tongue, own = turn.tongue, turn.community.language
    if not one.languages:
        spoken = subjects.label(Option.LANGUAGE, subjects.tongues.speak(own).code, tongue)
        if own is None:
            return tongue.gettext("{language}, since the settings name none", language=spoken)
        return tongue.gettext("{language}, as in the settings", language=spoken)
    return ", ".join(subjects.label(Option.LANGUAGE, code, tongue) for code in one.languages)


def packs_in_words(one: Announcement, subjects: Subjects, tongue: Tongue) -> str:
    """The packs that it draws from."""
    if not one.packs:
        return tongue.gettext("all")
    return ", ".join(subjects.label(Option.PACK, pack, tongue) for pack in one.packs)


def tags_in_words(one: Announcement, option: Option, subjects: Subjects, tongue: Tongue) -> str:
    """The eras, regions or themes that it is limited to; nothing when it is not."""
    return ", ".join(subjects.label(option, tag, tongue) for tag in one.tags.get(option, ()))


def value_in_words(  # noqa: PLR0911  # one for each
    meaning: Meaning, subjects: Subjects, tongue: Tongue, now: datetime
) -> str:
    """One value of an option, as on a button."""
    value = meaning.value
    match meaning.option:
        case Option.TIME:
            hour, minute = value.split(":")
            return tongue.gettext("{hour}:{minute}", hour=hour, minute=minute)
        case Option.ZONE:
            return zone_in_words(value, now)
        case Option.DAYS:
            return days_in_words(frozenset(map(int, value)), tongue)
        case Option.STYLE:
            return tongue.gettext(STYLES[Style(value)])
        case Option.QUESTION:
            hours = int(value)
            if not hours:
                return tongue.gettext("none")
            return tongue.ngettext("answer after {count} hour", "answer after {count} hours", hours)
        case option:
            named = [subjects.label(option, each, tongue) for each in value.split(",") if each]
            return ", ".join(named) or tongue.gettext("as in the settings")


def meaning_in_words(meaning: Meaning, subjects: Subjects, tongue: Tongue, now: datetime) -> str:
    """An option with its value: "Time zone: Asia/Makassar (WITA, UTC+8)"."""
    value = value_in_words(meaning, subjects, tongue, now)
    return f"{tongue.gettext(LABELS[meaning.option])}: {value}"
