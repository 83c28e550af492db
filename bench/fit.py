"""``python -m bench fit``: fit ranking, confidence and thresholds, and write them where they are shipped.

Fitted on the tuning halves of the seed's questions and on the public sets; the report half is not read.
Prints what cross-validation says: ranking on each public set with that set left out, ranking and confidence
on the seed in five folds by fact.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from bench import sets
from bench.engines.ours import notes_searcher, pack_searcher, statements_searcher
from bench.fitting import fit_confidence, fit_ranking
from bench.seed_pack import PACK, Asked, questions
from facts.confidence import SIGNALS, signals
from facts.search import Findings, Searcher, open_searcher
from facts.weigh import FEATURES
from facts.weights import Weights, weights

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[Any]
Group = tuple[Array, Array, float]

SHIPPED: Final = sets.ROOT / "facts" / "weights.json"
HELD_OUT: Final = sets.ROOT / "bench" / "held_out.json"
LIMIT: Final = 200
"""Questions taken of each variant of a public set."""
SEED_WEIGHT: Final = 10.0
"""Weight of a question on the seed against one of a public set, of which there are many more."""
FOLDS: Final = 5
SMALL: Final = 6
SMALL_PACKS: Final = 5
"""Facts of a small pack, and how many such packs."""
MOST_FALSE: Final = 0.05
MOST_WRONG: Final = 0.03
"""Shares of unanswerable questions answered, and of answerable ones answered wrong, that are put up with."""
SUGGESTED: Final = 0.9
"""Share of answerable questions that get an answer or suggestions."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question on the seed with what was found for it."""

    question: Asked
    found: Findings
    features: Array
    right: Array


def run() -> None:
    """Fit and write everything."""
    public = {name: _public_groups(name) for name in sets.names()}
    asked = [q for half in ("tune", "more") for q in questions(half) if q.style != "chitchat"]
    searcher = open_searcher([PACK], cache=None)
    bare = pack_searcher(PACK, asked=False)
    small = [notes_searcher(PACK, seed=number, size=SMALL) for number in range(SMALL_PACKS)]
    rows = {fact: frozenset(searcher.get(fact).ref) for fact in searcher.ids()}  # type: ignore[union-attr]  # its own ids
    examples = [_example(question, searcher, rows) for question in asked]
    answerable = [example for example in examples if example.question.rows]
    seed: list[Group] = [(e.features, e.right, SEED_WEIGHT) for e in answerable]
    without = [_example(question, bare, rows) for question in asked if question.rows]
    bare_seed: list[Group] = [(e.features, e.right, 1.0) for e in without]
    held_out = {}
    for name, left_out in public.items():
        rest = [group for other, groups in public.items() if other != name for group in groups]
        fitted = fit_ranking(rest + bare_seed)
        held_out[name] = _named(FEATURES, fitted)
        print(f"{name}: R@1 {_first(left_out, fitted):.3f} with weights fitted without it")
    everything = [group for groups in public.values() for group in groups]
    print(f"seed: R@1 {_cross_validated(everything, answerable):.3f} in {FOLDS} folds by fact")
    rank = _named(FEATURES, fit_ranking(everything + seed))
    rank_bare = _named(FEATURES, fit_ranking(everything + bare_seed))
    confidence, answer_from, suggest_from = _fit_confidence((searcher, bare), small, asked, rows, rank)
    counts = f"{len(asked)} questions on the seed, {len(everything)} of {', '.join(public)}"
    SHIPPED.write_text(
        json.dumps(
            {
                "provenance": f"written by `make fit` from {counts}; cross-validated there",
                "answer_from": answer_from,
                "suggest_from": suggest_from,
                "rank": rank,
                "rank_bare": rank_bare,
                "confidence": confidence,
            },
            indent=1,
        )
        + "\n",
        "utf-8",
    )
    HELD_OUT.write_text(json.dumps(held_out, indent=1) + "\n", "utf-8")


def _named(names: tuple[str, ...], values: Array) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def _features(found: Findings) -> Array:
    return np.array([[c.evidence.features[name] for name in FEATURES] for c in found.candidates]).reshape(
        -1, len(FEATURES)
    )


def _public_groups(name: str) -> list[Group]:
    """Candidates for the questions of one public set, a random choice of each variant."""
    data = sets.load(name)
    searcher = statements_searcher(data.facts)
    groups: list[Group] = []
    for asked in data.variants.values():
        chosen = list(asked)
        random.Random(0).shuffle(chosen)
        for question in chosen[:LIMIT]:
            found = searcher.find(question.text, language=question.language)
            right = np.array([searcher.fact(c).id in question.relevant for c in found.candidates], dtype=bool)
            groups.append((_features(found), right, 1.0))
    return groups


def _example(question: Asked, searcher: Searcher, rows: dict[str, frozenset[int]]) -> Example:
    found = searcher.find(question.text, history=question.history)
    right = np.array([bool(rows[searcher.fact(c).id] & question.rows) for c in found.candidates], dtype=bool)
    return Example(question, found, _features(found), right)


def _first(groups: list[Group], fitted: Array) -> float:
    return float(np.mean([len(x) > 0 and bool(y[(x @ fitted).argmax()]) for x, y, _ in groups]))


def _fold(question: Asked, place: int) -> int:
    """The fold of a question: facts do not stand in two, unanswerable ones are dealt out in turn."""
    return (min(question.rows) // 2 if question.rows else place) % FOLDS


def _cross_validated(public: list[Group], examples: list[Example]) -> float:
    """R@1 on the seed, each fact's questions ranked by weights fitted without them."""
    right = 0
    for fold in range(FOLDS):
        rest = [
            (e.features, e.right, SEED_WEIGHT) for i, e in enumerate(examples) if _fold(e.question, i) != fold
        ]
        fitted = fit_ranking(public + rest)
        right += sum(
            bool(e.right[(e.features @ fitted).argmax()])
            for i, e in enumerate(examples)
            if _fold(e.question, i) == fold and len(e.right)
        )
    return right / len(examples)


def _fit_confidence(
    searchers: Sequence[Searcher],
    small: Sequence[Searcher],
    asked: list[Asked],
    rows: dict[str, frozenset[int]],
    rank: dict[str, float],
) -> tuple[dict[str, float], float, float]:
    """Weights of the signals, and the two thresholds, chosen on cross-validated probabilities.

    On the pack as it is, without its phrasings, since many packs have none, and on a few facts of it as a
    teacher's first notes would have them.  What a small pack leaves out is unanswerable there; as many of
    those questions are taken as there are answerable ones.
    """
    ranked = [searcher.with_weights(replace(weights(), rank=rank)) for searcher in searchers]
    examples = [e for each in ranked for q in asked if len((e := _example(q, each, rows)).right)]
    shuffled = random.Random(0)
    for each in small:
        notes = each.with_weights(replace(weights(), rank=rank))
        held = frozenset().union(*(rows[fact] for fact in each.ids()))
        here = [q for q in asked if q.rows & held and q.rows <= held]
        gone = [replace(q, rows=frozenset()) for q in asked if q.rows and not q.rows & held]
        examples += [
            e
            for q in (*here, *shuffled.sample(gone, min(len(gone), len(here))))
            if len((e := _example(q, notes, rows)).right)
        ]
    x = np.array([_signals(e.found) for e in examples])
    right = np.array([bool(e.right[0]) for e in examples], dtype=float)
    answerable = np.array([bool(e.question.rows) for e in examples])
    dealt = {question.id: i for i, question in enumerate(asked)}
    folds = np.array([_fold(e.question, dealt[e.question.id]) for e in examples])
    guess = np.zeros(len(examples))
    for fold in range(FOLDS):
        fitted, bias = fit_confidence(x[folds != fold], right[folds != fold])
        guess[folds == fold] = 1 / (1 + np.exp(-(x[folds == fold] @ fitted + bias)))
    answer_from = _threshold(guess, right, answerable)
    in_three = np.array([bool(e.right[:3].any()) for e in examples])
    suggest_from = min(answer_from, float(np.quantile(guess[answerable & in_three], 1 - SUGGESTED)))
    told = guess >= answer_from
    print(
        f"seed: {_share(told & (right > 0), answerable):.1%} answered right, "
        f"{_share(told & (right == 0) & answerable, answerable):.1%} wrong, "
        f"{_share(told & ~answerable, ~answerable):.1%} of unanswerable ones answered "
        f"(cross-validated, single answers, before overviews)"
    )
    fitted, bias = fit_confidence(x, right)
    return {"bias": round(bias, 4), **_named(SIGNALS, fitted)}, round(answer_from, 3), round(suggest_from, 3)


def _signals(found: Findings) -> list[float]:
    evidence = [candidate.evidence for candidate in found.candidates]
    told = signals(found.reading, found.expansions, found.masses, evidence)
    return [told[name] for name in SIGNALS]


def _share(chosen: Array, among: Array) -> float:
    return float(chosen.sum() / max(1, among.sum()))


def _threshold(guess: Array, right: Array, answerable: Array) -> float:
    """The lowest probability from which answers are rarely false and rarely wrong."""
    for threshold in np.arange(0.3, 0.99, 0.005):
        told = guess >= threshold
        false = _share(told & ~answerable, ~answerable)
        wrong = _share(told & (right == 0) & answerable, answerable)
        if false <= MOST_FALSE and wrong <= MOST_WRONG:
            return float(threshold)
    return 0.99


__all__ = ["HELD_OUT", "SHIPPED", "Weights", "run"]
