"""The words of a question on their way to being terms: set apart, undone of chat spelling, and their kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from facts.language import Language, languages
from facts.language.meaning import meanings
from facts.language.numerals import ordinal
from facts.language.text import words
from facts.outcome import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

ROMAN: Final = {
    f"{tens}{units}": str(10 * ten + unit)
    for ten, tens in enumerate(("", "x", "xx"))
    for unit, units in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if 0 < 10 * ten + unit <= 21  # noqa: PLR2004  # up to the century we live in
}
SHORTEST: Final = 3
"""Letters from which a word is looked at for what it may stand for."""
_FOCUS_FROM: Final = 28
"""Words from which on a message is taken for a question among other text."""
_SENTENCE: Final = re.compile(r"(?<=[?!\n;])\s*|(?<=\.)(?!\d)\s*|\n+")
"""Ends of sentences; a full stop before a digit stands within a number."""
_REMEMBERED: Final = 20_000
"""Words whose languages are at hand."""
_NONE: Final[frozenset[str]] = frozenset()
_TWICE: Final = "2"
_ELONGATED: Final = re.compile(r"([^\W\d_])\1{2,}")
_DIGITS_AND_LETTERS: Final = re.compile(r"(\d+)([^\W\d_]+)")


def guess_language(tokens: Sequence[str], preferred: str | None = None) -> str:
    """The language most of whose function words stand in ``tokens``; ``preferred`` breaks a tie."""
    scores = {code: sum([_speaks_for(code, token) for token in tokens]) for code in languages()}
    best = max(scores.values(), default=0.0)
    tied = [code for code, score in scores.items() if score == best]
    if preferred is not None and preferred in tied:
        return preferred
    return "id" if "id" in tied else tied[0]


@lru_cache(_REMEMBERED)
def _speaks_for(code: str, token: str) -> float:
    """How far a word tells that it is of a language."""
    return (token in languages()[code].function_words) + 0.5 * bool(meanings(code).of_word(token))


def _means(token: str, code: str) -> bool:
    """Whether the data of a language know a word."""
    return token in languages()[code].function_words or bool(meanings(code).of_word(token))


def split(question: str) -> list[str]:
    """Words of a question; letters glued to digits ("70rb") are set apart, ordinals kept."""
    tokens: list[str] = []
    for token in words(question):
        if len(token) > SHORTEST and token[-1] == _TWICE and token[:-1].isalpha():
            tokens.append(token[:-1])
            continue
        glued = _DIGITS_AND_LETTERS.fullmatch(token) if token[0].isdigit() else None
        if glued and not any(ordinal(token, language) for language in languages().values()):
            tokens += [glued[1], glued[2]]
        else:
            tokens.append(token)
    return tokens


def asking_part(question: str) -> tuple[str, str]:
    """The sentences of a long message that ask, and the rest."""
    if len(question.split()) < _FOCUS_FROM:
        return question, ""
    sentences = [sentence for sentence in _SENTENCE.split(question) if sentence.strip()]
    asking = [i for i, sentence in enumerate(sentences) if "?" in sentence]
    if not asking:
        asking = [i for i, sentence in enumerate(sentences) if _asks(words(sentence))]
    if not asking or len(asking) == len(sentences):
        return question, ""
    rest = [sentence for i, sentence in enumerate(sentences) if i not in asking]
    return " ".join(sentences[i] for i in asking), " ".join(rest)


def _asks(tokens: Sequence[str]) -> bool:
    return any(
        kind != "yes_no"
        for language in languages().values()
        for *_, kind in language.question_words.find(tokens)
    )


class Words:
    """The words of a question on their way to being terms."""

    def __init__(self, tokens: Sequence[str], code: str) -> None:
        self.language = languages()[code]
        self.code = code
        self.written: list[str] = []
        self.standard: list[str] = []
        self.corrected: list[tuple[str, str]] = []
        self._expand(tokens)

    def _expand(self, tokens: Sequence[str]) -> None:
        """Chat spellings to standard ones, own language first, then the others'."""
        order = [self.language, *(other for code, other in languages().items() if code != self.code)]
        taken: dict[int, tuple[int, tuple[str, ...]]] = {}
        for language in order:
            for start, end, value in language.slang.find(tokens):
                own = language is self.language
                if any(i in taken for i in range(start, end)):
                    continue
                # Another language's chat spelling counts only where the word means nothing in one's own.
                if not own and any(_means(t, self.code) for t in tokens[start:end]):
                    continue
                for i in range(start, end):
                    taken[i] = (end - start, ()) if i > start else (end - start, value)
        elongated = _ELONGATED.search(" ".join(tokens)) is not None
        i = 0
        while i < len(tokens):
            if i in taken and taken[i][1]:
                length, value = taken[i]
                written = " ".join(tokens[i : i + length])
                self.corrected.append((written, " ".join(value)))
                for word in value:
                    self.written.append(written)
                    self.standard.append(word)
                i += length
                continue
            token = tokens[i]
            self.written.append(token)
            held_down = elongated and token not in ROMAN
            self.standard.append(_ELONGATED.sub(r"\1", token) if held_down else token)
            i += 1

    def concepts(self) -> list[frozenset[str]]:
        """For each word the concepts that it, or a phrase that it stands in, may mean."""
        meant = [_NONE] * len(self.standard)
        for code in languages():
            for start, end, keys in meanings(code).find(self.standard):
                for i in range(start, end):
                    # The set as it stands where there is no other, for one that is at hand is hashed once.
                    meant[i] = meant[i] | keys if meant[i] else keys
        return meant


def question_kind(standard: Sequence[str], code: str) -> tuple[list[tuple[int, int, str]], Asked, set[str]]:
    """Question words with their places, the kind of question, and the kinds of answer wanted."""
    spans: list[tuple[int, int, str]] = []
    stripped = [_without_enclitic(word, languages()[code]) for word in standard]
    for language in (languages()[code], *(o for c, o in languages().items() if c != code)):
        for tokens in (standard,) if stripped == standard else (standard, stripped):
            spans += [
                span
                for span in language.question_words.find(tokens)
                if not any(a < span[1] and span[0] < b for a, b, _ in spans)
            ]
    spans.sort()
    kinds = [kind for *_, kind in spans]
    # The first question word asks; a later "when" or "where" mostly opens a clause.
    asking = [kind for kind in kinds if kind not in {"yes_no", "open"}][:1]
    wants = {kind for kind in asking if kind not in {"what", "which"}}
    if asking:
        asked = Asked.WHAT if asking[0] == "which" else Asked(asking[0])
    elif "open" in kinds:
        asked = Asked.OPEN
    elif "yes_no" in kinds:
        asked = Asked.YES_NO
    else:
        asked = Asked.KEYWORDS
    return spans, asked, wants


def kind_of(question: Sequence[str], code: str) -> Asked:
    """The kind of a well-written question from its words."""
    return question_kind(question, code)[1]


def _without_enclitic(word: str, language: Language) -> str:
    if not word.endswith(language.enclitics):
        return word
    for enclitic in language.enclitics:
        if word.endswith(enclitic) and len(word) - len(enclitic) >= SHORTEST:
            return word[: -len(enclitic)]
    return word
