"""What is logged: one line each, the same for libraries, without secrets and without floods."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from bot import logs
from bot.config.model import LogSettings
from bot.redaction import MASK, Redactor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NUMBERED = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_x"
DOTTED = "MTA1NzQxODk1NDk0MTgwMDQ4.GxxE1j.aB3dEfGhIjKlMnOpQrStUvWxYz0123456789ab"
KNOWN_ONE = 'hunter2 "quoted" \\ and é'
SECRETS = (NUMBERED, DOTTED, KNOWN_ONE)


class Terminal(io.StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return True


class Clock:
    """Seconds as a test sets them."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@contextmanager
def logging_to(
    stream: io.StringIO, level: str = "debug", form: str = "auto", clock: Callable[[], float] | None = None
) -> Iterator[io.StringIO]:
    """Logging as the bot has it; afterwards as it was."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in logs.QUIET}
    try:
        logs.configure(
            LogSettings.model_validate({"level": level, "format": form}),
            Redactor([KNOWN_ONE]),
            stream,
            clock or Clock(),
        )
        yield stream
    finally:
        root.handlers[:], root.level = before[0], before[1]
        for name, old in before[2].items():
            logging.getLogger(name).setLevel(old)
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()


def records(stream: io.StringIO) -> list[dict[str, Any]]:
    """What was logged for machines."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_machines_get_one_object_a_line() -> None:
    """Of ours and of libraries, with level, logger and time."""
    with logging_to(io.StringIO()) as stream:
        structlog.stdlib.get_logger("ours").info("serving", adapters=["a", "b"])
        logging.getLogger("theirs").warning("%s of %d\nlines", "two", 2, extra={"shard": 7})
    ours, theirs = records(stream)
    assert ours == {
        "event": "serving",
        "adapters": ["a", "b"],
        "level": "info",
        "logger": "ours",
        "timestamp": ours["timestamp"],
    }
    assert (theirs["event"], theirs["shard"], theirs["level"]) == ("two of 2\nlines", 7, "warning")


def test_people_get_plain_lines_in_colour() -> None:
    """On a terminal, unless JSON is asked for; and without colour elsewhere."""
    with logging_to(Terminal()) as stream:
        structlog.stdlib.get_logger("ours").info("serving", adapters=1)
    assert "\x1b[" in stream.getvalue()
    assert "serving" in stream.getvalue()
    with logging_to(Terminal(), form="json") as stream:
        structlog.stdlib.get_logger("ours").info("serving")
    assert records(stream)[0]["event"] == "serving"
    with logging_to(io.StringIO(), form="text") as stream:
        structlog.stdlib.get_logger("ours").info("serving")
    assert "\x1b[" not in stream.getvalue()
    assert "serving" in stream.getvalue()


def test_the_level_is_kept() -> None:
    """And libraries that would log addresses with tokens say nothing below a warning."""
    with logging_to(io.StringIO(), level="info") as stream:
        structlog.stdlib.get_logger("ours").debug("detail")
        logging.getLogger("theirs").debug("detail")
    assert stream.getvalue() == ""
    with logging_to(io.StringIO(), level="debug") as stream:
        for name in logs.QUIET:
            logging.getLogger(name).info("HTTP Request: POST https://api.example/bot")
        logging.getLogger("theirs").debug("detail")
    assert [record["event"] for record in records(stream)] == ["detail"]


def fail(secret: str) -> None:
    """Fail with a secret in every part of the error."""
    cause = ValueError(f"inner {secret}")
    cause.add_note(f"note {secret}")
    raise RuntimeError(secret, {"token": secret}) from cause


def fail_twice(secret: str) -> None:
    """Fail with several errors at once."""
    raise ExceptionGroup("several", [OSError(5, secret, f"/bot{secret}"), KeyError(secret)])


def plant(secret: str) -> None:
    """Log a secret in every way there is."""
    ours, theirs = structlog.stdlib.get_logger("ours"), logging.getLogger("theirs")
    ours.debug(f"event {secret}")
    ours.debug("event %s", secret)
    ours.debug("event", token=secret, inside={"deep": [secret, secret.encode()]}, **{secret: "name"})
    ours.info("stack", stack_info=True, url=f"https://user:{secret}@example.org/?x={secret}")
    theirs.debug(f"message {secret}")
    theirs.debug("message %s %r", secret, [secret])
    theirs.debug("message %(token)s", {"token": secret})
    theirs.debug("extra", extra={"token": secret})
    logging.getLogger(f"logger.{secret}").warning("name")
    with structlog.contextvars.bound_contextvars(token=secret):
        ours.debug("context")
    try:
        fail(secret)
    except RuntimeError:
        ours.exception("failed")
        theirs.exception("failed with %s", secret)
    try:
        fail_twice(secret)
    except ExceptionGroup:
        theirs.exception("failed")
    warnings.warn(f"careful with {secret}", UserWarning, stacklevel=1)

    async def lost() -> None:
        loop = asyncio.get_running_loop()
        loop.call_exception_handler({"message": f"lost {secret}", "exception": OSError(secret), "x": secret})

    asyncio.run(lost())


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_ever_logged(form: str, secret: str) -> None:
    """Whatever part of a line it comes in by: 0 hits at the lowest level, in any form it is escaped to."""
    with logging_to(io.StringIO(), form=form) as stream, warnings.catch_warnings():
        warnings.simplefilter("always")
        plant(secret)
    logged = stream.getvalue()
    escaped = {
        secret,
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
    }
    assert [form for form in escaped if form in logged] == []
    assert logged.count(MASK) > 15
    for event in ("stack", "context", "failed", "careful", "lost"):
        assert event in logged


def test_a_flood_becomes_a_count() -> None:
    """Ten of a kind in a minute; how many more there were is told when it is over, by whatever comes next."""
    clock = Clock()
    with logging_to(io.StringIO(), clock=clock) as stream:
        log = structlog.stdlib.get_logger("ours")
        for number in range(37):
            clock.now = number
            log.warning("lost", number=number)
            logging.getLogger("theirs").warning("gone %s", number)
        log.info("other")
        clock.now = 61
        log.info("other")
        log.warning("lost", number=99)
    events = [record["event"] for record in records(stream)]
    assert events[:20] == [event for number in range(10) for event in ("lost", f"gone {number}")]
    assert events[20:] == [
        "other",
        "lost: 27 more in a minute",
        "gone %s: 27 more in a minute",
        "other",
        "lost",
    ]


def test_the_same_words_of_others_are_not_counted_together() -> None:
    """Another logger or level is another event."""
    with logging_to(io.StringIO()) as stream:
        for name in ("one", "two"):
            for _ in range(10):
                logging.getLogger(name).info("same")
                logging.getLogger(name).warning("same")
    assert len(records(stream)) == 40


def test_what_was_counted_is_told_at_the_end() -> None:
    """Nothing is lost in silence."""
    with logging_to(io.StringIO()) as stream:
        for _ in range(12):
            logging.getLogger("theirs").error("lost")
        logs.finish()
    assert records(stream)[-1]["event"] == "lost: 2 more in a minute"
    assert records(stream)[-1]["level"] == "error"


def test_a_flood_of_different_events_takes_no_memory() -> None:
    """The oldest counts are told and forgotten."""
    with logging_to(io.StringIO()) as stream:
        handler = logging.getLogger().handlers[0]
        assert isinstance(handler, logs.CappedHandler)
        for _ in range(11):
            logging.getLogger("theirs").info("first")
        for number in range(logs.KNOWN + 5):
            logging.getLogger("theirs").info(f"event {number}")  # noqa: G004  # different events are the point
        assert len(handler._counts) <= logs.KNOWN
    assert "first: 1 more in a minute" in [record["event"] for record in records(stream)]
