"""``/language``: the language that a member wants to be spoken with, shown or chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import information
from bot.blocks import Action, Audience, Reply, Span, Text
from bot.menu import ENDONYMS
from bot.preferences import PreferencesUnavailableError
from bot.telling import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.i18n import Tongue, Tongues
    from bot.preferences import Preferences
    from bot.turn import Turn


class Languages:
    """Shows and keeps what language each member chose."""

    def __init__(self, tongues: Tongues, preferences: Preferences) -> None:
        self._tongues = tongues
        self._preferences = preferences

    async def choose(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """Show the language spoken, or choose the one wished for, by code or by name."""
        wish = args.get("language", "").strip()
        if not wish:
            return self._reply(turn.tongue)
        code = self._code(wish)
        if code is None:
            return information.languages_reply(wish, turn.tongue, self._tongues)
        try:
            await self._preferences.choose_language(turn.member, code)
        except PreferencesUnavailableError:
            text = turn.tongue.gettext("I can't keep that just now; please try again in a while.")
            return Reply((Text((Span(text),)),), audience=Audience.ASKER)
        return self._reply(self._tongues.speak(code))

    def _code(self, wish: str) -> str | None:
        names = {
            name.casefold(): code
            for code, english in LANGUAGES.items()
            for name in (
                ENDONYMS.get(code, code),
                *(t.gettext(english) for t in self._tongues.by_code.values()),
            )
        }
        return self._tongues.code(names.get(wish.casefold(), wish))

    def _reply(self, tongue: Tongue) -> Reply:
        others = (code for code in self._tongues.by_code if code != tongue.code)
        actions = tuple(Action(ENDONYMS.get(code, code), f"language:{code}") for code in others)
        return replace(information.language_reply(tongue), actions=actions, audience=Audience.ASKER)
