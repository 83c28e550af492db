"""Which of the facts that hold a name are about what bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facts.fact import DateKind, Slot
from facts.language.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facts.fact import Fact

_BETWEEN: Final = 2
"""Words that may stand between those of a name."""
_LIFE: Final = frozenset({DateKind.BIRTH, DateKind.DEATH})


def says(fact: Fact, name: Sequence[str]) -> bool:
    """Whether a statement says the words of a name together ("Marie dan Pierre Curie")."""
    return any(
        {*name} <= {*said[place : place + len(name) + _BETWEEN]}
        for said in map(words, fact.text.values())
        for place, word in enumerate(said)
        if word == name[0]
    )


def about(fact: Fact, name: Sequence[str]) -> float:
    """How far a fact is about what bears a name, from 0 to 3.

    The work that it was taken from is on it, which counts twice for its birth and death; or it is the short
    answer.
    """
    titles = (title for source in fact.sources for title in source.title.values())
    answers = (text for slot in (Slot.WHO, Slot.WHAT) for text in fact.answers.get(slot, {}).values())
    return (1 + (fact.kind in _LIFE)) * _share(name, titles) + _share(name, answers)


def _share(name: Sequence[str], texts: Iterable[str]) -> float:
    """How much of a text a name is, at most."""
    spoken = [{*words(text)} for text in texts]
    return max((len(said.intersection(name)) / len(said) for said in spoken if said), default=0.0)
