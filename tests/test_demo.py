"""The whole of it: the bot as it is run, between a Discord and a Telegram of our own."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo import __main__ as demo
from tests.demo.floods import check_flood
from tests.demo.transcript import WIDTH, Transcript, UnexpectedError

ROOT = Path(__file__).parents[1]
PATIENCE = 180.0
"""Seconds; on a quiet machine it takes ten."""


def test_the_conversation_goes_as_expected() -> None:
    """On both platforms, across a restart, to an end with exit code 0; all of it is printed."""
    played = subprocess.run(
        [sys.executable, "-m", "tests.demo"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        timeout=PATIENCE,
        check=False,
        cwd=ROOT,
    )
    assert played.returncode == 0, played.stdout[-2_000:] + played.stderr
    assert played.stdout.count("SIGTERM: babad run ended with 0") == 2
    for shown in ("12 January 1918", "12 Januari 1918", "[Mengapa jawabannya begini?]", "then silence"):
        assert shown in played.stdout
    assert max(map(len, played.stdout.splitlines())) <= WIDTH


def test_it_ends_with_one_when_something_is_not_as_expected(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what, without a traceback, with what the bot logged."""

    async def play(*_: object) -> None:
        raise UnexpectedError("“1918” should stand in: 1919")

    monkeypatch.setattr(demo, "play", play)
    assert demo.main() == 1
    assert "UnexpectedError: “1918” should stand in: 1919\n\nThe bot's log:\n" in capsys.readouterr().err


def test_a_transcript_reads_as_a_conversation() -> None:
    """Who says what where, and what is shown for it with its buttons; empty lines are left out."""
    stream = io.StringIO()
    transcript = Transcript(stream)
    transcript.scene("Asking")
    transcript.say("Discord, #umum", "budi", "kapan?")
    transcript.reply("12 Januari 1918.\n\nSumber: Wikipedia", ["Mengapa?", "English"], manner="to them alone")
    assert stream.getvalue().splitlines()[2:] == [
        "Discord, #umum · budi: kapan?",
        "    Babad (to them alone): 12 Januari 1918.",
        "      Sumber: Wikipedia",
        "      [Mengapa?] [English]",
    ]


def test_what_is_expected_is_counted_and_held() -> None:
    """What does not hold ends the play."""
    transcript = Transcript(io.StringIO())
    transcript.expect_words("12 Januari 1918", "12", "1918")
    assert transcript.checks == 2
    with pytest.raises(UnexpectedError, match="“1919” should stand in: 1918"):
        transcript.expect_words("1918", "1919")


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        pytest.param(["12 Januari 1918"] * 40, ["nanti"], id="all answered"),
        pytest.param([], ["nanti"], id="none answered"),
        pytest.param(["12 Januari 1918"], [], id="never refused"),
        pytest.param(["12 Januari 1918"], ["nanti"] * 2, id="refused twice"),
        pytest.param(["12 Januari 1918", "nanti", "nanti"], ["nanti"], id="not silent"),
    ],
)
def test_a_flood_that_is_not_stemmed_is_noticed(said: list[str], aside: list[str]) -> None:
    """Whatever is wrong about it."""
    with pytest.raises(UnexpectedError):
        check_flood(Transcript(io.StringIO()), said, aside)
