"""The conversation: routes an event to the capability that answers it, and remembers just enough.

Remembered, in memory only: for ten minutes the member's last answered questions in a chat, so that a
follow-up can borrow the names it leaves out, the language last spoken with them there, and the one that a
member chose.  Never sends anything.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot import information
from bot.ask import about
from bot.blocks import UNOFFERED
from bot.commands import BY_NAME, TABLE, arguments
from bot.recent import Recent
from bot.seam import Choice, Command, Member, Place, Press, Question, Response
from bot.telling import LANGUAGES, brief
from bot.why import nothing_asked, why
from facts.outcome import Answer, Overview

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answering import Answering
    from bot.blocks import Reply
    from bot.i18n import Tongue
    from bot.seam import Event, Lookup
    from facts.fact import Pack
    from facts.outcome import Outcome

FOLLOW_UP: Final = 600.0
"""Seconds for which a follow-up may lean on what was asked before."""
QUESTIONS: Final = 3
REMEMBERED: Final = 10_000
"""Members remembered at once; a few megabytes at most."""
CHOICES: Final = 10


@dataclass(frozen=True, slots=True)
class _Thread:
    """What one member asked last in one chat."""

    questions: tuple[str, ...] = ()
    outcome: Outcome | None = None
    tongue: Tongue | None = None
    """The language of the last reply, small talk included."""


class Conversation:
    """The handler that adapters call: an event in, a response out.

    Args:
        answering: answers questions.
        packs: the packs answered from; asked for only by what lists them.
        clock: seconds that never go back.
        chance: picks random facts.
    """

    def __init__(
        self,
        answering: Answering,
        packs: Callable[[], Sequence[Pack]] = tuple,
        *,
        clock: Callable[[], float] = time.monotonic,
        chance: random.Random | None = None,
    ) -> None:
        self._answering = answering
        self._packs = packs
        self._threads: Recent[tuple[Place, str], _Thread] = Recent(REMEMBERED, FOLLOW_UP, clock)
        self._chosen: Recent[tuple[str, str], str] = Recent(REMEMBERED, math.inf, clock)
        self._chance = chance or random.Random()  # noqa: S311  # picks a fact, guards nothing

    async def handle(self, event: Event) -> Response:
        """Say what ``event`` comes to; events that no capability answers come to nothing."""
        match event:
            case Question():
                return Response(await self._question(event))
            case Command(name=name, args=args):
                return Response(self._command(event, name, dict(args)))
            case Press(action=action):
                return Response(self._press(event, action))
            case _:
                return Response()

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Complete a command, an option of one, or the last word of a question."""
        tongue = self._tongue(lookup.member, None)
        prefix = lookup.prefix.casefold()
        match lookup.parameter:
            case "command":
                rows = ((row.named(tongue.code), tongue.gettext(row.summary)) for row in TABLE)
                found = [Choice(name, name, detail) for name, detail in rows if name.startswith(prefix)]
            case "language":
                codes = (code for code in self._answering.tongues.by_code if code.startswith(prefix))
                found = [Choice(code, tongue.gettext(LANGUAGES.get(code, code))) for code in codes]
            case "fact":
                facts = (fact for pack in self._packs() for fact in pack.facts if fact.id.startswith(prefix))
                found = [Choice(fact.id, brief(fact, tongue)) for fact in islice(facts, CHOICES)]
            case _:
                words = self._answering.searcher.complete(lookup.prefix, CHOICES)
                found = [Choice(word, word) for word in words]
        return tuple(found)

    async def _question(self, event: Question) -> Reply:
        key = (event.place, event.member.user)
        before = self._threads.get(key) or _Thread()
        # A few milliseconds of work, yet tens under load: a thread keeps every other chat answered meanwhile.
        answered = await asyncio.to_thread(
            self._answering.answer,
            event.text,
            language=event.language,
            prefers=self._tongue(event.member, before.tongue).code,
            history=before.questions,
        )
        after = replace(before, tongue=answered.tongue)
        if answered.outcome is not None:
            after = replace(after, outcome=answered.outcome)
        if isinstance(answered.outcome, Answer | Overview):
            after = replace(after, questions=(*before.questions, event.text)[-QUESTIONS:])
        self._threads.put(key, after)
        return answered.reply

    def _press(self, event: Press, action: str) -> Reply:
        verb, _, argument = action.partition(":")
        if verb == UNOFFERED:
            return information.not_offered_reply(int(argument), self._tongue_here(event))
        row = BY_NAME.get(verb)
        return self._command(event, verb, dict(arguments(row, argument)) if row is not None else {})

    def _command(self, event: Command | Press, name: str, args: dict[str, str]) -> Reply:
        thread = self._threads.get((event.place, event.member.user)) or _Thread()
        tongue = self._tongue_here(event)
        match name:
            case "help":
                reply = information.help_reply(tongue, self._answering.example(tongue.code))
            case "why":
                reply = nothing_asked(tongue) if thread.outcome is None else why(thread.outcome, tongue)
            case "fact":
                reply = self._fact(event, thread, args.get("fact", ""), tongue)
            case "random":
                reply = self._random(tongue)
            case "packs":
                reply = information.packs_reply(self._packs(), tongue)
            case "language":
                reply = self._language(event.member, args.get("language", ""), tongue)
            case _:
                reply = information.no_command_reply(name, tongue)
        return reply

    def _random(self, tongue: Tongue) -> Reply:
        facts = [fact for pack in self._packs() for fact in pack.facts]
        return about(self._chance.choice(facts), tongue) if facts else information.packs_reply((), tongue)

    def _fact(self, event: Command | Press, thread: _Thread, fact_id: str, tongue: Tongue) -> Reply:
        fact = self._answering.searcher.get(fact_id) if fact_id else None
        if fact is None:
            return information.no_fact_reply(fact_id, tongue)
        # Whoever opens a fact goes on about it: its words stand in for a question about it.
        questions = (*thread.questions, fact.in_language(tongue.code))[-QUESTIONS:]
        key = (event.place, event.member.user)
        self._threads.put(key, _Thread(questions, thread.outcome, thread.tongue))
        return about(fact, tongue)

    def _language(self, member: Member, wish: str, tongue: Tongue) -> Reply:
        tongues = self._answering.tongues
        if not wish:
            return information.language_reply(tongue)
        named = {tongue.gettext(name).casefold(): code for code, name in LANGUAGES.items()}
        code = named.get(wish.casefold(), wish.casefold())
        if code not in tongues.by_code:
            return information.languages_reply(wish, tongue, tongues)
        self._chosen.put((member.platform, member.user), code)
        return information.language_reply(tongues.speak(code))

    def _tongue_here(self, event: Event) -> Tongue:
        thread = self._threads.get((event.place, event.member.user))
        return self._tongue(event.member, thread.tongue if thread else None)

    def _tongue(self, member: Member, last: Tongue | None) -> Tongue:
        """The language where the words tell none: chosen, else last spoken here, else the platform's."""
        chosen = self._chosen.get((member.platform, member.user))
        return self._answering.tongues.speak(chosen, last.code if last else None, member.locale)
