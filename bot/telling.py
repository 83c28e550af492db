"""One fact told within a limit: short answer, statement, date, note, sources, id.

Owns what may be left out and in which order: further sources first, then the tail of a long statement,
then the address and the title of the last source; never the note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.blocks import Citation, Sources, Span, Style, Text
from bot.i18n import mark
from bot.itself import keeping
from bot.plain import clean, plain_block
from facts.date_words import word
from facts.fact import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Block
    from bot.i18n import Tongue
    from facts.fact import Fact, Localized, Source

LIMIT: Final = 900
"""Characters of an answer: what a member reads without scrolling, on every platform one message."""
BRIEF: Final = 120
"""Characters of a fact in a list of suggestions."""
STATEMENT: Final = 300
"""Characters of a statement that a source may not displace."""
SHORT: Final = 200
"""Characters of a short answer."""
KEPT: Final = 1_024
"""Facts as they were told lately, whole and in brief, of each so many: some two megabytes."""

LANGUAGES: Final = {"id": mark("Indonesian"), "en": mark("English")}
DOUBTS: Final = {
    Certainty.SOURCE_SAYS: mark("This is what the source says; it has not been confirmed elsewhere."),
    Certainty.DISPUTED: mark("Historians or sources disagree about this."),
}
MARKS: Final = {
    Certainty.SOURCE_SAYS: mark("according to its source"),
    Certainty.DISPUTED: mark("disputed"),
}
_WORDS: Final = re.compile(r"\w+|\?")
_CIRCA: Final = re.compile(r"\bc(?:a\.|irca\b|\.)(?= )", re.IGNORECASE)
"""How English dates abbreviate that they are about right."""
# Words that a range may be written with; they say nothing that the figures beside them do not.
_CONNECTORS: Final = frozenset(
    ("to", "until", "and", "from", "of", "the", "in", "on", "dan", "hingga", "sampai", "dari", "pada")
)


@keeping(KEPT)
def tell(fact: Fact, tongue: Tongue, *, short: str = "", limit: int = LIMIT) -> tuple[Block, ...]:
    """The blocks of one fact, their plain text at most ``limit`` characters."""
    statement = clean(fact.in_language(tongue.code))
    lead = [Text((Span(sentence(shorten(short, SHORT)), Style.BOLD),))] if short else []
    dated = _lines(date_line(fact, statement, short, tongue))
    rest = [*_lines(language_line(fact, tongue)), *identity(fact, tongue)]
    room = limit - sum(len(plain_block(block)) + 1 for block in (*lead, *dated, *rest))
    # A note longer than the whole reply is the only one to be cut.
    noted = _lines(shorten(note_line(fact, tongue), room - 1), Style.ITALIC)
    room -= sum(len(plain_block(block)) + 1 for block in noted)
    told, cited = _share(statement, fact.sources, tongue, room)
    return (*lead, Text((Span(told),)), *dated, *noted, *cited, *rest)


def _lines(text: str, style: Style = Style.PLAIN) -> list[Text]:
    return [Text((Span(text, style),))] if text else []


def _share(
    statement: str, sources: tuple[Source, ...], tongue: Tongue, room: int
) -> tuple[str, tuple[Sources, ...]]:
    """The statement and its sources within ``room``: all of both, else as the module says."""
    ladder = list(_citations(sources, tongue))
    costs = [len(plain_block(cited)) + 1 for cited in ladder]
    for enough in (len(statement), min(len(statement), STATEMENT)):
        for cited, cost in zip(ladder, costs, strict=True):
            if room - cost >= enough:
                return shorten(statement, room - cost), (cited,)
    return shorten(statement, room), ()


def _citations(sources: tuple[Source, ...], tongue: Tongue) -> Iterator[Sources]:
    # Sources that the member can read come first, otherwise in the order of the pack.
    readable = sorted(sources, key=lambda source: tongue.code not in source.title)
    items = tuple(cite(source, tongue.code) for source in readable)
    for kept in range(len(items), 0, -1):
        label = tongue.ngettext("Source", "Sources", kept)
        yield Sources(label, items[:kept])
    if items:
        yield Sources(tongue.ngettext("Source", "Sources", 1), (Citation(shorten(items[0].title, BRIEF)),))


def cite(source: Source, language: str) -> Citation:
    """A source as a member reads it: author, title, publisher and year, with its address."""
    parts = (source.author, localized(source.title, language), source.publisher, source.year)
    title = ", ".join(clean(part) for part in parts if part)
    return Citation(title or source.id, localized(source.url, language) or None)


def localized(text: Localized, language: str) -> str:
    """``text`` in ``language``, else in the first language that it has, else nothing."""
    return text.get(language) or next(iter(text.values()), "")


def date_line(fact: Fact, statement: str, short: str, tongue: Tongue) -> str:
    """The date on a line of its own, unless the statement or the short answer already says all of it."""
    date = unsaid_date(fact, f"{statement} {short}", tongue)
    return tongue.gettext("Date: {date}", date=date) if date else ""


def unsaid_date(fact: Fact, text: str, tongue: Tongue) -> str:
    """The date in words when ``text`` leaves out any of it, doubt and calendar included."""
    if fact.when is None:
        return ""
    date = word(fact.when, tongue.code)
    said, meant = (set(_WORDS.findall(spoken(each, tongue).casefold())) for each in (text, date))
    return date if meant - _CONNECTORS - said else ""


def spoken(date: str, tongue: Tongue) -> str:
    """A date as it stands in a sentence or begins one: "around 1917" rather than "c. 1917"."""
    return _CIRCA.sub(tongue.gettext("around"), date)


def note_line(fact: Fact, tongue: Tongue) -> str:
    """What the member must know beside the statement; never empty when the fact is not sure."""
    note = clean(localized(fact.note, tongue.code))
    if not note and fact.certainty in DOUBTS:
        note = tongue.gettext(DOUBTS[fact.certainty])
    return tongue.gettext("Note: {note}", note=note) if note else ""


def language_line(fact: Fact, tongue: Tongue) -> str:
    """A remark when the pack does not hold the fact in the language of the reply."""
    if tongue.code in fact.text:
        return ""
    code = next(iter(fact.text))
    name = tongue.gettext(LANGUAGES[code]) if code in LANGUAGES else code
    return tongue.gettext("(This fact is only available in {language}.)", language=name)


def identity(fact: Fact, tongue: Tongue) -> list[Text]:
    """The id to refer to the fact by, unless it is too long to be typed."""
    if len(fact.id) > BRIEF:
        return []
    return [Text((Span(tongue.gettext("Fact: ")), Span(fact.id, Style.CODE)))]


@keeping(KEPT)
def brief(fact: Fact, tongue: Tongue, limit: int = BRIEF) -> str:
    """The statement on one line, with its date when it leaves that out, and marked when it is not sure."""
    statement = clean(fact.in_language(tongue.code))
    remarks = [unsaid_date(fact, statement, tongue)]
    if fact.certainty in MARKS:
        remarks.append(tongue.gettext(MARKS[fact.certainty]))
    remark = "; ".join(filter(None, remarks))
    remark = f" ({remark})" if remark else ""
    return shorten(statement, limit - len(remark)) + remark


def shorten(text: str, limit: int) -> str:
    """``text``, cut between words and marked with ``…`` when it is longer than ``limit``."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    cut = text[:limit].rfind(" ")
    return text[: cut if cut > limit // 2 else limit - 1].rstrip(" ,;:…(") + "…"


def sentence(text: str) -> str:
    """``text`` as a sentence of its own: a capital first, a full stop last."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
