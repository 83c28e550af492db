"""The settings for Discord: all that is wrong is told at once."""

from __future__ import annotations

import pytest

from adapters.discord import create
from bot.delivery import AdapterSettingsError
from tests.adapters.discord.stage import Notes


def test_everything_that_is_wrong_with_the_settings_is_told_at_once() -> None:
    """By setting, without a value."""
    with pytest.raises(AdapterSettingsError) as refused:
        create({"token": "a b", "colour": "merah", "warna": "x", "api": "x"}, Notes())
    assert [setting for setting, _ in refused.value.problems] == ["token", "colour", "api", "warna"]
    assert "a b" not in str(refused.value)


def test_a_missing_token_is_told_with_where_to_find_it() -> None:
    """It is the first thing that goes wrong."""
    with pytest.raises(AdapterSettingsError, match="developer portal"):
        create({}, Notes())


def test_settings_may_come_from_the_environment() -> None:
    """As texts."""
    adapter = create({"token": " Bot abc.def ", "plain": "true", "sharded": "no"}, Notes())
    assert adapter.capabilities.text < 2_000
