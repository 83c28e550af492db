"""How building, memory and answering grow with the number of statements, up to a million."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from bench import metrics, scale_facts, sets, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
PATIENCE: Final = 60.0
"""Seconds an engine may take over the questions of one size."""

_TOO_LONG: Final = 2
"""An engine is left out where its pace so far promises more than this many times the patience."""

_BUILD_TIMEOUT: Final = 1_200


def run(names: Sequence[str], sizes: Sequence[int] = SIZES, patience: float = PATIENCE) -> None:
    """Measure each engine at each size, print and keep the figures."""
    rows: list[dict[str, Any]] = []
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), size)
            for name in names:
                print(f"… {name}, {size:,}", file=sys.stderr, flush=True)
                rows.append({"engine": name, "size": size} | _one(name, Path(folder), size, rows, patience))
        print(_table([row for row in rows if row["size"] == size], size), flush=True)
    print(_notes(patience))
    print("\nKept in", tables.write("scale", rows))


def _write(folder: Path, size: int) -> None:
    """Write the statements and the questions, these in an order that mixes the variants."""
    with (folder / "facts.jsonl").open("w", encoding="utf-8") as stream:
        for fact in scale_facts.generate(size):
            stream.write(json.dumps(fact, ensure_ascii=False) + "\n")
    questions = [[v, q.text, q.language, sorted(q.relevant)] for v, q in scale_facts.questions()]
    Random(size).shuffle(questions)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in questions)
    (folder / "questions.jsonl").write_text(text, "utf-8")


def _one(
    name: str, folder: Path, size: int, before: Sequence[dict[str, Any]], patience: float
) -> dict[str, Any]:
    """Build and ask in fresh processes, unless the sizes before say it would take too long."""
    last = next((row for row in reversed(before) if row["engine"] == name), None)
    if last and "failed" in last:
        return {"failed": last["failed"]}
    if last:
        known = last["needs s"] if "needs s" in last else last["p50"] / 1e3 * last["of"]
        needs = known * size / last["size"]
        if needs > _TOO_LONG * patience:
            return {"needs s": needs}
    built = _worker(_BUILD_TIMEOUT, "build", name, str(folder))
    if built is None:
        return {"failed": "build"}
    asked = _worker(patience * 3 + 120, "ask", name, str(folder), str(patience))
    return built | (asked or {"failed": "ask"})


def _worker(timeout: float, *arguments: str) -> dict[str, Any] | None:
    """Run one step; None when it fails or takes longer than ``timeout`` seconds."""
    command = [sys.executable, "-m", "bench.scale_worker", *arguments]
    try:
        done = subprocess.run(command, cwd=sets.ROOT, capture_output=True, timeout=timeout, check=True)  # noqa: S603
    except subprocess.TimeoutExpired:
        print(f"  took longer than {timeout:,.0f} s", file=sys.stderr)
        return None
    except subprocess.CalledProcessError as problem:
        print(problem.stderr.decode("utf-8", "replace")[-2_000:], file=sys.stderr)
        return None
    figures: dict[str, Any] = json.loads(done.stdout.decode("utf-8").splitlines()[-1])
    return figures


_SIZES_OF: Final = ("build s", "peak MB", "saved MB", "load s", "resident MB")


def _table(rows: Sequence[dict[str, Any]], size: int) -> str:
    variants = scale_facts.VARIANTS
    head = ["engine", *_SIZES_OF, "p50 ms", "p99 ms", "R@1", *variants, "asked"]
    lines = []
    for row in rows:
        if "needs s" in row:
            lines.append([row["engine"], *[""] * (len(head) - 2), f"left out: about {row['needs s']:,.0f} s"])
            continue
        if "failed" in row:
            lines.append([row["engine"], *[""] * (len(head) - 2), f"failed to {row['failed']}"])
            continue
        by_variant = [row["r1"].get(variant) for variant in variants]
        figures = [None if row[key] is None else tables.times(row[key]) for key in _SIZES_OF]
        r1 = metrics.mean([value for value in by_variant if value is not None])
        lines.append(
            [
                row["engine"],
                *figures,
                tables.times(row["p50"]),
                tables.times(row["p99"]),
                r1,
                *by_variant,
                row["asked"],
            ]
        )
    return tables.table(f"{size:,} statements", head, lines)


def _notes(patience: float) -> str:
    return f"""
Each engine was built in one process and asked in another, on one core.
peak: highest resident size while building, the statements handed over included.
resident: after the questions, without pages mapped from files, the interpreter included.
Questions stop after {patience:.0f} s; an engine is left out where its pace at the size before
promises more than {_TOO_LONG * patience:.0f} s for them.
R@1 of one that was stopped is of the questions it got to, and does not compare."""
