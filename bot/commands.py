"""The one table of commands; help, completion and every platform's own list are generated from it.

Names and parameter labels are written so that every platform takes them: small ASCII letters, 32 at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.day_labels import tag_choices
from bot.i18n import mark

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An option of a command."""

    name: str
    label: str
    """What stands for it in a usage line and names it in a member's language, to be translated."""
    summary: str
    """What belongs in it, to be translated."""
    required: bool = False
    completes: bool = False
    """Its values are completed while they are typed, by ``suggest``."""
    choices: tuple[tuple[str, str], ...] = ()
    """The only values it takes, each with its label to be translated; none when it takes any text."""
    role: bool = False
    """It takes the id of a role; platforms without roles leave it out."""
    place: bool = False
    """It takes the id of a channel, thread or forum; platforms where a community is one chat leave it out."""


@dataclass(frozen=True, slots=True)
class Row:
    """One command: its name, its aliases by language, what it does, and its options in order."""

    name: str
    aliases: Mapping[str, tuple[str, ...]]
    summary: str
    parameters: tuple[Parameter, ...] = ()
    local: bool = False
    """Carried out by a terminal itself; other platforms have no such command."""
    managed: bool = False
    """For those who manage the community; platforms show it to nobody else where they can."""
    menu: str = ""
    """The label under which it acts on somebody's message, to be translated; its text is then ``quoted``."""
    listed: bool = True
    """Shown in help and in the platforms' lists; the others are what buttons do, typed."""
    free: bool = False
    """Its options are typed in any order and form, so that all of the text is handed over as ``WORDS``."""
    open: bool = False
    """Others than those whom it is for are answered as well, and may be shown it."""

    def named(self, language: str) -> str:
        """The name to show in ``language``."""
        return next(iter(self.aliases.get(language, ())), self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the command answers to."""
        return (self.name, *(alias for aliases in self.aliases.values() for alias in aliases))


WORDS: Final = "words"
"""The one option of a command that reads its own text."""
FACT: Final = Parameter(
    name="fact", label=mark("fact"), summary=mark("The id of a fact"), required=True, completes=True
)
TABLE: Final = (
    Row(
        "ask",
        {"id": ("tanya",)},
        mark("Ask me about history in your own words"),
        (
            Parameter(
                name="question",
                label=mark("question"),
                summary=mark("What you want to know"),
                required=True,
                completes=True,
            ),
        ),
    ),
    Row(
        "check",
        {"id": ("periksa",)},
        mark("Check a claim, or a message you reply to, against my facts"),
        (Parameter(name="claim", label=mark("claim"), summary=mark("The claim to check")),),
        menu=mark("Check this claim"),
    ),
    Row(
        "today",
        {"id": ("hariini",)},
        mark("Tell what happened on this day in history"),
        (
            Parameter(
                name="day",
                label=mark("day"),
                summary=mark("A day such as 17 August or tomorrow"),
                completes=True,
            ),
            Parameter(
                name="pack", label=mark("pack"), summary=mark("Only facts of this pack"), completes=True
            ),
            Parameter(
                name="era",
                label=mark("era"),
                summary=mark("Only facts of this era"),
                choices=tag_choices("era"),
            ),
            Parameter(
                name="region",
                label=mark("region"),
                summary=mark("Only facts of this region"),
                choices=tag_choices("region"),
            ),
            Parameter(
                name="theme",
                label=mark("theme"),
                summary=mark("Only facts of this theme"),
                choices=tag_choices("theme"),
            ),
        ),
        free=True,
    ),
    Row("fact", {"id": ("fakta",)}, mark("Show one fact by its id"), (FACT,)),
    Row("random", {"id": ("acak",)}, mark("Tell a fact picked at random")),
    Row("why", {"id": ("mengapa", "kenapa")}, mark("Explain my last answer")),
    Row("packs", {"id": ("paket",)}, mark("List the packs of facts I answer from")),
    Row("report", {"id": ("lapor",)}, mark("Report a mistake in a fact"), (FACT,)),
    Row(
        "language",
        {"id": ("bahasa",)},
        mark("Show or choose the language I speak with you"),
        (
            Parameter(
                name="language",
                label=mark("language"),
                summary=mark("The language I should speak"),
                completes=True,
            ),
        ),
    ),
    Row(
        "settings",
        {"id": ("setelan",)},
        mark("Show or change how I behave in this community"),
        (
            Parameter(
                name="setting",
                label=mark("setting"),
                summary=mark("What to change"),
                choices=(
                    ("language", mark("Language")),
                    ("zone", mark("Time zone")),
                    ("ambient", mark("Answer without being addressed")),
                    ("notes", mark("Note what I could not answer")),
                    ("managers", mark("Role that may change settings")),
                ),
            ),
            Parameter(name="value", label=mark("value"), summary=mark("Its new value"), completes=True),
        ),
    ),
    Row(
        "announce",
        {"id": ("kiriman", "umumkan")},
        mark("Have this day in history posted here by itself, or change what is posted"),
        (
            Parameter(name="time", label=mark("time"), summary=mark("When to post, such as 07:00 or 7 am")),
            Parameter(
                name="days",
                label=mark("days"),
                summary=mark("On which days; every day if left out"),
                completes=True,
            ),
            Parameter(
                name="zone",
                label=mark("zone"),
                summary=mark("Time zone or city; that of the community if left out"),
                completes=True,
            ),
            Parameter(
                name="place", label=mark("place"), summary=mark("Where to post; here if left out"), place=True
            ),
            Parameter(
                name="style",
                label=mark("length"),
                summary=mark("One fact, or a round-up of several"),
                choices=(("one", mark("One fact")), ("roundup", mark("A round-up of several"))),
            ),
            Parameter(
                name="question",
                label=mark("question"),
                summary=mark("Hours from a question of the day to its answer, or no"),
            ),
            Parameter(
                name="language",
                label=mark("language"),
                summary=mark("Its language; that of the community if left out"),
                completes=True,
            ),
            Parameter(
                name="pack", label=mark("pack"), summary=mark("Only facts of this pack"), completes=True
            ),
            *(
                Parameter(name=group, label=label, summary=summary, choices=tag_choices(group))
                for group, label, summary in (
                    ("era", mark("era"), mark("Only facts of this era")),
                    ("region", mark("region"), mark("Only facts of this region")),
                    ("theme", mark("theme"), mark("Only facts of this theme")),
                )
            ),
        ),
        managed=True,
        free=True,
        open=True,
    ),
    Row("reports", {"id": ("laporan",)}, mark("Read what members reported"), managed=True),
    Row("privacy", {"id": ("privasi",)}, mark("Tell what I keep about you, and what I don't")),
    Row(
        "mydata",
        {"id": ("dataku",)},
        mark("Get or erase what I keep about you"),
        (
            Parameter(
                name="part",
                label=mark("part"),
                summary=mark("What to do with it"),
                choices=(("export", mark("Send me a copy")), ("erase", mark("Erase all"))),
            ),
        ),
    ),
    Row("about", {"id": ("tentang",)}, mark("Tell my version, licence and sources")),
    Row("help", {"id": ("bantuan", "tolong")}, mark("Show what I can do")),
    Row("quit", {"id": ("keluar",), "en": ("exit",)}, mark("End the conversation"), local=True),
)

BY_NAME: Final = {name: row for row in TABLE for name in row.names}


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as typed: the row, when there is one, the name and the options."""

    row: Row | None
    name: str
    args: Mapping[str, str]


def read_local(line: str) -> Typed | None:
    """The terminal's own command that ``line`` names, with or without a slash.

    Whoever types "exit" at a prompt means just that; other commands may be words of a question.
    """
    row = BY_NAME.get(line.removeprefix("/").casefold())
    return Typed(row, row.name, {}) if row is not None and row.local else None


def read(line: str) -> Typed | None:
    """The command in ``line``, or None when it is not written as one."""
    if not line.startswith("/"):
        return None
    name, _, rest = line[1:].strip().partition(" ")
    row = BY_NAME.get(name.casefold())
    return Typed(None, name, {}) if row is None else Typed(row, row.name, arguments(row, rest))


def arguments(row: Row, words: str) -> Mapping[str, str]:
    """What was typed after the command, a word for each option and all the rest for the last."""
    if row.free:
        return {WORDS: words.strip()} if words.strip() else {}
    values = words.split(maxsplit=max(0, len(row.parameters) - 1))
    # What is left of the last one is cut off at the words before it only; its own spaces stay.
    return {parameter.name: value.strip() for parameter, value in zip(row.parameters, values, strict=False)}
