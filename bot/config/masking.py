"""Which values of the configuration are secret, and how the others are shown.

What the settings of an adapter mean is known to the adapter alone, so they are judged by name and looks, and
in doubt masked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.config.problems import dotted
from bot.redaction import MASK, Redactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.config import Reading
    from bot.config.places import Given
    from bot.config.problems import Path, Problem

_NAMES: Final = re.compile(
    r"token|secret|pass|pwd|credential|key|auth|private|cert|pem|dsn|cookie|session|signature|salt|seed"
)
_LOOKS: Final = re.compile(r"[^\s/\\]{20,}")
"""Long and without a space or a slash, as neither sentences nor addresses and paths are."""


def secrets(reading: Reading) -> frozenset[str]:
    """Every secret that was given, as written, and the password of the database."""
    found = {
        text
        for path, given in reading.given.items()
        if _is_secret(path, given, reading)
        for text in _texts(given.value)
    }
    store = reading.given.get(("store",))
    for url in (reading.settings.store, *(_texts(store.value) if store else ())):
        found |= set(_passwords(url))
    return frozenset(found)


def rows(reading: Reading, problems: Iterable[Problem] = ()) -> Iterator[tuple[str, str, str]]:
    """Every setting in force by its dotted name, with its value unless that is secret, and its origin.

    Of adapters' settings, a wrong one is masked as well: it may be a misspelt secret.
    """
    wrong = {problem.setting for problem in problems}
    redact = Redactor(secrets(reading))
    settings = reading.settings
    yield "adapters", ", ".join(settings.adapters) or "none", reading.origin(("adapters",))
    for name, value in settings.own():
        path = tuple(name.split("."))
        yield name, redact(_shown(value)), reading.origin(path)
    for path, given in sorted(reading.given.items()):
        if path[0] in settings.installed:
            secret = _is_secret(path, given, reading) or dotted(path) in wrong
            yield dotted(path), MASK if secret else redact(_shown(given.value)), given.origin


def _is_secret(path: Path, given: Given, reading: Reading) -> bool:
    if given.secret:
        return True
    if path[0] not in reading.settings.installed:
        return False
    named = any(_NAMES.search(step.lower()) for step in path[1:])
    return named or any(_LOOKS.fullmatch(text) for text in _texts(given.value))


def _texts(value: object) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _passwords(url: str) -> Iterator[str]:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return
    if parsed.password:
        yield str(parsed.password)
    yield from _texts(parsed.query.get("password"))


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
