"""The signals for and against the best fact, and the probability made of them."""

from __future__ import annotations

import math
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.confidence import COUNTS, OWN, SIGNALS, TAKEN, probability, signals
from facts.expansion import Expansion
from facts.outcome import Asked
from facts.reading import Reading, Term
from facts.weigh import FEATURES, Evidence, Match
from facts.weights import weights

NAME: Final = Expansion(Term("semenov", ("semenov",)))
WORD: Final = Expansion(Term("mundur", ("mundur",), known=True))
HELD_NAME: Final = Expansion(Term("chita", ("chita",)), exact=True)


def reading(
    asked: Asked = Asked.WHEN, wants: frozenset[str] = frozenset(), focus: int | None = None
) -> Reading:
    """A question of a kind; its terms stand in the expansions."""
    return Reading(asked, wants, "id", (), negated=False, leaning=False, text="", focus=focus)


def evidence(*matches: Match, score: float = 0.0, **features: float) -> Evidence:
    """A fact with these matches and features."""
    return Evidence(0, 1.0, list(matches), {**dict.fromkeys(FEATURES, 0.0), **features}, score)


def signals_of(
    expansions: list[Expansion], *ranked: Evidence, masses: list[float] | None = None, **asked: object
) -> dict[str, float]:
    """The signals of a question."""
    return signals(reading(**asked), expansions, masses or [1.0] * len(expansions), ranked)  # type: ignore[arg-type]


def counts(found: dict[str, float]) -> dict[str, float]:
    """The counts of words that are not zero."""
    return {name: value for name, value in found.items() if name in COUNTS and value}


def test_every_signal_is_always_there() -> None:
    """In a fixed order, as fitting needs it; every fitted weight is of one."""
    assert tuple(signals_of([], evidence())) == SIGNALS
    assert set(weights().confidence) <= {*SIGNALS, "bias"}
    assert len(set(SIGNALS)) == len(SIGNALS)


def test_features_of_the_best_fact_are_signals() -> None:
    """As they are, of the best alone."""
    found = signals_of([], evidence(coverage=0.7, told=1.0), evidence(coverage=0.9))
    assert (found["coverage"], found["told"]) == (0.7, 1.0)
    assert set(TAKEN) <= set(FEATURES)


@pytest.mark.parametrize("asked", Asked)
def test_the_kind_of_question_is_one_signal(asked: Asked) -> None:
    """And no other."""
    found = signals_of([], evidence(), asked=asked)
    told = {name: value for name, value in found.items() if name.startswith("asks_") and value}
    assert told == {f"asks_{asked.value}": 1.0}


def test_the_margin_is_the_lead_over_the_second() -> None:
    """Bounded, and widest without one."""
    assert signals_of([], evidence(score=20.0))["margin"] == 4.0
    assert signals_of([], evidence(score=20.0), evidence(score=1.0))["margin"] == 4.0
    assert signals_of([], evidence(score=20.0), evidence(score=18.5), evidence(score=0.0))["margin"] == 1.5
    assert signals_of([], evidence(score=20.0), evidence(score=19.0))["margin"] == 1.0
    assert signals_of([], evidence(score=20.0))["score"] == 2.0


def test_a_phrasing_of_another_fact_counts_against_the_best() -> None:
    """Of whichever other fact is most like the question."""
    found = signals_of([], evidence(phrasing=0.5), evidence(phrasing=0.1), evidence(phrasing=0.75))
    assert found["phrasing_margin"] == -0.25
    assert signals_of([], evidence(phrasing=0.5))["phrasing_margin"] == 0.5


def test_a_listed_phrasing_that_is_nearly_the_question_is_a_signal() -> None:
    """From nothing where it is like it in the main, to one where it is the question itself."""
    likeness = {
        given: signals_of([], evidence(phrasing_kind=given))["alike"] for given in (0.5, 0.8, 0.9, 1.0)
    }
    assert likeness == {0.5: 0.0, 0.8: 0.0, 0.9: pytest.approx(0.5), 1.0: pytest.approx(1.0)}


@pytest.mark.parametrize(
    ("written", "share", "asked", "lost"),
    [
        ("1919", 0.0, Asked.WHEN, 1.0),
        ("1919", 1.0, Asked.WHEN, 0.0),
        ("1919", 0.0, Asked.YES_NO, 0.0),
        ("12", 0.0, Asked.WHEN, 0.0),
        ("70000", 0.0, Asked.WHEN, 0.0),
        ("iwami", 0.0, Asked.WHEN, 0.0),
    ],
)
def test_a_year_that_the_fact_does_not_say_is_a_signal(
    written: str, share: float, asked: Asked, lost: float
) -> None:
    """No other number is, nor a year that is asked about."""
    found = signals_of([Expansion(Term(written, (written,)))], evidence(Match(share)), asked=asked)
    assert found["year_lost"] == lost


def test_a_fact_without_the_answer_wanted_lacks_it() -> None:
    """Only where some kind of answer is wanted and the fact's answers are of others."""
    assert signals_of([], evidence(slot=0.0), wants=frozenset({"who"}))["wants_lost"] == 1.0
    assert signals_of([], evidence(slot=0.3), wants=frozenset({"who"}))["wants_lost"] == 0.0
    assert signals_of([], evidence(slot=0.0))["wants_lost"] == 0.0


@pytest.mark.parametrize(
    ("expansion", "kind"),
    [
        (NAME, "name"),
        (WORD, "word"),
        (HELD_NAME, "word"),
        (Expansion(Term("1918", ("1918",), concepts=frozenset({"war"}))), "number"),
        (Expansion(Term("jepang", ("jepang",), concepts=frozenset({"country_japan"}), role=True)), "country"),
        (Expansion(Term("panglima", ("panglima",), concepts=frozenset({"leader"}), role=True)), "role"),
        (Expansion(Term("perang", ("perang",), concepts=frozenset({"war"}), known=True)), "meaning"),
        (Expansion(Term("prangg", ("prangg",)), found=frozenset({"war"})), "meaning"),
    ],
)
@pytest.mark.parametrize(
    ("match", "way"),
    [
        (Match(1.0, "exact"), "held"),
        (Match(0.5, "name"), "held"),
        (Match(0.9, "stem"), "held"),
        (Match(0.5, "typo"), "typo"),
        (Match(0.6, "meaning"), "meant"),
        (Match(0.6, "pack"), "weak"),
        (Match(0.49, "exact"), "weak"),
        (Match(0.25, "meaning"), "weak"),
        (Match(0.24, "typo"), "lost"),
        (Match(), "lost"),
    ],
)
def test_each_word_is_counted_by_kind_and_way(
    expansion: Expansion, kind: str, match: Match, way: str
) -> None:
    """Once, under one name."""
    assert counts(signals_of([expansion], evidence(match))) == {f"{kind}_{way}": 1.0}


@pytest.mark.parametrize(
    ("term", "name"),
    [(Term("nama", ("nama",), 0.45), "light"), (Term("chita", ("chita",), borrowed=True), "borrowed")],
)
@pytest.mark.parametrize(("share", "way"), [(0.5, "held"), (0.49, "lost"), (0.0, "lost")])
def test_light_and_borrowed_words_are_counted_apart(term: Term, name: str, share: float, way: str) -> None:
    """They are no contents, and none of them can be what is missing."""
    found = signals_of([Expansion(term)], evidence(Match(share, "exact")), focus=0)
    assert counts(found) == {f"{name}_{way}": 1.0}
    assert [found[signal] for signal in ("contents", "worst", "focus_lost", "elsewhere")] == [0.0] * 4


def test_words_around_the_question_are_not_counted() -> None:
    """They may be about anything."""
    found = signals_of([Expansion(Term("chita", ("chita",), borrowed=True, aside=True))], evidence(Match()))
    assert counts(found) == {}


def test_a_flood_of_words_counts_no_more_than_a_few() -> None:
    """What is hostile is bounded."""
    found = signals_of([NAME] * 50, evidence(*[Match()] * 50))
    assert counts(found) == {"name_lost": 3.0}
    assert found["contents"] == pytest.approx(math.log1p(50))


def test_the_worst_loss_is_that_of_the_weightiest_word() -> None:
    """By its share of what the question weighs, words around it left out."""
    aside = Expansion(Term("x", ("x",), borrowed=True, aside=True))
    found = signals_of(
        [NAME, WORD, HELD_NAME, aside],
        evidence(Match(0.2, "typo"), Match(), Match(1.0, "exact"), Match()),
        masses=[3.0, 1.0, 4.0, 100.0],
    )
    assert found["worst"] == pytest.approx(3.0 * 0.8 / 8.0)
    assert signals_of([NAME], evidence(Match(0.5, "exact")))["worst"] == 0.0


def test_a_question_that_weighs_nothing_is_not_divided_by() -> None:
    """Its loss is nothing too."""
    assert signals_of([NAME], evidence(Match()), masses=[0.0])["worst"] == 0.0


def test_the_loss_of_the_word_beside_the_question_word_is_a_signal() -> None:
    """That of another is not, nor is it lost when it is held."""
    matches = [Match(), Match(1.0, "exact")]
    assert signals_of([NAME, WORD], evidence(*matches), focus=0)["focus_lost"] == 1.0
    assert signals_of([NAME, WORD], evidence(*matches), focus=1)["focus_lost"] == 0.0
    assert signals_of([NAME, WORD], evidence(*matches))["focus_lost"] == 0.0
    assert signals_of([NAME, WORD], evidence(Match(), Match()), focus=0)["focus_lost"] == 1.0


def test_a_word_that_a_close_fact_accounts_for_may_mean_that_one() -> None:
    """One of the three behind the best."""
    best, holds, lacks = evidence(Match()), evidence(Match(0.5, "exact")), evidence(Match(0.49, "exact"))
    assert signals_of([NAME], best, lacks, lacks, holds)["elsewhere"] == 1.0
    assert signals_of([NAME], best, lacks, lacks, lacks, holds)["elsewhere"] == 0.0
    assert signals_of([NAME], holds, holds)["elsewhere"] == 0.0
    two = [evidence(Match(), Match()), evidence(Match(1.0, "exact"), Match())]
    assert signals_of([NAME, WORD], *two)["elsewhere"] == 1.0


@given(st.dictionaries(st.sampled_from(OWN), st.floats(-1e6, 1e6)), st.floats(-1e6, 1e6))
def test_a_probability_is_one_whatever_the_signals(found: dict[str, float], bias: float) -> None:
    """And never overflows."""
    assert 0.0 < probability(found, {**dict.fromkeys(found, 1.0), "bias": bias}) < 1.0


def test_the_probability_is_the_logistic_of_the_weighted_sum() -> None:
    """Half at nothing; signals without a weight do not count."""
    fitted = {"bias": -1.0, "margin": 2.0, "score": 0.5}
    assert probability({"margin": 0.5, "score": 0.0, "worst": 9.0}, fitted) == pytest.approx(0.5)
    assert probability({"margin": 1.0, "score": 2.0}, fitted) == pytest.approx(1 / (1 + math.exp(-2)))
