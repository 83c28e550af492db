"""What the server keeps of a conversation besides messages: queries, their answers, votes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import asyncio

    from tests.servers.telegram.model import Message, User

AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True)
class Answer:
    """How the bot answered a press."""

    text: str = ""
    show_alert: bool = False
    url: str = ""
    cache_time: int = 0


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """How the bot answered an inline query: results as the Bot API has them."""

    results: list[dict[str, Any]]
    cache_time: int = 300
    is_personal: bool = False
    next_offset: str = ""
    button: dict[str, Any] | None = None


@dataclass(eq=False, slots=True)
class Query(Generic[AnswerT]):
    """A press or an inline query that the bot may answer once, until it expires."""

    id: str
    user: User
    answered: asyncio.Future[AnswerT]
    expired: bool = False

    def expire(self) -> None:
        """Let it be too old to be answered."""
        self.expired = True


@dataclass(eq=False, slots=True)
class Ballot:
    """A poll that the bot has sent, with the votes so far."""

    message: Message
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def poll(self) -> dict[str, Any]:
        """The Bot API's Poll, as it stands in the message."""
        poll: dict[str, Any] = self.message.content["poll"]
        return poll

    def count(self) -> None:
        """Count the votes anew."""
        for number, option in enumerate(self.poll["options"]):
            option["voter_count"] = sum(number in chosen for chosen in self.votes.values())
        self.poll["total_voter_count"] = sum(bool(chosen) for chosen in self.votes.values())
