"""What can be done with an answer or a fact: the actions under it.

Each carries all that it needs, so that it works after a restart, in every process and at any age.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.blocks import Action, Weight
from bot.citation import citation
from bot.references import digest, refer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.i18n import Tongue
    from facts.fact import Fact

ENDONYMS: Final = {"id": "Bahasa Indonesia", "en": "English"}
"""Languages as their own speakers call them: a member looks for the one they read."""
OTHERS: Final = 3
"""Candidates that "not what I meant" goes on to."""


@dataclass(frozen=True, slots=True)
class Menu:
    """Makes the actions under facts.

    Args:
        around: the facts before and after one in time.
    """

    around: Callable[[Fact], tuple[Fact | None, Fact | None]]

    def of_answer(self, fact: Fact, tongue: Tongue, others: Sequence[Fact]) -> tuple[Action, ...]:
        """Under a fact that answers a question, with the candidates that came after it."""
        carried = "".join(digest(other.id) for other in others[:OTHERS])
        *beside, report = self.of_fact(fact, tongue)
        return (
            *beside,
            Action(tongue.gettext("Why this answer?"), refer("why", fact.id)),
            report,
            Action(tongue.gettext("Not what I meant"), f"instead:{carried}"),
        )

    def of_fact(self, fact: Fact, tongue: Tongue) -> tuple[Action, ...]:
        """Under any fact: its neighbours in time, its other languages, a citation, and last a report."""
        languages = (code for code in ENDONYMS if code != tongue.code and code in fact.text)
        before, after = self.around(fact)
        steps = (
            (tongue.gettext("◀ Earlier"), refer("earlier", fact.id), before),
            (tongue.gettext("Later ▶"), refer("later", fact.id), after),
        )
        return (
            *(Action(label, action) for label, action, there in steps if there is not None),
            *(Action(ENDONYMS[code], refer(f"say:{code}", fact.id)) for code in languages),
            Action(tongue.gettext("Cite"), refer("cite", fact.id), copies=citation(fact, tongue)),
            Action(tongue.gettext("Report a mistake"), refer("report", fact.id), opens_form=True),
        )

    @staticmethod
    def openers(facts: Sequence[Fact]) -> tuple[Action, ...]:
        """One numbered action for each fact of a list."""
        return tuple(
            Action(str(number), refer("fact", fact.id), weight=Weight.PRIMARY)
            for number, fact in enumerate(facts, 1)
        )
