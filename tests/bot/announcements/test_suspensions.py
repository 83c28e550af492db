"""A manager is told once that posts had to be suspended, beneath the next reply."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.announcements.announcement import State
from bot.seam import Question
from tests.bot.announcements.managing import ANI, CHIEF, CLASS, EVENING, OTHER, Managing, managing

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering import Answering
    from facts.fact import Pack

TOLD = "By the way: “Daily post in #history” is suspended. I may not write there. /announce shows more."


async def suspended(desk: Managing) -> None:
    """Have an announcement that the bot had to suspend."""
    await desk.type("/announce 7 am")
    await desk.store.announcements.change(
        1, state=State.SUSPENDED, strikes=3, problem="forbidden", unnoticed=True
    )


def test_the_next_reply_to_a_manager_tells_of_it_once(
    answering: Answering, pack: Pack, tmp_path: Path
) -> None:
    """Nobody else is told, nor anybody elsewhere, nor one who was not speaking to the bot."""

    async def main() -> None:
        async with managing(answering, pack, tmp_path) as desk:
            await suspended(desk)
            assert "suspended" not in await desk.type("/help", ANI)
            assert "suspended" not in await desk.type("/help", place=OTHER)
            await desk.preferences.change(CLASS, "ambient", "yes", CHIEF)
            overheard = Question(CLASS, CHIEF, EVENING, "Kapan Iwami tiba?", addressed=False)
            assert "suspended" not in str((await desk.conversation.handle(overheard)).reply)

    asyncio.run(main())


def test_it_is_told_by_what_is_known_when_the_manager_comes(
    answering: Answering, pack: Pack, tmp_path: Path
) -> None:
    """In words and once; the list goes on to show it, with what is to be done."""

    async def main() -> None:
        async with managing(answering, pack, tmp_path) as desk:
            await suspended(desk)
            # Another process knows nothing of what this one looked up before.
            async with managing(answering, pack, tmp_path) as other:
                assert (await other.type("/packs")).endswith(TOLD)
                assert TOLD not in await other.type("/packs")
                assert "Suspended: I may not write there." in await other.type("/announce")
                assert not (await other.all())[0].unnoticed

    asyncio.run(main())


def test_a_manager_alone_with_the_bot_is_not_told_of_a_group(
    answering: Answering, pack: Pack, tmp_path: Path
) -> None:
    """The group is not there."""

    async def main() -> None:
        async with managing(answering, pack, tmp_path) as desk:
            await suspended(desk)
            assert "suspended" not in await desk.type("/packs", place=replace(CLASS, private=True))

    asyncio.run(main())
