"""The figures as tables, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench import tables
from bench.chat.questions import written as known_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.chat.child import Json

Best = dict[tuple[str, str], dict[str, "Json"]]
"""The least disturbed figures by way and bot."""

BABAD, ECHO = "babad", "echo"
SHOWN: Final = 25
"""Functions of a profile in its table."""


def written(figures: Json) -> str:
    """All tables of a run."""
    rows: Sequence[Json] = figures["rows"]
    best = {(row["way"], row["bot"]): _best(rows, row["way"], row["bot"]) for row in rows}
    asked = figures["asked"]
    return "\n".join(
        [_rush(best, asked["users"]), _calm(best, asked["rate"]), _grown(figures["memory"]), _notes(figures)]
    )


def profiled(way: str, profile: Json, questions: int) -> str:
    """Where the time of one way went."""
    whole = sum(profile["packages"].values())
    packages = [
        [name, f"{own / whole:.1%}", tables.times(1e3 * own / questions)]
        for name, own in profile["packages"].items()
    ]
    functions = [
        [row["name"], f"{row['calls'] / questions:,.1f}", tables.times(1e3 * row["own"] / questions)]
        for row in profile["own"][:SHOWN]
    ]
    return "\n".join(
        [
            tables.table(f"{way}: CPU while profiled", ["package", "share", "ms a question"], packages),
            tables.table(f"{way}: functions", ["function", "calls", "ms a question"], functions),
        ]
    )


def _best(rows: Sequence[Json], way: str, bot: str) -> dict[str, Json]:
    """The rounds least disturbed by whatever else the machine did."""
    found = [row for row in rows if (row["way"], row["bot"]) == (way, bot)]
    return {
        "rush": max((row["rush"] for row in found), key=lambda rush: rush["a second"]),
        "calm": min((row["calm"] for row in found), key=lambda calm: calm["p99"]),
    }


def _rush(best: Best, users: int) -> str:
    head = [
        "all at once",
        "a second",
        "p50 ms",
        "p99 ms",
        "CPU ms each",
        "CPU",
        "server CPU",
        "bytes",
        "lost",
    ]
    lines = []
    for (way, bot), row in best.items():
        rush = row["rush"]
        ratio = rush["a second"] / best[way, ECHO]["rush"]["a second"]
        lines.append(
            [
                f"{way}, {bot}",
                f"{rush['a second']:.0f}" + (f" ({ratio:.2f} of echo)" if bot == BABAD else ""),
                tables.times(rush["p50"]),
                tables.times(rush["p99"]),
                tables.times(1e3 * rush["cpu s"] / rush["answers"]),
                f"{rush['cpu']:.0%}",
                f"{rush['server cpu']:.0%}",
                f"{rush['bytes']:.0f}",
                rush["lost"],
            ]
        )
    return tables.table(f"{users} members at a time, each asking on when answered", head, lines)


def _calm(best: Best, rate: float) -> str:
    head = ["steadily", "p50 ms", "p99 ms", "lag p99 ms", "lag max ms", "CPU", "MB", "lost"]
    lines = []
    for (way, bot), row in best.items():
        calm = row["calm"]
        times = [tables.times(calm[key]) for key in ("p50", "p99", "lag p99", "lag max")]
        lines.append([f"{way}, {bot}", *times, f"{calm['cpu']:.0%}", f"{calm['rss']:.0f}", calm["lost"]])
    return tables.table(f"{rate:.0f} questions a second, whatever comes", head, lines)


def _grown(memory: Json) -> str:
    head = ["on Discord", "MB with 60 servers", "MB for 1,000 more"]
    lines = [[bot, f"{row['start']:.0f}", f"{row['a thousand']:.1f}"] for bot, row in memory.items()]
    return tables.table("Memory by servers of 30 channels and 15 roles", head, lines)


def _notes(figures: Json) -> str:
    asked, loads = figures["asked"], [row["load"] for row in figures["rows"]]
    questions, known = asked["questions"], len(known_questions())
    return f"""
Bot, platform and crowd are processes on the loopback; the platform checks every payload.
{questions:,} distinct questions at once, {asked["steady"]:,} steadily; {min(known, questions):,} as written, the others with a letter left out.
Best of {asked["rounds"]} rounds, for other work only ever slows; load average at their beginnings {min(loads):.1f} to {max(loads):.1f}.
Times are from when the platform has the question until it has the answer; lag is of the bot's event loop.
The platforms' own rates are off: Discord takes 50 messages a second (but any number of responses to
interactions), Telegram 30."""  # noqa: E501  # printed as it stands
