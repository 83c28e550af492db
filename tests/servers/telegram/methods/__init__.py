"""The Bot API's methods, each a function of the realm and the call; a refusal is raised."""

from tests.servers.telegram.methods import (  # noqa: F401  # importing enters them
    answers,
    chats,
    files,
    messages,
    polls,
    profile,
    updating,
)
from tests.servers.telegram.methods.registry import METHODS

__all__ = ["METHODS"]
