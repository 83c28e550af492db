"""``python -m bench fit``: fit ranking, confidence and thresholds, and write them where they are shipped.

Fitted on the tuning halves of the questions on the seed and on the whole library, and on the public sets; the
report halves are not read.  Prints what cross-validation says: ranking on each public set with that set left
out, ranking and confidence on the shipped packs in five folds by fact.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from bench import sets
from bench.engines.ours import notes_searcher, packs_searcher, statements_searcher
from bench.fitting import fit_confidence, fit_ranking
from bench.seed_pack import LIBRARY, PACK, Asked, keys, questions
from facts.confidence import SIGNALS, signals
from facts.weigh import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from facts.search import Findings, Searcher

Array = NDArray[Any]
Group = tuple[Array, Array, float]

SHIPPED: Final = sets.ROOT / "facts" / "weights.json"
HELD_OUT: Final = sets.ROOT / "bench" / "held_out.json"
LIMIT: Final = 200
"""Questions taken of each variant of a public set."""
FOLDS: Final = 5
SMALL: Final = 6
SMALL_PACKS: Final = 5
"""Facts of a small pack, and how many such packs."""
LISTED: Final = 400
"""Questions taken of those that the packs list themselves."""
MOST_FALSE: Final = 0.065
MOST_WRONG: Final = 0.03
"""Shares of unanswerable questions answered, and of answerable ones answered wrong, that are put up with."""
SUGGESTED: Final = 0.9
"""Share of answerable questions that get an answer or suggestions."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Questions asked of some packs, which may be the whole library or a few notes."""

    name: str
    ranked: float
    """Weight of one of its questions when ranking is fitted; one of a public set weighs 1."""
    trusted: float
    """The same when confidence is fitted."""
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was found for it."""

    question: Asked
    found: Findings
    features: Array
    right: Array


def run() -> None:
    """Fit and write everything."""
    public = {name: _public_groups(name) for name in sets.names()}
    scenes = _scenes()
    told = [scene for scene in scenes if scene.ranked]
    bare = [scene for scene in scenes if scene.name.endswith("without phrasings")]
    shipped = [group for scene in told for group in _groups(scene, scene.ranked)]
    bare_groups = [group for scene in bare for group in _groups(scene, 1.0)]
    held_out = {}
    for name, left_out in public.items():
        rest = [group for other, groups in public.items() if other != name for group in groups]
        fitted = fit_ranking(rest + bare_groups)
        held_out[name] = _named(FEATURES, fitted)
        print(f"{name}: R@1 {_first(left_out, fitted):.3f} with weights fitted without it")
    everything = [group for groups in public.values() for group in groups]
    _cross_validate(everything, told)
    rank = _named(FEATURES, fit_ranking(everything + shipped))
    rank_bare = _named(FEATURES, fit_ranking(everything + bare_groups))
    confidence, answer_from, suggest_from = _fit_confidence(scenes, rank)
    asked = {example.question.id for scene in scenes for example in scene.examples}
    counts = f"{len(asked)} questions on shipped packs, {len(everything)} of {', '.join(public)}"
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


def _scenes() -> list[Scene]:
    """Everything that the packs are asked.

    Confidence is to hold for the seed alone, for the whole library, for packs without phrasings, since many
    have none, and for a few facts as a teacher's first notes would have them.
    """
    seed = _seed(everywhere=False)
    anywhere = _seed(everywhere=True)
    library = questions("tune", about="library")
    scenes = []
    for asked, name in ((True, "{}"), (False, "{} without phrasings")):
        alone, whole = packs_searcher([PACK], asked=asked), packs_searcher(LIBRARY, asked=asked)
        scenes += [
            Scene(name.format("seed"), 20.0 * asked, 1.0, [_example(q, alone) for q in seed]),
            Scene(
                name.format("seed in the library"),
                12.0 * asked,
                1.0 if asked else 0.5,
                [_example(q, whole) for q in anywhere],
            ),
            Scene(
                name.format("library"),
                36.0 * asked,
                3.0 if asked else 0.5,
                [_example(q, whole) for q in library],
            ),
        ]
    whole = packs_searcher(LIBRARY, asked=True)
    return [
        *scenes,
        Scene("notes", 0.0, 1.0, list(_notes(seed))),
        Scene("as listed", 0.0, 0.5, [_example(question, whole) for question in _listed(whole)]),
    ]


def _listed(whole: Searcher) -> list[Asked]:
    """Some of the questions that packs themselves list under their facts: those must be answered."""
    asked = [
        Asked(f"{fact.pack}/{fact.id}", phrasing, language, "listed", keys(fact), ())
        for fact in map(whole.get, whole.ids())
        if fact is not None
        for language, phrasings in fact.asked.items()
        for phrasing in phrasings
    ]
    return random.Random(0).sample(asked, LISTED)


def _seed(*, everywhere: bool) -> list[Asked]:
    halves = (questions(half, everywhere=everywhere) for half in ("tune", "more"))
    return [question for half in halves for question in half if question.style != "chitchat"]


def _notes(asked: Sequence[Asked]) -> Iterator[Example]:
    """What a small pack leaves out is unanswerable there; as many such questions are taken as of others."""
    shuffled = random.Random(0)
    for number in range(SMALL_PACKS):
        notes = notes_searcher(PACK, seed=number, size=SMALL)
        held = frozenset().union(*(notes.get(fact).ref for fact in notes.ids()))
        here = [q for q in asked if q.rows & held and q.rows <= held]
        gone = [replace(q, rows=frozenset()) for q in asked if q.rows and not q.rows & held]
        for question in (*here, *shuffled.sample(gone, min(len(gone), len(here)))):
            yield _example(question, notes)


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


def _example(question: Asked, searcher: Searcher) -> Example:
    found = searcher.find(question.text, history=question.history)
    right = np.array([bool(keys(searcher.fact(c)) & question.rows) for c in found.candidates], dtype=bool)
    return Example(question, found, _features(found), right)


def _groups(scene: Scene, weight: float, *, without: int | None = None) -> list[Group]:
    """The answerable questions of a scene, but for those of one fold."""
    return [
        (example.features, example.right, weight)
        for example in scene.examples
        if example.question.rows and _fold(example.question) != without
    ]


def _first(groups: list[Group], fitted: Array) -> float:
    return float(np.mean([len(x) > 0 and bool(y[(x @ fitted).argmax()]) for x, y, _ in groups]))


def _fold(question: Asked) -> int:
    """The fold of a question: no fact stands in two, nor a row of the seed's list and its neighbour."""
    rows = sorted(row // 2 for row in question.rows if isinstance(row, int))
    name = rows[0] if rows else min((str(row) for row in question.rows), default=question.id)
    return blake2b(str(name).encode(), digest_size=1).digest()[0] % FOLDS


def _cross_validate(public: list[Group], scenes: Sequence[Scene]) -> None:
    """Print R@1 on the shipped packs, each fact's questions ranked by weights fitted without them."""
    right: dict[str, list[bool]] = {scene.name: [] for scene in scenes}
    for fold in range(FOLDS):
        rest = [group for scene in scenes for group in _groups(scene, scene.ranked, without=fold)]
        fitted = fit_ranking(public + rest)
        for scene in scenes:
            right[scene.name] += [
                len(e.right) > 0 and bool(e.right[(e.features @ fitted).argmax()])
                for e in scene.examples
                if e.question.rows and _fold(e.question) == fold
            ]
    for name, firsts in right.items():
        print(f"{name}: R@1 {np.mean(firsts):.3f} in {FOLDS} folds by fact")


def _fit_confidence(scenes: Sequence[Scene], rank: dict[str, float]) -> tuple[dict[str, float], float, float]:
    """Weights of the signals, and the two thresholds, chosen on cross-validated probabilities.

    Where packs lack phrasings the thresholds are put up with as they come.
    """
    x, right, answerable, in_three, scene_of, trust, folds = _table(scenes, rank)
    guess = np.zeros(len(x))
    for fold in range(FOLDS):
        rest = folds != fold
        fitted, bias = fit_confidence(x[rest], right[rest], trust[rest])
        guess[~rest] = 1 / (1 + np.exp(-(x[~rest] @ fitted + bias)))
    # What one country or year saw is no answer for another, whatever the probability: see `facts.decide`.
    guess[sum(x[:, SIGNALS.index(name)] for name in ("country_lost", "country_weak", "year_lost")) > 0] = 0.0
    in_scene = {scene.name: scene_of == number for number, scene in enumerate(scenes)}
    judged = [in_scene[scene.name] for scene in scenes if scene.ranked]
    answer_from = _threshold(guess, right, answerable, judged)
    in_reach = np.any(judged, axis=0) & answerable & in_three
    suggest_from = min(answer_from, float(np.quantile(guess[in_reach], 1 - SUGGESTED)))
    for name, here in in_scene.items():
        told = here & (guess >= answer_from)
        print(
            f"{name}: {_share(told & (right > 0), here & answerable):.1%} answered right, "
            f"{_share(told & (right == 0) & answerable, here & answerable):.1%} wrong, "
            f"{_share(told & ~answerable, here & ~answerable):.1%} of unanswerable ones answered "
            f"(cross-validated, single answers, before overviews)"
        )
    fitted, bias = fit_confidence(x, right, trust)
    return {"bias": round(bias, 4), **_named(SIGNALS, fitted)}, round(answer_from, 3), round(suggest_from, 3)


def _table(scenes: Sequence[Scene], rank: dict[str, float]) -> tuple[Array, ...]:
    """One row an example: signals; best fact right; answerable; right in three; scene; weight; fold."""
    rows = []
    for number, scene in enumerate(scenes):
        for example in scene.examples:
            if not len(example.right):
                continue
            order = np.argsort(-(example.features @ np.array(list(rank.values()))), kind="stable")
            right = example.right[order]
            asked = example.question
            rows.append(
                (
                    _signals(example.found, order, rank),
                    float(right[0]),
                    bool(asked.rows),
                    bool(right[:3].any()),
                    number,
                    scene.trusted,
                    _fold(asked),
                )
            )
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def _signals(found: Findings, order: Array, rank: dict[str, float]) -> list[float]:
    """The signals under other weights of ranking than those by which the facts were found."""
    evidence = [found.candidates[place].evidence for place in order.tolist()]
    for each in evidence:
        each.score = sum(weight * each.features[name] for name, weight in rank.items())
    told = signals(found.reading, found.expansions, found.masses, evidence)
    return [told[name] for name in SIGNALS]


def _share(chosen: Array, among: Array) -> float:
    return float(chosen.sum() / max(1, among.sum()))


def _threshold(guess: Array, right: Array, answerable: Array, scenes: Sequence[Array]) -> float:
    """The lowest probability from which answers are rarely false and rarely wrong, on the mean of scenes."""
    for threshold in np.arange(0.3, 0.99, 0.005):
        told = guess >= threshold
        false = np.mean([_share(told & ~answerable & here, ~answerable & here) for here in scenes])
        wrong = np.mean(
            [_share(told & (right == 0) & answerable & here, answerable & here) for here in scenes]
        )
        if false <= MOST_FALSE and wrong <= MOST_WRONG:
            return float(threshold)
    return 0.99


__all__ = ["HELD_OUT", "SHIPPED", "run"]
