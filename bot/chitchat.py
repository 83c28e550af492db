"""Small talk: recognised only when it is the whole message, and answered in a sentence.

Anything that small talk does not account for makes a message a question; history goes first.
The phrases and replies are data, one file for each language, read once when the bot is put together.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from bot.i18n import LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_MENTION: Final = re.compile(r"<[@#][!&]?\w+>|(?<!\w)@\w+")
_TOKEN: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = re.compile("['`\u00b4\u02bc\u2018\u2019]")
_REPEATED: Final = re.compile(r"([^\W\d_])\1+")
_IN_BRACKETS: Final = re.compile(r"\[([^]]*)\]")
LONGEST: Final = 200
"""Characters beyond which nobody is only greeting."""

_FILLER: Final = 1
_PHRASE: Final = 2

Words = tuple[str, ...]
Kinds = frozenset[tuple[str, str]]
"""Kinds of small talk, each with the language in which it was said."""


def words_of(message: str) -> Words:
    """The words of a message as small talk compares them: no case, marks, emoji, mentions or punctuation."""
    text = _MENTION.sub(" ", unicodedata.normalize("NFKC", message).casefold())
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return tuple(_TOKEN.findall(_APOSTROPHES.sub("", text)))


def _once(words: Words) -> Words:
    return tuple(_REPEATED.sub(r"\1", word) for word in words)


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What a message turned out to be: a kind of small talk, its language and the reply to it."""

    kind: str
    language: str
    reply: str


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    fillers: frozenset[str]
    phrases: Mapping[Words, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    replies: Mapping[str, tuple[str, ...]]
    """By kind, in the order in which kinds win."""
    known: frozenset[str]
    """Every word of the fillers and phrases."""

    def kind_of(self, word: Words, written: Words) -> str | None:
        """The kind of a phrase, or of a single word that a pattern describes."""
        if (kind := self.phrases.get(word)) or len(written) != 1:
            return kind
        return next((kind for pattern, kind in self.patterns if pattern.fullmatch(written[0])), None)

    def claim(self, spelt: Words, written: Words) -> int:
        """How many of the words the language knows, as fillers or within phrases."""
        return sum(
            word in self.known or self.kind_of((word,), (raw,)) is not None
            for word, raw in zip(spelt, written, strict=True)
        )


class ChitChat:
    """Recognises small talk in every language that it has data for."""

    def __init__(self, languages: tuple[_Language, ...]) -> None:
        self._languages = languages
        self._known = frozenset().union(*(language.known for language in languages))
        self._patterns = tuple(pattern for language in languages for pattern, _ in language.patterns)
        self._longest = max(len(phrase) for language in languages for phrase in language.phrases)

    def recognise(self, message: str, language: str) -> SmallTalk | None:
        """What small talk ``message`` is, if all of it is; ``language`` decides when several claim it."""
        if len(message) > LONGEST:
            return None
        written = words_of(message)
        if not written:
            return self._wordless(message, language)
        spelt = _once(written)
        if not all(map(self._knows, spelt, written)):
            return None
        kinds = self._cover(spelt, written)
        if not kinds:
            return None
        chosen = max(self._languages, key=lambda one: (one.claim(spelt, written), one.code == language))
        # A kind that only another language knows is answered in that language.
        for one in (chosen, *self._languages):
            if kind := next((kind for kind in one.replies if (one.code, kind) in kinds), None):
                return self._reply(one, kind, spelt)
        return None  # pragma: no cover  # every kind found belongs to a language

    def _knows(self, word: str, written: str) -> bool:
        """Whether a word can be part of small talk at all; most questions hold one that cannot."""
        return word in self._known or any(pattern.fullmatch(written) for pattern in self._patterns)

    def _cover(self, spelt: Words, written: Words) -> Kinds:
        """The kinds of the phrases that, with fillers, make up all of the words; empty when they do not.

        The fewest and longest phrases win: "good morning" is a greeting, not praise of a morning.
        """
        # best[at]: the cheapest way to the word at ``at`` without a phrase, and with one.
        best: list[list[tuple[int, Kinds] | None]] = [[None, None] for _ in range(len(spelt) + 1)]
        best[0][False] = (0, frozenset())
        for at, ways in enumerate(best):
            for cost, kinds in filter(None, ways):
                for end in range(at + 1, min(at + self._longest, len(spelt)) + 1):
                    for step, found in self._steps(spelt[at:end], written[at:end]):
                        phrased = bool(kinds or found)
                        known = best[end][phrased]
                        if known is None or cost + step < known[0]:
                            best[end][phrased] = (cost + step, kinds | found)
        return (best[-1][True] or (0, frozenset()))[1]

    def _steps(self, spelt: Words, written: Words) -> Iterator[tuple[int, Kinds]]:
        """What these words can be, with what it costs."""
        if len(spelt) == 1 and any(spelt[0] in one.fillers for one in self._languages):
            yield _FILLER, frozenset()
        found = ((one.code, one.kind_of(spelt, written)) for one in self._languages)
        if kinds := frozenset((code, kind) for code, kind in found if kind is not None):
            yield _PHRASE, kinds

    def _wordless(self, message: str, language: str) -> SmallTalk | None:
        """A message of emoji alone is a nod."""
        if not any(unicodedata.category(char) == "So" for char in message):
            return None
        one = next((one for one in self._languages if one.code == language), self._languages[0])
        return self._reply(one, "agreement", (message,))

    @staticmethod
    def _reply(one: _Language, kind: str, words: Words) -> SmallTalk:
        # Varied by what was said and never by chance, so that a conversation can be replayed.
        choice = zlib.crc32(" ".join(words).encode("utf-8", "replace"))
        replies = one.replies[kind]
        return SmallTalk(kind, one.code, replies[choice % len(replies)])


def with_example(reply: str, example: str) -> str:
    """``reply`` with its part in brackets about ``{example}``, or without that part when there is none."""
    return _IN_BRACKETS.sub(lambda part: part[1].replace("{example}", example) if example else "", reply)


def load(directory: Path = LOCALES) -> ChitChat:
    """Read the small talk of every language."""
    paths = sorted(directory.glob("chitchat.*.yaml"), reverse=True)
    return ChitChat(tuple(_read(path) for path in paths))


def _read(path: Path) -> _Language:
    # The base loader leaves every scalar a text: "no", "yes" and "on" are words here.
    data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    kinds = data["kinds"]
    fillers = frozenset(word for filler in data["fillers"] for word in _once(words_of(filler)))
    phrases = {
        _once(words_of(phrase)): kind
        for kind, entry in reversed(kinds.items())  # a phrase of two kinds is of the first
        for phrase in entry["phrases"]
    }
    return _Language(
        code=path.name.split(".")[1],
        fillers=fillers,
        phrases=phrases,
        patterns=tuple(
            (re.compile(pattern), kind)
            for kind, entry in kinds.items()
            for pattern in entry.get("patterns", ())
        ),
        replies={kind: tuple(entry["replies"]) for kind, entry in kinds.items()},
        known=fillers.union(*phrases),
    )
