"""Whole answers from all shipped packs at once, and what they do to the answers on the seed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from bench import engines, seed, seed_pack, seed_play, tables
from bench.seed_pack import LIBRARY, PACK
from bench.seed_play import FALSE, RIGHT, SUGGESTED, WRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.seed_pack import Asked
    from bench.seed_play import Played

BASELINES: Final = ("tantivy fuzzy", "bm25s + PyStemmer", "FTS5 words")
"""The best on the seed; the others take long over so many facts and were far behind."""
ABOUT: Final = "Library"


def run(names: Sequence[str]) -> None:
    """Play the questions on the library, then those on the seed alone and among all packs."""
    halves = {half: seed_pack.questions(half, about="library") for half in seed_pack.HALVES}
    played: list[Played] = []
    for name in names:
        if name != engines.OURS and name not in BASELINES:
            continue
        print(f"… {name}", file=sys.stderr, flush=True)
        if name == engines.OURS:
            played += seed_play.play_ours(halves, asked=True, packs=LIBRARY)
        else:
            played.append(seed_play.play_baseline(name, halves, asked=True, packs=LIBRARY))
    for half, questions in halves.items():
        print(seed.table(played, half, questions, ABOUT))
    for half, questions in halves.items():
        print(seed.by(played, half, questions, "style", ABOUT))
        print(seed.by(played, half, questions, "language", ABOUT))
    print(seed.intervals(played, halves["report"], ABOUT))
    print("\nKept in", tables.write("library", [seed.kept(one, halves) for one in played]))
    if engines.OURS in names:
        print(_on_the_seed())


def _on_the_seed() -> str:
    """The seed's questions, asked of the seed alone and of everything that is shipped."""
    rows = []
    for packs, everywhere, name in (([PACK], False, "the seed"), (LIBRARY, True, "all packs")):
        halves = {half: seed_pack.questions(half, everywhere=everywhere) for half in seed_pack.HALVES}
        ours, _ = seed_play.play_ours(halves, asked=True, packs=packs)
        rows += [_row(ours, half, halves[half], name) for half in halves]
    head = ["of", "half", "answerable", RIGHT, WRONG, SUGGESTED, FALSE, "of these by the seed", "first fact"]
    return tables.table("Questions on the seed, asked of the seed and of all packs", head, rows)


def _row(ours: Played, half: str, questions: Sequence[Asked], name: str) -> list[object]:
    done, figures = ours.halves[half], ours.figures(half, questions)
    own = PACK.stem
    by_seed = sum(
        end == FALSE and pack == own for end, pack in zip(done.became, done.packs, strict=True)
    ) / max(1, sum(not question.rows for question in questions))
    shown = [figures[end] for end in (RIGHT, WRONG, SUGGESTED, FALSE)]
    return [name, half, figures["answerable"], *shown, by_seed, figures["r1"]]
