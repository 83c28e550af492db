"""Whole answers on the seed: right, wrong, suggested, held back, and answered without knowing."""

from __future__ import annotations

import sys
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from bench import engines, metrics, seed_pack, seed_play, tables
from bench.seed_play import FALSE, HELD_BACK, OFFERED, RIGHT, SUGGESTED, WRONG, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.seed_pack import Asked
    from bench.seed_play import Played


def run(names: Sequence[str]) -> None:
    """Play all engines with and without the listed phrasings, print and keep the figures."""
    halves = {half: seed_pack.questions(half) for half in seed_pack.HALVES}
    played: list[Played] = []
    for asked, name in product((True, False), names):
        print(f"… {name}{'' if asked else ', without phrasings'}", file=sys.stderr, flush=True)
        if name == engines.OURS:
            played += seed_play.play_ours(halves, asked=asked)
        else:
            played.append(seed_play.play_baseline(name, halves, asked=asked))
    for asked in (True, False):
        for half, questions in halves.items():
            print(table([one for one in played if one.asked is asked], half, questions))
    for half, questions in halves.items():
        print(by(played, half, questions, "style"))
        print(by(played, half, questions, "language"))
    print(intervals(played, halves["report"]))
    print("\nKept in", tables.write("seed", [kept(one, halves) for one in played]))


_COLUMNS: Final = (RIGHT, WRONG, SUGGESTED, OFFERED, HELD_BACK, FALSE)


def table(played: Sequence[Played], half: str, questions: Sequence[Asked], about: str = "Seed") -> str:
    """Lay out what became of the questions of one half, engine by engine."""
    phrasings = "with" if played[0].asked else "without"
    known = sum(bool(q.rows) for q in questions)
    title = (
        f"{about}, {half} half, {phrasings} listed phrasings: of {known} answerable questions; "
        f"false answers of {len(questions) - known}"
    )
    rows = []
    for one in played:
        figures = one.figures(half, questions)
        rows.append([one.name, *(figures[column] for column in (*_COLUMNS, "r1")), one.how])
    return tables.table(title, ["engine", *_COLUMNS, "first fact", "how"], rows)


def by(played: Sequence[Played], half: str, questions: Sequence[Asked], key: str, about: str = "Seed") -> str:
    """Set the first engine beside the best of the baselines, group by group."""
    shown = leaders([one for one in played if one.asked], half, questions)
    head = [key, "answerable", "unanswerable"]
    head += [f"{one.name}: {end}" for one in shown for end in (RIGHT, WRONG, FALSE)]
    rows = []
    for group in sorted({getattr(q, key) for q in questions}):
        row: list[Any] = []
        for one in shown:
            pairs = zip(questions, one.halves[half].became, strict=True)
            figures = shares((q, end) for q, end in pairs if getattr(q, key) == group)
            row = row or [group, figures["answerable"], figures["unanswerable"]]
            row += [figures[end] for end in (RIGHT, WRONG, FALSE)]
        rows.append(row)
    return tables.table(f"{about}, {half} half, by {key}", head, rows)


def leaders(played: Sequence[Played], half: str, questions: Sequence[Asked]) -> list[Played]:
    """Give ours, when it played, and the baseline with most right answers."""
    ours = [one for one in played if one.name == engines.OURS]
    others = [one for one in played if not one.name.startswith(engines.OURS)]
    return ours + sorted(others, key=lambda one: -one.figures(half, questions)[RIGHT])[:1]


def intervals(played: Sequence[Played], questions: Sequence[Asked], about: str = "Seed") -> str:
    """Say how far ours leads the best baseline on the report half."""
    rows = []
    for asked in (True, False):
        first = leaders([one for one in played if one.asked is asked], "report", questions)
        if len(first) == 2:
            right = [
                [
                    float(e == RIGHT)
                    for e, q in zip(one.halves["report"].became, questions, strict=True)
                    if q.rows
                ]
                for one in first
            ]
            difference = metrics.paired({"seed": right[0]}, {"seed": right[1]})
            rows.append(["with" if asked else "without", first[1].name, tables.interval(*difference)])
    if not rows:
        return ""
    title = f"{about}, report half: answered rightly, ours less the best baseline, 95 % paired bootstrap"
    return tables.table(title, ["phrasings", "best baseline", "difference"], rows)


def kept(one: Played, halves: dict[str, list[Asked]]) -> dict[str, Any]:
    """Give the figures of an engine, and what became of each question."""
    figures = {half: one.figures(half, questions) for half, questions in halves.items()}
    became = {
        half: dict(zip((q.id for q in questions), one.halves[half].became, strict=True))
        for half, questions in halves.items()
    }
    return {"name": one.name, "asked": one.asked, "how": one.how, "halves": figures, "became": became}
