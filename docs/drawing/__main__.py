"""``python -m docs.drawing``: write the pictures, or say which are stale."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from docs.drawing import discord, reading, telegram

DOCS: Final = Path(__file__).parents[1]
GOLDENS: Final = DOCS.parent / "tests" / "data" / "goldens"
PICTURES: Final = DOCS / "pictures"
KIND: Final = "answer"
MEMBER: Final = "Ani"
TITLES: Final = {
    "id": "Babad menjawab di {platform} (digambar dari isi pesannya, bukan tangkapan layar)",
    "en": "Babad answers on {platform} (drawn from the message's payload, not a screenshot)",
}


def pictures() -> dict[str, str]:
    """Every picture by the name of its file."""
    drawn = {}
    for language, title in TITLES.items():
        asked, sent = _golden("discord", language)
        message = reading.from_discord(sent)
        drawn[f"answer-discord.{language}.svg"] = discord.draw(
            asked, message, MEMBER, title.format(platform="Discord")
        )
        asked, sent = _golden("telegram", language)
        message = reading.from_telegram(sent)
        drawn[f"answer-telegram.{language}.svg"] = telegram.draw(
            asked, message, MEMBER, title.format(platform="Telegram")
        )
    return drawn


def _golden(platform: str, language: str) -> tuple[str, dict[str, object]]:
    golden = json.loads((GOLDENS / f"{platform}.{language}.json").read_text("utf-8"))[KIND]
    (asked,), (sent,) = golden["said"], golden["sent"]
    return asked, sent


def main(arguments: list[str]) -> int:
    """Write the pictures, or name those that are stale."""
    stale = 0
    for name, drawn in pictures().items():
        file = PICTURES / name
        if file.exists() and file.read_text("utf-8") == drawn:
            continue
        if "--check" in arguments:
            print(f"{file.relative_to(DOCS.parent)} is stale: run make pictures", file=sys.stderr)  # noqa: T201
            stale = 1
        else:
            file.write_text(drawn, "utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
