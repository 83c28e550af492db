"""The fetching request by itself: what it makes of answers that no Bot API should give."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from telegram.error import TelegramError

from adapters.telegram.polling import PollingRequest

MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}


def read(answer: object) -> Any:
    """What the library is given to read."""

    async def within_a_loop() -> Any:
        request = PollingRequest(asyncio.Queue(), 0, 0)
        payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return request.parse_json_payload(payload)

    return asyncio.run(within_a_loop())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff",
        b"[1",
        [],
        None,
        5,
        {},
        {"ok": True},
        {"ok": True, "result": None},
        {"ok": True, "result": {}},
    ],
)
def test_what_is_no_answer_is_an_error_that_is_tried_again(answer: object) -> None:
    """And never one that the library would meet at full speed for ever."""
    with pytest.raises(TelegramError, match="Invalid server response"):
        read(answer)


def test_a_refusal_is_left_to_the_library() -> None:
    """It knows what each means."""
    refusal = {"ok": False, "error_code": 429, "parameters": {"retry_after": 3}}
    assert read(refusal) == refusal


def test_only_the_updates_that_cannot_be_read_are_emptied() -> None:
    """Their numbers stay, so that they are confirmed; what has no number cannot be."""
    whole, broken = {"update_id": 7, "message": MESSAGE}, {"update_id": 8, "message": {"chat": None}}
    unknown = {"update_id": 9, "novelty": {"of": 2027}}
    answer = {"ok": True, "result": [whole, broken, unknown, {"message": MESSAGE}, None, {"update_id": "x"}]}
    assert read(answer)["result"] == [whole, {"update_id": 8}, unknown]
