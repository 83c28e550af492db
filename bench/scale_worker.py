"""One step of one engine in a process of its own: ``python -m bench.scale_worker build|ask ENGINE FOLDER``.

Prints one line of JSON.  FOLDER holds ``facts.jsonl`` and ``questions.jsonl``; the index goes beside them.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from bench import engines, metrics, sets

MEGABYTE = 1_000_000


def build(name: str, folder: Path) -> dict[str, Any]:
    """Index and save; tell how long it took and what it needed."""
    engine = engines.create(name)
    facts = [(i, lang, text) for i, lang, text in _rows(folder / "facts.jsonl")]
    given = _peak()
    started = time.perf_counter()
    engine.build(facts)
    seconds = time.perf_counter() - started
    peak = _peak()
    saved = folder / "index"
    shutil.rmtree(saved, ignore_errors=True)
    saved.mkdir()
    engine.save(saved)
    size = sum(file.stat().st_size for file in saved.rglob("*") if file.is_file())
    return {"build s": seconds, "peak MB": peak, "input MB": given, "saved MB": size / MEGABYTE}


def ask(name: str, folder: Path, patience: float) -> dict[str, Any]:
    """Load and answer, for at most ``patience`` seconds."""
    engine = engines.create(name)
    started = time.perf_counter()
    engine.load(folder / "index")
    loaded = time.perf_counter() - started
    questions = [
        (v, sets.Question(q, lang, frozenset(r))) for v, q, lang, r in _rows(folder / "questions.jsonl")
    ]
    for _, question in questions[:3]:
        engine.rank(question.text, question.language, 10)
    milliseconds: list[float] = []
    hits: dict[str, list[float]] = {}
    began = time.perf_counter()
    for variant, question in questions:
        started = time.perf_counter()
        ranking = engine.rank(question.text, question.language, 10)
        milliseconds.append((time.perf_counter() - started) * 1e3)
        hits.setdefault(variant, []).append(metrics.hit(ranking, question.relevant))
        if time.perf_counter() - began > patience:
            break
    p50, p99 = metrics.percentiles(milliseconds)
    r1 = {variant: metrics.mean(values) for variant, values in hits.items()}
    figures = {"load s": loaded, "p50": p50, "p99": p99, "asked": len(milliseconds), "of": len(questions)}
    return figures | {"r1": r1, "resident MB": _anonymous()}


def _rows(file: Path) -> Any:
    return sets.lines(file)


def _peak() -> float:
    """Give the highest resident size so far; Linux keeps a figure that the parent's does not enter."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / MEGABYTE
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / MEGABYTE


def _anonymous() -> float | None:
    """Give what is resident and not mapped from a file; the kernel tells on Linux only."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return None
    found = (line.split() for line in rollup.read_text("ascii").splitlines() if line.startswith("Anonymous:"))
    return next((int(words[1]) * 1024 / MEGABYTE for words in found), None)


def main() -> None:
    """Do the step that the arguments name."""
    step, name, folder, *rest = sys.argv[1:]
    figures = build(name, Path(folder)) if step == "build" else ask(name, Path(folder), float(rest[0]))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
