"""Why an outcome came about, in words: how the question was read, what matched, what did not, what was next.

Reads an ``Explanation`` and adds nothing to it, so that members and authors see the reasons themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.ask import ECHO, shown
from bot.blocks import Bullets, Heading, Reply, Span, Text
from bot.i18n import mark
from bot.plain import clean
from bot.telling import LANGUAGES, brief, shorten
from facts.outcome import Asked, Overview, Reason, Suggestions, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Block
    from bot.i18n import Tongue
    from facts.outcome import Explanation, Outcome, WordMatch

READ_AS: Final = {
    Asked.WHEN: mark("a question about a date"),
    Asked.WHO: mark("a question about a person or body"),
    Asked.WHAT: mark("a question about a thing or event"),
    Asked.WHERE: mark("a question about a place"),
    Asked.WHY: mark("a question about a reason"),
    Asked.HOW: mark("a question about a manner"),
    Asked.HOW_MANY: mark("a question about a number"),
    Asked.YES_NO: mark("a yes-or-no question"),
    Asked.OPEN: mark("an open question"),
    Asked.KEYWORDS: mark("key words"),
}
REASONS: Final = {
    Reason.CLEAR: mark("One fact fits clearly better than all others."),
    Reason.ALIKE: mark("Several facts fit about equally well."),
    Reason.UNEXPLAINED: mark("No fact accounts for all that was asked."),
    Reason.WEAK: mark("Too little of the question matches anything I know."),
    Reason.EMPTY: mark("The question holds no word to search by."),
}
HOW: Final = {
    "exact": mark("the same word"),
    "stem": mark("the same root"),
    "spelling": mark("another spelling"),
    "typo": mark("a likely typo"),
    "slang": mark("chat slang"),
    "name": mark("another name"),
    "meaning": mark("a similar meaning"),
    "pack": mark("the subject of the pack"),
    "number": mark("the same number or date"),
}
STEPS: Final = (
    (0.9, mark("very sure")),
    (0.7, mark("fairly sure")),
    (0.4, mark("unsure")),
    (0.0, mark("very unsure")),
)
"""Confidence in words, by the least probability for each."""
WORDS: Final = 12
"""Words listed of a long question, the weightiest first."""


def why(outcome: Outcome, tongue: Tongue) -> Reply:
    """Say why the last outcome is what it is."""
    explanation = outcome.explanation
    items = [(Span(line),) for line in _lines(outcome, explanation, tongue)]
    matched = [(Span(_match(match, tongue)),) for match in _weightiest(explanation.matched)]
    blocks: list[Block] = [Heading(tongue.gettext("Why this answer?")), Bullets(tuple(items))]
    if matched:
        blocks += [Text((Span(tongue.gettext("What matched:")),)), Bullets(tuple(matched))]
    return Reply(tuple(blocks))


def nothing_asked(tongue: Tongue) -> Reply:
    """Say that there is nothing to explain yet."""
    return Reply(
        (Text((Span(tongue.gettext("Ask me something first; then I can say why I answered so.")),)),)
    )


def no_longer_known(tongue: Tongue) -> Reply:
    """Say that the question behind an answer is forgotten, as questions are after a while."""
    text = tongue.gettext(
        "I no longer know which question that answered: I forget questions after ten minutes. "
        "Ask again, and I can explain."
    )
    return Reply((Text((Span(text),)),))


def _lines(outcome: Outcome, explanation: Explanation, tongue: Tongue) -> Iterator[str]:
    language = tongue.gettext(LANGUAGES.get(explanation.language, explanation.language))
    asked = tongue.gettext(READ_AS[explanation.asked])
    yield tongue.gettext("I read it as {asked}, in {language}.", asked=asked, language=language)
    for written, read in explanation.corrected[:WORDS]:
        yield tongue.gettext("I read “{written}” as “{read}”.", written=_echo(written), read=_echo(read))
    if explanation.borrowed:
        yield tongue.gettext(
            "Taken over from your earlier question: {words}.", words=_list(explanation.borrowed)
        )
    if isinstance(outcome, Overview):
        yield tongue.gettext("Several facts belong to it, so I listed them in order of time.")
    else:
        yield tongue.gettext(REASONS[explanation.reason])
    if explanation.unexplained:
        yield tongue.gettext("Left unexplained: {words}.", words=_list(explanation.unexplained))
    first = shown(outcome)[:1]
    if first and isinstance(outcome, Suggestions | Unknown):
        yield tongue.gettext("Nearest: {fact}", fact=brief(first[0].fact, tongue))
    if explanation.second is not None and not isinstance(outcome, Overview):
        yield tongue.gettext("Second: {fact}", fact=brief(explanation.second.fact, tongue))
    sureness = next(words for least, words in STEPS if explanation.confidence >= least)
    yield tongue.gettext(
        "Confidence: {words} ({percent}%).",
        words=tongue.gettext(sureness),
        percent=min(99, round(explanation.confidence * 100)),  # nothing about the past is certain
    )


def _weightiest(matched: tuple[WordMatch, ...]) -> list[WordMatch]:
    return sorted(matched, key=lambda match: -match.share)[:WORDS]


def _match(match: WordMatch, tongue: Tongue) -> str:
    how = tongue.gettext(HOW[match.how]) if match.how in HOW else match.how
    if match.word.casefold() == match.matched.casefold():
        return f"“{_echo(match.word)}”: {how}"
    return f"“{_echo(match.word)}” → “{_echo(match.matched)}”: {how}"


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{_echo(word)}”" for word in words[:WORDS])


def _echo(word: str) -> str:
    return shorten(clean(word), ECHO)
