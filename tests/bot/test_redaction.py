"""Secrets are taken out of any text, in whatever form they stand there."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.redaction import MASK, Redactor

NUMBERED = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_x"
DOTTED = "MTA1NzQxODk1NDk0MTgwMDQ4.GxxE1j.aB3dEfGhIjKlMnOpQrStUvWxYz0123456789ab"


@pytest.mark.parametrize("token", [NUMBERED, NUMBERED.replace(":", "%3A"), DOTTED])
@pytest.mark.parametrize(
    "around", ["{}", "Bot {}", "https://api.example/bot{}/getMe", "token={}&x=1", "'{}',"]
)
def test_what_looks_like_a_token_is_masked(token: str, around: str) -> None:
    """Also when nobody told that it is one."""
    told = Redactor()(around.format(token))
    assert MASK in told
    assert token not in told


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://babad:hunter2@db/babad",
        "https://user:p%40ss:word@example.org/",
        "redis://:pw@cache:6379/0",
    ],
)
def test_a_password_in_a_url_is_masked(url: str) -> None:
    """The rest of it stays, for it is needed to understand what failed."""
    told = Redactor()(f"cannot reach {url} now")
    assert MASK in told
    assert told.endswith(f"{url.partition('@')[2]} now")
    assert not any(word in told for word in ("hunter2", "p%40ss", "pw@"))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T17:53:32.944979Z",
        "bot.config.model",
        "https://example.org:8080/a/b?c=d@e",
        "12:30 and 1234567:short",
        "/usr/lib/python3.11/site-packages/sqlalchemy/pool/base.py",
        "tests.bot.config.test_masking.test_secrets",
    ],
)
def test_other_text_stays(text: str) -> None:
    """Logs must be read."""
    assert Redactor()(text) == text


@given(st.text(st.characters(exclude_characters="*|", exclude_categories=["Cs"]), min_size=4, max_size=40))
def test_a_known_secret_is_masked_in_every_form(secret: str) -> None:
    """As it is, and as JSON, Python and URLs write it."""
    redact = Redactor([secret])
    forms = [
        secret,
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        quote(secret, safe=""),
        quote_plus(secret),
    ]
    for form in forms:
        assert redact(f"|{form}|") == f"|{MASK}|"


def test_any_environment_can_be_a_secret() -> None:
    """Also bytes that are no UTF-8, which Python hands over as half surrogate pairs."""
    assert Redactor(["pass\udcff"])("pass\udcff!") == f"{MASK}!"


def test_the_lines_of_a_key_are_masked_one_by_one() -> None:
    """A traceback may show just one."""
    key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nshort\n-----END KEY-----"
    told = Redactor([key])("unexpected MIIEvQIBADANBgkqhkiG9w0B in short")
    assert told == f"unexpected {MASK} in short"


def test_longer_secrets_go_first_and_trifles_are_let_be() -> None:
    """One may be part of another; one of three letters would tear words apart."""
    assert (
        Redactor(["secret", "secret-longer", "abc"])("a secret-longer abc secret") == f"a {MASK} abc {MASK}"
    )
