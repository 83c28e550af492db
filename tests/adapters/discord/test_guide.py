"""The guide to Discord says what the adapter does."""

from __future__ import annotations

import re
from pathlib import Path

from adapters.discord.cli import PERMISSIONS, SCOPES
from adapters.discord.settings import DiscordSettings

GUIDE = (Path(__file__).parents[3] / "docs" / "discord.md").read_text("utf-8")
NAMES = {"view_channel": "View Channels", "read_message_history": "Read Message History"}


def test_every_permission_and_scope_is_explained() -> None:
    """And none that is not asked for."""
    asked = {
        NAMES.get(name, name.replace("_", " ").title().replace(" In ", " in "))
        for name, granted in PERMISSIONS
        if granted
    } - {"Read Messages"}
    explained = re.findall(r"^\| (?:scope `([\w.]+)`|([A-Z][\w ]+)) \| \w", GUIDE, re.MULTILINE)
    assert {scope for scope, _ in explained if scope} == set(SCOPES)
    assert asked <= {name for _, name in explained}


def test_every_setting_is_explained_with_its_default() -> None:
    """In the table of settings."""
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (.*?) \|", GUIDE, re.MULTILINE)
    told = {name: default.strip("` ") for names, default in rows for name in re.findall(r"\w+", names)}
    assert set(told) == set(DiscordSettings.model_fields)
    for name, field in DiscordSettings.model_fields.items():
        default = "required" if field.is_required() else str(field.default)
        assert told[name] == (default if default.startswith("#") else default.lower()), name


def test_every_setting_describes_itself() -> None:
    """Documentation is made from it."""
    assert all(field.description for field in DiscordSettings.model_fields.values())
