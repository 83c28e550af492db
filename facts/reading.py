"""Reads a question: what kind it is, in which language, and which of its words carry weight."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from facts.language import languages
from facts.language.lexicon import is_function_word, known_words, nearest, standard_form
from facts.language.numerals import numbers_in, ordinal
from facts.language.spelling import modern_spelling
from facts.language.text import plain
from facts.outcome import Asked
from facts.wording import ROMAN, SHORTEST, Words, asking_part, guess_language, question_kind, split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEMI_WEIGHT: Final = 0.45
"""Weight of a word that mostly describes the answer wanted ("nama", "tahun")."""
FILLER_WEIGHT: Final = 0.25
"""Weight of a word that is mostly chat around a question ("tugas", "please")."""
BORROWED_WEIGHT: Final = 0.5
"""Weight of a word taken over from the question before."""
_REMEMBERED: Final = 8_192
"""Words of questions that are at hand as terms."""
_SURE: Final = 0.85
"""Similarity from which a misspelt word is taken for one that tells little."""
_INFORMAL: Final = 0.95
"""Similarity of a chat form to its standard form."""
_OLD_FROM: Final = 5
"""Letters from which a word may be one in an older spelling."""
_NAMES_ITS_KIND: Final = frozenset({Asked.KEYWORDS, Asked.WHAT, Asked.OPEN})
"""Kinds of question whose nouns may tell what kind of answer is wanted."""
_MOST_LEANING: Final = 3
"""Words of weight beyond which what points back mostly points within the question itself."""
_BESIDE: Final = 2
"""A word so near to the question word is what is counted, or of what kind the answer is."""
"""Indonesian chat writes a doubled word once, with a two: "kapal2"."""
"""A letter held down: "kapaaan".  Digits are left alone: "1999" is no "19"."""


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
    continuing: bool = False
    """It leans so plainly that by itself it means little: opens like a follow-up, or points back and names
    next to nothing."""


def read(question: str, *, language: str | None = None) -> Reading:
    """Read a question of any length in any of the languages known, or in several at once.

    Args:
        question: as a member typed it; hostile input is fine.
        language: the one to assume where the words do not tell.
    """
    text = plain(question)
    asking, around = asking_part(text)
    tokens = split(asking)
    code = guess_language(tokens or split(text), language)
    reading = _read_tokens(tokens, code)
    if around:
        context = _read_tokens(split(around), code)
        seen = {term.readings for term in reading.terms}
        extra = (
            replace(term, borrowed=True, aside=True, weight=term.weight * BORROWED_WEIGHT)
            for term in context.terms
            if term.weight == 1.0 and not term.known and term.readings not in seen
        )
        reading = replace(reading, terms=(*reading.terms, *tuple(extra)[:12]))
    return reading


def _read_tokens(tokens: Sequence[str], code: str) -> Reading:
    said = Words(tokens, code)
    spans, asked, wants = question_kind(said.standard, code)
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
            terms.append(_term(said.standard[i], said.written[i], weights[i], concepts[i], code))
        i += 1
    own = said.language
    opening = any(start == 0 for start, *_ in own.followup.find(said.standard))
    pronoun = any(
        word in own.pronouns or (own.code == "id" and word.endswith("nya")) for word in said.standard
    )
    terms, focus = _distinct(terms, focus)
    contents = [term for term in terms if term.weight == 1.0]
    scant = len(contents) <= 1
    return Reading(
        asked=asked,
        wants=frozenset(wants),
        language=code,
        terms=tuple(terms),
        negated=not all(known.negation.isdisjoint(said.standard) for known in languages().values()),
        leaning=(
            ((opening or pronoun) and len(contents) <= _MOST_LEANING + opening)
            or (scant and not any(map(_is_name, contents)))
        ),
        text=" ".join(said.standard),
        corrected=tuple(said.corrected),
        focus=focus[1] if focus else None,
        continuing=(opening and len(contents) <= _MOST_LEANING + 1) or (pronoun and scant),
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


def _weights(said: Words, silent: set[int]) -> list[float]:
    """How much each word tells: nothing for function and question words, little for chat around them."""
    own = said.language
    filler = {i for start, end, _ in own.fillers.find(said.standard) for i in range(start, end)}
    filler |= {
        i for start, end, _ in own.followup.find(said.standard) if start == 0 for i in range(start, end)
    }
    # In a mixed question the other language's function words are function words too.
    foreign = _foreign(said.code)
    weights: list[float] = []
    for i, word in enumerate(said.standard):
        # A letter by itself is noise, but for the numeral behind a name ("Paku Alam X").
        numeral = word in ROMAN and bool(weights) and weights[-1] >= SEMI_WEIGHT
        letter = len(word) == 1 and not word.isdigit() and not numeral
        if letter or i in silent or word in own.stop_words or word in own.negation:
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


@lru_cache(_REMEMBERED)
def _term(word: str, written: str, weight: float, concepts: frozenset[str], code: str) -> Term:
    """The term for a word in standard spelling that stands so ``written`` in a question."""
    readings = [word]
    if written != word and " " not in written:
        readings.append(written)
    number = number_said(word)
    if number is not None:
        readings.insert(0, number)
    readings += _said_as().get(readings[0], ())
    known = word in known_words()
    modern = modern_spelling(word) if len(word) >= _OLD_FROM and not known else None
    if modern is not None and not is_function_word(modern):
        readings.append(modern)
    role = names_answer(word)
    return Term(
        written,
        tuple(dict.fromkeys(readings)),
        weight,
        concepts,
        known=known,
        role=role,
        language=code,
    )


def guessed(term: Term) -> Term:
    """A term that neither facts nor language know, with the words of the language that it may stand for.

    Left to the last, since most such words are names that some fact holds.
    """
    word = term.readings[0]
    if term.known or not word.isalpha() or len(word) < SHORTEST:
        return term
    form = standard_form(word, term.language)
    meant = ((form, _INFORMAL),) if form else nearest(word)
    if meant and meant[0][1] >= _SURE and term.weight == 1.0 and meant[0][0] in _light(term.language):
        return replace(term, weight=SEMI_WEIGHT, known=True, meant=meant)
    return replace(term, meant=meant, role=any(names_answer(word) for word, _ in meant))


def names_answer(word: str) -> bool:
    """Whether a word names a kind of answer in some language ("panglima", "captain")."""
    return any(language.answer_types.get((word,)) for language in languages().values())


def number_said(word: str) -> str | None:
    """The number that a single folded word says, in digits: itself, a numeral, an ordinal; else None."""
    if word.isdigit():
        return word
    return ROMAN.get(word) or next(
        (str(number) for known in languages().values() if (number := ordinal(word, known)) is not None), None
    )


def _is_name(term: Term) -> bool:
    """Whether a term is a name by all that the language knows: no word of its own, and near to none."""
    return not (term.known or term.number or term.concepts or guessed(term).meant)


@cache
def _said_as() -> Mapping[str, tuple[str, ...]]:
    """By number in digits the single words that say it too: "2" is "ii", "dua", "kedua", "second"."""
    said = {value: [numeral] for numeral, value in ROMAN.items()}
    for language in languages().values():
        for word, value in (*language.units.items(), *language.ordinals.items()):
            # "satu" and "one" mostly count nothing: "salah satu".
            if value > 1 or word in language.ordinals:
                said.setdefault(str(value), []).append(word)
    return {value: tuple(words_) for value, words_ in said.items()}


@cache
def _foreign(code: str) -> frozenset[str]:
    """Words that join in a language other than this one."""
    return frozenset().union(*(other.stop_words for o, other in languages().items() if o != code))


@cache
def _light(code: str) -> frozenset[str]:
    language = languages()[code]
    return language.stop_words | language.semi_stop_words
