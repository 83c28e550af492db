"""Settings: every problem at once, and never the token."""

from __future__ import annotations

import pytest

from adapters.telegram import create
from adapters.telegram.settings import TelegramSettings, read
from bot.delivery import AdapterSettingsError
from tests.adapters.telegram.stage import Memory

TOKEN = "12345:loopback-token-that-opens-nothing"  # noqa: S105  # as it says


def test_a_token_is_enough() -> None:
    """All else has a default, and the token is kept from being shown."""
    settings = read({"token": f" {TOKEN}\n"})
    assert settings.token.get_secret_value() == TOKEN
    assert settings.inline
    assert TOKEN not in repr(settings)


def test_values_from_the_environment_are_read() -> None:
    """They are all texts there."""
    settings = read({"token": TOKEN, "inline": "false", "rate": "5"})
    assert (settings.inline, settings.rate) == (False, 5.0)


def test_all_problems_are_told_at_once_and_without_the_token() -> None:
    """With the setting that each is about."""
    with pytest.raises(AdapterSettingsError) as caught:
        create({"token": "secret token", "inlin": True, "rate": -1, "base_url": "ftp://x"}, Memory())
    assert [setting for setting, _ in caught.value.problems] == ["token", "rate", "base_url", "inlin"]
    assert "secret" not in str(caught.value)
    assert "BotFather" in str(caught.value)


def test_a_missing_token_is_told() -> None:
    """It is the one setting that nobody can guess."""
    with pytest.raises(AdapterSettingsError, match="token"):
        create({}, Memory())


def test_every_setting_is_described() -> None:
    """The operators' table is generated from these."""
    assert all(field.description for field in TelegramSettings.model_fields.values())
