"""A conversation to speak with in a line each, as tests do."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.blocks import Reply
from bot.budget import Budgets, Rate
from bot.composition import converse
from bot.memory import Memory
from bot.plain import plain
from bot.seam import Command, Lookup, Member, Place, Press, Question, Response
from bot.shelf import Shelf

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.preferences import Preferences
    from bot.seam import Choice, Event
    from facts.fact import Pack

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HERE = Place("test", "community", "chat")
ANI = Member("test", "ani", locale="id")


PATIENT = Rate(1e9, 1e9)


class Chat:
    """A conversation, spoken to in a line each."""

    def __init__(
        self,
        answering: Answering,
        pack: Pack,
        preferences: Preferences | None = None,
        budgets: Budgets | None = None,
    ) -> None:
        self.now = 0.0
        self.searcher: Any = answering.searcher
        self.response = Response()
        self.conversation = converse(
            answering,
            Shelf(lambda: (pack,)),
            preferences=preferences,
            memory=Memory(lambda: self.now),
            budgets=budgets or Budgets(member=PATIENT),
        )

    def tell(self, event: Event) -> str:
        """Hand in an event; the reply as plain text."""
        self.response = asyncio.run(self.conversation.handle(event))
        return plain(self.response.reply) if isinstance(self.response.reply, Reply) else ""

    @property
    def reply(self) -> Reply:
        """What the last event came to, which was a reply."""
        assert isinstance(self.response.reply, Reply)
        return self.response.reply

    def ask(self, text: str, member: Member = ANI, place: Place = HERE, language: str | None = None) -> str:
        """Ask a question."""
        return self.tell(Question(place, member, NOW, text, language=language))

    def command(self, name: str, member: Member = ANI, **args: str) -> str:
        """Give a command."""
        return self.tell(Command(HERE, member, NOW, name, args))

    def press(self, action: str, asker: str | None = "ani") -> str:
        """Press a button under the answer to ``asker``."""
        return self.tell(Press(HERE, ANI, NOW, action, asker))

    def suggest(self, parameter: str, prefix: str, **options: Any) -> tuple[Choice, ...]:
        """What a half-typed value may become."""
        return asyncio.run(self.conversation.suggest(Lookup(parameter, prefix, HERE, ANI, **options)))

    def choices(self, parameter: str, prefix: str) -> list[str]:
        """The values of these."""
        return [choice.value for choice in self.suggest(parameter, prefix)]

    def actions(self) -> dict[str, str]:
        """What can be pressed under the last reply, by its label."""
        return {action.label: action.action for action in self.reply.actions}
