"""The configuration as it is shown: everything but secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config.masking import rows, secrets
from bot.config.problems import Problem
from bot.redaction import MASK

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.config.conftest import Configure


def shown(configure: Configure, yaml: str = "", **variables: str) -> dict[str, str]:
    """The values as shown, by setting."""
    return {name: value for name, value, _ in rows(configure(yaml, **variables))}


def test_plain_settings_are_shown_with_their_origin(configure: Configure) -> None:
    """Also those of adapters."""
    reading = configure("zone: Asia/Tokyo\nconsole: {language: id, colour: [a, b]}\n")
    found = {name: (value, origin) for name, value, origin in rows(reading)}
    assert found["zone"] == ("Asia/Tokyo", "babad.yaml:1")
    assert found["log.level"] == ("info", "")
    assert found["console.language"] == ("id", "babad.yaml:2")
    assert found["console.colour"] == ("a, b", "babad.yaml:2")
    assert found["adapters"] == ("console", "")


@pytest.mark.parametrize(
    "name", ["token", "TOKEN", "api_key", "webhook.secret", "password", "auth", "client_credentials"]
)
def test_what_is_named_like_a_secret_is_masked(configure: Configure, name: str) -> None:
    """However short it is."""
    variable = "CONSOLE__" + name.upper().replace(".", "__")
    assert shown(configure, **{variable: "abc"})[f"console.{name.lower()}"] == MASK


def test_what_looks_like_a_secret_is_masked(configure: Configure) -> None:
    """Long and without blanks; addresses and paths are shown, without the passwords in them."""
    found = shown(
        configure,
        CONSOLE__ONE="AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
        CONSOLE__TWO="https://bot:hunter2@example.org/a/long/path/to/nowhere",
        STORE="postgresql://babad:hunter2@db/babad",
    )
    assert found["console.one"] == MASK
    assert found["console.two"] == "https://bot:***@example.org/a/long/path/to/nowhere"
    assert found["store"] == "postgresql://babad:***@db/babad"


def test_what_comes_from_a_file_of_its_own_is_masked(configure: Configure, tmp_path: Path) -> None:
    """Nobody puts anything else there."""
    (tmp_path / "secrets" / "babad_console__language").write_text("id\n")
    assert shown(configure)["console.language"] == MASK


def test_a_wrong_setting_is_masked(configure: Configure) -> None:
    """It may be a token under a misspelt name."""
    reading = configure(CONSOLE__TOKN="abc")
    found = {name: value for name, value, _ in rows(reading, [Problem("console.tokn", "", "unknown")])}
    assert found["console.tokn"] == MASK


def test_secrets_are_known_as_written(configure: Configure) -> None:
    """For taking them out of logs: tokens, and the password of the database also when its URL is wrong."""
    found = secrets(
        configure("console: {keys: [one, {inner: two}]}", STORE="mysql://u:hunter2@db/x", ZONE="Asia/Tokyo")
    )
    assert found == {"one", "two", "hunter2"}
