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
MEMBER: Final = "Ani"
TITLES: Final = {
    ("answer", "id"): "Babad menjawab di {platform} (digambar dari isi pesannya, bukan tangkapan layar)",
    ("answer", "en"): "Babad answers on {platform} (drawn from the message's payload, not a screenshot)",
    ("post", "id"): "Kiriman harian Babad di {platform} (digambar dari isi pesannya, bukan tangkapan layar)",
    ("post", "en"): "Babad's daily post on {platform} (drawn from the message's payload, not a screenshot)",
}


def pictures() -> dict[str, str]:
    """Every picture by the name of its file."""
    drawn = {}
    for (kind, language), title in TITLES.items():
        asked, sent = _golden(kind, "discord", language)
        message = reading.from_discord(sent)
        drawn[f"{kind}-discord.{language}.svg"] = discord.draw(
            asked, message, MEMBER, title.format(platform="Discord")
        )
        asked, sent = _golden(kind, "telegram", language)
        message = reading.from_telegram(sent)
        drawn[f"{kind}-telegram.{language}.svg"] = telegram.draw(
            asked, message, MEMBER, title.format(platform="Telegram")
        )
    return drawn


def _golden(kind: str, platform: str, language: str) -> tuple[str, dict[str, object]]:
    """What was asked, nothing where nobody did, and what was sent."""
    golden = json.loads((GOLDENS / f"{platform}.{language}.json").read_text("utf-8"))[kind]
    (sent,) = golden["sent"]
    return "".join(golden["said"]), sent


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
