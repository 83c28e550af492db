"""What all tests share: compiled catalogues, and a switch that writes the goldens anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot import i18n


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--write-goldens``."""
    parser.addoption("--write-goldens", action="store_true", help="write tests/data/goldens anew")


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Compile the catalogues, as a build does, so that tests never read stale ones."""
    for po in i18n.LOCALES.glob("*/LC_MESSAGES/*.po"):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        # Another run may be reading meanwhile: replaced in one step.
        draft = Path(f"{po.with_suffix('.mo')}.{os.getpid()}")
        with draft.open("wb") as target:
            write_mo(target, catalogue)
        draft.replace(po.with_suffix(".mo"))


@pytest.fixture(scope="session")
def tongues(_catalogues: None) -> i18n.Tongues:
    """Every language that the bot speaks."""
    return i18n.load()
