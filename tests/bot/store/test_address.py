"""Where a database is, and what is told of it."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.store import StoreError, StoreUnavailableError, address, open_store
from bot.store.address import parse_address

if TYPE_CHECKING:
    from tests.bot.store.conftest import Run

PASSWORD = "kata-sandi"  # noqa: S105 -- of nobody


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "cannot be read: it must look like sqlite:////folder/babad.sqlite or postgresql://"),
        ("rahasia", "cannot be read"),
        ("postgresql://ani:rahasia@host:port/db", "cannot be read"),
        ("mysql://ani:rahasia@host/db", "A database of the kind 'mysql' cannot be used"),
        ("postgresql://ani:rahasia@host", "names none: write postgresql://user:password@host/database"),
        ("sqlite://", "names no file: write sqlite:////folder/babad.sqlite"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://rahasia/babad.sqlite", "takes only a path"),
        ("sqlite:////tmp/babad.sqlite?key=rahasia", "takes only a path"),
    ],
)
def test_a_url_that_is_none_is_refused_in_one_sentence(url: str, told: str) -> None:
    """And is not repeated, since it may hold a password."""
    with pytest.raises(StoreError) as caught:
        parse_address(url)
    assert told in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "rahasia" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////srv/babad.sqlite", "/srv/babad.sqlite"),
        ("sqlite+aiosqlite:////srv/babad.sqlite", "/srv/babad.sqlite"),
        ("sqlite:///babad.sqlite", str(Path("babad.sqlite").absolute())),
        ("postgresql://ani:rahasia@db.example/babad", '"babad" at db.example'),
        ("postgres://ani:rahasia@db.example/babad", '"babad" at db.example'),
        ("postgresql+asyncpg://ani:rahasia@db.example/babad?password=rahasia", '"babad" at db.example'),
        ("postgresql:///babad?host=/run/postgresql", '"babad" at /run/postgresql'),
        ("postgresql:///babad", '"babad" at localhost'),
    ],
)
def test_an_address_is_named_without_its_password(url: str, name: str) -> None:
    """Whatever driver the URL asks for."""
    assert str(parse_address(url)) == name


def test_a_driver_is_not_let_out_with_the_password() -> None:
    """Only the first line of what it says, with the password hidden."""
    place = parse_address("postgresql://ani:rah%40sia@host/db?password=geheim")
    assert place.redact("no rah@sia, no geheim.\nmore") == "no ***, no ***"


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setattr(address, "find_spec", lambda _: None)
    with pytest.raises(StoreError, match=r'install it with pip install "babad\[postgresql\]"'):
        parse_address("postgresql://ani@host/babad")


def test_a_server_that_is_not_there_is_told_in_one_sentence(run: Run) -> None:
    """The password stands nowhere in the whole traceback."""
    with pytest.raises(StoreUnavailableError) as caught:
        run(open_store(f"postgresql://ani:{PASSWORD}@127.0.0.1:1/babad"))
    assert str(caught.value).startswith('The database "babad" at 127.0.0.1 cannot be reached: ')
    assert "\n" not in str(caught.value)
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))
