"""What is logged: one line for people or for machines, without secrets, and never a flood.

Configured once, by the command that serves; until then, and for every other command, nothing is.  Messages of
libraries go through the same handler as ours.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter

if TYPE_CHECKING:
    from collections.abc import Callable

    from structlog.typing import EventDict, Processor, WrappedLogger

    from bot.config.model import LogSettings
    from bot.redaction import Redactor

QUIET: Final = ("httpx", "httpcore", "asyncio", "aiosqlite", "alembic", "sqlalchemy.engine", "hpack")
"""Libraries that say too much below a warning; the first two would log addresses with tokens in them."""
MOST: Final = 10
"""Times that the same event is logged in a minute; after that it is counted."""
MINUTE: Final = 60.0
KNOWN: Final = 1_000
"""Events counted at once."""


def configure(
    settings: LogSettings,
    redact: Redactor,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Send everything that is logged to ``stream``, the standard error by default."""
    stream = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    text = settings.format == "text" or (settings.format == "auto" and stream.isatty())
    handler = CappedHandler(stream, clock)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                ProcessorFormatter.remove_processors_meta,
                *_renderers(text=text, colour=stream.isatty()),
                _redacting(redact),
            ],
        )
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(settings.level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(capture=True)


def finish() -> None:
    """Tell what was counted and not yet told, at the end of the process."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, CappedHandler):
            handler.tell_all()


def _renderers(*, text: bool, colour: bool) -> list[Processor]:
    """From an event to a line.  No rich traceback: it would show the values of variables."""
    if text:
        return [
            structlog.dev.ConsoleRenderer(
                colors=colour, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
            )
        ]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _redacting(redact: Redactor) -> Processor:
    """The last step: whatever part of a line a secret came in by, it is in the line now."""

    def processor(logger: WrappedLogger, method: str, line: EventDict) -> str:
        del logger, method
        return redact(str(line))

    return processor


@dataclass(slots=True)
class _Count:
    """How often an event came since ``start``, and how it was logged."""

    start: float
    record: logging.LogRecord
    times: int = 0


class CappedHandler(logging.StreamHandler[TextIO]):
    """Writes the same event at most ``MOST`` times a minute; how many more there were is told after it."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._clock = clock
        self._counts: OrderedDict[tuple[str, int, str], _Count] = OrderedDict()

    def emit(self, record: logging.LogRecord) -> None:
        """Write or count a record; the lock of the handler is held."""
        now = self._clock()
        self._tell(now)
        key = (record.name, record.levelno, _event(record))
        count = self._counts.setdefault(key, _Count(now, record))
        count.times += 1
        if count.times <= MOST:
            super().emit(record)

    def tell_all(self) -> None:
        """Tell what was counted and not yet told."""
        self.acquire()
        try:
            self._tell(float("inf"))
        finally:
            self.release()

    def _tell(self, now: float) -> None:
        """Tell of those events whose minute is over, or that are too many to count; oldest first."""
        while self._counts:
            count = next(iter(self._counts.values()))
            if now - count.start < MINUTE and len(self._counts) < KNOWN:
                return
            self._counts.popitem(last=False)
            if count.times > MOST:
                super().emit(_summary(count))


def _event(record: logging.LogRecord) -> str:
    """What makes two records the same: the event, without what was filled in."""
    message: Any = record.msg
    return str(message.get("event") if isinstance(message, dict) else message)


def _summary(count: _Count) -> logging.LogRecord:
    record = count.record
    more = count.times - MOST
    return logging.LogRecord(
        record.name,
        record.levelno,
        record.pathname,
        record.lineno,
        "%s: %d more in a minute",
        (_event(record), more),
        None,
    )
