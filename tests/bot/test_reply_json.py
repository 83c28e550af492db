"""Replies as JSON."""

from __future__ import annotations

import json

from bot.blocks import Action, Field, File, Form, Option, Reply, Span, Style, Text, Weight
from bot.reply_json import as_json


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
