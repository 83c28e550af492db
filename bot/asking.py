"""Questions and facts: asked in words, checked, opened, explained, and looked at from beside.

Every method is a capability of the conversation, or a step of one.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot import information
from bot.ask import about, among
from bot.blocks import Action, Audience, Reply, Span, Style, Text
from bot.citation import citation_reply
from bot.plain import clean
from bot.references import References, refer
from bot.telling import shorten
from bot.why import no_longer_known, nothing_asked, why
from facts.outcome import Answer, Overview, Suggestions, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.answering import Answered, Answering
    from bot.blocks import Block
    from bot.i18n import Tongue
    from bot.memory import Memory
    from bot.seam import Question
    from bot.shelf import Shelf
    from bot.turn import Turn
    from facts.fact import Fact

CLAIM: Final = 120
"""Characters of a claim repeated above what the facts say about it."""
FACT: Final = "fact:"
"""What a question begins with that was chosen from the facts completed for it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers from search and shelf, and remembers just enough for follow-ups."""

    answering: Answering
    shelf: Shelf
    memory: Memory
    references: References
    chance: random.Random = field(default_factory=random.Random)

    async def question(self, turn: Turn, event: Question) -> Reply | None:
        """Answer plain words; those that were only overheard when the answer is sure, and else not at all."""
        text, history = event.text, self.memory.thread(event).questions
        if event.quoted and not text.strip():
            text = event.quoted
        elif event.quoted and not history:
            history = (shorten(event.quoted, CLAIM),)  # what somebody else asked and was answered
        if event.addressed:
            return await self._answer(turn, text, history, event.language)
        answered = await self._search(turn, text, (), event.language)
        if not isinstance(answered.outcome, Answer):
            return None
        return self._answered(turn, text, answered)

    async def ask(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/ask``: as plain words, or the fact that was chosen while typing."""
        question = args.get("question", "")
        if question.startswith(FACT) and self.find(question.removeprefix(FACT)) is not None:
            return await self.fact(turn, {"fact": question.removeprefix(FACT)})
        return await self._answer(turn, question, self.memory.thread(turn.event).questions)

    async def check(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/check``: what the facts say about a claim; whether it is true is for the reader."""
        claim = clean(args.get("claim") or getattr(turn.event, "quoted", "") or "").strip()
        tongue = turn.tongue
        if not claim:
            line = tongue.gettext("Which claim? Write it after the command, or reply to a message with it.")
            return Reply((_line(line),), audience=Audience.ASKER)
        answered = await self._search(turn, claim, ())
        reply = self._answered(turn, claim, answered)
        lead = answered.tongue.gettext("What my facts say about “{claim}”:", claim=shorten(claim, CLAIM))
        return replace(reply, blocks=(_line(lead), *reply.blocks))

    async def fact(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/fact``: one fact, from which the member goes on asking."""
        fact = self.find(args.get("fact", ""))
        if fact is None:
            return information.no_fact_reply(args.get("fact", ""), turn.tongue)
        return self._opened(turn, fact)

    async def say(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """The same fact in another language: ``say:en:<fact>``."""
        fact = self.find(args["fact"])
        if fact is None:
            return information.no_fact_reply(args["fact"], turn.tongue)
        tongue = self.answering.tongues.speak(args["language"])
        # From here on the member is spoken with in the language that they chose to read.
        self.memory.keep(turn.event, replace(self.memory.thread(turn.event), tongue=tongue))
        return self._told(fact, tongue)

    async def earlier(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """The fact before this one in time."""
        return self._step(turn, args, 0)

    async def later(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """The fact after this one in time."""
        return self._step(turn, args, 1)

    async def cite(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """The fact as one cites it."""
        fact = self.find(args["fact"])
        if fact is None:
            return information.no_fact_reply(args["fact"], turn.tongue)
        return replace(citation_reply(fact, turn.tongue), audience=Audience.ASKER)

    async def random(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/random``: a fact picked by lot."""
        del args
        facts = await asyncio.to_thread(lambda: self.shelf.facts)
        if not facts:
            return information.packs_reply((), turn.tongue)
        reply = self._opened(turn, self.chance.choice(facts))
        return replace(reply, actions=(Action(turn.tongue.gettext("Another one"), "random:"), *reply.actions))

    async def why(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/why``: the reasons for the member's last answer, or for the fact under which it was pressed."""
        outcome = self.memory.thread(turn.event).outcome
        if args.get("fact"):
            fact_id = self.references.resolve(args["fact"])
            outcome = self.memory.outcome(turn.place, fact_id)
            if outcome is None:
                return replace(no_longer_known(turn.tongue), audience=Audience.ASKER)
        if outcome is None:
            return nothing_asked(turn.tongue)
        return replace(why(outcome, turn.tongue), audience=Audience.ASKER)

    async def instead(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """What else may have been meant: the candidates whose digests the button carries."""
        found = await asyncio.to_thread(lambda: [*self._facts(args.get("facts", "").split("~")[1:])])
        note = self._note(turn, "meant")
        if not found:
            line = turn.tongue.gettext(
                "I have nothing else that is near. Try other words, or a name or a year."
            )
            return Reply((_line(line),), note, audience=Audience.ASKER)
        lead = turn.tongue.ngettext("Perhaps you meant this:", "Perhaps you meant one of these:", len(found))
        reply = among(found, turn.tongue, self.answering.menu, lead)
        return replace(reply, actions=(*reply.actions, *note))

    def find(self, reference: str) -> Fact | None:
        """The fact that a member or a button names."""
        return self.answering.searcher.get(self.references.resolve(reference.strip())) if reference else None

    def last_question(self, turn: Turn) -> str:
        """What the member asked last here, in their own words; kept in memory only."""
        return self.memory.thread(turn.event).last

    async def _answer(
        self, turn: Turn, text: str, history: tuple[str, ...], language: str | None = None
    ) -> Reply:
        answered = await self._search(turn, text, history, language)
        return self._answered(turn, text, answered)

    async def _search(
        self, turn: Turn, text: str, history: tuple[str, ...], language: str | None = None
    ) -> Answered:
        # A few milliseconds of work, yet tens under load: a thread keeps every other chat answered meanwhile.
        return await asyncio.to_thread(
            self.answering.answer, text, language=language, prefers=turn.tongue.code, history=history
        )

    def _answered(self, turn: Turn, text: str, answered: Answered) -> Reply:
        """Remember what came of a question, and offer to note what came to nothing."""
        outcome, event = answered.outcome, turn.event
        thread = replace(self.memory.thread(event), last=clean(text), tongue=answered.tongue)
        if outcome is not None:
            thread = replace(thread, outcome=outcome)
        if isinstance(outcome, Answer | Overview):
            thread = thread.asked(text)
        self.memory.keep(event, thread)
        if isinstance(outcome, Answer):
            self.memory.explain(turn.place, outcome.best.fact.id, outcome)
        reply = answered.reply
        if isinstance(outcome, Suggestions | Unknown) and thread.last.strip():
            noting = self._note(replace(turn, tongue=answered.tongue), "unanswered")
            reply = replace(reply, actions=(*reply.actions, *noting))
        return reply

    def _note(self, turn: Turn, kind: str) -> tuple[Action, ...]:
        if not turn.community.notes:
            return ()
        return (Action(turn.tongue.gettext("Note it for the moderators"), f"note:{kind}", opens_form=True),)

    def _facts(self, digests: Iterable[str]) -> Iterable[Fact]:
        found = (self.find(f"~{digest}") for digest in digests)
        return (fact for fact in found if fact is not None)

    def _opened(self, turn: Turn, fact: Fact) -> Reply:
        # Whoever opens a fact goes on about it: its words stand in for a question about it.
        thread = self.memory.thread(turn.event).asked(fact.in_language(turn.tongue.code))
        self.memory.keep(turn.event, thread)
        return self._told(fact, turn.tongue)

    def _told(self, fact: Fact, tongue: Tongue) -> Reply:
        return about(fact, tongue, self.answering.menu)

    def _step(self, turn: Turn, args: Mapping[str, str], side: int) -> Reply:
        fact = self.find(args["fact"])
        if fact is None:
            return information.no_fact_reply(args["fact"], turn.tongue)
        there = self.answering.menu.around(fact)[side]
        if there is not None:
            return self._opened(turn, there)
        text = turn.tongue.gettext("There is no other dated fact on that side in this pack.")
        back = Action(turn.tongue.gettext("Back to the fact"), refer("fact", fact.id))
        return Reply((_line(text),), (back,))


def _line(text: str, style: Style = Style.PLAIN) -> Block:
    return Text((Span(text, style),))
