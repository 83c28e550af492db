"""What the server answers instead of a result, in Telegram's own words."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIXES = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: "}


class Refusal(Exception):  # noqa: N818  # a refusal is an answer, not a fault of the server
    """A call that Telegram turns down: status, description and, where given, parameters."""

    def __init__(self, status: int, reason: str, parameters: Mapping[str, int] | None = None) -> None:
        self.status = status
        self.description = f"{_PREFIXES.get(status, '')}{reason}"
        self.parameters = dict(parameters or {})
        super().__init__(self.description)

    def as_json(self) -> dict[str, object]:
        """The body of the answer."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(reason: str) -> Refusal:
    """400, as for every argument that Telegram does not like."""
    return Refusal(HTTPStatus.BAD_REQUEST, reason)


def forbidden(reason: str) -> Refusal:
    """403, as for chats that the bot may not write to."""
    return Refusal(HTTPStatus.FORBIDDEN, reason)


def conflict(reason: str) -> Refusal:
    """409, as for a second poller."""
    return Refusal(HTTPStatus.CONFLICT, reason)


def unparsable(reason: str) -> Refusal:
    """400 for markup or entities that cannot be read."""
    return bad_request(f"can't parse entities: {reason}")


def not_found() -> Refusal:
    """404, as for a method that does not exist."""
    return Refusal(HTTPStatus.NOT_FOUND, "Not Found")


def flooded(seconds: int) -> Refusal:
    """429, with the seconds to wait."""
    reason = f"Too Many Requests: retry after {seconds}"
    return Refusal(HTTPStatus.TOO_MANY_REQUESTS, reason, {"retry_after": seconds})


def migrated(chat: int) -> Refusal:
    """400 with the new id, as for a group that has become a supergroup."""
    reason = "group chat was upgraded to a supergroup chat"
    return Refusal(HTTPStatus.BAD_REQUEST, reason, {"migrate_to_chat_id": chat})
