"""Half-typed values completed, and answers offered before a question is finished."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.announcements.choosing import complete_days
from bot.ask import about
from bot.asking import FACT
from bot.commands import TABLE
from bot.day_completing import complete_day, complete_pack
from bot.plain import clean
from bot.seam import Choice
from bot.telling import BRIEF, LANGUAGES, brief, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.asking import Asking
    from bot.i18n import Tongue
    from bot.preferences import Preferences
    from bot.seam import Lookup
    from facts.fact import Fact

CHOICES: Final = 10
SHORTEST: Final = 3
"""Letters from which facts are looked for; fewer match nearly everything."""


class Completing:
    """Completes commands, their options, words of a question, and whole questions.

    Args:
        asking: where facts are found.
        preferences: what languages members chose.
        values: the values of a setting that begin so: ``values(setting, prefix, tongue)``.
    """

    def __init__(
        self,
        asking: Asking,
        preferences: Preferences,
        values: Callable[[str, str, Tongue], Sequence[Choice]],
    ) -> None:
        self._asking = asking
        self._preferences = preferences
        self._values = values

    async def complete(self, lookup: Lookup) -> tuple[Choice, ...]:
        """The choices for a half-typed value, best first."""
        chosen = await self._preferences.language(lookup.member)
        tongue = self._asking.answering.tongues.speak(chosen, lookup.member.locale)
        # Looking through facts takes milliseconds, and every letter typed asks again.
        found = await asyncio.to_thread(lambda: tuple(self._found(lookup, tongue)))
        if lookup.answers:
            return found
        return tuple(replace(choice, reply=None) for choice in found)

    def _found(self, lookup: Lookup, tongue: Tongue) -> Iterable[Choice]:  # noqa: PLR0911  # one for each
        prefix = lookup.prefix.casefold()
        match lookup.parameter:
            case "command":
                rows = ((row.named(tongue.code), tongue.gettext(row.summary)) for row in TABLE if row.listed)
                return [Choice(name, name, detail) for name, detail in rows if name.startswith(prefix)]
            case "language":
                codes = self._asking.answering.tongues.by_code
                names = ((code, tongue.gettext(LANGUAGES.get(code, code))) for code in codes)
                return [
                    Choice(code, name)
                    for code, name in names
                    if code.startswith(prefix) or name.casefold().startswith(prefix)
                ]
            case "day":
                return complete_day(lookup.prefix, tongue)[:CHOICES]
            case "pack":
                return complete_pack(prefix, self._asking.shelf.packs, tongue)[:CHOICES]
            case "zone":
                return self._values("zone", lookup.prefix, tongue)[:CHOICES]
            case "days":
                return complete_days(lookup.prefix, tongue)
            case "value":
                return self._values(lookup.args.get("setting", ""), lookup.prefix, tongue)[:CHOICES]
            case "fact":
                return [Choice(fact.id, brief(fact, tongue)) for fact in self._facts(prefix)]
            case "question" | "claim":
                return self._questions(lookup, tongue)
            case _:
                words = self._asking.answering.searcher.complete(lookup.prefix, CHOICES)
                return [Choice(word, word) for word in words]

    def _facts(self, prefix: str) -> list[Fact]:
        """Facts whose id begins so, else those that the words find."""
        ids = (fact for fact in self._asking.shelf.facts if fact.id.startswith(prefix))
        return [*islice(ids, CHOICES)] or self._ranked(prefix)

    def _ranked(self, words: str) -> list[Fact]:
        if len(words.strip()) < SHORTEST:
            return []
        return [scored.fact for scored in self._asking.answering.searcher.rank(words, CHOICES)]

    def _questions(self, lookup: Lookup, tongue: Tongue) -> Iterable[Choice]:
        """Facts that may be meant, each as the question that it answers, or by what it says."""
        facts = self._ranked(lookup.prefix) or self._asking.shelf.facts[:CHOICES]
        for fact in facts:
            asked = next(iter(fact.asked.get(tongue.code, ())), "")
            said = brief(fact, tongue)
            label = said if lookup.answers else shorten(clean(asked), BRIEF) or said
            yield Choice(f"{FACT}{fact.id}", label, said, about(fact, tongue, self._asking.answering.menu))
