"""Build hook: compile the message catalogues so that the wheel (and an editable install) carries them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own plugins leave it bare
    """Compiles every ``babad.po`` beside itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues; called by hatchling before each build."""
        del version, build_data
        for po in Path(self.root, "bot", "locales").glob("*/LC_MESSAGES/*.po"):
            with po.open("rb") as source:
                catalogue = read_po(source, locale=po.parts[-3])
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)
