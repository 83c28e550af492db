"""The settings of the Telegram adapter, as an operator writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.delivery import AdapterSettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{10,100}")
_URL: Final = r"^https?://[^\s/]+(/\S*)?$"


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("is not a token of BotFather's, which reads like 123456789:AA…")
    return value


class TelegramSettings(BaseModel):
    """What the adapter can be told; names that are not listed are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    token: Annotated[SecretStr, AfterValidator(_token)] = Field(
        description="The bot's token, from BotFather (/newbot or /token)."
    )
    inline: bool = Field(
        default=True, description="Answer inline queries; inline mode must be on in BotFather as well."
    )
    rate: float = Field(
        default=30.0,
        ge=0,
        description=(
            "Messages a second over all chats, at most: Telegram allows about 30, and 20 a minute in one "
            "group, which is kept as well. 0 paces nothing, for a Bot API server of one's own."
        ),
    )
    base_url: str = Field(
        default="https://api.telegram.org/bot",
        pattern=_URL,
        description="For developers: where a Bot API server takes calls; the token is appended to it.",
    )
    base_file_url: str = Field(
        default="https://api.telegram.org/file/bot",
        pattern=_URL,
        description="For developers: where that server gives files; the token is appended to it.",
    )


def read(settings: Mapping[str, object]) -> TelegramSettings:
    """The settings, checked.

    Raises:
        AdapterSettingsError: with everything that is wrong, values left out.
    """
    try:
        return TelegramSettings.model_validate(settings)
    except ValidationError as error:
        problems = [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors(include_input=False)]
        raise AdapterSettingsError(*problems) from None
