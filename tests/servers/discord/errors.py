"""Refusals with Discord's own codes, and the tree of errors of an invalid form body.

Source: docs.discord.com/developers/topics/opcodes-and-status-codes and /reference#error-messages.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

Path = tuple[str | int, ...]


class Problem(Enum):
    """HTTP status, code and message of each refusal."""

    UNAUTHORIZED = (401, 0, "401: Unauthorized")
    NOT_FOUND = (404, 0, "404: Not Found")
    TOO_LARGE = (413, 40005, "Request entity too large")
    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
    UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
    UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
    UNKNOWN_USER = (404, 10013, "Unknown User")
    UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
    UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
    UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
    DAILY_COMMANDS = (400, 30034, "Max number of daily application command creates has been reached (200)")
    ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
    TAG_REQUIRED = (400, 40067, "A tag is required to create a forum post in this channel")
    TOO_MANY_FOLLOWUPS = (400, 40094, "This interaction has hit the maximum number of follow up messages")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    NOT_THE_AUTHOR = (403, 50005, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
    CLOSED_DIRECT_MESSAGES = (403, 50007, "Cannot send messages to this user")
    NO_TEXT_CHANNEL = (400, 50008, "Cannot send messages in a non-text channel")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    INVALID_WEBHOOK_TOKEN = (401, 50027, "Invalid Webhook Token")
    INVALID_FORM = (400, 50035, "Invalid Form Body")
    ARCHIVED_THREAD = (400, 50083, "Thread is archived")
    INVALID_JSON = (400, 50109, "The request body contains invalid JSON.")


class ApiError(Exception):
    """A request refused."""

    def __init__(self, problem: Problem, errors: dict[str, Any] | None = None) -> None:
        super().__init__(problem.value[2])
        self.problem = problem
        self.status, self.code, self.message = problem.value
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """What the answer carries."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        return body if self.errors is None else {**body, "errors": self.errors}


class Findings:
    """What is wrong with a form body, as the tree that Discord answers."""

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {}

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one mistake at a place."""
        node = self.tree
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def require(self, right: object, path: Path, code: str, message: str) -> bool:
        """Note a mistake unless all is right; tell whether it is."""
        if not right:
            self.add(path, code, message)
        return bool(right)

    def text(self, path: Path, value: object, maximum: int, minimum: int = 0) -> bool:
        """Note a text that is none, too short or too long."""
        if not isinstance(value, str):
            message = "This field is required" if value is None else "Could not interpret as string."
            self.add(path, "BASE_TYPE_REQUIRED" if value is None else "STRING_TYPE_CONVERT", message)
            return False
        if not minimum <= length(value) <= maximum:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.")
            return False
        return True

    def items(self, path: Path, value: object, maximum: int, minimum: int = 0) -> list[Any]:
        """The items of a list, noting one that is none, too short or too long."""
        if not isinstance(value, list):
            self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not minimum <= len(value) <= maximum:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.")
        return value

    def check(self) -> None:
        """Raise :class:`ApiError` 50035 when anything was found."""
        if self.tree:
            raise ApiError(Problem.INVALID_FORM, self.tree)


def length(text: str) -> int:
    """UTF-16 units: the unit is not documented and this is the largest count, so what passes is safe."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
