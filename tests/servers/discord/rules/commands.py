"""Application commands: names, descriptions, options, choices and how many of them.

Source: docs.discord.com/developers/interactions/application-commands.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from tests.servers.discord.errors import Findings, Path, length

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MAX_TEXT = 8000
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
CHANNEL = 7
CHANNEL_TYPES = frozenset({0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16})
CHOOSABLE = frozenset({STRING, INTEGER, NUMBER})
LOCALE = re.compile(
    "id|da|de|en-GB|en-US|es-ES|es-419|fr|hr|it|lt|hu|nl|no|pl|pt-BR|ro|fi|sv-SE|vi|tr|cs|el|bg|ru|uk|hi|th|"
    "zh-CN|ja|zh-TW|ko",
)
MARKED_SCRIPTS = ("DEVANAGARI", "THAI")


def check_commands(commands: object) -> list[dict[str, Any]]:
    """The commands of a bulk overwrite; raises :class:`~..errors.ApiError` 50035 when one is wrong."""
    findings = Findings()
    found = findings.items((), commands, sum(MOST.values()))
    counts: Counter[tuple[int, str]] = Counter()
    for index, command in enumerate(found):
        _Definition(findings, (index,)).check(command)
        counts[command.get("type", CHAT_INPUT), str(command.get("name"))] += 1
        if counts[command.get("type", CHAT_INPUT), str(command.get("name"))] > 1:
            message = "Application command names must be unique"
            findings.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
    for kind, most in MOST.items():
        count = sum(key == kind for key, _ in counts)
        findings.require(
            count <= most, (), "BASE_TYPE_MAX_LENGTH", f"No more than {most} commands of type {kind}"
        )
    findings.check()
    return found


class _Definition:
    """Checks one command."""

    def __init__(self, findings: Findings, path: Path) -> None:
        self._findings = findings
        self._path = path
        self._text = 0

    def check(self, command: dict[str, Any]) -> None:
        """All of it."""
        kind = command.get("type", CHAT_INPUT)
        self._findings.require(
            kind in MOST, (*self._path, "type"), "BASE_TYPE_CHOICES", "Value must be 1, 2 or 3."
        )
        if kind == CHAT_INPUT:
            self._labels(command, self._path)
            self._options(command.get("options") or [], (*self._path, "options"), depth=0)
        else:
            self._localized(command, self._path, "name", 32, plain=True)
            empty = not command.get("description") and not command.get("options")
            message = "Context menu commands have neither description nor options"
            self._findings.require(empty, (*self._path, "description"), "BASE_TYPE_MAX_LENGTH", message)
        self._places(command)
        message = f"Command exceeds maximum size ({MAX_TEXT})"
        right = self._text <= MAX_TEXT
        self._findings.require(right, self._path, "APPLICATION_COMMAND_TOO_LARGE", message)

    def _places(self, command: dict[str, Any]) -> None:
        for key, known in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
            values = command.get(key)
            right = values is None or (values and set(values) <= known and len(set(values)) == len(values))
            self._findings.require(
                right, (*self._path, key), "BASE_TYPE_CHOICES", f"Must be some of {known}."
            )
        bits = command.get("default_member_permissions")
        right = bits is None or str(bits).isdecimal()
        message = "Permissions are a number"
        self._findings.require(
            right, (*self._path, "default_member_permissions"), "NUMBER_TYPE_COERCE", message
        )

    def _labels(self, part: dict[str, Any], path: Path) -> None:
        self._localized(part, path, "name", 32)
        self._localized(part, path, "description", 100, plain=True)

    def _localized(
        self, part: dict[str, Any], path: Path, key: str, most: int, *, plain: bool = False
    ) -> None:
        texts: dict[Path, Any] = {(key,): part.get(key)}
        for locale, text in (part.get(f"{key}_localizations") or {}).items():
            place: Path = (f"{key}_localizations", locale)
            self._findings.require(
                LOCALE.fullmatch(locale), (*path, *place), "ENUM_TYPE_COERCE", "Unknown locale"
            )
            texts[place] = text
        longest = 0
        for place, text in texts.items():
            if self._findings.text((*path, *place), text, most, 1):
                longest = max(longest, length(str(text)))
                right = plain or is_name(str(text))
                message = "Command name is invalid"
                self._findings.require(right, (*path, *place), "APPLICATION_COMMAND_INVALID_NAME", message)
        self._text += longest

    def _options(self, options: object, path: Path, depth: int) -> None:
        required = True
        names: set[str] = set()
        found = self._findings.items(path, options, 25)
        nested = [option.get("type") in {SUBCOMMAND, GROUP} for option in found]
        message = "Subcommands and options cannot stand together"
        self._findings.require(
            all(nested) or not any(nested), path, "APPLICATION_COMMAND_OPTIONS_MIXED", message
        )
        for index, option in enumerate(found):
            self._option(option, (*path, index), depth)
            message = "Required options must be placed before non-required options"
            right = required or not option.get("required")
            self._findings.require(
                right, (*path, index), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message
            )
            required = bool(option.get("required")) or any(nested)
            fresh = option.get("name") not in names
            message = "Option names must be unique"
            code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            self._findings.require(fresh, (*path, index, "name"), code, message)
            names.add(str(option.get("name")))

    def _option(self, option: dict[str, Any], path: Path, depth: int) -> None:
        self._labels(option, path)
        kind = option.get("type")
        deepest = {SUBCOMMAND: 1, GROUP: 0}.get(int(kind or 0), 2)
        right = kind in range(1, 12) and depth <= deepest
        self._findings.require(right, (*path, "type"), "BASE_TYPE_CHOICES", "This type is not allowed here.")
        if kind in {SUBCOMMAND, GROUP}:
            self._options(option.get("options") or [], (*path, "options"), depth + 1)
        self._choices(option, path)
        kinds = option.get("channel_types")
        right = kinds is None or (kind == CHANNEL and set(kinds) <= CHANNEL_TYPES)
        message = "Types of channels, of an option that takes one"
        self._findings.require(right, (*path, "channel_types"), "BASE_TYPE_CHOICES", message)
        for key in ("min_length", "max_length"):
            right = option.get(key) is None or (
                kind == STRING and int(key == "max_length") <= option[key] <= 6000
            )
            self._findings.require(
                right, (*path, key), "NUMBER_TYPE_RANGE", "Must be between 0 and 6000, of a text"
            )

    def _choices(self, option: dict[str, Any], path: Path) -> None:
        choices = self._findings.items((*path, "choices"), option.get("choices") or [], 25)
        choosable = option.get("type") in CHOOSABLE
        right = not (choices or option.get("autocomplete")) or (
            choosable and not (choices and option.get("autocomplete"))
        )
        message = "Choices or autocomplete, of a text or number only"
        self._findings.require(right, path, "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", message)
        check_choices(self._findings, choices, (*path, "choices"))
        self._text += sum(
            length(str(choice.get("name"))) + length(str(choice.get("value"))) for choice in choices
        )


def check_choices(findings: Findings, choices: list[dict[str, Any]], path: Path) -> None:
    """Note choices, also those of an autocomplete, whose name or value Discord would refuse."""
    for index, choice in enumerate(choices):
        findings.text((*path, index, "name"), choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            findings.text((*path, index, "value"), choice["value"], 100, 1)
        right = isinstance(choice.get("value"), str | int | float)
        findings.require(right, (*path, index, "value"), "BASE_TYPE_REQUIRED", "This field is required")


def is_name(text: str) -> bool:
    """Whether every character may stand in a command's or option's name, in lower case."""
    return text == text.lower() and all(map(_in_name, text))


def _in_name(character: str) -> bool:
    if character in "-_'":
        return True
    category = unicodedata.category(character)
    marked = category[0] == "M" and unicodedata.name(character, "").startswith(MARKED_SCRIPTS)
    return category[0] in "LN" or marked
