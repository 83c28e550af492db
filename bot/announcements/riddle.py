"""Which question is asked on a day: about another fact than the post tells, and one that is fit to be asked.

It is one that the fact's own author put down, in well-written words of each language of the post, and whose
answer is short: a date, a name, a place or a number that the question does not give away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.announcements.choice import FEW, drawn, narrowed
from bot.plain import clean
from bot.telling import shorten, spoken
from facts.date_words import word
from facts.fact import Certainty, Slot
from facts.language import languages
from facts.language.text import words
from facts.outcome import Asked
from facts.wording import question_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.i18n import Tongue
    from bot.shelf import Shelf
    from facts.fact import Fact

SLOTS: Final = {Asked.WHO: Slot.WHO, Asked.WHERE: Slot.WHERE, Asked.HOW_MANY: Slot.HOW_MANY}
"""Kinds of question that a few words answer, besides ``when``, which the date answers."""
CHATTY: Final = frozenset(("sih", "dong", "kok", "deh", "nih", "tuh", "doang", "banget"))
"""Words of chat that stand for no others, so that no list of spellings has them."""
LONGEST: Final = 150
"""Characters of a question, and of its answer."""
KEPT: Final = 8
"""Libraries and sets of languages whose questions are at hand."""


@dataclass(frozen=True, slots=True)
class Riddle:
    """A question in one language and its short answer."""

    question: str
    answer: str


def ask(
    announcement: Announcement, day: date, shelf: Shelf, spoken_in: Sequence[str], told: Collection[str]
) -> Fact | None:
    """The fact that is asked about on ``day``, none of those ``told``; None when no question is fit.

    In as many days as there are questions each is asked once; only in place of one that the post itself
    answers comes another, half the round away.
    """
    fit = _fit(shelf, tuple(spoken_in))
    pool = narrowed(fit, announcement)
    pool = pool if len(pool) >= FEW else fit
    if not pool:
        return None
    at = drawn(len(pool), f"{announcement.id} question", day.toordinal())
    order = (pool[(at + step * len(pool) // 2) % len(pool)] for step in range(2))
    return next((fact for fact in order if fact.id not in told), None)


def riddle(fact: Fact, tongues: Sequence[Tongue]) -> tuple[Riddle, ...]:
    """What is asked about the fact and the answer, in each language; nothing when no question is fit."""
    codes = tuple(tongue.code for tongue in tongues)
    kind = _kind(fact, codes)
    if kind is None:
        return ()
    return tuple(Riddle(_asked(fact, kind, tongue.code), _answer(fact, kind, tongue)) for tongue in tongues)


@lru_cache(KEPT)
def _fit(shelf: Shelf, codes: tuple[str, ...]) -> tuple[Fact, ...]:
    """The facts with a question in all those languages; a tenth of a second for thousands."""
    return tuple(fact for fact in shelf.facts if _kind(fact, codes) is not None)


def _kind(fact: Fact, codes: Collection[str]) -> Asked | None:
    """The kind of question that can be asked about the fact in all those languages."""
    if fact.certainty is Certainty.DISPUTED or not languages().keys() >= set(codes):
        return None
    kinds = (Asked.WHEN, *SLOTS)
    return next((kind for kind in kinds if all(_asked(fact, kind, code) for code in codes)), None)


def _asked(fact: Fact, kind: Asked, code: str) -> str:
    """A question of that kind that is fit to be asked; or nothing."""
    answer = set(words(_given(fact, kind, code)))
    if not answer:
        return ""
    asked = (clean(question) for question in fact.asked.get(code, ()) if len(question) <= LONGEST)
    return next((one for one in asked if not answer <= set(words(one)) and _asks(one, kind, code)), "")


def _given(fact: Fact, kind: Asked, code: str) -> str:
    """What the question must not give away: the words of the answer, or the year."""
    if kind is not Asked.WHEN:
        return fact.answers.get(SLOTS[kind], {}).get(code, "")
    return str(fact.when.year) if fact.when is not None and fact.when.year is not None else ""


def _asks(question: str, kind: Asked, code: str) -> bool:
    """Whether it asks for that and nothing else, from its first word on, in words fit to be repeated.

    A question word at the end is how people speak: "Siprus merdeka kapan?".
    """
    tokens = words(question)
    spans, asked, _ = question_kind(tokens, code)
    chat = languages()[code].slang.find(tokens)
    return (
        (asked, [start for start, *_ in spans]) == (kind, [0])
        and CHATTY.isdisjoint(tokens)
        and all(list(value) == tokens[start:end] for start, end, value in chat)
    )


def _answer(fact: Fact, kind: Asked, tongue: Tongue) -> str:
    if kind is Asked.WHEN:
        return spoken(word(fact.when, tongue.code), tongue)
    return shorten(clean(fact.answers[SLOTS[kind]][tongue.code]), LONGEST)
