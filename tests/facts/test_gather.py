"""The first sight of an index, held against a scorer that looks at every fact."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts import gather as module
from facts.expansion import Expansion, rarity
from facts.gather import BY_MEANING, K1, B, gather
from facts.index import Builder, Index, Section, SectionKind
from facts.language.text import words
from facts.reading import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAID = ("perang", "damai", "semenov", "chita", "kapal", "kereta", "api", "tsar", "vladivostok")
TEXT = st.lists(st.sampled_from(SAID), max_size=8).map(" ".join)
ASKED = st.lists(
    st.tuples(st.sampled_from([*SAID, "peace", "belum"]), st.sampled_from([0.0, 0.45, 1.0]), st.booleans()),
    max_size=5,
)


@pytest.fixture(autouse=True, scope="module")
def _every_concept_tells() -> Iterator[None]:
    """However common; in so few facts each is."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_TELLING", 0.0)
        yield


def of(texts: Sequence[str]) -> Index:
    """An index of one statement a fact."""
    builder = Builder(("en", "id"))
    for number, text in enumerate(texts):
        record = json.dumps({"id": str(number)}).encode()
        builder.add(str(number), record, [Section(SectionKind.STATEMENT, "id", text)])
    return Index(builder.finish(), ("en", "id"))


def asking(index: Index, *asked: tuple[str, float, bool]) -> list[Expansion]:
    """Terms with the stem of a word, its weight, and whether its meaning is asked for too."""
    expansions = []
    for word, weight, meant in asked:
        expansion = Expansion(Term(word, (word,), weight))
        number = index.stem_class(word)
        if number is not None:
            expansion.classes[number] = 0.9
        expansion.concepts = index.concepts(["war", "peace"]) if meant else frozenset()
        expansions.append(expansion)
    return expansions


def scored(expansions: Sequence[Expansion], index: Index) -> dict[int, float]:
    """Every fact with its score: the plain way."""
    evidence: dict[tuple[str, int], float] = defaultdict(float)
    for expansion in expansions:
        for stem, share in expansion.classes.items():
            worth = expansion.term.weight * share * rarity(len(index.holding(stem)), index.facts)
            evidence["stem", stem] = max(evidence["stem", stem], worth)
        for concept in expansion.concepts:
            worth = expansion.term.weight * BY_MEANING * rarity(len(index.meaning(concept)), index.facts)
            evidence["concept", concept] = max(evidence["concept", concept], worth)
    scores: dict[int, float] = defaultdict(float)
    mean = max(1.0, index.mean_size)
    for (kind, number), worth in evidence.items():
        for fact in (index.holding(number) if kind == "stem" else index.meaning(number)).tolist():
            size = int(index.size[fact]) / mean
            if worth > 0:
                scores[fact] += worth * (K1 + 1) / (1 + K1 * (1 - B + B * size))
    return scores


def check(found: list[tuple[int, float]], wanted: dict[int, float], count: int) -> None:
    """The best facts are found, each once and with its score; among equals any may come first."""
    assert len({fact for fact, _ in found}) == len(found) == min(count, len(wanted))
    assert [score for _, score in found] == pytest.approx(
        sorted(wanted.values(), reverse=True)[:count], rel=1e-5
    )
    for fact, score in found:
        assert score == pytest.approx(wanted[fact], rel=1e-5)


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXT, max_size=40), ASKED, st.integers(1, 45))
def test_the_best_are_those_of_a_full_scan(
    texts: list[str], asked: list[tuple[str, float, bool]], count: int
) -> None:
    """Whatever the facts, the terms and how many are wanted."""
    index = of(texts)
    expansions = asking(index, *asked)
    check(gather(expansions, index, count), scored(expansions, index), count)


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXT, min_size=1, max_size=40), ASKED, st.integers(0, 60))
def test_frequent_terms_raise_the_scores_of_facts_in_hand(
    texts: list[str], asked: list[tuple[str, float, bool]], limit: int
) -> None:
    """Once enough facts are open, each of them still has the score of a full scan, and the order is right."""
    index = of(texts)
    expansions = asking(index, *asked)
    wanted = scored(expansions, index)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_OPEN", limit)
        found = gather(expansions, index, 100)
    assert len({fact for fact, _ in found}) == len(found) <= len(wanted)
    assert bool(found) == bool(wanted)
    for fact, score in found:
        assert score == pytest.approx(wanted[fact], rel=1e-5)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_a_frequent_term_brings_in_no_facts_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the rare one has been opened, "perang" counts only where that stands, in front or behind."""
    texts = ["perang"] * 5 + ["semenov perang", "semenov damai"] + ["perang"] * 5 + ["semenov perang"]
    index = of(texts)
    monkeypatch.setattr(module, "_OPEN", 4)
    expansions = asking(index, ("semenov", 1.0, False), ("perang", 1.0, False))
    found = gather(expansions, index, 50)
    assert [fact for fact, _ in found] == [5, 12, 6]
    assert dict(found) == pytest.approx({fact: scored(expansions, index)[fact] for fact in (5, 6, 12)})


def test_facts_behind_the_last_holder_of_a_frequent_term_do_not_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for them ends past the end of the list, which must not be read as its beginning."""
    index = of(["perang", "perang", "damai", "kapal", "tsar", "chita", "semenov"])
    monkeypatch.setattr(module, "_OPEN", 1)
    expansions = asking(index, ("semenov", 1.0, False), ("perang", 1.0, False))
    ((fact, score),) = gather(expansions, index, 9)
    assert fact == 6
    assert score == pytest.approx(scored(expansions, index)[6])


def test_a_short_list_is_kept_for_the_frequent_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best by rare terms, at least as many as are wanted."""
    monkeypatch.setattr(module, "_OPEN", 1)
    monkeypatch.setattr(module, "_SHORTLIST", 2)
    index = of(["semenov"] * 6 + ["perang"] * 9)
    expansions = asking(index, ("semenov", 1.0, False), ("perang", 1.0, False))
    assert len(gather(expansions, index, 1)) == 1
    assert len(gather(expansions, index, 2)) == 2
    assert len(gather(expansions, index, 5)) == 5


def test_shorter_facts_come_first_and_equals_in_order() -> None:
    """As BM25 has it; the same question always has the same answer."""
    index = of(["semenov dan kereta api di chita", "semenov", "semenov"])
    assert [fact for fact, _ in gather(asking(index, ("semenov", 1.0, False)), index, 3)] == [1, 2, 0]


def test_a_concept_that_many_facts_express_brings_none_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """War in a pack about a war tells nothing; peace, which is rarer there, does."""
    index = of(["perang"] * 20 + ["damai"])

    def found(key: str) -> list[int]:
        meaning = Expansion(Term(key, (key,)), concepts=index.concepts([key]))
        return [fact for fact, _ in gather([meaning], index, 50)]

    assert len(found("war")) == 20
    monkeypatch.setattr(module, "_TELLING", 2.0)
    assert found("war") == []
    assert found("peace") == [20]


def test_the_same_expansions_find_the_same_again() -> None:
    """What they call for is kept with them, and a second question may ask with some of them only."""
    index = of(["semenov damai", "semenov", "perang"])
    semenov, war = asking(index, ("semenov", 1.0, False), ("perang", 1.0, False))
    both = gather([semenov, war], index, 5)
    assert [fact for fact, _ in gather([war], index, 5)] == [2]
    assert gather([semenov, war], index, 5) == both


def test_a_term_asked_twice_counts_once() -> None:
    """The better of its weights."""
    index = of(["semenov", "damai"])
    once = gather(asking(index, ("semenov", 1.0, False)), index, 5)
    assert gather(asking(index, ("semenov", 0.4, False), ("semenov", 1.0, False)), index, 5) == once


@pytest.mark.parametrize("asked", [[], [("belum", 1.0, False)], [("semenov", 0.0, False)]])
def test_nothing_is_found_for_nothing(asked: list[tuple[str, float, bool]]) -> None:
    """No terms, none that a fact holds, or none of any weight."""
    index = of(["semenov"])
    assert gather(asking(index, *asked), index, 5) == []


def test_the_words_of_these_tests_are_their_own_stems() -> None:
    """Else the terms above would ask for nothing."""
    index = of([" ".join(SAID)])
    assert all(index.stem_class(word) is not None for word in SAID)
    assert words(" ".join(SAID)) == list(SAID)
