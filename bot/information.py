"""What the bot says about itself: help, its packs, its languages, commands it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Audience, Bullets, Heading, Reply, Span, Style, Text
from bot.commands import TABLE
from bot.plain import clean
from bot.telling import LANGUAGES, localized, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks import Line
    from bot.commands import Row
    from bot.i18n import Tongue, Tongues
    from facts.fact import Pack

ECHO: Final = 40
SHOWN: Final = 5
"""Options of a command in a usage line."""


def help_reply(tongue: Tongue, example: str = "", *, manager: bool = False) -> Reply:
    """How to ask, with an example if there is one, and every command that the member may give."""
    intro = tongue.gettext(
        "Ask me about history in your own words. I answer only from facts that have a source, "
        "and I say so when I don't know."
    )
    examples = [_line(tongue.gettext("For example: {question}", question=example))] if example else []
    rows = tuple(usage(row, tongue) for row in TABLE if _offered(row, manager=manager))
    return Reply((_line(intro), *examples, Bullets(rows)))


def _offered(row: Row, *, manager: bool) -> bool:
    return row.listed and not row.local and (manager or not row.managed)


def usage(row: Row, tongue: Tongue) -> Line:
    """How a command is typed and what it does."""
    typed = f"/{row.named(tongue.code)}"
    for parameter in row.parameters[:SHOWN]:
        label = tongue.gettext(parameter.label)
        typed += f" <{label}>" if parameter.required else f" [{label}]"
    typed += " …" if len(row.parameters) > SHOWN else ""
    return (Span(typed, Style.CODE), Span(f": {tongue.gettext(row.summary)}"))


def packs_reply(packs: Sequence[Pack], tongue: Tongue) -> Reply:
    """The packs that answers come from, with their size and licence."""
    if not packs:
        return Reply((_line(tongue.gettext("I have no packs loaded.")),))
    head = tongue.ngettext("I answer from one pack:", "I answer from {count} packs:", len(packs))
    items = []
    for pack in packs:
        size = tongue.ngettext("{count} fact", "{count} facts", len(pack.facts))
        about = ", ".join(filter(None, (pack.id, size, pack.license)))
        items.append((Span(clean(localized(pack.title, tongue.code)), Style.BOLD), Span(f" ({about})")))
    return Reply((Heading(head), Bullets(tuple(items))))


def language_reply(tongue: Tongue) -> Reply:
    """The language in use, after it was chosen."""
    text = tongue.gettext(
        "I speak {language} with you, unless your question is in another language that I know.",
        language=tongue.gettext(LANGUAGES.get(tongue.code, tongue.code)),
    )
    return Reply((_line(text),))


def languages_reply(wish: str, tongue: Tongue, tongues: Tongues) -> Reply:
    """The languages to choose from, when the one wished for is not among them."""
    spoken = ", ".join(f"{code} ({tongue.gettext(LANGUAGES.get(code, code))})" for code in tongues.by_code)
    text = tongue.gettext(
        "I don't speak “{wish}”. Choose one of: {languages}.", wish=_echo(wish), languages=spoken
    )
    return Reply((_line(text),))


def no_command_reply(name: str, tongue: Tongue) -> Reply:
    """Say that there is no such command, and where they are listed."""
    text = tongue.gettext(
        "There is no command /{name}. Type /{help} to see them all.",
        name=_echo(name),
        help=next(row for row in TABLE if row.name == "help").named(tongue.code),
    )
    return Reply((_line(text),))


def managers_only_reply(tongue: Tongue) -> Reply:
    """Refuse what only those may do who manage the community."""
    text = tongue.gettext("Only those who manage this community can do that.")
    return Reply((_line(text),), audience=Audience.ASKER)


def too_many_reply(tongue: Tongue) -> Reply:
    """Ask for patience, once; what follows in the next minute is not answered."""
    text = tongue.gettext("That is a lot of questions at once. Give me a minute, then ask on.")
    return Reply((_line(text),), audience=Audience.ASKER)


def apology_reply(number: str, tongue: Tongue) -> Reply:
    """Say that something went wrong here, with the number under which the operator finds it."""
    text = tongue.gettext(
        "Something went wrong on my side, and it is not your fault. Try again; if it stays so, tell "
        "whoever runs me this number: {number}.",
        number=number,
    )
    return Reply((_line(text),), audience=Audience.ASKER)


def not_offered_reply(offered: int, tongue: Tongue) -> Reply:
    """Say that the number typed is not one of those to choose from, of which there are so many."""
    if not offered:
        text = tongue.gettext("There is no list to choose a number from just now. Ask me a question.")
    else:
        text = tongue.ngettext(
            "That number is not in the list. Choose 1, or ask me a question.",
            "That number is not in the list. Choose 1 to {count}, or ask me a question.",
            offered,
        )
    return Reply((_line(text),))


def no_fact_reply(fact_id: str, tongue: Tongue) -> Reply:
    """Say that no fact has this id."""
    if not fact_id:
        return Reply((_line(tongue.gettext("Which fact? Write its id after the command.")),))
    return Reply((_line(tongue.gettext("There is no fact with the id “{id}”.", id=_echo(fact_id))),))


def _line(text: str) -> Text:
    return Text((Span(text),))


def _echo(text: str) -> str:
    return shorten(clean(text), ECHO)
