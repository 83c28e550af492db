"""What of a fact is searched: its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facts.date_words import word
from facts.index import Section, SectionKind
from facts.language import Phrases
from facts.language.text import words
from facts.outcome import Asked
from facts.wording import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from facts.fact import Fact, Localized, Name


class NamesIn:
    """Finds the names of a pack in texts, under any of their spellings."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = Phrases((spelling, name) for name in names for spelling in name.spellings)

    def find(self, tokens: Sequence[str]) -> list[Name]:
        """The names in these words, each once, in order."""
        return list({name.id: name for *_, name in self._names.find(tokens)}.values())


def sections(fact: Fact, names: NamesIn, title: Localized, codes: Sequence[str]) -> list[Section]:
    """The sections of a fact in the languages ``codes``.

    Other spellings of the names that it mentions count as said too; so, more weakly, does its pack's title,
    which tells what the facts are about where they do not say it each time.
    """
    result: list[Section] = []
    mentioned: dict[str, Name] = {}
    for language, text in fact.text.items():
        # A language without data is matched by its words as they stand, under whichever stemmer.
        result.append(Section(SectionKind.STATEMENT, language if language in codes else codes[0], text))
        if fact.when is not None and language in codes:
            result.append(Section(SectionKind.WHEN, language, word(fact.when, language)))
        mentioned |= {name.id: name for name in names.find(words(text))}
    for slot, answer in fact.answers.items():
        for language, text in answer.items():
            if language in codes:
                result.append(Section(SectionKind[slot.name], language, text))
            mentioned |= {name.id: name for name in names.find(words(text))}
    for language, phrasings in fact.asked.items():
        if language in codes:
            result += [
                Section(SectionKind.PHRASING, language, phrasing, _kind(phrasing, language))
                for phrasing in phrasings
            ]
    result += [
        Section(SectionKind.TITLE, language, text) for language, text in title.items() if language in codes
    ]
    others = " · ".join(spelling for name in mentioned.values() for spelling in name.spellings)
    if others:
        spoken = next((language for language in fact.text if language in codes), codes[0])
        result.append(Section(SectionKind.NAMES, spoken, others))
    return result


def _kind(phrasing: str, language: str) -> int:
    return tuple(Asked).index(kind_of(words(phrasing), language)) + 1
