"""Play the seed: what became of each question, of ours as it decides, of others by a threshold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from bench import confidence, engines, metrics, seed_pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bench.seed_pack import Asked, Key
    from facts.outcome import Outcome

ALLOWED: Final = 0.10
"""The share of unanswerable questions that may be answered, by which thresholds are set on the tune half."""

RIGHT, WRONG, SUGGESTED, HELD_BACK = "right", "wrong", "suggested", "held back"
FALSE, LEFT = "false", "left alone"
OFFERED: Final = "holding it"
"""What became of a question: of the first four when it can be answered, else false, suggested, left alone."""


@dataclass(slots=True)
class Half:
    """What an engine did on one half, a value for each question."""

    became: list[str] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    """Whether the first fact, held back or not, answers."""
    sureness: list[float] = field(default_factory=list)
    offered: list[bool] = field(default_factory=list)
    """Whether suggestions held what answers; empty for engines that do not suggest."""
    packs: list[str] = field(default_factory=list)
    """The pack of the first fact; empty for engines that do not tell."""


@dataclass(slots=True)
class Played:
    """An engine on both halves."""

    name: str
    asked: bool
    halves: dict[str, Half]
    how: str = ""

    def figures(self, half: str, questions: Sequence[Asked]) -> dict[str, float]:
        """Count as shares: of the questions that can be answered, false ones of those that cannot."""
        done = self.halves[half]
        return shares(zip(questions, done.became, strict=True)) | {
            "r1": metrics.mean([f for f, q in zip(done.first, questions, strict=True) if q.rows]),
            OFFERED: sum(done.offered) / max(1, sum(bool(q.rows) for q in questions)),
        }


def shares(became: Iterable[tuple[Asked, str]]) -> dict[str, float]:
    """Count what became of questions."""
    pairs = list(became)
    answerable = Counter(end for question, end in pairs if question.rows)
    others = Counter(end for question, end in pairs if not question.rows)
    known, unknown = answerable.total() or float("nan"), others.total() or float("nan")
    figures = {end: answerable[end] / known for end in (RIGHT, WRONG, SUGGESTED, HELD_BACK)}
    figures |= {FALSE: others[FALSE] / unknown, "suggested on none": others[SUGGESTED] / unknown}
    return figures | {"answerable": answerable.total(), "unanswerable": others.total()}


def play_ours(
    halves: dict[str, list[Asked]], *, asked: bool, packs: Sequence[Path] = (seed_pack.PACK,)
) -> list[Played]:
    """Play our engine as it decides, and by its confidence alone with the threshold baselines get."""
    from bench.engines.ours import answering  # noqa: PLC0415 -- may be absent

    answer = answering(packs, asked=asked)
    played = {half: _outcomes(answer, questions) for half, questions in halves.items()}
    by_threshold = _hold_back(played, halves)
    as_decided = Played(engines.OURS, asked, played, "as it decides")
    return [as_decided, Played(f"{engines.OURS}, threshold", asked, by_threshold, confidence.OWN)]


def _outcomes(answer: Any, questions: Sequence[Asked]) -> Half:
    half = Half()
    for question in questions:
        outcome = answer(question.text, question.history)
        half.became.append(judge(outcome, question.rows))
        facts = _facts(outcome)
        suggested = half.became[-1] == SUGGESTED
        half.offered.append(suggested and any(question.rows & seed_pack.keys(fact) for fact in facts))
        half.first.append(bool(facts) and bool(question.rows & seed_pack.keys(facts[0])))
        half.sureness.append(outcome.explanation.confidence)
        half.packs.append(facts[0].pack if facts else "")
    return half


def _facts(outcome: Outcome) -> list[Any]:
    from facts.outcome import Answer, Unknown  # noqa: PLC0415 -- as above

    if isinstance(outcome, Answer):
        return [outcome.best.fact]
    scored = outcome.nearest if isinstance(outcome, Unknown) else outcome.facts
    return [each.fact for each in scored]


def judge(outcome: Outcome, rows: frozenset[Key]) -> str:
    """Say what became of a question.

    An overview is right when it holds all that was wanted or when at least half of it was wanted.
    """
    kind = type(outcome).__name__
    if kind == "Unknown":
        return HELD_BACK if rows else LEFT
    if kind == "Suggestions":
        return SUGGESTED
    if not rows:
        return FALSE
    given = [seed_pack.keys(fact) for fact in _facts(outcome)]
    wanted = sum(bool(rows & refs) for refs in given)
    everything = rows <= set().union(*given)
    return RIGHT if wanted and (everything or 2 * wanted >= len(given)) else WRONG


def _hold_back(played: dict[str, Half], halves: dict[str, list[Asked]]) -> dict[str, Half]:
    """Answer where sure enough, by the threshold that does best on the tune half."""
    tune = played["tune"]
    limit = metrics.threshold(tune.sureness, tune.first, [bool(q.rows) for q in halves["tune"]], ALLOWED)
    result = {}
    for name, half in played.items():
        became = []
        for question, first, sure in zip(halves[name], half.first, half.sureness, strict=True):
            if sure >= limit:
                became.append(FALSE if not question.rows else RIGHT if first else WRONG)
            else:
                became.append(HELD_BACK if question.rows else LEFT)
        result[name] = Half(became, half.first, half.sureness)
    return result


def play_baseline(
    name: str,
    halves: dict[str, list[Asked]],
    *,
    asked: bool,
    packs: Sequence[Path] = (seed_pack.PACK,),
) -> Played:
    """Play a baseline in every way it can be used; the way that does best on the tune half counts."""
    facts = seed_pack.read(packs, asked=asked)
    best: tuple[float, Played] | None = None
    for (form, statements), history in product(
        (("texts apart", facts.apart), ("texts joined", facts.joined)), (False, True)
    ):
        engine = engines.create(name)
        engine.build(statements)
        ranked = {half: _ranked(engine, questions, facts.rows, history) for half, questions in halves.items()}
        for kind in confidence.KINDS:
            played = {half: ranked[half][kind] for half in halves}
            held = _hold_back(played, halves)
            right = held["tune"].became.count(RIGHT)
            if best is None or right > best[0]:
                how = ", ".join([form, kind] + ["with the question before"] * history)
                best = right, Played(name, asked, held, how)
    assert best is not None
    return best[1]


def _ranked(
    engine: engines.Engine,
    questions: Sequence[Asked],
    rows: dict[str, frozenset[Key]],
    history: bool,  # noqa: FBT001
) -> dict[str, Half]:
    result = {kind: Half() for kind in confidence.KINDS}
    for question in questions:
        text = " ".join([*question.history, question.text]) if history else question.text
        ranking = engine.rank(text, question.language, 2)
        first = bool(ranking) and bool(question.rows & rows[ranking[0][0]])
        for kind, value in confidence.read(engine, text, question.language, ranking).items():
            result[kind].first.append(first)
            result[kind].sureness.append(value)
    return result
