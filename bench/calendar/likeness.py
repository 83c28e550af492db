"""How much a fact and an event of a list are alike in what they say, their days left aside.

Both are bags of stems, weighted by how rare each is (Spärck Jones's inverse document frequency), and compared
by the cosine of the angle between them: 1 for the same words, 0 for none in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, sqrt
from typing import TYPE_CHECKING

from facts.date_language import date_language
from facts.language.language import Phrases, languages
from facts.language.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from facts.fact import Fact, Pack


class Likeness:
    """Compares facts with the texts of one language.

    Args:
        packs: where the facts come from, with the spellings of their names.
        texts: what they are compared with.
        code: the language of the texts.
    """

    def __init__(self, packs: Iterable[Pack], texts: Sequence[str], code: str) -> None:
        self._language = languages()[code]
        months = (name for names in date_language(code).months for name in names)
        self._passed_over = self._language.stop_words | {word for name in months for word in words(name)}
        self._bags = {(pack.id, fact.id): bag for pack in packs for fact, bag in self._of_facts(pack)}
        others = [frozenset(self._stems(words(text))) for text in texts]
        known = Counter(stem for bag in (*self._bags.values(), *others) for stem in bag)
        self._rarity = {stem: log((len(self._bags) + len(others)) / n) for stem, n in known.items()}
        self._lengths = [self._length(bag) for bag in others]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, bag in enumerate(others):
            for stem in bag:
                self._holding[stem].append(at)

    def of(self, fact: Fact) -> Mapping[int, float]:
        """The likeness of each text that has something in common with the fact, by its place."""
        bag = self._bags[fact.pack, fact.id]
        shared: Counter[int] = Counter()
        for stem in bag:
            for at in self._holding.get(stem, ()):
                shared[at] += self._rarity[stem] ** 2  # type: ignore[assignment]  # a Counter counts floats too
        own = self._length(bag)
        return {at: both / (own * self._lengths[at]) for at, both in shared.items() if both}

    def _of_facts(self, pack: Pack) -> Iterable[tuple[Fact, frozenset[str]]]:
        """Each fact with its stems: of its text, its id, and every spelling of the names in it."""
        names = Phrases((spelling, name) for name in pack.names for spelling in name.spellings)
        for fact in pack.facts:
            said = words(fact.in_language(self._language.code))
            spellings = [words(one) for *_, name in names.find(said) for one in name.spellings]
            # An acronym may be all that both say; longer spellings would outweigh the text.
            other = {word for spelling in spellings if len(spelling) == 1 for word in spelling}
            yield fact, frozenset(self._stems([*said, *words(fact.id.replace("-", " ")), *other]))

    def _stems(self, said: Iterable[str]) -> Iterable[str]:
        return (
            self._language.stem(word)
            for word in said
            if word not in self._passed_over and not word.isdecimal()
        )

    def _length(self, bag: Collection[str]) -> float:
        return sqrt(sum(self._rarity[stem] ** 2 for stem in bag))
