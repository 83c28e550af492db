"""HTTP: requests in, answers out, and the faults in between."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.servers.telegram import calls
from tests.servers.telegram.faults import Fault, Kind
from tests.servers.telegram.methods import METHODS
from tests.servers.telegram.refusals import Refusal, bad_request, not_found

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.realm import Realm

_JSON = {"Content-Type": "application/json"}
_PATH = re.compile(r"/(file/)?bot(\d+:[A-Za-z0-9_-]+)/(.+)\Z")
_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"


class Transport:
    """A listening server; `url` is where it is."""

    def __init__(self, realm: Realm, control: Callable[[str, dict[str, Any]], Awaitable[object]]) -> None:
        self._realm = realm
        self._control = control
        self._runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=1)
        self.url = ""

    async def start(self, port: int) -> None:
        """Listen on the loopback; port 0 is any free one."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = "http://{}:{}".format(*self._runner.addresses[0])

    async def stop(self) -> None:
        """Stop listening and end what hangs."""
        self._realm.faults.clear()
        self._realm.updates.close()
        await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith("/control/"):
            return await self._steer(request)
        match = _PATH.match(request.path)
        if match is None:
            return _refused(not_found())
        of_file, token, rest = match.groups()
        if token != self._realm.token:
            return _refused(Refusal(HTTPStatus.UNAUTHORIZED, "Unauthorized"))
        return self._file(rest) if of_file else await self._answer(rest, request)

    def _file(self, path: str) -> web.Response:
        file = self._realm.files.get(path.rpartition("/")[2])
        if file is None:
            return _refused(not_found())
        return web.Response(body=file.data, content_type="application/octet-stream")

    async def _steer(self, request: web.BaseRequest) -> web.Response:
        body = await request.clone(client_max_size=calls.REQUEST_BYTES).read()
        try:
            result = await self._control(request.path.removeprefix("/control/"), json.loads(body or b"{}"))
        except (KeyError, LookupError, TypeError, ValueError, TimeoutError) as error:
            return _json({"ok": False, "error": f"{type(error).__name__}: {error}"}, HTTPStatus.BAD_REQUEST)
        return _json({"ok": True, "result": result})

    async def _answer(self, method: str, request: web.BaseRequest) -> web.StreamResponse:
        realm = self._realm
        try:
            call = await calls.read(method, request)
        except Refusal as refusal:
            return _refused(refusal)
        polling = method == "getUpdates"
        if not polling:
            realm.requests.append(call)
            realm.busy += 1
        try:
            return await self._served(call, request)
        finally:
            if not polling:
                realm.busy -= 1
                realm.served += 1
            realm.ring()

    async def _served(self, call: Call, request: web.BaseRequest) -> web.StreamResponse:
        fault = self._realm.faults.take(call)
        self._realm.ring()  # somebody may wait for the call, or for its fault
        if fault is not None and fault.kind is not Kind.CUT_AFTER:
            return await self._fail(fault, call, request)
        response = await self._play(call)
        return _cut(request) if fault else response

    async def _play(self, call: Call) -> web.Response:
        """Carry a call out."""
        try:
            handler = METHODS.get(call.method)
            if handler is None:
                if calls.parameters(call.method) is not None:
                    self._realm.violations.append(f"{call.method}: this server does not play it")
                raise not_found()
            for name in call.strange():
                self._realm.violations.append(f"{call.method}: no parameter {name!r}")
            result = handler(self._realm, call)
            if inspect.isawaitable(result):
                result = await result
        except Refusal as refusal:
            return self._turn_down(call, refusal)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            self._realm.violations.append(f"{call.method}: malformed arguments: {error!r}")
            return self._turn_down(call, bad_request("can't parse the arguments"))
        call.status = HTTPStatus.OK
        return _json({"ok": True, "result": result})

    def _turn_down(self, call: Call, refusal: Refusal) -> web.Response:
        call.status, call.description = refusal.status, refusal.description
        return _refused(refusal)

    async def _fail(self, fault: Fault, call: Call, request: web.BaseRequest) -> web.StreamResponse:
        """Let a call meet a fault instead of being carried out."""
        call.status = fault.status
        if fault.refusal is not None:
            return self._turn_down(call, fault.refusal)
        if fault.kind is Kind.HANG:
            await self._realm.faults.cleared.wait()
            return _refused(Refusal(HTTPStatus.GATEWAY_TIMEOUT, "Gateway Timeout"))
        if fault.kind is Kind.TRUNCATED:
            return await _truncated(request)
        if fault.kind is Kind.CUT:
            return _cut(request)
        body = _PAGE if fault.kind is Kind.PAGE else b'{"ok":true,"result":'
        return web.Response(body=body, status=fault.status, content_type="text/html")


def _json(body: dict[str, Any], status: int = HTTPStatus.OK) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, headers=_JSON)


def _refused(refusal: Refusal) -> web.Response:
    return _json(refusal.as_json(), refusal.status)


def _cut(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _truncated(request: web.BaseRequest) -> web.StreamResponse:
    response = web.StreamResponse(headers={**_JSON, "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok":true,"result":{"message_id":')
    if request.transport is not None:
        await asyncio.sleep(0)  # lets what is written go out
        request.transport.close()
    return response
