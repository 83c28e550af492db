"""From evidence to outcome: thresholds, overviews, suggestions, doubts and explanations."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Final

import pytest

from facts.confidence import SIGNALS
from facts.dates import HistoricalDate
from facts.decide import decide
from facts.expansion import Expansion
from facts.fact import Fact, Slot
from facts.outcome import Answer, Asked, Outcome, Overview, Reason, Suggestions, Unknown, WordMatch
from facts.reading import Reading, Term
from facts.search import Candidate, Findings
from facts.weigh import FEATURES, Evidence, Match
from facts.weights import Weights

FACTS: Final = {
    number: Fact(
        f"f{number}",
        "p",
        {"id": str(number)},
        (),
        when=HistoricalDate.parse(when) if when else None,
        answers=MappingProxyType(
            {Slot.WHERE: {"id": "Chita"}, Slot.WHO: {"id": "Semenov"}} if number == 0 else {}
        ),
    )
    for number, when in enumerate(["1920", None, "1918-01", "1918-01-12", "../1905", "1917", "1919"])
}
NAME: Final = Expansion(Term("semenov", ("semenov",)))
CHITA: Final = Expansion(Term("chita", ("chita",)))
WORD: Final = Expansion(Term("mundur", ("mundur",), known=True))
HELD: Final = Match(1.0, "exact", 1, 1, "semenov")


def reading(asked: Asked = Asked.WHEN, **more: object) -> Reading:
    """A question of a kind."""
    plain = Reading(asked, frozenset(), "id", NAME_TERMS, negated=False, leaning=False, text="")
    return replace(plain, **more)  # type: ignore[arg-type]  # each test gives what it is about


NAME_TERMS: Final = (NAME.term,)


def candidate(fact: int, *matches: Match, score: float = 0.0, **features: float) -> Candidate:
    """A fact in hand."""
    given = {**dict.fromkeys(FEATURES, 0.0), **features}
    return Candidate(0, Evidence(fact, 1.0, list(matches), given, score))


def found(
    *candidates: Candidate,
    asked: Reading | None = None,
    expansions: tuple[Expansion, ...] = (),
    masses: tuple[float, ...] | None = None,
    borrowed: tuple[str, ...] = (),
    named: bool = False,
) -> Findings:
    """What was found for a question."""
    given = masses if masses is not None else (1.0,) * len(expansions)
    return Findings(asked or reading(), expansions, given, candidates, borrowed, named)


def decided(findings: Findings, *, answer_from: float = 0.8, suggest_from: float = 0.3) -> Outcome:
    """The outcome where the confidence is the coverage of the best fact, about."""
    fitted = Weights({}, {"bias": -5.0, "coverage": 10.0}, answer_from, suggest_from)
    return decide(findings, lambda each: FACTS[each.evidence.fact], fitted)


def ids(outcome: Outcome) -> list[str]:
    """The ids of the facts of an outcome, in order."""
    if isinstance(outcome, Answer):
        return [outcome.best.fact.id]
    facts = outcome.nearest if isinstance(outcome, Unknown) else outcome.facts
    return [each.fact.id for each in facts]


@pytest.mark.parametrize(("terms", "reason"), [(NAME_TERMS, Reason.WEAK), ((), Reason.EMPTY)])
def test_where_nothing_is_found_nothing_is_known(terms: tuple[Term, ...], reason: Reason) -> None:
    """For want of facts, or of words to search by."""
    outcome = decided(found(asked=reading(terms=terms)))
    assert isinstance(outcome, Unknown)
    assert outcome.nearest == ()
    assert (outcome.explanation.reason, outcome.explanation.confidence) == (reason, 0.0)
    assert outcome.explanation.second is None


def test_confidence_decides_between_answer_suggestions_and_not_known() -> None:
    """Each from its threshold on."""
    many = [candidate(number, coverage=0.55) for number in range(5)]

    def outcome(coverage: float, **thresholds: float) -> Outcome:
        return decided(found(candidate(6, coverage=coverage), *many), **thresholds)

    assert isinstance(outcome(0.7), Answer)
    assert isinstance(outcome(0.6), Suggestions)
    assert isinstance(outcome(0.4), Unknown)
    assert isinstance(outcome(0.5, answer_from=0.5), Answer)
    assert isinstance(outcome(0.5, answer_from=0.6, suggest_from=0.5), Suggestions)
    assert isinstance(outcome(0.5, answer_from=0.6, suggest_from=0.51), Unknown)
    assert ids(outcome(0.7)) == ["f6"]
    assert ids(outcome(0.6)) == ids(outcome(0.4)) == ["f6", "f0", "f1"]
    assert outcome(0.7).explanation.reason is Reason.CLEAR
    assert outcome(0.7).explanation.confidence == pytest.approx(0.8808)


def test_scores_are_rounded_for_show() -> None:
    """Four decimals are plenty."""
    outcome = decided(found(candidate(0, coverage=1.0, score=1.23456789)))
    assert isinstance(outcome, Answer)
    assert outcome.best.score == 1.2346


@pytest.mark.parametrize(
    ("asked", "wants", "slot"),
    [
        (Asked.WHERE, frozenset({"where"}), Slot.WHERE),
        (Asked.WHAT, frozenset({"who"}), Slot.WHO),
        (Asked.KEYWORDS, frozenset({"who", "where"}), Slot.WHERE),
        (Asked.WHO, frozenset({"where"}), Slot.WHO),
        (Asked.WHY, frozenset({"why"}), None),
        (Asked.WHEN, frozenset({"when"}), None),
        (Asked.YES_NO, frozenset(), None),
    ],
)
def test_the_short_answer_is_of_the_kind_asked_for(
    asked: Asked, wants: frozenset[str], slot: Slot | None
) -> None:
    """The kind of the question first, then what else is wanted; none that the fact does not have."""
    outcome = decided(found(candidate(0, coverage=1.0), asked=reading(asked, wants=wants), expansions=()))
    assert isinstance(outcome, Answer)
    assert outcome.slot is slot


def test_an_open_question_is_given_an_overview_in_time_order() -> None:
    """At most five facts, the earliest first, those without a date last."""
    facts = [candidate(number, coverage=1.0) for number in (0, 1, 2, 3, 4, 5)]
    outcome = decided(found(*facts, asked=reading(Asked.OPEN)))
    assert isinstance(outcome, Overview)
    assert ids(outcome) == ["f4", "f2", "f3", "f0", "f1"]
    assert outcome.explanation.reason is Reason.CLEAR
    assert outcome.explanation.confidence == 1.0


def test_an_overview_is_as_sure_as_the_surer_of_confidence_and_coverage() -> None:
    """Here the confidence is below the coverage, there above."""
    low = decided(found(candidate(0, coverage=0.75), candidate(2, coverage=0.75), asked=reading(Asked.OPEN)))
    assert low.explanation.confidence == pytest.approx(0.9241)
    fitted = Weights({}, {"bias": -5.0}, 0.8, 0.3)
    findings = found(candidate(0, coverage=0.75), candidate(2, coverage=0.75), asked=reading(Asked.OPEN))
    outcome = decide(findings, lambda each: FACTS[each.evidence.fact], fitted)
    assert isinstance(outcome, Overview)
    assert outcome.explanation.confidence == 0.75


def test_an_overview_takes_facts_that_cover_about_as_much_as_the_best() -> None:
    """Three quarters of it, or they are about something else."""
    outcome = decided(
        found(
            candidate(0, coverage=1.0),
            candidate(2, coverage=0.75),
            candidate(3, coverage=0.74),
            candidate(5, coverage=0.8),
            asked=reading(Asked.OPEN),
        )
    )
    assert isinstance(outcome, Overview)
    assert ids(outcome) == ["f5", "f2", "f0"]


@pytest.mark.parametrize("coverages", [(1.0, 0.1), (0.74, 0.74), (1.0,)])
def test_an_open_question_with_one_fact_or_little_of_it_is_decided_as_any(
    coverages: tuple[float, ...],
) -> None:
    """One fact is no overview, and what is hardly about it is none either."""
    candidates = [candidate(number, coverage=coverage) for number, coverage in enumerate(coverages)]
    assert isinstance(decided(found(*candidates, asked=reading(Asked.OPEN))), Answer)


@pytest.mark.parametrize(
    ("asked", "expansions", "opened"),
    [
        (Asked.WHO, (NAME,), True),
        (Asked.WHAT, (NAME,), True),
        (Asked.KEYWORDS, (NAME, CHITA), True),
        (Asked.KEYWORDS, (NAME, CHITA, NAME), False),
        (Asked.KEYWORDS, (NAME, WORD), False),
        (Asked.KEYWORDS, (), False),
        (Asked.KEYWORDS, (NAME, Expansion(Term("tahun", ("tahun",), 0.45, known=True))), True),
        (Asked.KEYWORDS, (NAME, Expansion(Term("mundur", ("mundur",), borrowed=True, known=True))), True),
        (Asked.WHEN, (NAME,), False),
        (Asked.YES_NO, (NAME,), False),
    ],
)
def test_a_name_by_itself_is_an_open_question(
    asked: Asked,
    expansions: tuple[Expansion, ...],
    opened: bool,  # noqa: FBT001  # expected
) -> None:
    """As in "siapa Semenov?"; not when a word says what about it, nor when and where."""
    matches = [HELD] * len(expansions)
    facts = [candidate(number, *matches, coverage=1.0) for number in (0, 2)]
    own = [each.term for each in expansions if each.term.weight == 1.0 and not each.term.borrowed]
    named = bool(own) and not any(term.known for term in own)
    outcome = decided(found(*facts, asked=reading(asked), expansions=expansions, named=named))
    assert isinstance(outcome, Overview) is opened


def test_a_name_that_one_fact_tells_of_is_told_as_an_overview() -> None:
    """To "who was Kolchak?" the one fact on him is what is known, though it says not who he was."""
    only = candidate(0, HELD, coverage=1.0)
    outcome = decided(found(only, asked=reading(Asked.WHO), expansions=(NAME,), named=True))
    assert isinstance(outcome, Overview)
    assert ids(outcome) == ["f0"]


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_what_one_country_did_is_no_answer_for_another(share: float) -> None:
    """However sure the rest is, a country that the fact does not name leaves doubt."""
    country = Expansion(Term("britain", ("britain",), concepts=frozenset({"country_britain"}), known=True))
    seized = candidate(0, Match(share), HELD, coverage=1.0)
    outcome = decided(found(seized, asked=reading(Asked.WHY), expansions=(country, NAME)))
    assert isinstance(outcome, Suggestions)
    told = decided(
        found(candidate(0, HELD, HELD, coverage=1.0), asked=reading(Asked.WHY), expansions=(country, NAME))
    )
    assert isinstance(told, Answer)


@pytest.mark.parametrize(
    ("asked", "answered"), [(Asked.WHEN, False), (Asked.KEYWORDS, False), (Asked.YES_NO, True)]
)
def test_what_was_in_one_year_is_no_answer_for_another(
    asked: Asked,
    answered: bool,  # noqa: FBT001  # expected
) -> None:
    """But whether it was in a year is answered by the year in which it was."""
    year = Expansion(Term("1919", ("1919",), known=True))
    facts = found(candidate(0, Match(), HELD, coverage=1.0), asked=reading(asked), expansions=(year, NAME))
    assert isinstance(decided(facts), Answer) is answered


def test_a_follow_up_is_not_asked_by_a_name_alone() -> None:
    """Who asks "and the captain?" wants one thing of what was talked of, whatever its word is."""
    facts = [candidate(number, HELD, coverage=1.0) for number in (0, 2)]
    for borrowed, opened in (((), True), (("brooklyn",), False)):
        asked = found(*facts, asked=reading(Asked.WHO), expansions=(NAME,), named=True, borrowed=borrowed)
        assert isinstance(decided(asked), Overview) is opened


def test_an_open_question_that_wants_a_kind_of_answer_is_not_open() -> None:
    """Who says "ceritakan alasan …" wants the reason."""
    facts = [candidate(number, coverage=1.0) for number in (0, 2)]
    asked = reading(Asked.OPEN, wants=frozenset({"why"}))
    assert isinstance(decided(found(*facts, asked=asked)), Answer)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Semenov II mundur", False),
        ("lalu Semenov 3 mundur", False),
        ("Semenov ketiga", False),
        ("Semenov mundur dari Chita 3", True),
        ("II Semenov", True),
        ("Semenov", True),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_another_number_in_the_place_of_the_one_asked_for_is_no_answer(
    text: str,
    answers: bool,  # noqa: FBT001  # expected
    language: str,
) -> None:
    """Of another king, war or year; in any of the fact's languages, however sure the rest is."""
    fact = Fact("f", "p", {"de": "Semenoff", language: text}, ())
    first = Expansion(Term("1", ("1",)))
    findings = found(
        candidate(0, Match(), HELD, Match(), coverage=1.0), expansions=(first, NAME, first), asked=reading()
    )
    fitted = Weights({}, {"bias": 9.0}, 0.8, 0.3)
    outcome = decide(findings, lambda _: fact, fitted)
    assert isinstance(outcome, Answer if answers else Suggestions)


def test_a_number_that_is_held_or_a_word_that_is_lost_contradicts_nothing() -> None:
    """Only a number that the fact does not say."""
    fact = Fact("f", "p", {"id": "Semenov 1 Semenov 2"}, ())
    fitted = Weights({}, {"bias": 9.0}, 0.8, 0.3)
    held = found(candidate(0, HELD, Match(0.9, "exact")), expansions=(NAME, Expansion(Term("1", ("1",)))))
    lost = found(candidate(0, HELD, Match()), expansions=(NAME, CHITA))
    for findings in (held, lost):
        assert isinstance(decide(findings, lambda _: fact, fitted), Answer)


@pytest.mark.parametrize(
    ("coverage", "second", "match", "reason"),
    [
        (0.49, 0.0, HELD, Reason.WEAK),
        (0.5, 9.6, HELD, Reason.ALIKE),
        (0.5, 9.5, HELD, Reason.UNEXPLAINED),
        (0.5, 9.6, Match(0.3, "typo"), Reason.UNEXPLAINED),
        (0.5, 9.6, Match(), Reason.UNEXPLAINED),
    ],
)
def test_a_refusal_says_why(coverage: float, second: float, match: Match, reason: Reason) -> None:
    """Too little, two alike, or a word that the best fact does not account for."""
    best, other = candidate(0, match, score=10.0, coverage=coverage), candidate(2, Match(), score=second)
    outcome = decided(found(best, other, expansions=(NAME,)), answer_from=1.0)
    assert outcome.explanation.reason is reason


def test_an_explanation_names_what_matched_and_how() -> None:
    """With its share of the question's weight; typos are corrections, too."""
    typo = Match(0.7, "typo", 5, 2, "chita")
    outcome = decided(
        found(
            candidate(0, HELD, typo, Match(0.5, "meaning"), coverage=1.0),
            asked=reading(corrected=(("kpn", "kapan"), ("chta", "chita"))),
            expansions=(NAME, Expansion(Term("chta", ("chta",))), WORD),
            masses=(2.0, 1.0, 1.0),
        )
    )
    assert outcome.explanation.matched == (
        WordMatch("semenov", "semenov", "exact", 0.5),
        WordMatch("chta", "chita", "typo", 0.25),
        WordMatch("mundur", "mundur", "meaning", 0.25),
    )
    assert outcome.explanation.corrected == (("kpn", "kapan"), ("chta", "chita"))
    assert outcome.explanation.unexplained == ()


def test_a_word_matched_by_meaning_is_shown_as_it_was_read() -> None:
    """As the word of the language that a misspelt one was taken for, where it was."""
    meant = Expansion(Term("prangg", ("prangg", "x")), meant="perang")
    outcome = decided(found(candidate(0, Match(0.6, "meaning"), coverage=1.0), expansions=(meant,)))
    assert outcome.explanation.matched[0].matched == "perang"


def test_an_explanation_names_what_is_left_the_weightiest_first() -> None:
    """Six words at most, each once; none that tells little, nor any from another question."""
    words = [Expansion(Term(f"w{i}", (f"w{i}",))) for i in (0, 1, 1, 2, 3, 4, 5, 6)]
    light = Expansion(Term("tahun", ("tahun",), 0.45))
    borrowed = Expansion(Term("chita", ("chita",), borrowed=True))
    expansions = (*words, light, borrowed)
    outcome = decided(
        found(
            candidate(0, *[Match(0.49, "typo")] * len(expansions)),
            expansions=expansions,
            masses=(1.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 99.0, 99.0),
            borrowed=("chita",),
        )
    )
    assert outcome.explanation.unexplained == ("w1", "w2", "w3", "w4", "w5", "w6")
    assert outcome.explanation.matched == ()
    assert outcome.explanation.borrowed == ("chita",)
    assert outcome.explanation.corrected == ()


def test_without_facts_all_words_are_left() -> None:
    """And a question that weighs nothing is not divided by."""
    outcome = decided(found(expansions=(NAME, CHITA), masses=(0.0, 0.0)))
    assert outcome.explanation.unexplained == ("semenov", "chita")
    assert decided(found(expansions=(NAME,), masses=())).explanation.unexplained == ("semenov",)


def test_an_explanation_tells_how_the_question_was_read_and_what_came_second() -> None:
    """For those who ask why."""
    outcome = decided(
        found(
            candidate(0, coverage=1.0, score=9.0),
            candidate(2, score=3.0),
            asked=reading(Asked.WHERE, language="en"),
        )
    )
    told = outcome.explanation
    assert (told.asked, told.language) == (Asked.WHERE, "en")
    assert told.second is not None
    assert (told.second.fact.id, told.second.score) == ("f2", 3.0)


def test_weights_may_be_of_any_signal() -> None:
    """Nothing is looked up that is not there."""
    fitted = Weights({}, dict.fromkeys((*SIGNALS, "bias"), 1.0), 0.5, 0.1)
    findings = found(candidate(0, HELD, coverage=1.0), expansions=(NAME,))
    assert isinstance(decide(findings, lambda each: FACTS[each.evidence.fact], fitted), Answer)
