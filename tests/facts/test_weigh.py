"""What a fact's words are worth to a question: each feature by itself, and how each term is matched."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.expansion import MEANING, RELATED, STEM, TITLE, expand
from facts.index import Builder, Index, Section, SectionKind
from facts.outcome import Asked
from facts.reading import Reading, read
from facts.weigh import FEATURES, Evidence, Weigher

CODES: Final = ("en", "id")
Fact = list[tuple[SectionKind, str]]
SAID: Final = SectionKind.STATEMENT


def index_of(facts: list[Fact], language: str = "id") -> Index:
    """An index over facts given by their sections."""
    builder = Builder(CODES)
    for number, fact in enumerate(facts):
        sections = [
            Section(kind, language, text, asked=tuple(Asked).index(read(text).asked) + 1)
            for kind, text in fact
        ]
        builder.add(str(number), json.dumps({"id": str(number)}).encode(), sections)
    return Index(builder.finish(), CODES)


def weighed(
    question: str | Reading, *facts: Fact | str, language: str = "id", first: float = 1.0
) -> Evidence:
    """The evidence for the first of the facts, beside which others may stand."""
    reading = read(question) if isinstance(question, str) else question
    index = index_of([[(SAID, fact)] if isinstance(fact, str) else fact for fact in facts], language)
    return weigher(reading, index).weigh(0, first)


def weigher(reading: Reading, index: Index) -> Weigher:
    """A weigher for one question."""
    return Weigher(reading, [expand(term, [index])[0] for term in reading.terms], index)


def ways(evidence: Evidence) -> list[str]:
    """How each term is matched."""
    return [match.how for match in evidence.matches]


def shares(evidence: Evidence) -> list[float]:
    """How far each term is matched."""
    return [match.share for match in evidence.matches]


WORDS: Final = st.lists(
    st.sampled_from(
        ["kapan", "siapa", "berapa", "Semenov", "Chita", "mundur", "perang", "1918", "itu", "semenof"]
    ),
    max_size=8,
).map(" ".join)


@settings(deadline=None, max_examples=120)
@given(WORDS, st.lists(st.tuples(st.sampled_from(SectionKind), WORDS), min_size=1, max_size=5))
def test_features_are_shares_whatever_the_fact_and_the_question(question: str, fact: Fact) -> None:
    """All are there, all but the first score between 0 and 1, and a second look gives the same."""
    evidence = weighed(question, [(SAID, "Semenov"), *fact], "Chita")
    assert tuple(evidence.features) == FEATURES
    for name, value in evidence.features.items():
        assert name == "first" or 0 <= value <= 1 + 1e-9, name
    assert weighed(question, [(SAID, "Semenov"), *fact], "Chita") == evidence
    assert all(0 <= share <= 1 for share in shares(evidence))


def test_every_way_of_matching_is_told_apart() -> None:
    """The word, another form, a typo, a name's other spelling, the pack's title, a meaning, nothing."""
    fact: Fact = [
        (SAID, "Pasukan menyerang Kolchak dan Jepang meninggalkan Vladivostok"),
        (SectionKind.NAMES, "Wladiwostok Haisengai"),
        (SectionKind.TITLE, "Intervensi"),
    ]
    evidence = weighed("Kolchak diserang Kolchax Haisengai intervensi pergi Semenov", fact, "Semenov Kolchak")
    assert ways(evidence) == ["exact", "stem", "typo", "name", "pack", "meaning", ""]
    assert shares(evidence)[:2] == [1.0, STEM]
    assert shares(evidence)[3:] == [1.0, TITLE, MEANING, 0.0]


def test_a_near_meaning_counts_less_than_the_same() -> None:
    """And a better match is not replaced by it."""
    evidence = weighed("Qwz perang", "Qwz damai di Chita pertempuran")
    assert 0 < shares(evidence)[1] <= MEANING
    near = weighed("Qwz jenderal", "Qwz prajurit")
    assert shares(near)[1] in {RELATED, MEANING}


def test_the_word_that_matches_is_remembered_with_its_place() -> None:
    """The better one, though a lesser came first."""
    index = index_of([[(SAID, "Pasukan diserang lalu menyerang Chita")]])
    (match, *_) = weigher(read("menyerang Semenov"), index).weigh(0, 1.0).matches
    assert index.vocabulary.word(match.word) == "menyerang"
    assert (match.place, match.share) == (3, 1.0)
    (match, *_) = weigher(read("diserang Semenov"), index).weigh(0, 1.0).matches
    assert (match.place, match.share) == (1, 1.0)


def test_coverage_is_the_weight_of_the_words_accounted_for() -> None:
    """All, none, or by rarity: the rare half counts for more than the common one."""
    facts = ["Semenov di Chita", "Kolchak di Chita", "Kolchak di Omsk"]
    assert weighed("Semenov Chita", *facts).features["coverage"] == 1.0
    assert weighed("Wrangel Krim", *facts).features["coverage"] == 0.0
    rare = weighed("Semenov Omsk", "Semenov", "Omsk", "Omsk").features["coverage"]
    common = weighed("Semenov Omsk", "Omsk", "Omsk", "Semenov").features["coverage"]
    assert rare + common == pytest.approx(1.0)
    assert rare > 0.5 > common


def test_words_around_the_question_speak_for_a_fact_but_not_against() -> None:
    """They are no part of what must be covered."""
    reading = read("Semenov Chita")
    aside = replace(reading.terms[1], aside=True, borrowed=True, weight=0.5)
    reading = replace(reading, terms=(reading.terms[0], aside))
    assert weighed(reading, "Semenov").features["coverage"] == 1.0
    assert weighed(reading, "Semenov Chita").features["coverage"] == 1.0
    alone = replace(reading, terms=(aside,))
    assert 0 < weighed(alone, "Chita").features["coverage"] <= 1.0


def test_a_question_without_terms_weighs_nothing() -> None:
    """And divides by nothing."""
    evidence = weighed("", "Semenov")
    assert evidence.matches == []
    assert evidence.features["coverage"] == 0.0
    assert weighed("", [(SectionKind.NAMES, "Semenov")]).features["fact_share"] == 0.0


def test_a_fact_that_says_little_else_is_shared_more() -> None:
    """The share of the fact's own weight that the question names; of two statements the better."""
    short, long = (
        weighed("Semenov", "Semenov mundur"),
        weighed("Semenov", "Semenov mundur ke Chita lewat Daurie"),
    )
    assert short.features["fact_share"] > long.features["fact_share"] > 0
    both = weighed("Semenov", [(SAID, "Semenov mundur ke Chita lewat Daurie"), (SAID, "Semenov mundur")])
    assert both.features["fact_share"] >= long.features["fact_share"]


def test_what_leads_a_statement_is_what_it_is_about() -> None:
    """A word beyond the seventh adds nothing to the lead."""
    head, tail = "Semenov a1 a2 a3 a4 a5 a6 a7", "a1 a2 a3 a4 a5 a6 a7 Semenov"
    assert weighed("Semenov", head).features["lead"] == 1.0
    assert weighed("Semenov", "a1 a2 a3 a4 a5 a6 Semenov").features["lead"] == 1.0
    assert weighed("Semenov", tail).features["lead"] == 0.0


def test_letters_in_common_are_counted_by_threes() -> None:
    """Of all that the question holds."""
    assert weighed("semenov mundur", "Semenov mundur").features["trigrams"] == 1.0
    assert 0 < weighed("semenov mundur", "Semenov maju").features["trigrams"] < 1
    assert weighed("semenov", "Omsk").features["trigrams"] == 0.0


@pytest.mark.parametrize(
    ("statement", "order"),
    [
        ("Semenov Chita Omsk", 1.0),
        ("Omsk Chita Semenov", 0.0),
        ("Chita Omsk Semenov", 0.5),
        ("Chita", 0.5),
        ("x", 0.5),
    ],
)
def test_order_is_the_share_of_neighbours_in_the_order_asked(statement: str, order: float) -> None:
    """One word alone is in no order."""
    assert weighed("Semenov Chita Omsk", statement).features["order"] == order


@pytest.mark.parametrize(
    ("question", "statement", "kind"),
    [
        ("Semenov Chita", "Semenov di Chita 1918", 0.5),
        ("kapan Semenov mundur", "Semenov mundur pada 1918", 1.0),
        ("kapan Semenov mundur", "Semenov mundur bulan Januari", 1.0),
        ("kapan Semenov mundur", "Semenov mundur 12 kali 70000", 0.0),
        ("kapan Semenov mundur 1918", "Semenov mundur 1918", 0.0),
        ("berapa tentara Semenov", "Semenov punya 12 tentara", 1.0),
        ("berapa tentara Semenov", "Semenov punya tentara", 0.0),
        ("di mana Semenov mundur", "lalu Semenov mundur di Chita", 1.0),
        ("di mana Semenov mundur", "lalu Semenov mundur ke sana", 0.0),
        ("di mana Semenov mundur", "Chita Semenov mundur", 0.0),
        ("siapa mundur", "lalu Semenov mundur", 1.0),
        ("siapa mundur", "lalu pasukan mundur", 0.0),
        ("kenapa Semenov mundur", "Semenov mundur karena kalah", 1.0),
        ("kenapa Semenov mundur", "Semenov mundur", 0.0),
    ],
)
def test_a_fact_may_hold_something_of_the_kind_asked_for(question: str, statement: str, kind: float) -> None:
    """A year, a count, a place, a person or a cause that the question itself does not name."""
    evidence = weighed(question, statement, "Chita dan Semenov, lalu Chita", "ke Semenov dan Chita, di Chita")
    assert evidence.features["type"] == kind


def test_the_type_may_be_of_any_kind_wanted() -> None:
    """And in any of the statements."""
    reading = replace(read("kapan Semenov mundur"), wants=frozenset({"when", "why"}))
    assert weighed(reading, "Semenov mundur karena kalah").features["type"] == 1.0
    assert weighed(reading, [(SAID, "Semenov mundur"), (SAID, "mundur 1918")]).features["type"] == 1.0


@pytest.mark.parametrize(
    ("question", "sections", "slot"),
    [
        ("siapa mundur dari Omsk", [(SectionKind.WHO, "Semenov")], 1.0),
        ("siapa Semenov yang mundur", [(SectionKind.WHO, "Semenov")], 0.3),
        ("siapa mundur dari Omsk", [(SectionKind.WHERE, "Chita")], 0.0),
        ("siapa mundur dari Omsk", [], 0.5),
        ("Semenov mundur", [(SectionKind.WHO, "Semenov")], 0.5),
        ("siapa mundur", [(SectionKind.WHO, "mundur"), (SectionKind.WHO, "Semenov")], 1.0),
        ("siapa mundur", [(SectionKind.WHO, "Semenov"), (SectionKind.WHO, "mundur")], 1.0),
        ("kapan Semenov mundur", [(SectionKind.WHEN, "12 Januari 1918")], 1.0),
    ],
)
def test_a_short_answer_of_the_kind_asked_for_speaks_for_a_fact(
    question: str, sections: Fact, slot: float
) -> None:
    """Most if it says something new; a fact without any answers says nothing either way."""
    assert weighed(question, [(SAID, "Pasukan mundur dari Omsk"), *sections]).features["slot"] == slot


def test_a_phrasing_like_the_question_speaks_for_its_fact() -> None:
    """By its share of what both say together."""
    fact: Fact = [(SAID, "Semenov"), (SectionKind.PHRASING, "kapan Iwami sampai")]
    same = weighed("kapan Iwami sampai", fact, "Chita").features
    assert same["phrasing"] == pytest.approx(same["phrasing_kind"])
    less = weighed("kapan Iwami sampai di Chita", fact, "Chita").features["phrasing"]
    more = weighed(
        "kapan Iwami", [(SAID, "Semenov"), (SectionKind.PHRASING, "kapan Iwami sampai Chita Omsk")], "Chita"
    ).features["phrasing"]
    assert same["phrasing"] > less > 0
    assert same["phrasing"] > more > 0


@pytest.mark.parametrize(
    ("question", "alike"), [("kapan Iwami tiba", 1), ("di mana Iwami tiba", 0), ("Iwami tiba", 1)]
)
def test_a_phrasing_of_another_kind_is_told_apart(question: str, alike: int) -> None:
    """When and where the ship arrived are two questions; key words may be either."""
    features = weighed(question, [(SAID, "Semenov"), (SectionKind.PHRASING, "kapan Iwami tiba")]).features
    assert features["phrasing"] > 0
    assert features["phrasing_kind"] == features["phrasing"] * alike


def test_a_phrasing_may_say_it_in_other_words() -> None:
    """A word of the same meaning counts almost in full, one of another not at all."""

    def likeness(phrasing: str) -> float:
        fact: Fact = [(SAID, "Semenov"), (SectionKind.PHRASING, phrasing)]
        return weighed("kapan Iwami sampai", fact).features["phrasing"]

    assert likeness("kapan Iwami sampai") > likeness("kapan Iwami tiba") > likeness("kapan Iwami tenggelam")
    assert likeness("kapan Iwami tiba tiba") > 0


def test_a_number_beside_the_thing_counted_speaks_for_a_fact() -> None:
    """A new one, within two words of it; nothing of the kind where nothing is counted."""
    question = "berapa tentara Semenov"
    assert weighed(question, "Semenov punya 70 ribu tentara").features["unit"] == 1.0
    assert weighed(question, "tentara Semenov 70").features["unit"] == 1.0
    assert weighed(question, "70 kali pasukan dan tentara").features["unit"] == 0.0
    assert weighed(question, "Semenov 70").features["unit"] == 0.0
    assert weighed("berapa tentara 70", "70 tentara").features["unit"] == 0.0
    assert weighed("kapan tentara mundur", "70 tentara mundur").features["unit"] == 0.0


def test_a_statement_may_say_what_a_thing_is() -> None:
    """Where a few words ask for it, and the thing stands before the word that defines it."""
    definition = "Semenov adalah seorang ataman"
    assert weighed("siapa Semenov", definition).features["defines"] == 1.0
    assert weighed("siapa Semenov", "dia adalah Semenov").features["defines"] == 0.0
    assert weighed("siapa Semenov", "Semenov mundur").features["defines"] == 0.0
    assert weighed("kapan Semenov", definition).features["defines"] == 0.0
    assert weighed("Semenov Chita Omsk", definition).features["defines"] == 1.0
    assert weighed("Semenov Chita Omsk Krim", definition).features["defines"] == 0.0
    far = "Semenov " + " ".join(f"a{i}" for i in range(13)) + " adalah ataman"
    assert weighed("siapa Semenov", far).features["defines"] == 0.0


def test_numbers_are_held_or_not() -> None:
    """A fact of another year holds none; without numbers in the question nothing is missing."""
    assert weighed("Semenov 1918", "Semenov 1918").features["numbers"] == 1.0
    assert weighed("Semenov 1918", "Semenov 1919").features["numbers"] == 0.0
    assert weighed("Semenov 1918 1919", "Semenov 1919").features["numbers"] == 0.5
    assert weighed("Semenov", "Semenov 1919").features["numbers"] == 1.0


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Paku Alam VII", "Paku Alam VIII"),
        ("Paku Alam III", "Paku Alam II"),
        ("perang dunia III", "perang dunia II"),
    ],
)
def test_a_number_is_held_by_itself_only(question: str, statement: str) -> None:
    """Not by what a stemmer makes of numerals, nor by what its phrase means."""
    evidence = weighed(question, statement)
    assert evidence.matches[-1].share == 0.0
    assert evidence.features["numbers"] == 0.0
    assert weighed(question, question).features["numbers"] == 1.0


def test_names_are_weighed_apart_from_words_of_the_language() -> None:
    """Where no name is asked for, all words count for them."""
    assert weighed("Semenov perang", "Semenov").features["names"] == 1.0
    assert weighed("Semenov perang", "perang").features["names"] == 0.0
    only_words = weighed("mundur perang", "perang").features
    assert only_words["names"] == only_words["coverage"]


def test_exactness_is_the_share_of_certain_matches() -> None:
    """Of what is covered; nothing covered is not exact."""
    assert weighed("Semenov", "Semenov").features["exactness"] == 1.0
    assert weighed("Semenof", "Semenov").features["exactness"] == 0.0
    assert 0 < weighed("Semenof Chita", "Semenov Chita").features["exactness"] < 1
    assert weighed("Wrangel", "Semenov").features["exactness"] == 0.0


def test_words_borrowed_from_the_question_before_prove_nothing_exact() -> None:
    """They cover, but are not of the question itself."""
    reading = read("Semenov Chita")
    borrowed = replace(reading.terms[1], borrowed=True, weight=0.5)
    reading = replace(reading, terms=(reading.terms[0], borrowed))
    evidence = weighed(reading, "Chita")
    assert evidence.features["coverage"] > 0
    assert evidence.features["exactness"] == 0.0
    assert evidence.features["names"] == 0.0


def test_the_first_score_is_measured_against_what_was_possible() -> None:
    """So that long and short questions compare."""
    short, long = weighed("Semenov", "Semenov", first=3.0), weighed("Semenov Chita", "Semenov", first=3.0)
    assert short.features["first"] > long.features["first"] > 0
    assert (short.fact, short.first) == (0, 3.0)


def test_rare_words_weigh_more_than_common_ones() -> None:
    """By the number of facts that hold them."""
    index = index_of([[(SAID, text)] for text in ("Semenov Chita", "Chita", "Chita")])
    rare, common = weigher(read("Semenov Chita"), index).masses
    assert rare > common > 0
