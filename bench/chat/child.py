"""Processes that are told what to do by lines of JSON, and answer each by one."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from bench.sets import ROOT

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

Json = dict[str, Any]
PATIENCE: Final = 300.0
"""Seconds for one thing that a child is told to do."""
LONGEST: Final = 1 << 24
"""Bytes of a line at most: thousands of latencies."""


class ChildError(Exception):
    """A child ended, or said nothing."""


class Child:
    """A process as seen from the one that started it."""

    def __init__(self, name: str, process: Process) -> None:
        self._name = name
        self._process = process

    async def tell(self, do: str, **given: Any) -> Json:
        """Have it do something; what it answers.

        Raises:
            ChildError: it does not answer.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"do": do, **given}).encode() + b"\n")
        try:
            await stdin.drain()
            line = await asyncio.wait_for(stdout.readline(), PATIENCE)
        except (OSError, TimeoutError) as problem:
            raise ChildError(f"{self._name} does not answer to {do!r}: {problem!r}") from problem
        if not line:
            raise ChildError(f"{self._name} ended when told {do!r}; its last words stand above")
        answer: Json = json.loads(line)
        return answer


@asynccontextmanager
async def child(module: str, *arguments: str, cpu: int | None = None) -> AsyncIterator[Child]:
    """Run a module as a child until the block ends, on one processor when that is given."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LONGEST,
    )
    if cpu is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {cpu})
    try:
        yield Child(" ".join((module, *arguments)), process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), 20)
        except TimeoutError:
            process.kill()
            await process.wait()


async def obey(verbs: Mapping[str, Callable[..., Awaitable[Json]]]) -> None:
    """Do what comes in by line until there is no more, and answer each."""
    reader = asyncio.StreamReader(limit=LONGEST)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        asked: Json = json.loads(line)
        answer = await verbs[asked.pop("do")](**asked)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
