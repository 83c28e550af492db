"""The figures as a table, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench import tables
from bench.chat import report as chat

if TYPE_CHECKING:
    from bench.chat.child import Json

HEAD: Final = (
    *("due in one minute", "posts", "seconds", "most in a second", "twice", "missed", "refused"),
    *("answers", "lost", "p50 ms", "p99 ms", "lag p99 ms", "lag max ms", "CPU", "MB"),
)


def written(figures: Json) -> str:
    """The table of a run, with profiles if there are any."""
    rate, host = figures["rate"], figures["host"]
    title = f"{figures['places']:,} posts due in one minute, {rate:g} questions a second meanwhile"
    rows = figures["rows"]
    parts = [tables.table(title, HEAD, [_row(row) for row in rows])]
    parts += [f"{row['platform']}: {one}" for row in rows for one in row["seen"]["violations"]]
    parts += [
        chat.profiled(row["platform"], row["profile"], row["seen"]["posts"])
        for row in rows
        if row["profile"] is not None
    ]
    loads = ", ".join(f"{row['load']:.1f}" for row in rows)
    notes = f"""
Bot and platform are processes on the loopback, {host["processors"]} processors ({host["machine"]}), Python {host["python"]};
load average at the beginnings {loads}.  Seconds are from the minute's beginning to the last post; refused are
requests that the platform turned down (Discord takes 50 a second, responses to interactions beside); times of
answers and lag as in `chat`."""  # noqa: E501  # printed as it stands
    return "\n".join([*parts, notes])


def _row(row: Json) -> list[object]:
    seen, used, asked = row["seen"], row["used"], row["seen"]["asked"]
    return [
        row["platform"],
        seen["posts"],
        f"{seen['last'] or 0:.1f}",
        seen["most in a second"],
        *(seen["duplicates"], seen["missed"], seen["refused"]),
        *(asked["answers"], asked["lost"]),
        *(tables.times(value) for value in (asked["p50"], asked["p99"], used["lag p99"], used["lag max"])),
        f"{used['cpu']:.0%}",
        f"{used['rss']:.0f}",
    ]
