"""A message answered: small talk in kind, anything else from the facts.

The one way from words to a reply, for conversations and for batches alike; remembers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.ask import compose, shown
from bot.blocks import Reply, Span, Text
from bot.chitchat import with_example
from bot.menu import Menu
from bot.plain import clean
from facts.outcome import Answer, Overview, Reason, Suggestions, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chitchat import ChitChat
    from bot.i18n import Tongue, Tongues
    from facts.outcome import Outcome, Scored
    from facts.search import Searcher


EXAMPLES: Final = 50
"""Facts looked through for a question to offer as an example."""


class Kind(StrEnum):
    """What a message came to, as others read it."""

    ANSWER = "answer"
    OVERVIEW = "overview"
    SUGGEST = "suggest"
    UNKNOWN = "unknown"
    CHITCHAT = "chitchat"


KINDS = {
    Answer: Kind.ANSWER,
    Overview: Kind.OVERVIEW,
    Suggestions: Kind.SUGGEST,
    Unknown: Kind.UNKNOWN,
}


_ALONE = Menu(lambda _: (None, None))
"""What can be done with facts where nothing is known of their neighbours in time."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply with what it rests on; no outcome for small talk."""

    kind: Kind
    reply: Reply
    tongue: Tongue
    outcome: Outcome | None = None

    @property
    def facts(self) -> tuple[Scored, ...]:
        """The facts that the reply shows, in its order."""
        return () if self.outcome is None else shown(self.outcome)

    @property
    def confidence(self) -> float:
        """How likely the reply answers the message, 0 to 1; small talk is recognised or it is not."""
        return 1.0 if self.outcome is None else self.outcome.explanation.confidence


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers one message at a time from the facts that it was given."""

    searcher: Searcher
    chitchat: ChitChat
    tongues: Tongues
    menu: Menu = _ALONE

    def known(self, language: str | None) -> str | None:
        """The code of a declared language when the bot speaks it; otherwise it is read from the words."""
        return self.tongues.code(language)

    def answer(
        self,
        text: str,
        *,
        language: str | None = None,
        prefers: str | None = None,
        history: Sequence[str] = (),
    ) -> Answered:
        """Answer in the declared ``language``, else the one ``text`` is read in, else as it ``prefers``."""
        text = clean(text)
        known = self.known(language)
        talk = self.chitchat.recognise(text, self.tongues.speak(known, prefers).code)
        if talk is not None:
            tongue = self.tongues.speak(talk.language)
            said = with_example(talk.reply, self.example(tongue.code))
            return Answered(Kind.CHITCHAT, Reply((Text((Span(said),)),)), tongue)
        # What is declared or preferred only decides where the words do not tell the language.
        outcome = self.searcher.search(text, language=known or self.tongues.code(prefers), history=history)
        tongue = self.tongues.speak(known, outcome.explanation.language, prefers)
        example = self.example(tongue.code) if outcome.explanation.reason is Reason.EMPTY else ""
        return Answered(KINDS[type(outcome)], compose(outcome, tongue, self.menu, example), tongue, outcome)

    def example(self, language: str) -> str:
        """A question in ``language`` that the facts at hand answer, as their author asks it; or nothing."""
        facts = map(self.searcher.get, islice(self.searcher.ids(), EXAMPLES))
        asked = (question for fact in facts if fact for question in fact.asked.get(language, ()))
        return clean(next(asked, ""))
