"""Answering presses and inline queries."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeVar

from tests.servers.telegram import keyboards, texts
from tests.servers.telegram.calls import Call
from tests.servers.telegram.entities import utf16_length
from tests.servers.telegram.methods.registry import method
from tests.servers.telegram.records import Answer, InlineAnswer
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from tests.servers.telegram.realm import Realm
    from tests.servers.telegram.records import Query

ANSWER_LENGTH = 200
MOST_RESULTS = 50
ID_BYTES = 64
OFFSET_BYTES = 64
START_LENGTH = 64

T = TypeVar("T")


@method("answerCallbackQuery")
def answer_callback_query(realm: Realm, call: Call) -> object:
    """End the waiting of somebody who pressed a button, with or without a notice."""
    if utf16_length(call.text("text")) > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query = _open(realm.presses, call.text("callback_query_id"))
    query.answered.set_result(
        Answer(call.text("text"), call.flag("show_alert"), call.text("url"), call.integer("cache_time"))
    )
    return True


@method("answerInlineQuery")
def answer_inline_query(realm: Realm, call: Call) -> object:
    """Show results to somebody who is typing."""
    results = call.value("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    identifiers = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(identifier.encode()) <= ID_BYTES for identifier in identifiers):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(identifiers)) < len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(call.text("next_offset").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        [_result(realm, call.method, result) for result in results],
        call.integer("cache_time", 300),
        call.flag("is_personal"),
        call.text("next_offset"),
        _start_button(call.value("button")),
    )
    _open(realm.inline, call.text("inline_query_id")).answered.set_result(answer)
    return True


@method("answerGuestQuery")
def answer_guest_query(realm: Realm, call: Call) -> object:
    """Answer somebody who has summoned the bot into a chat that it is not in."""
    result = call.value("result")
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result")
    said = _result(realm, call.method, result)
    _open(realm.guests, call.text("guest_query_id")).answered.set_result(said)
    return {"inline_message_id": f"guest{next(realm.numbers)}"}


def _open(queries: dict[str, Query[T]], identifier: str) -> Query[T]:
    query = queries.get(identifier)
    if query is None or query.expired or query.answered.done():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def _result(realm: Realm, name: str, result: dict[str, Any]) -> dict[str, Any]:
    content = result.get("input_message_content")
    if result.get("type") == "article":
        if not str(result.get("title", "")).strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
        if not content:
            raise bad_request("can't parse inline query result: input message content is not specified")
    keyboards.check(result.get("reply_markup"), inline_only=True)
    if not isinstance(content, dict) or "message_text" not in content:
        return result
    text, entities = texts.message_text(_as_call(content))
    for doubt in texts.doubts(text, entities, realm.bot.username or "", content.get("link_preview_options")):
        realm.violations.append(f"{name}: {doubt}")
    return {**result, "message": {"text": text, "entities": entities}}


def _as_call(content: dict[str, Any]) -> Call:
    """An input message content, read as the call that would send it."""
    call = Call("sendMessage", {})
    call.fields["text"] = str(content["message_text"])
    call.fields["parse_mode"] = str(content.get("parse_mode") or "")
    call.fields["entities"] = json.dumps(content.get("entities"))
    return call


def _start_button(button: Any) -> dict[str, Any] | None:
    if button is None:
        return None
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline query results button")
    start = button.get("start_parameter")
    if start is not None and not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{START_LENGTH}}}", str(start)):
        raise bad_request("START_PARAM_INVALID")
    return button
