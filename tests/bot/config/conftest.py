"""A working directory of its own for each test: no ``.env`` and no secrets of the machine are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from bot.config import Reading, read

if TYPE_CHECKING:
    from pathlib import Path


class Configure(Protocol):
    """Reads a configuration made of what a test gives."""

    def __call__(self, yaml: str = "", **variables: str) -> Reading:
        """The file's text, and variables without the prefix."""


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Reads from ``babad.yaml``, ``.env`` and ``secrets/`` in the test's folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secrets").mkdir()

    def configured(yaml: str = "", **variables: str) -> Reading:
        environ = {f"BABAD_{name}": value for name, value in variables.items()}
        environ.setdefault("BABAD_SECRETS", "secrets")
        if yaml:
            (tmp_path / "babad.yaml").write_text(yaml, "utf-8")
            environ["BABAD_CONFIG"] = "babad.yaml"
        return read(None, environ)

    return configured
