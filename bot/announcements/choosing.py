"""The panels behind that of an announcement: days, what it says, and lists to choose several from.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import Style as Length
from bot.announcements.panel import contents, do, replaces_panel, timing, titled
from bot.announcements.values import LONGEST_REVEAL, standing
from bot.announcements.wish import TAGS, Meaning, Option
from bot.announcements.wording import LABELS, days_in_words, value_in_words
from bot.blocks import Audience, Bullets, Field, Form, Heading, Reply, Style, fits_action
from bot.notice import paragraph
from bot.references import digest
from bot.seam import Choice
from bot.zones import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.announcements.announcement import Announcement
    from bot.announcements.subjects import Subjects
    from bot.blocks import Action, Line
    from bot.i18n import Tongue
    from bot.turn import Turn

PAGE: Final = 6
"""Values to choose from at once: with the buttons around them no more than any platform shows."""
PRESETS: Final = ("0123456", "01234", "012345", "56")
"""Days of the week that are chosen at one press."""
HOURS: Final = (0, 3, 6, 10)
"""Hours from a question to its answer that are chosen at one press."""
TEXT: Final = 100
"""Characters of what is written into a form."""


def days_panel(one: Announcement, turn: Turn) -> Reply:
    """The days of the week."""
    tongue = turn.tongue
    actions = [
        do("set", _capital(days_in_words(frozenset(map(int, days)), tongue)), one, f"{Option.DAYS}.{days}")
        for days in PRESETS
        if days != standing(one, Option.DAYS)
    ]
    actions.append(do("ask", tongue.gettext("Other days…"), one, Option.DAYS, opens_form=True))
    return _behind(one, turn, tongue.gettext("On which days?"), timing(one, turn), actions)


def complete_days(prefix: str, tongue: Tongue) -> list[Choice]:
    """The usual choices of days that begin so."""
    named = (days_in_words(frozenset(map(int, days)), tongue) for days in PRESETS)
    return [Choice(name, name) for name in named if name.casefold().startswith(prefix.strip().casefold())]


def question_panel(one: Announcement, turn: Turn, subjects: Subjects) -> Reply:
    """Whether a question is asked, and when it is answered."""
    tongue = turn.tongue
    text = tongue.gettext(
        "Under the post I ask a question about another fact; the answer follows some hours later, "
        "in the same place."
    )
    actions = [
        do("set", _hours(hours, turn, subjects), one, f"{Option.QUESTION}.{hours}")
        for hours in HOURS
        if hours != one.reveal
    ]
    actions.append(do("ask", tongue.gettext("Another time…"), one, Option.QUESTION, opens_form=True))
    return _behind(one, turn, text, contents(one, turn, subjects), actions, back="contents")


def contents_panel(one: Announcement, turn: Turn, subjects: Subjects) -> Reply:
    """All that decides on what is said."""
    tongue = turn.tongue
    other, label = (
        (Length.ROUNDUP, tongue.gettext("Tell several facts"))
        if one.style is Length.ONE
        else (Length.ONE, tongue.gettext("Tell one fact"))
    )
    actions = [do("set", label, one, f"{Option.STYLE}.{other}")]
    actions.append(do("asking", f"{tongue.gettext(LABELS[Option.QUESTION])}…", one))
    actions += [
        do("pick", f"{tongue.gettext(LABELS[option])}…", one, option)
        for option in (Option.LANGUAGE, Option.PACK, *TAGS)
        if subjects.all(option)
    ]
    return _behind(one, turn, tongue.gettext("What it says"), contents(one, turn, subjects), actions)


def several_panel(one: Announcement, turn: Turn, subjects: Subjects, option: Option, page: int) -> Reply:
    """The values of an option of which there may be several, a page of them at a time."""
    tongue = turn.tongue
    values = subjects.all(option)
    page = page if 0 <= page * PAGE < len(values) else 0
    kept = standing(one, option).split(",")
    actions = [
        do("drop", f"✓ {subjects.label(option, value, tongue)}", one, named(option, value))
        if value in kept
        else do("add", subjects.label(option, value, tongue), one, named(option, value))
        for value in values[page * PAGE : (page + 1) * PAGE]
    ]
    if len(values) > PAGE:
        following = (page + 1) % -(-len(values) // PAGE)
        actions.append(do("pick", tongue.gettext("More →"), one, f"{option}.{following}"))
    if any(kept):
        actions.append(do("clear", tongue.gettext("Choose none"), one, option))
    text = tongue.gettext(
        "{option}: choose as many as you like; with none chosen, all count.",
        option=tongue.gettext(LABELS[option]),
    )
    if option is Option.LANGUAGE:
        text = tongue.gettext("With none chosen, it is told in the language of the settings.")
    return _behind(one, turn, text, contents(one, turn, subjects), actions, back="contents")


def page_of(subjects: Subjects, option: Option, value: str) -> int:
    """The page that a value stands on."""
    values = subjects.all(option)
    return values.index(value) // PAGE if value in values else 0


def named(option: Option, value: str) -> str:
    """A value of an option as a button carries it; an id that is too long by its digest."""
    carried = f"{option}.{value}"
    # The longest number of an announcement is 19 digits long.
    return carried if fits_action(f"announce:drop:{'9' * 19}:{carried}") else f"{option}.{digest(value)}"


def form(one: Announcement, option: Option, turn: Turn, subjects: Subjects) -> Form | None:
    """Asks for the value of an option that can be written in many ways; None for others."""
    tongue = turn.tongue
    label = tongue.gettext(LABELS[option])
    hints = {
        Option.TIME: tongue.gettext("Such as 07:00, 7 am or 19:30"),
        Option.ZONE: tongue.gettext("Such as WIB, Makassar or Asia/Tokyo"),
        Option.DAYS: tongue.gettext("Such as Monday to Friday, or Monday, Thursday"),
        Option.QUESTION: tongue.ngettext(
            "Hours until the answer, at most {count}; 0 for no question",
            "Hours until the answer, at most {count}; 0 for no question",
            LONGEST_REVEAL,
        ),
    }
    if option not in hints:
        return None
    filled = standing(one, option)
    if option is Option.ZONE:
        filled = one.zone or turn.community.zone
    elif option in {Option.TIME, Option.DAYS}:
        filled = value_in_words(Meaning(option, filled), subjects, tongue, turn.at)
    limit = LONGEST if option is Option.ZONE else TEXT
    field = Field("value", label, limit=limit, hint=hints[option], filled=filled)
    return Form(f"announce:set:{one.id}:{option}", label, (field,))


def _behind(  # noqa: PLR0913  # what a panel is made of
    one: Announcement,
    turn: Turn,
    text: str,
    lines: Iterator[Line],
    actions: Sequence[Action],
    *,
    back: str = "open",
) -> Reply:
    blocks = (Heading(titled(one, turn.tongue)), paragraph(text, Style.BOLD), Bullets(tuple(lines)))
    returning = do(back, turn.tongue.gettext("← Back"), one)
    return Reply(blocks, (*actions, returning), Audience.ASKER, replaces_panel(turn))


def _hours(hours: int, turn: Turn, subjects: Subjects) -> str:
    if not hours:
        return turn.tongue.gettext("No question")
    return _capital(value_in_words(Meaning(Option.QUESTION, str(hours)), subjects, turn.tongue, turn.at))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
