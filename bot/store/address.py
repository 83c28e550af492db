"""Where a database is: read from a URL, and named without its password."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import StoreError

_SHAPES: Final = "sqlite:////folder/babad.sqlite or postgresql://user:password@host/database"


@dataclass(frozen=True, slots=True)
class Address:
    """The URL of a database, with the path of its file if it is one; its text has no password."""

    url: URL
    file: Path | None = None

    def __str__(self) -> str:
        if self.file is not None:
            return str(self.file)
        host = self.url.host or self.url.query.get("host") or "localhost"
        return f'"{self.url.database}" at {host}'

    def redact(self, message: object) -> str:
        """The first line of what a driver says, without the password should it be in there."""
        line = str(message).strip().partition("\n")[0]
        secrets = (self.url.password, self.url.query.get("password"))
        for secret in filter(None, secrets):
            line = line.replace(str(secret), "***")
        return line.rstrip(".")


def parse_address(url: str) -> Address:
    """Read a URL; only the part before ``+`` counts of its scheme, the driver is our choice.

    Raises:
        StoreError: it is no URL of a database that we can use.  Its text never quotes the URL.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"The URL of the database cannot be read: it must look like {_SHAPES}.") from None
    scheme = parsed.drivername.partition("+")[0]
    if scheme == "sqlite":
        return _file_address(parsed)
    if scheme in {"postgresql", "postgres"}:
        return _server_address(parsed)
    raise StoreError(
        f"A database of the kind {scheme!r:.40} cannot be used: the URL must look like {_SHAPES}."
    )


def _file_address(url: URL) -> Address:
    if not url.database or url.database == ":memory:":
        raise StoreError("The URL of the database names no file: write sqlite:////folder/babad.sqlite.")
    if url.host or url.query:
        raise StoreError(
            "The URL of a SQLite database takes only a path: write sqlite:////folder/babad.sqlite."
        )
    path = Path(url.database).expanduser().absolute()
    return Address(URL.create("sqlite", database=str(path)), path)


def _server_address(url: URL) -> Address:
    if not url.database:
        raise StoreError(
            "The URL of the database names none: write postgresql://user:password@host/database."
        )
    if find_spec("psycopg") is None:
        raise StoreError('PostgreSQL needs a driver: install it with pip install "babad[postgresql]".')
    return Address(url.set(drivername="postgresql+psycopg"))
