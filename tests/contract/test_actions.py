"""Actions, audiences and files of a reply on every platform: each is offered, carried back, and no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from adapters.console import Console
from bot.blocks import (
    ACTION_BYTES,
    Action,
    Audience,
    Citation,
    File,
    Image,
    Reply,
    Sources,
    Span,
    Text,
    Weight,
)
from tests.contract.cases import NAME, PNG, flat
from tests.contract.test_blocks import missing, on_every_platform
from tests.contract.texts import HOSTILE
from tests.contract.views import stray

if TYPE_CHECKING:
    from tests.contract.views import Shown, View

ANSWER = (
    Text((Span("12 Januari 1918."),)),
    Sources("Sumber", (Citation("Wikipedia", "https://id.wikipedia.org/wiki/I"),)),
)
COUNTS = (1, 2, 4, 5, 6, 8, 9, 10, 11, 19, 20, 21, 25, 26, 39, 40, 41, 100, 101)
"""On either side of what a row, a message and a page hold."""


def offered(view: View, shown: Shown, actions: tuple[Action, ...]) -> None:
    """Raise when an action cannot be taken, or stands there more than once."""
    if view.presses:
        assert shown.buttons == tuple(action.action for action in actions)
    elif view.name == "terminal":
        most = Console.capabilities.actions
        numbers = (f"[{at % most + 1}]{flat(action.label)}" for at, action in enumerate(actions))
        assert all(number in flat(shown.text) for number in numbers)


@on_every_platform
@pytest.mark.parametrize("count", COUNTS)
def test_every_action_is_offered_however_many_there_are(view: View, count: int) -> None:
    """In their order, under the last words; what no message holds goes on in another."""
    actions = tuple(Action(f"Tombol {at}", f"fact:{at}") for at in range(1, count + 1))
    shown = view.show(Reply(ANSWER, actions))
    offered(view, shown, actions)
    missing(shown, ANSWER, str(count))


@on_every_platform
@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_is_only_a_label(view: View, text: str) -> None:
    """Hostile, and so long that it is cut; it never keeps the reply from being shown."""
    for label in (HOSTILE[text], HOSTILE[text] + "x" * 200, "Mengapa " * 25):
        actions = (Action(label, "why:"), Action(label, "report:x", opens_form=True, weight=Weight.DANGER))
        shown = view.show(Reply(ANSWER, actions))
        missing(shown, ANSWER, text)
        assert not stray(shown)
        if view.presses:
            assert shown.buttons == ("why:", "report:x")


@on_every_platform
def test_the_longest_action_is_carried_back_unchanged(view: View) -> None:
    """Sixty-four bytes, whatever it weighs and whatever it opens."""
    longest = "fact:" + "x" * (ACTION_BYTES - len("fact:"))
    for weight in Weight:
        for opens_form in (False, True):
            shown = view.show(Reply(ANSWER, (Action("Buka", longest, opens_form, weight),)))
            assert not view.presses or shown.buttons == (longest,)


@on_every_platform
@pytest.mark.parametrize(
    "copied", ["", "x", "x" * 255, "x" * 256, "x" * 257, "😀" * 128, "😀" * 129, "@everyone"]
)
def test_what_cannot_be_copied_is_pressed(view: View, copied: str) -> None:
    """Every platform either copies or carries the action; none refuses the message."""
    shown = view.show(Reply(ANSWER, (Action("Kutip", "cite:x", copies=copied),)))
    missing(shown, ANSWER, copied)
    assert shown.buttons in {("cite:x",), ()}


@on_every_platform
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("replaces", [False, True])
def test_audience_and_place_leave_the_words_alone(view: View, audience: Audience, *, replaces: bool) -> None:
    """They say where a reply goes, not what it says."""
    action = (Action("Mengapa?", "why:"),)
    said = view.show(Reply(ANSWER, action, audience, replaces))
    assert said == view.show(Reply(ANSWER, action))


@on_every_platform
@pytest.mark.parametrize("text", HOSTILE)
def test_a_file_arrives_whole_under_a_harmless_name(view: View, text: str) -> None:
    """With pictures beside it; where there are no files, it is named."""
    name = f"catatan {HOSTILE[text]}.csv"
    blocks = (File(name, b"a;b", "Catatan"), Image(PNG, "Peta"), File("x" * NAME + ".csv", b"c"))
    shown = view.show(Reply(blocks))
    missing(shown, blocks, text)
    if view.adapter == "console":
        assert flat(name) in flat(shown.text)
    else:
        assert shown.files == (b"a;b", PNG, b"c")


@on_every_platform
def test_nothing_to_say_is_still_a_message(view: View) -> None:
    """An empty reply, and one of buttons alone."""
    assert not re.sub(r"[…\s]", "", view.show(Reply(())).text)
    shown = view.show(Reply((), (Action("Lagi", "random:"),)))
    offered(view, shown, (Action("Lagi", "random:"),))
