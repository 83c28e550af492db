"""Rank the facts of every set for every question, ours beside the baselines."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from bench import confidence, engines, metrics, sets, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.engines import Engine

HELD_BACK_ON: Final = ("clean", "typo1")
"""Variants on which half of the facts are taken away."""

_SEED: Final = 1918


@dataclass(slots=True)
class Measured:
    """One engine's figures by variant and set, a value for each question."""

    name: str
    hits: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    ranks: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    abstention: dict[str, dict[str, float | str]] = field(default_factory=dict)

    def r1(self, variant: str) -> float:
        """Mean over sets of R@1."""
        return metrics.mean([metrics.mean(cell) for cell in self.hits[variant].values()])

    def mrr(self, variant: str) -> float:
        """Mean over sets of MRR@10."""
        return metrics.mean([metrics.mean(cell) for cell in self.ranks[variant].values()])


def measure(name: str, every: Sequence[sets.EvalSet], variants: Sequence[str]) -> Measured:
    """Run one engine over all sets and variants."""
    figures = Measured(name)
    judged: dict[str, list[_Judged]] = {variant: [] for variant in HELD_BACK_ON if variant in variants}
    for part in every:
        engine = _engine(name, part)
        engine.build(part.facts)
        for variant in (v for v in variants if v in part.variants):
            hits = figures.hits.setdefault(variant, {}).setdefault(part.name, [])
            ranks = figures.ranks.setdefault(variant, {}).setdefault(part.name, [])
            for question in part.variants[variant]:
                started = time.perf_counter()
                ranking = engine.rank(question.text, question.language, 10)
                figures.milliseconds.append((time.perf_counter() - started) * 1e3)
                hits.append(metrics.hit(ranking, question.relevant))
                ranks.append(metrics.reciprocal_rank(ranking, question.relevant))
        engine = _engine(name, part)
        gone = half(part)
        engine.build([fact for fact in part.facts if fact[0] not in gone])
        for variant, cells in judged.items():
            cells.append(_judge(engine, part.variants[variant], gone))
    figures.abstention = {variant: _abstention(cells) for variant, cells in judged.items()}
    return figures


def _engine(name: str, part: sets.EvalSet) -> Engine:
    """Make an engine; ours with weights that were fitted without the set it is to be measured on."""
    engine = engines.create(name)
    if name == engines.OURS:
        engine.leave_out(part.name)  # type: ignore[attr-defined]  # ours alone is fitted
    return engine


def half(part: sets.EvalSet) -> frozenset[str]:
    """Choose half of the facts that answer some question, to be taken away."""
    answering = sorted({fact for rows in part.variants.values() for row in rows for fact in row.relevant})
    return frozenset(random.Random(_SEED).sample(answering, len(answering) // 2))


@dataclass(slots=True)
class _Judged:
    """What an engine said on one set with facts missing, a value for each question."""

    scores: dict[str, list[float]]
    right: list[bool]
    answerable: list[bool]


def _judge(engine: Engine, questions: Sequence[sets.Question], gone: frozenset[str]) -> _Judged:
    judged = _Judged({kind: [] for kind in confidence.kinds(engine)}, [], [])
    for question in questions:
        ranking = engine.rank(question.text, question.language, 2)
        for kind, value in confidence.read(engine, question.text, question.language, ranking).items():
            judged.scores[kind].append(value)
        judged.right.append(bool(metrics.hit(ranking, question.relevant)))
        judged.answerable.append(bool(question.relevant - gone))
    return judged


def _abstention(cells: Sequence[_Judged]) -> dict[str, float | str]:
    """Average over sets, by the kind of confidence that does best."""
    by_kind = {
        kind: metrics.mean([metrics.auroc(cell.scores[kind], cell.answerable) for cell in cells])
        for kind in cells[0].scores
    }
    kind = confidence.best(by_kind)
    covered = {
        each: metrics.mean([metrics.coverage(c.scores[each], c.right, sum(c.answerable)) for c in cells])
        for each in by_kind
    }
    return {
        "confidence": kind,
        "auroc answerable": by_kind[kind],
        "auroc right": metrics.mean([metrics.auroc(cell.scores[kind], cell.right) for cell in cells]),
        "right at 95 % precision": max(covered.values()),
    }


def run(
    names: Sequence[str],
    limit: int | None = None,
    variants: Sequence[str] = sets.VARIANTS,
    chosen: Sequence[str] | None = None,
) -> None:
    """Measure, print and keep the figures."""
    every = [sets.load(name, limit) for name in chosen or sets.names()]
    variants = [v for v in variants if any(v in part.variants for part in every)]
    measured = []
    for name in names:
        print(f"… {name}", file=sys.stderr, flush=True)
        measured.append(measure(name, every, variants))
    for text in report(measured, every, variants):
        print(text, flush=True)
    print("\nKept in", tables.write("retrieval", [_kept(one, variants) for one in measured]))


def _kept(one: Measured, variants: Sequence[str]) -> dict[str, object]:
    p50, p99 = metrics.percentiles(one.milliseconds)
    means = {v: {"r1": one.r1(v), "mrr": one.mrr(v)} for v in variants}
    return {**asdict(one), "milliseconds": {"p50": p50, "p99": p99}, "means": means}


def report(
    measured: Sequence[Measured], every: Sequence[sets.EvalSet], variants: Sequence[str]
) -> Iterator[str]:
    """Write the tables: means, each set, intervals, abstention, speed."""
    counts = ", ".join(f"{part.name} ({len(part.facts):,} facts)" for part in every)
    for title, value in (("R@1", Measured.r1), ("MRR@10", Measured.mrr)):
        rows = [[one.name, *(value(one, v) for v in variants)] for one in measured]
        yield tables.table(f"{title}, mean over {counts}", ["engine", *variants], rows)
    for part in every:
        here = [v for v in variants if v in part.variants]
        asked = len(next(iter(part.variants.values())))
        rows = [
            [one.name, *(f"{metrics.mean(m[v][part.name]):.3f}" for v in here for m in (one.hits, one.ranks))]
            for one in measured
        ]
        head = ["engine", *(column for v in here for column in (v, "MRR"))]
        yield tables.table(f"{part.name}: R@1 and MRR@10, {asked} questions a variant", head, rows)
    if measured[0].name == engines.OURS and len(measured) > 1:
        yield from _intervals(measured[0], measured[1:], variants)
    yield _abstention_table(measured)
    rows = [[one.name, *map(tables.times, metrics.percentiles(one.milliseconds))] for one in measured]
    yield tables.table("Milliseconds a question, all sets and variants", ["engine", "p50", "p99"], rows)


def _intervals(ours: Measured, others: Sequence[Measured], variants: Sequence[str]) -> Iterator[str]:
    rows = []
    for variant in variants:
        best = max(others, key=lambda other: other.r1(variant))
        r1 = metrics.paired(ours.hits[variant], best.hits[variant])
        best_mrr = max(others, key=lambda other: other.mrr(variant))
        mrr = metrics.paired(ours.ranks[variant], best_mrr.ranks[variant])
        rows.append([variant, best.name, tables.interval(*r1), best_mrr.name, tables.interval(*mrr)])
    head = ["variant", "best in R@1", "ours less best", "best in MRR@10", "ours less best"]
    yield tables.table("Ours less the best baseline of each variant, 95 % paired bootstrap", head, rows)
    rows = [
        [other.name] + [tables.interval(*metrics.paired(ours.hits[v], other.hits[v])) for v in variants]
        for other in others
    ]
    yield tables.table("R@1: ours less each baseline", ["baseline", *variants], rows)


def _abstention_table(measured: Sequence[Measured]) -> str:
    rows = [
        [one.name, variant, *(figures[key] for key in ("confidence", *_ABSTENTION))]
        for one in measured
        for variant, figures in one.abstention.items()
    ]
    return tables.table(
        "Half of the answering facts taken away: AUROC, and answered rightly at 95 % precision",
        ["engine", "variant", "judged by", *_ABSTENTION],
        rows,
    )


_ABSTENTION: Final = ("auroc answerable", "auroc right", "right at 95 % precision")
