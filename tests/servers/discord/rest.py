"""The REST side: reads requests, keeps the journal, applies faults and limits, and answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .errors import ApiError, Problem
from .journal import Request
from .posting import Draft
from .sessions import dump

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from .faults import RestFault
    from .platform import Platform
    from .ratelimits import Refusal

API = "/api/v10"
MAX_BODY = 25 * 1024 * 1024
JSON = "application/json"
"""With anything behind it clients read the body as text."""

INVALID_STATUSES = frozenset({401, 403, 429})
MAJOR = ("channel", "guild", "token")


@dataclass(slots=True)
class Call:
    """One request: its parts by name, its query, body and files."""

    parts: Mapping[str, str]
    query: Mapping[str, str]
    where: str
    json: Any = None
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """An id of the path."""
        value = self.parts[name]
        if not value.isdecimal():
            errors = {
                name: {"_errors": [{"code": "NUMBER_TYPE_COERCE", "message": f"{value} is not snowflake."}]}
            }
            raise ApiError(Problem.INVALID_FORM, errors)
        return int(value)

    def draft(self) -> Draft:
        """The body as a message."""
        return Draft(self.json or {}, self.files, where=self.where)


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path, who answers, and whether the token and the limits are looked at."""

    method: str
    path: str
    handler: Callable[[Platform, Call], Awaitable[Any]]
    bare: bool = False


@dataclass(slots=True)
class Answer:
    """A status, a body and headers."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = JSON


class Rest:
    """Answers the requests of the routes given."""

    def __init__(self, platform: Platform, routes: list[Route]) -> None:
        self._platform = platform
        self._routes = routes

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Put the routes into an application's router."""
        for route in self._routes:
            router.add_route(route.method, f"{API}{route.path}", partial(self._serve, route))
        lost = Route("*", "/{any}", _nowhere)
        router.add_route("*", API + "/{any:.*}", partial(self._serve, lost))

    async def _serve(self, route: Route, request: web.Request) -> web.StreamResponse:
        journal, faults = self._platform.journal, self._platform.faults
        path = request.path.removeprefix(API)
        call = Call(request.match_info, request.query, f"{request.method} {route.path}")
        journal.served += 1
        try:
            await _read(call, request)
        except ApiError as error:
            return _finish(_refusal(error))
        if journal.keep:
            now = self._platform.clock.now()
            headers = dict(request.headers)
            journal.requests.append(Request(request.method, route.path, path, call.json, headers, now))
        fault = faults.strike(f"{request.method} {path}")
        self._platform.changes.tell()
        if fault is None or fault.accepted:
            answer = await self._answer(route, call, request.headers.get("Authorization", ""))
        else:
            answer = Answer(200)
        if fault:
            await self._break(fault, route, call, request, answer)
        self._count(answer)
        self._platform.changes.tell()
        return _finish(answer)

    async def _answer(self, route: Route, call: Call, authorization: str) -> Answer:
        """What Discord would answer when nothing is wrong with it."""
        platform = self._platform
        headers: dict[str, str] = {}
        major = _major(call)
        if not route.bare:
            if not platform.accepts(authorization):
                return _refusal(ApiError(Problem.UNAUTHORIZED))
            refusal = platform.limits.closed(call.where, major)
            if refusal:
                platform.journal.too_early += 1
            else:
                refusal, headers = platform.limits.take(call.where, major)
            if refusal:
                return _limited(refusal, headers)
        try:
            result = await route.handler(platform, call)
        except ApiError as error:
            if error.problem is Problem.INVALID_FORM:
                platform.journal.blame("form", call.where, error.errors)
            return _refusal(error, headers)
        if result is None:
            return Answer(204, headers=headers)
        return Answer(200, dump(result).encode(), headers)

    async def _break(
        self, fault: RestFault, route: Route, call: Call, request: web.Request, answer: Answer
    ) -> None:
        """Turn a good answer into what the fault orders."""
        if fault.hang:
            await fault.hang.wait()
            if not fault.accepted:
                good = await self._answer(route, call, request.headers.get("Authorization", ""))
                answer.status, answer.body, answer.headers = good.status, good.body, good.headers
        if fault.cut and request.transport:
            request.transport.abort()
        if fault.refusal:
            if not route.bare:
                self._platform.limits.close(call.where, _major(call), fault.refusal)
            limited = _limited(fault.refusal, {})
            answer.status, answer.body, answer.headers = limited.status, limited.body, limited.headers
        if fault.status:
            answer.status, answer.body, answer.content_type = fault.status, fault.body, fault.content_type
        if fault.change and answer.body:
            answer.body = json.dumps(fault.change(json.loads(answer.body))).encode()

    def _count(self, answer: Answer) -> None:
        """Count what Discord counts towards a ban."""
        shared = answer.headers.get("X-RateLimit-Scope") == "shared"
        self._platform.journal.invalid += answer.status in INVALID_STATUSES and not shared


async def _nowhere(_platform: Platform, _call: Call) -> None:
    raise ApiError(Problem.NOT_FOUND)


async def _read(call: Call, request: web.Request) -> None:
    """Read a body of JSON, or of parts with files."""
    if not request.body_exists:
        return
    try:
        if request.content_type.startswith("multipart/"):
            await _read_parts(call, request)
        else:
            call.json = json.loads(await request.read())
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(Problem.TOO_LARGE) from None
    except ValueError:
        raise ApiError(Problem.INVALID_JSON) from None


async def _read_parts(call: Call, request: web.Request) -> None:
    form = await request.post()
    for name, value in form.items():
        if name == "payload_json" and isinstance(value, str):
            call.json = json.loads(value)
        elif isinstance(value, web.FileField):
            number = name.removeprefix("files[").removesuffix("]")
            call.files[number] = (value.filename, value.file.read())


def _major(call: Call) -> str:
    return ":".join(call.parts[name] for name in MAJOR if name in call.parts)


def _limited(refusal: Refusal, headers: dict[str, str]) -> Answer:
    return Answer(429, json.dumps(refusal.body()).encode(), {**headers, **refusal.headers()})


def _refusal(error: ApiError, headers: dict[str, str] | None = None) -> Answer:
    return Answer(error.status, json.dumps(error.body()).encode(), headers or {})


def _finish(answer: Answer) -> web.Response:
    response = web.Response(status=answer.status, body=answer.body, headers=answer.headers)
    if answer.body:
        response.headers["Content-Type"] = answer.content_type
    return response
