"""What a search came to, said to a member: answer, overview, suggestions or an honest "I don't know".

Pure: an outcome and a language in, a reply out.  Never decides what answers; never says more than the facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from bot.blocks import Bullets, Citation, Reply, Sources, Span, Style, Text
from bot.plain import clean, plain_block
from bot.telling import BRIEF, LIMIT, brief, cite, localized, shorten, spoken, tell
from facts.date_words import word
from facts.outcome import Answer, Asked, Overview, Reason, Suggestions, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks import Block
    from bot.i18n import Tongue
    from bot.menu import Menu
    from facts.fact import Fact
    from facts.outcome import Outcome, Scored

OVERVIEW: Final = 5
OFFERED: Final = 3
CITED: Final = 250
"""Characters for the sources of an overview, so that its facts keep the better part of it."""
ECHO: Final = 40
"""Characters of a member's own words in a reply."""


def shown(outcome: Outcome) -> tuple[Scored, ...]:
    """The facts that the reply to ``outcome`` shows, in its order."""
    match outcome:
        case Answer(best):
            return (best,)
        case Overview(facts):
            return facts[:OVERVIEW]
        case Suggestions(facts) | Unknown(facts):
            return facts[:OFFERED]
        case _:  # pragma: no cover
            assert_never(outcome)


def compose(outcome: Outcome, tongue: Tongue, menu: Menu, example: str = "") -> Reply:
    """Put ``outcome`` into words, at most ``LIMIT`` characters of plain text, with what can be done about it.

    ``example`` is a question to offer whoever asked none.
    """
    facts = [scored.fact for scored in shown(outcome)]
    match outcome:
        case Answer():
            others = [scored.fact for scored in outcome.others]
            told = tell(facts[0], tongue, short=_short(outcome, tongue))
            return Reply(told, menu.of_answer(facts[0], tongue, others))
        case Overview():
            return _overview(facts, tongue, menu)
        case Suggestions():
            asked = tongue.ngettext("Did you mean this?", "Did you mean one of these?", len(facts))
            return Reply(
                (*_unexplained(outcome, tongue), _line(asked), _numbered(facts, tongue)), menu.openers(facts)
            )
        case Unknown():
            return _unknown(outcome, facts, tongue, menu, example)
        case _:  # pragma: no cover
            assert_never(outcome)


def about(fact: Fact, tongue: Tongue, menu: Menu) -> Reply:
    """One fact with all that belongs to it."""
    return Reply(tell(fact, tongue), menu.of_fact(fact, tongue))


def among(facts: Sequence[Fact], tongue: Tongue, menu: Menu, lead: str) -> Reply:
    """A numbered list of facts to choose from, after a sentence that says what they are."""
    return Reply((_line(lead), _numbered(facts, tongue)), menu.openers(facts))


def _short(outcome: Answer, tongue: Tongue) -> str:
    """The short answer, when it says less than the statement that follows it."""
    fact = outcome.best.fact
    if outcome.slot is not None and outcome.slot in fact.answers:
        short = clean(localized(fact.answers[outcome.slot], tongue.code))
    elif outcome.explanation.asked is Asked.WHEN and fact.when is not None:
        short = spoken(word(fact.when, tongue.code), tongue)
    else:
        return ""
    statement = clean(fact.in_language(tongue.code))
    return "" if short.casefold().strip(".") == statement.casefold().strip(".") else short


def _overview(facts: Sequence[Fact], tongue: Tongue, menu: Menu) -> Reply:
    head = _line(tongue.gettext("Here is what I know about this:"))
    cited = _cited(facts, tongue)
    taken: tuple[Block, ...] = (head, *cited)
    room = LIMIT - sum(len(plain_block(block)) + 1 for block in taken)
    each = room // max(1, len(facts)) - len("1. \n")
    items = ((Span(brief(fact, tongue, each)),) for fact in facts)
    return Reply((head, Bullets(tuple(items), first=1), *cited), menu.openers(facts))


def _cited(facts: Sequence[Fact], tongue: Tongue) -> tuple[Sources, ...]:
    """The first source of each fact, each once; addresses go first when there is little room."""
    sources = {(fact.pack, source.id): source for fact in facts for source in fact.sources[:1]}
    items = tuple(cite(source, tongue.code) for source in sources.values())
    titles = tuple(Citation(shorten(item.title, BRIEF)) for item in items)
    for kept in (items, *(titles[:count] for count in range(len(titles), 0, -1))):
        cited = Sources(tongue.ngettext("Source", "Sources", len(kept)), kept)
        if kept and len(plain_block(cited)) <= CITED:
            return (cited,)
    return ()


def _unknown(outcome: Unknown, facts: Sequence[Fact], tongue: Tongue, menu: Menu, example: str) -> Reply:
    if outcome.explanation.reason is Reason.EMPTY:
        lines = [_line(tongue.gettext("I could not find a question in that."))]
        if example:
            lines.append(_line(tongue.gettext("Try asking, for example: {question}", question=example)))
        return Reply(tuple(lines))
    blocks: list[Text | Bullets] = [
        Text((Span(tongue.gettext("I don't know the answer to that yet."), Style.BOLD),))
    ]
    blocks += _unexplained(outcome, tongue)
    if facts:
        blocks.append(
            _line(tongue.gettext("The nearest facts I have, which may not be what you are asking about:"))
        )
        blocks.append(_numbered(facts, tongue))
    return Reply(tuple(blocks), menu.openers(facts))


def _unexplained(outcome: Suggestions | Unknown, tongue: Tongue) -> tuple[Text, ...]:
    """What of the question no fact goes with, in the member's own words; one may hold it by itself."""
    words = ", ".join(f"“{shorten(clean(word), ECHO)}”" for word in outcome.explanation.unexplained[:OFFERED])
    if not words:
        return ()
    if not outcome.explanation.matched:
        return (_line(tongue.gettext("What I could not match: {words}.", words=words)),)
    text = tongue.gettext("What I could not match with the rest of your question: {words}.", words=words)
    return (_line(text),)


def _line(text: str) -> Text:
    return Text((Span(text),))


def _numbered(facts: Sequence[Fact], tongue: Tongue) -> Bullets:
    return Bullets(tuple((Span(brief(fact, tongue)),) for fact in facts), first=1)
