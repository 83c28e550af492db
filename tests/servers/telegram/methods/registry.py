"""The methods that the server plays, by their name on the wire."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.servers.telegram.calls import Call
from tests.servers.telegram.realm import Realm

Handler = Callable[[Realm, Call], object | Awaitable[object]]

METHODS: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Enter a function as the method of a name."""

    def enter(handler: Handler) -> Handler:
        METHODS[name] = handler
        return handler

    return enter
