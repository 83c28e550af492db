"""Replies as JSON."""

from __future__ import annotations

import json

import pytest

from bot.blocks import (
    Action,
    Audience,
    Bullets,
    Citation,
    Field,
    File,
    Form,
    Option,
    Reply,
    Sources,
    Span,
    Style,
    Text,
    Weight,
)
from bot.reply_json import as_json, from_json


def test_a_reply_is_written_with_all_that_it_holds_and_nothing_by_default() -> None:
    """Each value by its type; bytes in base64."""
    reply = Reply(
        (Text((Span("a"), Span("b", Style.BOLD, "https://x.id"))), File("f", b"\0")),
        (Action("1", "fact:a", weight=Weight.PRIMARY),),
        replaces=True,
    )
    assert json.loads(json.dumps(as_json(reply))) == {
        "is": "reply",
        "blocks": [
            {
                "is": "text",
                "spans": [
                    {"is": "span", "text": "a"},
                    {"is": "span", "text": "b", "style": "bold", "url": "https://x.id"},
                ],
            },
            {"is": "file", "name": "f", "data": "AA=="},
        ],
        "actions": [{"is": "action", "label": "1", "action": "fact:a", "weight": "primary"}],
        "replaces": True,
    }


def test_a_form_is_written_alike() -> None:
    """With the values that its fields take."""
    form = Form("report:a", "T", (Field("kind", "K", options=(Option("x", "X"),)),))
    assert as_json(form)["fields"] == [
        {
            "is": "field",
            "name": "kind",
            "label": "K",
            "options": [{"is": "option", "value": "x", "label": "X"}],
        }
    ]


def test_what_was_written_is_read_back() -> None:
    """To the type: a style is a style again, and bytes are bytes."""
    reply = Reply(
        (
            Text((Span("a"), Span("b", Style.BOLD, "https://x.id"))),
            Bullets(((Span("x"),), (Span("y"),)), 1),
            Sources("S", (Citation("t"),)),
            File("f", b"\0"),
        ),
        (Action("1", "fact:a", weight=Weight.PRIMARY),),
        Audience.ASKER,
        quiet=True,
    )
    read = from_json(json.loads(json.dumps(as_json(reply))))
    assert read == reply
    assert repr(read) == repr(reply)


@pytest.mark.parametrize(
    "data", [{"is": "hologram"}, {"is": "reply"}, {"is": "span", "tone": "x", "text": ""}]
)
def test_what_no_reply_makes_is_refused(data: object) -> None:
    """A newer version may have known more."""
    with pytest.raises(ValueError, match="This is no reply"):
        from_json(data)
