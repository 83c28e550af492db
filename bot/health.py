"""How the process is, told over HTTP to those who watch over it: no secrets and nothing of members."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

import structlog
from aiohttp import web

from bot.supervised import State
from bot.version import __version__

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.config.model import HealthSettings
    from bot.life import Life

log = structlog.stdlib.get_logger(__name__)
LATE: Final = 5.0
"""Seconds of delay of the event loop from which the process counts as hung."""

Report = dict[str, Any]


def alive(life: Life) -> bool:
    """Whether the process gets its work done."""
    return life.loops.lag < LATE


def ready(life: Life) -> bool:
    """Whether members are answered: on one platform at least, and nothing is stuck."""
    connected = any(one.state is State.CONNECTED for one in life.adapters)
    stuck = any(map(life.loops.stale, life.loops.loops))
    return alive(life) and connected and not stuck and not life.stopping


def report(life: Life) -> Report:
    """How everything is.  ``degraded`` means that members are answered though something fails."""
    whole = all(one.state is State.CONNECTED for one in life.adapters)
    failing = any(loop.failing for loop in life.loops.loops)
    good = "ok" if whole and not failing else "degraded"
    return {
        "status": good if ready(life) else "stopping" if life.stopping else "unready",
        "version": __version__,
        "lag_seconds": round(life.loops.lag, 3),
        "adapters": {
            one.name: {"state": one.state, "failures": one.failures, "last_problem": one.problem}
            for one in life.adapters
        },
        "loops": {
            loop.name: {
                "age_seconds": round(life.loops.age(loop), 1),
                "failing": loop.failing,
                "stuck": life.loops.stale(loop),
            }
            for loop in life.loops.loops
        },
    }


@asynccontextmanager
async def telling(life: Life, settings: HealthSettings) -> AsyncIterator[int]:
    """Answer ``/healthz`` and ``/readyz`` meanwhile; on port 0, when it is not wanted or not possible."""
    if not settings.port:
        yield 0
        return
    runner = web.AppRunner(_application(life), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        yield await _listen(runner, settings)
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, settings: HealthSettings) -> int:
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        problem = error.strerror or str(error)
        log.warning("health_not_told", host=settings.host, port=settings.port, problem=problem)
        return 0
    port: int = runner.addresses[0][1]
    return port


def _application(life: Life) -> web.Application:
    async def healthz(request: web.Request) -> web.Response:
        del request
        return web.json_response(report(life), status=200 if alive(life) else 503)

    async def readyz(request: web.Request) -> web.Response:
        del request
        return web.json_response(report(life), status=200 if ready(life) else 503)

    application = web.Application()
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/readyz", readyz)
    return application
