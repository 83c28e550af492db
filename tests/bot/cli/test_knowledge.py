"""The command line puts the answering together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from bot import i18n
from bot.cli import knowledge, main
from bot.cli.knowledge import PATIENCE, Progress
from bot.i18n import CatalogueError
from facts.library import UnknownPackError
from facts.pack import PackError
from facts.segments import StatementsError

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_cache_can_be_put_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the environment; otherwise where the platform keeps such things."""
    monkeypatch.setenv("BABAD_CACHE", "/elsewhere")
    assert knowledge.cache() == Path("/elsewhere")
    monkeypatch.delenv("BABAD_CACHE")
    assert knowledge.cache().name == "babad"


def test_the_terminals_language_is_the_most_specific_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for every other program."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert knowledge.locale() is None
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert knowledge.locale() == "en_GB.UTF-8"
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert knowledge.locale() == "id_ID.UTF-8"


@pytest.mark.parametrize(
    ("terminal", "seconds", "shown"), [(True, 2, True), (True, 0.5, False), (False, 2, False)]
)
def test_progress_shows_only_to_a_person_who_waits(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    terminal: bool,
    seconds: float,
    shown: bool,
) -> None:
    """Not in pipes, and not for what takes less than a second."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
    now = 0.0
    progress = Progress(lambda: now)
    now = seconds
    assert PATIENCE == 1
    for stage in ("reading", "indexing"):
        for done in (1, 5, 10):
            progress(stage, done, 10)
    progress.close()
    captured = capsys.readouterr()
    assert ("indexing" in captured.err) is shown
    assert captured.out == ""


@pytest.mark.parametrize(
    "error", [UnknownPackError("none"), PackError(()), StatementsError("bad"), OSError("unreadable")]
)
def test_what_the_caller_can_mend_is_wrong_use(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Packs and statements that are not there or not sound."""
    monkeypatch.setattr(knowledge, "open_searcher", failing(error))
    with pytest.raises(click.UsageError):
        knowledge.answering(())


@pytest.mark.parametrize("error", [KeyError("rank_bare"), IndexError("x"), ValueError("x")])
def test_a_mistake_of_our_own_is_not_put_on_the_caller(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """It has its own sentence and exit code."""
    monkeypatch.delenv("BABAD_DEBUG", raising=False)
    monkeypatch.setattr(knowledge, "open_searcher", failing(error))
    result = CliRunner().invoke(main, ["ask", "Kapan?"])
    assert result.exit_code == 1
    assert "mistake of its own" in result.stderr
    assert "Usage" not in result.stderr


def failing(error: Exception) -> Callable[..., None]:
    """A function that raises ``error``."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_catalogues_that_were_not_compiled_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the sentence that says what to do."""

    def missing() -> None:
        raise CatalogueError("install the project again")

    monkeypatch.setattr(i18n, "load", missing)
    with pytest.raises(click.ClickException, match="install the project again"):
        knowledge.answering(())
