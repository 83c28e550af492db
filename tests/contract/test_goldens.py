"""Goldens: each kind of reply in each language as the payload that goes to each platform.

Write them anew with ``pytest --write-goldens`` and read the difference.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.contract.kinds import play
from tests.contract.payloads import PLATFORMS

if TYPE_CHECKING:
    from bot.blocks import Form, Reply
    from bot.i18n import Tongues

    Played = dict[str, tuple[tuple[str, ...], Reply | Form]]

GOLDENS = Path(__file__).parents[1] / "data" / "goldens"


@pytest.fixture(scope="module", params=["id", "en"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Played]:
    """A language, and a reply of each kind in it."""
    return request.param, asyncio.run(play(request.param, tmp_path_factory.mktemp("play")))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_replies_are_sent_as_agreed(
    platform: str, played: tuple[str, Played], tongues: Tongues, pytestconfig: pytest.Config
) -> None:
    """To the letter, as in the golden file of the platform and language."""
    language, replies = played
    sent = {
        kind: {"said": list(lines), "sent": PLATFORMS[platform](reply, tongues.speak(language))}
        for kind, (lines, reply) in replies.items()
    }
    golden = GOLDENS / f"{platform}.{language}.json"
    if pytestconfig.getoption("write_goldens"):
        golden.write_text(json.dumps(sent, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert sent == json.loads(golden.read_text("utf-8"))
