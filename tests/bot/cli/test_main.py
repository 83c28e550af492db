"""The outermost command: one sentence for whatever goes wrong."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bot.cli import ask, main


def broken(*_: object, **__: object) -> None:
    """Go wrong, with what a terminal would act on."""
    raise ZeroDivisionError("\x1b[2Junforeseen")


def test_a_mistake_of_our_own_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never a traceback, and nothing raw from inside."""
    monkeypatch.delenv("BABAD_DEBUG", raising=False)
    monkeypatch.setattr(ask, "answering", broken)
    result = CliRunner().invoke(main, ["ask", "Kapan?"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


def test_developers_can_have_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """By BABAD_DEBUG."""
    monkeypatch.setenv("BABAD_DEBUG", "1")
    monkeypatch.setattr(ask, "answering", broken)
    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(main, ["ask", "Kapan?"], catch_exceptions=False)


def test_every_command_is_listed() -> None:
    """With what it does."""
    listed = CliRunner().invoke(main, ["--help"]).stdout
    assert all(command in listed for command in ("ask", "chat", "check"))
