"""Reads a question: what kind it is, in which language, and which of its words carry weight."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from facts.language import Language, languages
from facts.language.lexicon import known_words, nearest, standard_form
from facts.language.meaning import meanings
from facts.language.numerals import numbers_in, ordinal
from facts.language.text import plain, words
from facts.outcome import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEMI_WEIGHT: Final = 0.45
"""Weight of a word that mostly describes the answer wanted ("nama", "tahun")."""
FILLER_WEIGHT: Final = 0.25
"""Weight of a word that is mostly chat around a question ("tugas", "please")."""
BORROWED_WEIGHT: Final = 0.5
"""Weight of a word taken over from the question before."""
_SHORTEST: Final = 3
_SURE: Final = 0.85
"""Similarity from which a misspelt word is taken for one that tells little."""
_INFORMAL: Final = 0.95
"""Similarity of a chat form to its standard form."""
_FOCUS_FROM: Final = 28
"""Words from which on a message is taken for a question among other text."""
_ROMAN: Final = {
    f"{tens}{units}": str(10 * ten + unit)
    for ten, tens in enumerate(("", "x", "xx"))
    for unit, units in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if 0 < 10 * ten + unit <= 21  # noqa: PLR2004  # up to the century we live in
}
_SENTENCE: Final = re.compile(r"(?<=[?!\n;])\s*|(?<=\.)(?!\d)\s*|\n+")
"""Ends of sentences; a full stop before a digit stands within a number."""
_NAMES_ITS_KIND: Final = frozenset({Asked.KEYWORDS, Asked.WHAT, Asked.OPEN})
"""Kinds of question whose nouns may tell what kind of answer is wanted."""
_BESIDE: Final = 2
"""A word so near to the question word is what is counted, or of what kind the answer is."""
_TWICE: Final = "2"
"""Indonesian chat writes a doubled word once, with a two: "kapal2"."""
_ELONGATED: Final = re.compile(r"([^\W\d_])\1{2,}")
"""A letter held down: "kapaaan".  Digits are left alone: "1999" is no "19"."""
_DIGITS_AND_LETTERS: Final = re.compile(r"(\d+)([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that facts are searched for."""

    written: str
    """As it stands in the question, folded."""
    readings: tuple[str, ...]
    """Words it may stand for, the likeliest first: itself, its standard form, its number in digits."""
    weight: float = 1.0
    """1 for a content word, less for one that tells little."""
    concepts: frozenset[str] = frozenset()
    """What it means, by concept keys; a word within a phrase has the phrase's."""
    borrowed: bool = False
    """Not of the question itself: taken over from a question before, or from the text around it."""
    aside: bool = False
    """From the text around the question, which may be about anything: speaks for a fact, never against."""
    known: bool = False
    """The language's data know the word, so it is no name and no misspelling."""
    role: bool = False
    """It names the kind of answer wanted ("panglima"), so a fact that lacks it answers something else."""
    language: str = ""
    """The language of its question."""
    meant: tuple[tuple[str, float], ...] = ()
    """Words of the language that an unknown one may stand for, with similarity from 0 to 1."""

    @property
    def number(self) -> bool:
        """Whether it is a number, which must agree exactly."""
        return self.readings[0].isdigit()


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood."""

    asked: Asked
    wants: frozenset[str]
    """Kinds of answer that would satisfy it, as names of question words' kinds."""
    language: str
    terms: tuple[Term, ...]
    negated: bool
    leaning: bool
    """It leans on what was said before: opens like a follow-up, points back, or names nothing."""
    text: str
    """The question's words, folded, as they were typed."""
    corrected: tuple[tuple[str, str], ...] = field(default=())
    focus: int | None = None
    """The term next to the question word: what is counted, or of what kind the answer is."""


def guess_language(tokens: Sequence[str], preferred: str | None = None) -> str:
    """The language most of whose function words stand in ``tokens``; ``preferred`` breaks a tie."""
    scores = {
        code: sum(1.0 for token in tokens if token in language.function_words)
        + sum(0.5 for token in tokens if meanings(code).of_word(token))
        for code, language in languages().items()
    }
    best = max(scores.values(), default=0.0)
    tied = [code for code, score in scores.items() if score == best]
    if preferred is not None and preferred in tied:
        return preferred
    return "id" if "id" in tied else tied[0]


def _means(token: str, code: str) -> bool:
    """Whether the data of a language know a word."""
    return token in languages()[code].function_words or bool(meanings(code).of_word(token))


def _split(question: str) -> list[str]:
    """Words of a question; letters glued to digits ("70rb") are set apart, ordinals kept."""
    tokens: list[str] = []
    for token in words(question):
        if len(token) > _SHORTEST and token[-1] == _TWICE and token[:-1].isalpha():
            tokens.append(token[:-1])
            continue
        glued = _DIGITS_AND_LETTERS.fullmatch(token)
        if glued and not any(ordinal(token, language) for language in languages().values()):
            tokens += [glued[1], glued[2]]
        else:
            tokens.append(token)
    return tokens


def _focus(question: str) -> tuple[str, str]:
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


class _Words:
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
            self.standard.append(token if token in _ROMAN else _ELONGATED.sub(r"\1", token))
            i += 1

    def concepts(self) -> list[frozenset[str]]:
        """For each word the concepts that it, or a phrase that it stands in, may mean."""
        meant: list[set[str]] = [set() for _ in self.standard]
        for code in languages():
            for start, end, keys in meanings(code).find(self.standard):
                for i in range(start, end):
                    meant[i] |= keys
        return [frozenset(keys) for keys in meant]


def _question_kind(standard: Sequence[str], code: str) -> tuple[list[tuple[int, int, str]], Asked, set[str]]:
    """Question words with their places, the kind of question, and the kinds of answer wanted."""
    spans: list[tuple[int, int, str]] = []
    stripped = [_without_enclitic(word, languages()[code]) for word in standard]
    for language in (languages()[code], *(o for c, o in languages().items() if c != code)):
        for tokens in (standard, stripped):
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
    return _question_kind(question, code)[1]


def _without_enclitic(word: str, language: Language) -> str:
    for enclitic in language.enclitics:
        if word.endswith(enclitic) and len(word) - len(enclitic) >= _SHORTEST:
            return word[: -len(enclitic)]
    return word


def read(question: str, *, language: str | None = None) -> Reading:
    """Read a question of any length in any of the languages known, or in several at once.

    Args:
        question: as a member typed it; hostile input is fine.
        language: the one to assume where the words do not tell.
    """
    text = plain(question)
    asking, around = _focus(text)
    tokens = _split(asking)
    code = guess_language(tokens or _split(text), language)
    reading = _read_tokens(tokens, code)
    if around:
        context = _read_tokens(_split(around), code)
        seen = {term.readings for term in reading.terms}
        extra = (
            replace(term, borrowed=True, aside=True, weight=term.weight * BORROWED_WEIGHT)
            for term in context.terms
            if term.weight == 1.0 and not term.known and term.readings not in seen
        )
        reading = replace(reading, terms=(*reading.terms, *tuple(extra)[:12]))
    return reading


def _read_tokens(tokens: Sequence[str], code: str) -> Reading:
    said = _Words(tokens, code)
    spans, asked, wants = _question_kind(said.standard, code)
    concepts = said.concepts()
    silent = {i for start, end, _ in spans for i in range(start, end)}
    numbers = {
        start: (end, value)
        for known in languages().values()
        for start, end, value in numbers_in(said.standard, known)
    }
    for known in languages().values():
        for start, _, kind in known.answer_types.find(said.standard):
            if asked in _NAMES_ITS_KIND and start not in silent:
                wants.add(kind)
    weights = _weights(said, silent)
    asking = [i for start, end, kind in spans if kind not in {"yes_no", "open"} for i in (start, end - 1)]
    terms: list[Term] = []
    focus: tuple[int, int] | None = None
    i = 0
    while i < len(said.standard):
        if i in numbers and i not in silent:
            end, value = numbers[i]
            readings = (str(value), *said.standard[i:end], *_said_as().get(str(value), ()))
            terms.append(Term(" ".join(said.written[i:end]), tuple(dict.fromkeys(readings)), known=True))
            i = end
            continue
        if weights[i]:
            gap = min((abs(i - place) + (i < place) for place in asking), default=9)
            if gap <= _BESIDE and (focus is None or gap < focus[0]):
                focus = (gap, len(terms))
            terms.append(_term(said, i, weights[i], concepts[i]))
        i += 1
    own = said.language
    opening = any(start == 0 for start, *_ in own.followup.find(said.standard))
    pronoun = any(
        word in own.pronouns or (own.code == "id" and word.endswith("nya")) for word in said.standard
    )
    terms, focus = _distinct(terms, focus)
    contents = [term for term in terms if term.weight == 1.0]
    return Reading(
        asked=asked,
        wants=frozenset(wants),
        language=code,
        terms=tuple(terms),
        negated=any(word in known.negation for known in languages().values() for word in said.standard),
        leaning=opening or pronoun or (len(contents) <= 1 and not any(map(_is_name, contents))),
        text=" ".join(said.standard),
        corrected=tuple(said.corrected),
        focus=focus[1] if focus else None,
    )


def _distinct(terms: list[Term], focus: tuple[int, int] | None) -> tuple[list[Term], tuple[int, int] | None]:
    """Each word once; Indonesian doubles words for the plural, and chat repeats them."""
    places: dict[tuple[str, ...], int] = {}
    kept: list[Term] = []
    for i, term in enumerate(terms):
        place = places.setdefault(term.readings, len(kept))
        if place == len(kept):
            kept.append(term)
        if focus is not None and focus[1] == i:
            focus = (focus[0], place)
    return kept, focus


def _weights(said: _Words, silent: set[int]) -> list[float]:
    """How much each word tells: nothing for function and question words, little for chat around them."""
    own = said.language
    filler = {i for start, end, _ in own.fillers.find(said.standard) for i in range(start, end)}
    filler |= {
        i for start, end, _ in own.followup.find(said.standard) if start == 0 for i in range(start, end)
    }
    # In a mixed question the other language's function words are function words too.
    foreign = frozenset().union(*(o.stop_words for c, o in languages().items() if c != said.code))
    weights: list[float] = []
    for i, word in enumerate(said.standard):
        # A letter by itself is noise, but for the numeral behind a name ("Paku Alam X").
        numeral = word in _ROMAN and bool(weights) and weights[-1] >= SEMI_WEIGHT
        letter = len(word) == 1 and not word.isdigit() and not numeral
        if i in silent or word in own.stop_words or word in own.negation or letter:
            weights.append(0.0)
        elif numeral:
            weights.append(1.0)
        elif i in filler:
            weights.append(FILLER_WEIGHT)
        elif word in own.semi_stop_words:
            weights.append(SEMI_WEIGHT)
        elif word in foreign:
            weights.append(FILLER_WEIGHT)
        else:
            weights.append(1.0)
    return weights


def _term(said: _Words, place: int, weight: float, concepts: frozenset[str]) -> Term:
    word, written = said.standard[place], said.written[place]
    readings = [word]
    if written != word and " " not in written:
        readings.append(written)
    number = number_said(word)
    if number is not None:
        readings.insert(0, number)
    readings += _said_as().get(readings[0], ())
    known = word in known_words()
    role = any(language.answer_types.get((word,)) for language in languages().values())
    return Term(
        written,
        tuple(dict.fromkeys(readings)),
        weight,
        concepts,
        known=known,
        role=role,
        language=said.code,
    )


def guessed(term: Term) -> Term:
    """A term that neither facts nor language know, with the words of the language that it may stand for.

    Left to the last, since most such words are names that some fact holds.
    """
    word = term.readings[0]
    if term.known or not word.isalpha() or len(word) < _SHORTEST:
        return term
    form = standard_form(word, term.language)
    meant = ((form, _INFORMAL),) if form else nearest(word)
    if meant and meant[0][1] >= _SURE and term.weight == 1.0 and meant[0][0] in _light(term.language):
        return replace(term, weight=SEMI_WEIGHT, known=True, meant=meant)
    return replace(term, meant=meant)


def number_said(word: str) -> str | None:
    """The number that a single folded word says, in digits: itself, a numeral, an ordinal; else None."""
    if word.isdigit():
        return word
    return _ROMAN.get(word) or next(
        (str(number) for known in languages().values() if (number := ordinal(word, known)) is not None), None
    )


def _is_name(term: Term) -> bool:
    """Whether a term is a name by all that the language knows: no word of its own, and near to none."""
    return not (term.known or term.number or term.concepts or guessed(term).meant)


@cache
def _said_as() -> Mapping[str, tuple[str, ...]]:
    """By number in digits the single words that say it too: "2" is "ii", "dua", "kedua", "second"."""
    said = {value: [numeral] for numeral, value in _ROMAN.items()}
    for language in languages().values():
        for word, value in (*language.units.items(), *language.ordinals.items()):
            # "satu" and "one" mostly count nothing: "salah satu".
            if value > 1 or word in language.ordinals:
                said.setdefault(str(value), []).append(word)
    return {value: tuple(words_) for value, words_ in said.items()}


@cache
def _light(code: str) -> frozenset[str]:
    language = languages()[code]
    return language.stop_words | language.semi_stop_words
