"""Statements in any number: real ones, then halves of two of them joined, with names put in."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from bench import sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.engines import FactRow

LANGUAGE: Final = "id"
VARIANTS: Final = ("clean", "typo1", "slangtypo")
NAMES: Final = 200_000
_SEED: Final = 1918
_CAPITALISED: Final = re.compile(r"^[\W_]*[A-Z]\w+")
_ONSETS: Final = (*"bdghjklmnprstwyc", "kr", "tr", "pr", "br", "sy", "ny", "ng", "bl", "st", "dr", "kh")
_VOWELS: Final = (*"aaaiiuueo", "ai", "au", "ia")
_CODAS: Final = ["", "", "", "n", "ng", "r", "s", "t", "m", "k", "l", "h"]


def questions(each: int = 60) -> list[tuple[str, sets.Question]]:
    """Choose questions of every set in the language, each in all variants, with the variant's name."""
    chosen = []
    for part in _parts():
        picked = random.Random(_SEED).sample(range(len(part.variants["clean"])), each)
        chosen += [(v, part.variants[v][at]) for v in VARIANTS for at in sorted(picked)]
    return chosen


def generate(count: int) -> Iterator[FactRow]:
    """Make ``count`` statements, the answers to `questions` among them, scattered evenly.

    What is joined is taken from statements that answer none of the questions, so that these keep the
    answers they had.
    """
    chance = random.Random(_SEED)
    answering = frozenset().union(*(question.relevant for _, question in questions()))
    every = [fact for part in _parts() for fact in part.facts]
    wanted = [fact for fact in every if fact[0] in answering]
    if count < len(wanted):
        raise ValueError(f"The questions need {len(wanted)} statements, more than {count}.")
    others = [fact for fact in every if fact[0] not in answering]
    chance.shuffle(others)
    real = wanted + others[: count - len(wanted)]
    chance.shuffle(real)
    places = frozenset(chance.sample(range(count), len(real)))
    halves = [_halved(text) for _, _, text in others]
    originals = iter(real)
    for place in range(count):
        yield next(originals) if place in places else (f"made-{place}", LANGUAGE, _joined(halves, chance))


@lru_cache
def _parts() -> tuple[sets.EvalSet, ...]:
    every = (sets.load(name) for name in sets.names())
    parts = tuple(part for part in every if all(language == LANGUAGE for _, language, _ in part.facts))
    if not parts:
        raise sets.SetsMissingError(f"No question set in {LANGUAGE!r} in {sets.folder()}: sizes need one.")
    return parts


def _halved(text: str) -> tuple[list[str], list[str]]:
    words = text.split()
    return words[: len(words) // 2], words[len(words) // 2 :]


def _joined(halves: list[tuple[list[str], list[str]]], chance: random.Random) -> str:
    """Join two halves; most names in them become others, and where there is none, one comes in."""
    words = [*chance.choice(halves)[0], *chance.choice(halves)[1]]
    changed = False
    for at, word in enumerate(words):
        if _CAPITALISED.match(word) and chance.random() < 0.6:
            words[at] = _name(chance)
            changed = True
    if not changed:
        words.insert(chance.randrange(len(words) + 1), _name(chance))
    return " ".join(words)


def _name(chance: random.Random) -> str:
    """Draw a name, the k-th of them with a weight of 1/k."""
    names, weights = _vocabulary()
    return names[bisect_left(weights, chance.random() * weights[-1])]


@lru_cache
def _vocabulary() -> tuple[list[str], list[float]]:
    chance = random.Random(_SEED)
    names: dict[str, None] = {}
    while len(names) < NAMES:
        syllables = chance.choice((2, 2, 3, 3, 4))
        parts = (chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
        names["".join(parts).capitalize() + chance.choice(_CODAS)] = None
    return list(names), list(accumulate(1 / rank for rank in range(1, NAMES + 1)))
