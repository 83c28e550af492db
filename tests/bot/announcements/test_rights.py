"""Who may set up daily posts, and what a forged button comes to."""

from __future__ import annotations

from datetime import time

import pytest

from bot.announcements.announcement import State
from bot.blocks import Audience
from tests.bot.announcements.managing import ANI, OTHER, Managing, Play


def test_others_see_what_is_posted_and_who_may_change_it(play: Play) -> None:
    """Without drafts, without buttons; whatever they press or type is refused in private."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am")
        await desk.type("/announce round-up")
        said = await desk.type("/announce", ANI)
        assert "1. #history · 07:00 WIB · every day · one fact." in said
        assert "2." not in said
        assert "by whoever may manage this community" in said
        assert desk.actions == {}
        for verb in ("open", "start", "pause", "now", "preview", "remove", "set", "add", "clear", "ask"):
            assert "Only those who manage" in await desk.press(f"announce:{verb}:1:yes", ANI)
        assert "Only those who manage" in await desk.press("announce:new:", ANI)
        assert "Only those who manage" in await desk.type("/announce 9 am", ANI)
        assert "Only those who manage" in await desk.press("announce:stop:1", ANI)
        assert (desk.reply.audience, desk.reply.replaces) == (Audience.ASKER, False)
        assert [one.state for one in await desk.all()] == [State.ACTIVE, State.DRAFT]

    play(scene)


def test_what_another_community_has_does_not_exist(play: Play) -> None:
    """Whoever manages this one, and whatever they press, type or fill in."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am", place=OTHER)
        await desk.press("Time…", place=OTHER)
        form = desk.form
        for verb in (
            "open",
            "pause",
            "now",
            "preview",
            "remove",
            "set",
            "add",
            "stop",
            "week",
            "ask",
            "resume",
        ):
            assert "gone already" in await desk.press(f"announce:{verb}:1:yes")
            assert "gone already" in await desk.type(f"/announce {verb}:1:yes")
        desk.said = form
        assert "gone already" in await desk.fill("9 am")
        (one,) = await desk.all(OTHER)
        assert (one.state, one.at) == (State.ACTIVE, time(7))

    play(scene)


@pytest.mark.parametrize("number", ["", "0", "x", "-1", "9" * 30, "²"])
def test_forged_numbers_are_of_nothing(play: Play, number: str) -> None:
    """As in a button of somebody's making."""

    async def scene(desk: Managing) -> None:
        assert "gone already" in await desk.press(f"announce:open:{number}")
        assert "gone already" in await desk.press(f"announce:stop:{number}")

    play(scene)


@pytest.mark.parametrize(
    "value",
    ["", "x", "x.y", "time.99", "days.99", "region.mars", "pack.~0", "style.", "question.99", "zone.Mars"],
)
def test_forged_values_change_nothing(play: Play, value: str) -> None:
    """And the panel is shown as it is."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am")
        before = await desk.all()
        for verb in ("set", "add", "drop", "clear", "pick", "ask"):
            await desk.press(f"announce:{verb}:1:{value}")
            assert desk.said is not None
        assert await desk.all() == before

    play(scene)
