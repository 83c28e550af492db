"""What an operator sets for Discord, and what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.config.problems import sentence, unknown
from bot.delivery import AdapterSettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

ACCENT: Final = "#9c3d2e"


class DiscordSettings(BaseModel):
    """The settings under ``discord``; each description goes into the operators' documentation."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    token: SecretStr = Field(description="The bot's token from the developer portal, page Bot.")
    sharded: bool = Field(
        default=False,
        description="Open as many connections as Discord recommends; needed from 2,500 servers on.",
    )
    message_content: bool = Field(
        default=False,
        description=(
            "Read messages that do not address the bot.  Needs the privileged Message Content intent, to be "
            "switched on in the developer portal; without it only unaddressed questions go unanswered."
        ),
    )
    plain: bool = Field(
        default=False, description="Write plain messages instead of containers, for clients that lack them."
    )
    colour: str = Field(default=ACCENT, description="The colour at the edge of answers, as #rrggbb.")
    api: str | None = Field(
        default=None,
        description="For developers: the base address of another REST API, for the whole process.",
    )
    gateway: str | None = Field(
        default=None, description="For developers: the address of another gateway, for the whole process."
    )

    @field_validator("token")
    @classmethod
    def _token(cls, token: SecretStr) -> SecretStr:
        value = token.get_secret_value().strip().removeprefix("Bot ")
        if not value or not value.isascii() or re.search(r"\s", value):
            raise ValueError("it is not a token; copy it from the developer portal, page Bot")
        return SecretStr(value)

    @field_validator("colour")
    @classmethod
    def _colour(cls, colour: str) -> str:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError("it is not a colour such as #9c3d2e")
        return colour

    @field_validator("api", "gateway")
    @classmethod
    def _address(cls, address: str | None) -> str | None:
        if address is not None and not re.fullmatch(r"(?:https?|wss?)://\S+", address):
            raise ValueError("it is not an address such as http://127.0.0.1:8080/api/v10")
        return None if address is None else address.rstrip("/")

    @property
    def accent(self) -> int:
        """The colour as a number."""
        return int(self.colour[1:], 16)


def read_settings(settings: Mapping[str, object]) -> DiscordSettings:
    """The settings as values.

    Raises:
        AdapterSettingsError: with everything that is wrong.
    """
    try:
        return DiscordSettings.model_validate(dict(settings))
    except ValidationError as error:
        raise AdapterSettingsError(
            *(
                (".".join(map(str, problem["loc"])), _said(problem))
                for problem in error.errors(include_input=False, include_url=False)
            )
        ) from None


def _said(problem: ErrorDetails) -> str:
    match problem["type"]:
        case "missing":
            return "it is missing; copy it from the developer portal, page Bot"
        case "extra_forbidden":
            return unknown(str(problem["loc"][-1]), DiscordSettings.model_fields)
        case _:
            return sentence(problem)
