"""What is kept of a fact to weigh it by: its words where they stand, and what its sections tell."""

from __future__ import annotations

import json
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.index import Builder, Index, Section, SectionKind
from facts.language.text import words
from facts.outcome import Asked
from facts.sketch import IN_NAME, IN_TITLE, Said, Sketch, Sketches, answering, marking, trigrams

CODES: Final = ("en", "id")
SAID: Final = SectionKind.STATEMENT
ASKED: Final = SectionKind.PHRASING
WHO: Final = tuple(Asked).index(Asked.WHO) + 1


def index_of(*facts: list[tuple[SectionKind, str]]) -> Index:
    """An index over Indonesian facts given by their sections."""
    builder = Builder(CODES)
    for number, fact in enumerate(facts):
        sections = [Section(kind, "id", text, asked=WHO * (kind == ASKED)) for kind, text in fact]
        builder.add(str(number), json.dumps({"id": str(number)}).encode(), sections)
    return Index(builder.finish(), CODES)


def sketch_of(*sections: tuple[SectionKind, str]) -> tuple[Sketch, Index]:
    """The sketch of a lone fact, and its index."""
    index = index_of(list(sections))
    return Sketches(index).of(0), index


def said(word: str, sketch: Sketch, index: Index) -> Said:
    """What is kept of a word of the fact."""
    number = index.vocabulary.find(word)
    assert number is not None
    (at,) = sketch.places[number]
    return sketch.said[at]


TEXT: Final = st.lists(st.sampled_from(["perang", "kapal", "kapalnya", "1918", "siberia"]), max_size=6)


@given(st.lists(st.tuples(st.sampled_from(SectionKind), TEXT.map(" ".join)), min_size=1, max_size=6))
def test_every_word_is_found_where_it_stands(sections: list[tuple[SectionKind, str]]) -> None:
    """By its number and by its stem; in names and titles only that it stands there."""
    sketch, index = sketch_of(*sections)
    assert sketch.keys == sketch.places.keys()
    for number, (kind, text) in enumerate(sections):
        for place, word in enumerate(words(text)):
            kept = said(word, sketch, index)
            assert index.vocabulary.word(kept[0]) == word
            assert sketch.said.index(kept) in sketch.places[kept[1]]
            spots = kept[6] if SectionKind.WHO <= kind < SectionKind.TITLE else kept[5]
            assert ((number, place) in spots) == (kind not in {SectionKind.NAMES, SectionKind.TITLE})


def test_the_forms_of_a_word_share_the_stem() -> None:
    """Either is found by it."""
    sketch, index = sketch_of((SAID, "kapal berlabuh, kapalnya tenggelam"))
    ship, its_ship = said("kapal", sketch, index), said("kapalnya", sketch, index)
    assert ship[1] == its_ship[1]
    assert [sketch.said[at] for at in sketch.places[ship[1]]] == [ship, its_ship]


@pytest.mark.parametrize(
    ("sections", "way", "place"),
    [
        ([(SAID, "di chita"), (SectionKind.NAMES, "chita"), (SectionKind.TITLE, "chita")], "", 1),
        ([(SectionKind.NAMES, "kota chita"), (SAID, "chita")], IN_NAME, 1),
        ([(SectionKind.TITLE, "chita"), (SAID, "di kota chita")], "", 2),
        ([(SectionKind.TITLE, "perang di chita")], IN_TITLE, 2),
    ],
)
def test_a_word_counts_from_where_it_is_said_first(
    sections: list[tuple[SectionKind, str]], way: str, place: int
) -> None:
    """A title is said of every fact of its pack, so anything else goes before it."""
    sketch, index = sketch_of(*sections)
    assert said("chita", sketch, index)[3:5] == (place, way)


def test_words_are_in_the_order_in_which_they_are_said_first() -> None:
    """For of two that match alike the first is taken."""
    sketch, index = sketch_of((SAID, "semenov di chita"), (ASKED, "siapa semenov"))
    assert [index.vocabulary.word(word) for word, *_ in sketch.said] == ["semenov", "di", "chita", "siapa"]


def test_rarities_add_up_to_the_totals() -> None:
    """Of statements and phrasings, each word as often as it stands there."""
    index = index_of([(SAID, "perang demi perang"), (ASKED, "siapa menang")], [(SAID, "perang")])
    sketch = Sketches(index).of(0)
    war, by = said("perang", sketch, index)[2], said("demi", sketch, index)[2]
    assert 0 < war < by
    assert sketch.statements[0].total == pytest.approx(2 * war + by)
    assert sketch.phrasings[1].total == pytest.approx(2 * by)
    assert sketch.phrasings[1].asked == WHO


def test_short_answers_are_told_apart_by_kind() -> None:
    """Each with how many words it has; a title passes for one, a name does not."""
    sketch, _ = sketch_of(
        (SectionKind.NAMES, "chita"),
        (SectionKind.WHO, "grigori semenov"),
        (SectionKind.WHO, "semenov"),
        (SectionKind.TITLE, "perang"),
    )
    assert sketch.slots == {SectionKind.WHO: ((1, 2), (2, 1)), SectionKind.TITLE: ((3, 1),)}
    assert not sketch.statements
    assert not sketch.phrasings


def test_what_phrasings_mean_is_found_by_concept() -> None:
    """With the words that mean it; what a statement means is kept for the fact as a whole."""
    sketch, index = sketch_of((SAID, "jepang damai"), (ASKED, "siapa perang"))
    assert sketch.meanings == sketch.meant.keys()
    war = said("perang", sketch, index)
    assert sketch.meant["war"] == ((1, 1, war[2]),)
    assert "peace" not in sketch.meant
    assert index.concepts(["peace", "war"]) <= sketch.concepts


def test_a_statement_knows_what_may_answer() -> None:
    """A year answers when, and a name, written with a capital, who; without any the kind is left out."""
    sketch, _ = sketch_of((SAID, "pada 1918 jenderal Semenov tiba"))
    statement = sketch.statements[0]
    assert 1 in statement.answers["when"]
    assert statement.answers["who"] == {3}
    assert statement.digits == {1}
    assert sketch_of((SAID, "damai"))[0].statements[0].answers == {}


def test_a_statement_knows_where_it_says_what_something_is() -> None:
    """The last such place in its head; too far behind that, or without a word for it, there is none."""
    assert sketch_of((SAID, "semenov adalah ataman"))[0].statements[0].defines == 1
    assert sketch_of((SAID, "semenov tiba"))[0].statements[0].defines == -1
    assert sketch_of((SAID, "kereta " * 14 + "adalah kereta"))[0].statements[0].defines == -1


MARKED: Final = marking({"where": {"di"}, "when": {"tahun"}, "why": {"karena", "di"}, "who": {"oleh"}})


def test_a_word_may_mark_answers_of_several_kinds() -> None:
    """Of each that names it."""
    assert MARKED == {"di": ("where", "why"), "tahun": ("when",), "karena": ("why",), "oleh": ("who",)}


def test_words_that_may_answer() -> None:
    """By marking an answer, being a name or a number; kinds that nothing answers are left out."""
    texts = ["semenov", "tahun", "1918", "di", "chita", "karena", "70000"]
    assert answering(texts, frozenset({0, 4}), MARKED) == {
        "who": {0, 4},
        "where": {4},
        "when": {1, 2},
        "why": {3, 5},
        "how_many": {2, 6},
    }


def test_the_date_of_a_fact_counts_nothing() -> None:
    """Who asks how many came is not told by the day on which they came."""
    statement = (SAID, "Pada 12 Januari 1918 datang 4 kapal dan 500 orang")
    dated, _ = sketch_of(statement, (SectionKind.WHEN, "12 Januari 1918"))
    assert dated.statements[0].digits == {5, 8}
    assert dated.statements[0].answers["how_many"] >= {5, 8}
    assert not dated.statements[0].answers["how_many"] & {1, 3}
    assert 3 in dated.statements[0].answers["when"]
    undated, _ = sketch_of(statement)
    assert undated.statements[0].digits == {1, 3, 5, 8}


def test_who_and_where_are_told_by_names() -> None:
    """Not by the words that mark them; and the last word of a statement marks nothing at its beginning."""
    assert answering(["chita", "oleh", "kereta", "di"], frozenset({0}), MARKED) == {"who": {0}, "why": {3}}
    assert answering(["oleh", "di", "kereta"], frozenset(), MARKED) == {"why": {1}}


def test_trigrams_take_in_the_spaces_around() -> None:
    """Each once; without any letters there are none."""
    assert trigrams("abab") == {" ab", "aba", "bab", "ab "}
    assert trigrams("a") == {" a "}
    assert trigrams("") == set()


def test_sketches_are_kept_while_they_are_asked_for() -> None:
    """At most so many, those asked for lately."""
    sketches = Sketches(index_of([(SAID, "perang")], [(SAID, "damai")]), kept=1)
    first = sketches.of(0)
    assert sketches.of(0) is first
    sketches.of(1)
    assert sketches.of(0) is not first
    assert sketches.of(0) == first
