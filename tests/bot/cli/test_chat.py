"""``babad chat`` finds its adapter and hands it what the environment says."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bot.cli import chat, main


def test_questions_are_answered_line_for_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    """And the packs are read only when they are asked for."""
    environment = {"BABAD_CACHE": str(tmp_path_factory.mktemp("cache"))}
    result = CliRunner().invoke(
        main,
        ["chat", "--pack", "siberia-1918", "--lang", "en"],
        input="Kapan Iwami tiba di Vladivostok?\n/packs\ntest\n",
        env=environment,
    )
    assert result.exit_code == 0, result.output
    answer, packs, talk = result.stdout.splitlines()
    assert "12 Januari 1918" in answer
    assert "siberia-1918" in packs
    assert talk


@pytest.mark.parametrize(
    ("environment", "colour"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_colour_is_left_out_where_it_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, colour: bool
) -> None:
    """By NO_COLOR, and on terminals without it."""
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (chat.settings(None)["colour"] == "yes") is colour
