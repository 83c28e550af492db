"""Forms with every text on every platform: taken as they are, asked in full, filled in as they were meant."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from adapters.console_form import fill
from adapters.discord.forms import modal
from adapters.telegram.forms import Progress, can_skip, question
from bot.blocks import Field, Form, Option
from tests.contract.cases import flat
from tests.contract.texts import HOSTILE
from tests.contract.views import DIRECTIONS, gathered, shown_on_telegram, stray, taken_by_telegram
from tests.servers.discord.rules.modals import check_modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.i18n import Tongues

OPTIONS = 25


def forms(text: str) -> Iterator[Form]:
    """Forms with a text wherever one can stand, once as it is and once far too long."""
    for words in (text, text + "x" * 200, "Apa " * 100):
        options = tuple(Option(f"o{at}", f"{words}{at}") for at in range(OPTIONS))
        yield Form(
            "report:" + "x" * 57,
            words,
            (
                Field("kind", words, options=options, hint=words, filled="o3"),
                Field("text", words, long=True, limit=4000, hint=words, filled=words),
                Field("link", words, required=False, limit=10, hint=words, filled=words[:10]),
                Field("more", words, required=False, options=options[:1]),
            ),
        )


@pytest.mark.parametrize("text", HOSTILE)
def test_discord_takes_every_form(text: str) -> None:
    """As a modal: titles, labels and hints are cut to its limits, what was filled in stays."""
    for form in forms(HOSTILE[text]):

        async def made(form: Form = form) -> str:
            return json.dumps(modal(form).to_dict(), ensure_ascii=False)

        data = json.loads(asyncio.run(made()))
        check_modal(data)
        labels = [
            data["title"],
            *(part.get(name) or "" for part in data["components"] for name in ("label", "description")),
        ]
        assert not any(char in DIRECTIONS for label in labels for char in label)


@pytest.mark.parametrize("private", [True, False], ids=["alone", "in company"])
@pytest.mark.parametrize("text", HOSTILE)
def test_telegram_takes_every_form(text: str, tongues: Tongues, *, private: bool) -> None:
    """Field by field; every field's label and hint is said, whole."""
    tongue = tongues.speak("id")
    for form in forms(HOSTILE[text]):
        progress = Progress(form)
        for field in form.fields:
            chat, files = taken_by_telegram(question(progress, tongue, private=private))
            shown = gathered(shown_on_telegram(one, files) for one in chat.messages.values())
            assert flat(field.label) in flat(shown.text)
            assert flat(field.hint) in flat(shown.text)
            assert not shown.links
            assert not stray(shown)
            data = [button for button in shown.buttons if not button.endswith(("skip", "cancel"))]
            assert len(data) == len(field.options)
            assert all(len(one.encode()) <= 64 for one in data)
            progress = progress.having("")
        assert progress.complete
        assert not can_skip(Field("x", "x"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_asks_every_form(text: str, tongues: Tongues) -> None:
    """Line by line; options by number, the rest as typed."""
    for form in forms(HOSTILE[text]):
        said: list[str] = []
        lines = iter(["25", "teks", "", "1"])
        values = fill(form, tongues.speak("id"), said.append, lambda lines=lines: next(lines))  # type: ignore[misc]  # bound early
        assert values == {"kind": "o24", "text": "teks", "link": form.fields[2].filled, "more": "o0"}
        printed = "\n".join(said)
        assert all(flat(field.label) in flat(printed) for field in form.fields)
        assert not any(char in printed for char in "\x1b\u202e\x00")
