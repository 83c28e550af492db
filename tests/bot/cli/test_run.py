"""``babad run`` as a process: it serves, fails, and ends as operators are told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Bot, Start

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_x"  # noqa: S105  # nobody's
SHORT = "sesame42"
QUESTION = "Kapan Iwami tiba di Vladivostok?"


def health(bot: Bot, path: str = "/readyz") -> tuple[int, dict[str, Any]]:
    """What a bot says of itself."""
    connection = HTTPConnection("127.0.0.1", bot.health, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    report: dict[str, Any] = json.loads(response.read())
    connection.close()
    return response.status, report


def events(errors: str) -> list[str]:
    """What was logged."""
    return [json.loads(line)["event"] for line in errors.splitlines()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_answer_in_flight_is_delivered_before_the_end(start: Start, number: signal.Signals) -> None:
    """Asked to end while it answers, it finishes, and ends with 0."""
    bot = start(DUMMY__TOKEN=TOKEN)
    line = bot.connect()
    assert "12 Januari 1918" in line.ask(QUESTION)
    assert line.ask(f"hold {QUESTION}") == "held"
    bot.ask_to_end(number)
    assert "12 Januari 1918" in line.ask("go on")

    code, errors = bot.end()
    assert code == 0, errors
    assert events(errors) == ["serving", "ended"]


def test_a_second_request_ends_it_at_once(start: Start) -> None:
    """Whatever is in flight."""
    bot = start(DUMMY__TOKEN=TOKEN)
    line = bot.connect()
    assert line.ask(f"hold {QUESTION}") == "held"
    bot.ask_to_end()
    while health(bot)[1]["status"] != "stopping":
        pass
    bot.ask_to_end()
    assert bot.end()[0] == 128 + signal.SIGTERM


def test_a_refused_token_ends_it_with_one_sentence(start: Start) -> None:
    """And 77, which tells service managers not to start it again; the token is not in the sentence."""
    code, errors = start(DUMMY__TOKEN=TOKEN, REFUSED__TOKEN=SHORT).end()
    assert code == 77
    *logged, sentence = errors.splitlines()
    assert sentence == "Error: The token *** is wrong; take a new one."
    assert events("\n".join(logged)) == ["serving"]


def test_everything_wrong_is_told_in_one_list(start: Start, tmp_path: Path) -> None:
    """Also what only adapters know, and those that cannot be loaded."""
    (tmp_path / "babad.yaml").write_text("zone: Mars\nbroken: {}\n")
    code, errors = start(
        CONFIG="babad.yaml",
        DUMMY__TOKEN=TOKEN,
        DUMMY__COLOUR="red",
        LOG__LEVEL="loud",
        ADAPTERS="dummy, broken, dumy",
    ).end()
    assert code == 78
    title, *problems = errors.splitlines()
    assert title == "Error: The configuration has 5 problems:"
    assert sorted(problem.split(":")[0].strip() for problem in problems) == [
        "adapters (BABAD_ADAPTERS)",
        "broken",
        "dummy.colour (BABAD_DUMMY__COLOUR)",
        "log.level (BABAD_LOG__LEVEL)",
        "zone (babad.yaml",
    ]


def test_without_an_adapter_there_is_nothing_to_run(start: Start) -> None:
    """It says which there are, and what they need."""
    code, errors = start().end()
    assert code == 78
    assert "none is configured" in errors
    assert "dummy" in errors


def test_a_failing_platform_does_not_touch_another(start: Start) -> None:
    """One fails again and again while the other answers; its token is in no log."""
    bot = start(DUMMY__TOKEN=TOKEN, FLAKY__TOKEN=SHORT, LOG__LEVEL="debug")
    line = bot.connect()
    while health(bot)[1]["adapters"]["flaky"]["failures"] < 2:
        assert bot.process.poll() is None
    assert "12 Januari 1918" in line.ask(QUESTION)
    status, report = health(bot)
    assert (status, report["status"]) == (200, "degraded")
    assert report["adapters"]["dummy"] == {"state": "connected", "failures": 0, "last_problem": ""}
    assert report["adapters"]["flaky"]["last_problem"] == "OSError"

    bot.ask_to_end()
    code, errors = bot.end()
    assert code == 0
    assert events(errors).count("adapter_failed") >= 2
    assert SHORT not in errors
    assert TOKEN not in errors


def test_it_answers_without_its_database(start: Start) -> None:
    """Started in an outage, it says so and serves: answers need no store."""
    bot = start(DUMMY__TOKEN=TOKEN, STORE="postgresql://babad:hunter2@127.0.0.1:1/babad")
    line = bot.connect()
    assert "12 Januari 1918" in line.ask(QUESTION)
    status, report = health(bot)
    assert (status, report["status"]) == (200, "degraded")
    assert report["loops"]["store"]["failing"]

    bot.ask_to_end()
    code, errors = bot.end()
    assert code == 0, errors
    assert "store_away" in errors
    assert "hunter2" not in errors


def test_a_damaged_database_has_to_be_mended_first(start: Start, tmp_path: Path) -> None:
    """Nothing is written over it."""
    file = tmp_path / "babad.sqlite"
    file.write_bytes(b"SQLite format 3\x00" + b"damage" * 1000)
    code, errors = start(DUMMY__TOKEN=TOKEN, STORE=f"sqlite:///{file}").end()
    assert code == 78
    assert len(errors.splitlines()) == 1
    assert str(file) in errors


def test_a_pack_with_mistakes_has_to_be_mended_first(start: Start, tmp_path: Path) -> None:
    """With the line."""
    pack = tmp_path / "notes.yaml"
    pack.write_text("pack: notes\ntitle: Notes\nlanguage: en\nfacts: none\n")
    code, errors = start(DUMMY__TOKEN=TOKEN, PACKS=str(pack)).end()
    assert code == 78
    assert "notes.yaml:4" in errors


def test_what_begins_like_a_setting_and_is_none_is_told(start: Start) -> None:
    """Once, in the log."""
    bot = start(DUMMY__TOKEN=TOKEN, SERVICE_HOST="10.0.0.1")
    bot.connect().close()
    bot.ask_to_end()
    code, errors = bot.end()
    assert code == 0
    assert "BABAD_SERVICE_HOST" in errors


def test_commands_of_adapters_are_ours_and_a_broken_one_spoils_no_other(environment: dict[str, str]) -> None:
    """``babad ask`` and ``babad dummy`` work beside a package that cannot be imported."""

    def babad(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-m", "bot", *arguments],
            env={**environment, "COVERAGE_PROCESS_START": os.environ.get("COVERAGE_PROCESS_START", "")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert babad("dummy").stdout == "dummy at your service\n"
    assert "12 Januari 1918" in babad("ask", QUESTION).stdout
    broken = babad("broken", "--option", "word")
    assert broken.returncode == 1
    assert broken.stderr == (
        "Error: The command broken cannot be loaded (ModuleNotFoundError: "
        "No module named 'babad_dummy.missing'); install it again.\n"
    )
    helped = babad("--help").stdout
    assert "Say that the command of an adapter is there." in helped
    assert "Cannot be loaded" in helped


def test_the_configuration_is_shown_without_secrets(environment: dict[str, str], tmp_path: Path) -> None:
    """With where everything comes from, and everything that is wrong."""
    result = subprocess.run(  # our own program
        [sys.executable, "-m", "bot", "config"],
        env={
            **environment,
            "BABAD_DUMMY__TOKEN": TOKEN,
            "BABAD_DUMMY__ADDRESS_IN": "here",
            "BABAD_DUMMY__TOKN": SHORT,
            "BABAD_STORE": "postgresql://babad:hunter2@db/babad",
            "BABAD_SERVICE_HOST": "10.0.0.1",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 78
    lines = result.stdout.splitlines()
    assert "adapters = dummy  (default)" in lines
    assert "dummy.token = ***  (BABAD_DUMMY__TOKEN)" in lines
    assert "dummy.address_in = here  (BABAD_DUMMY__ADDRESS_IN)" in lines
    assert "store = postgresql://babad:***@db/babad  (BABAD_STORE)" in lines
    assert "BABAD_SERVICE_HOST" in result.stderr
    assert "dummy.tokn (BABAD_DUMMY__TOKN)" in result.stderr
    for secret in (TOKEN, SHORT, "hunter2"):
        assert secret not in result.stdout + result.stderr
