"""What a member wrote into a form that could not be taken as it was, kept for an hour to be mended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.store.notebook import Notebook
    from bot.turn import Turn

LIFETIME: Final = 3600.0
"""Seconds for which a draft is kept."""


class Drafts:
    """One draft for each member, the last.  Every method raises ``StoreUnavailableError``."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    async def keep(self, turn: Turn, form: str, values: Mapping[str, str]) -> None:
        """Keep what the member wrote into the form of that id."""
        await self._notebook.write(
            _key(turn),
            json.dumps({"form": form, "values": dict(values)}),
            now=turn.at,
            lifetime=LIFETIME,
            platform=turn.member.platform,
            user=turn.member.user,
        )

    async def take(self, turn: Turn, form: str) -> Mapping[str, str]:
        """What the member wrote into that form, if it was the last; it is not kept any longer."""
        kept = await self._notebook.read(_key(turn), turn.at)
        if kept is None:
            return {}
        draft = json.loads(kept)
        if draft["form"] != form:
            return {}
        await self._notebook.erase(_key(turn))
        values: dict[str, str] = draft["values"]
        return values


def _key(turn: Turn) -> str:
    return f"draft:{turn.member.platform}:{turn.member.user}"
