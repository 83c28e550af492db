"""How fast a large pack is read and checked: seconds and peak memory.

Run as ``python -m bench.packs [FACTS]``.  The pack is made up, alike on each run, and as full as shipped ones
are: two languages, a date, answers, questions, tags and a note on each tenth fact.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time

from facts.pack import parse_pack

WORDS = re.findall(
    r"\w+",
    "kapal perang Jepang tiba di pelabuhan kota Vladivostok sebelum armada Inggris datang dari selatan dan "
    "pasukan gabungan mendarat untuk menjaga gudang senjata milik pemerintah lama",
)
ROUNDS = 5


def make_pack(facts: int) -> str:
    """A pack in YAML with so many facts in Indonesian and English."""
    chance = random.Random(1918)

    def sentence(words: int) -> str:
        return " ".join(chance.choices(WORDS, k=words)).capitalize()

    lines = [
        "pack: bench",
        "title: {id: Uji, en: Bench}",
        "license: CC-BY-SA-4.0",
        "sources:",
        "  wikipedia: {article: {id: Intervensi Jepang di Siberia}, license: CC-BY-SA-4.0}",
        "  book: {title: World War I, author: Tucker, year: 2006}",
        "names:",
        *(
            f"  ship-{number}: {{kind: ship, name: Kapal {number}, also: [KM {number}]}}"
            for number in range(200)
        ),
        "facts:",
    ]
    for number in range(facts):
        sure = number % 10 > 0
        lines += [
            f"  - id: fact-{number}",
            f"    when: {chance.randint(1000, 1999)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "    text:",
            f"      id: {sentence(15)} {number}.",
            f"      en: {sentence(15)} {number}.",
            "    answers:",
            f"      who: {{id: {sentence(3)}, en: {sentence(3)}}}",
            "      where: Vladivostok",
            f"    asked: {{id: [Kapan {sentence(4)}?], en: [When {sentence(4)}?]}}",
            "    tags: {era: modern, region: [asia, europe], theme: [war, sea]}",
            f"    ref: [{number + 1}]",
            "    certainty: " + ("sure" if sure else "source_says"),
            *([] if sure else [f"    note: {{id: {sentence(6)}, en: {sentence(6)}}}"]),
            f"    sources: [{chance.choice(('wikipedia', 'book'))}]",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    data = make_pack(facts).encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, busy = [], []
    for _ in range(ROUNDS):
        start, worked = time.perf_counter(), time.process_time()
        pack = parse_pack(data, "bench.yaml")
        times.append(time.perf_counter() - start)
        busy.append(time.process_time() - worked)
        assert len(pack.facts) == facts
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{facts:,} facts, {len(data) / 2**20:.2f} MiB")
    print(f"best of {ROUNDS}: {min(times):.2f} s; worst: {max(times):.2f} s; processor: {min(busy):.2f} s")
    print(f"peak: {peak / 1024:.0f} MB, of which {(peak - before) / 1024:.0f} MB by reading")


if __name__ == "__main__":
    main()
