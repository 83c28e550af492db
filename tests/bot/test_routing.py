"""What the gate of the conversation lets through, refuses and hands on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.blocks import Audience, Form, Reply
from bot.budget import Budgets, Rate
from bot.composition import converse
from bot.languages import Languages
from bot.plain import plain
from bot.preferences import Community, Preferences
from bot.seam import Change, Command, Member, Membership, Place, Press, Question, Right, Submit
from bot.shelf import Shelf
from bot.timeline import Timeline
from tests.bot.chat import ANI, HERE, NOW, Chat
from tests.bot.conftest import FACTS, IWAMI
from tests.bot.turns import away, kept

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.answering import Answering
    from bot.conversation import Conversation
    from bot.i18n import Tongues
    from bot.store import Store
    from facts.fact import Pack

CHIEF = Member("test", "chief", rights=frozenset({Right.MANAGE}), locale="en")
THERE = Place("test", "moved", "moved")


def test_a_flood_is_refused_once_and_then_not_answered(answering: Answering, pack: Pack) -> None:
    """Commands and presses alike; somebody else is answered meanwhile."""
    chat = Chat(answering, pack, budgets=Budgets(member=Rate(2, 0.01)))
    assert chat.ask("Kapan Iwami tiba?")
    assert chat.press("help:")
    assert "sekaligus" in chat.command("help")
    assert chat.reply.audience is Audience.ASKER
    assert chat.ask("Kapan Iwami tiba?") == ""
    assert chat.press("help:") == ""
    assert chat.ask("Kapan Iwami tiba?", Member("test", "budi"))


def test_what_is_for_managers_is_refused_to_others(answering: Answering, pack: Pack) -> None:
    """By command and by an old button; a manager by right or by role is let through."""
    preferences = Preferences(None, defaults=Community(managers="teachers"))
    chat = Chat(answering, pack, preferences)
    assert "Hanya pengelola" in chat.command("reports")
    assert "Hanya pengelola" in chat.press("reports:")
    teacher = Member("test", "siti", locale="id", roles=frozenset({"teachers"}))
    for member in (CHIEF, teacher):
        assert "Hanya pengelola" not in chat.command("reports", member)


def test_a_form_comes_back_to_whoever_opened_it(answering: Answering, pack: Pack, tmp_path: Path) -> None:
    """Report, list and settings, from the first press to the store."""

    async def play() -> list[str]:
        async with kept(tmp_path) as store:
            return await play_with(converse(answering, Shelf(lambda: (pack,)), store=store))

    async def play_with(conversation: Conversation) -> list[str]:
        form = (await conversation.handle(Press(HERE, ANI, NOW, f"report:{IWAMI.id}"))).reply
        assert isinstance(form, Form)
        values = {"kind": "date", "text": "13 Januari?", "link": ""}
        said = []
        for event in (
            Submit(HERE, ANI, NOW, form.id, values),
            Command(HERE, CHIEF, NOW, "reports"),
            Submit(HERE, ANI, NOW, "nonsense:", {}),
            Submit(HERE, CHIEF, NOW, "settings:zone", {"value": "Makassar"}),
        ):
            reply = (await conversation.handle(event)).reply
            said.append(plain(reply) if isinstance(reply, Reply) else "")
        return said

    thanks, listed, nothing, settings = asyncio.run(play())
    assert "Terima kasih" in thanks
    assert "13 Januari?" in listed
    assert nothing == ""
    assert "Asia/Makassar" in settings


def test_a_community_that_moves_takes_its_settings_along(
    answering: Answering, pack: Pack, tmp_path: Path
) -> None:
    """And where the bot is present is known from then on under the new id."""

    async def play(store: Store) -> tuple[Community, frozenset[str]]:
        preferences = Preferences(store)
        conversation = converse(answering, Shelf(lambda: (pack,)), store=store, preferences=preferences)
        for change, place, to in (
            (Change.ADDED, HERE, None),
            (Change.MIGRATED, HERE, THERE),
            (Change.ADDED, Place("test", "left", "left"), None),
            (Change.REMOVED, Place("test", "left", "left"), None),
        ):
            if change is Change.MIGRATED:
                await preferences.change(HERE, "zone", "Asia/Jayapura", CHIEF)
            assert (await conversation.handle(Membership(place, CHIEF, NOW, change, to))).reply is None
        return await preferences.community(THERE), await store.communities.present("test")

    async def run() -> tuple[Community, frozenset[str]]:
        async with kept(tmp_path) as store:
            return await play(store)

    community, present = asyncio.run(run())
    assert community.zone == "Asia/Jayapura"
    assert present == {"moved"}


def test_a_store_that_is_away_keeps_nobody_from_adding_the_bot(
    answering: Answering, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is noted in the log that it could not be noted."""

    async def play() -> None:
        async with kept(tmp_path) as store, away(store, tmp_path):
            conversation = converse(answering, store=store)
            for change in (Change.ADDED, Change.REMOVED):
                await conversation.handle(Membership(HERE, ANI, NOW, change))

    asyncio.run(play())
    assert caplog.text.count("could not be noted") == 2


def test_a_move_told_while_the_store_is_away_is_made_up_for(
    answering: Answering, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Platforms tell of it once; the settings follow when the store is back."""

    async def play() -> str:
        async with kept(tmp_path) as store:
            preferences = Preferences(store)
            conversation = converse(answering, store=store, preferences=preferences)
            await preferences.change(HERE, "zone", "Asia/Jayapura", CHIEF)
            async with away(store, tmp_path):
                await conversation.handle(Membership(HERE, CHIEF, NOW, Change.MIGRATED, THERE))
            await conversation.residence.catch_up()
            return (await preferences.community(THERE)).zone

    assert asyncio.run(play()) == "Asia/Jayapura"
    assert "could not be moved yet" in caplog.text


def test_the_day_is_counted_in_the_zone_of_the_community(answering: Answering, pack: Pack) -> None:
    """At half past ten in the evening in London it is the next day in Jakarta."""
    late = datetime(2026, 1, 11, 22, 30, tzinfo=UTC)
    for zone, day in (("Asia/Jakarta", "12 Januari"), ("Europe/London", "11 Januari")):
        chat = Chat(answering, pack, Preferences(None, defaults=Community(zone=zone)))
        assert chat.tell(Command(HERE, ANI, late, "today")).startswith(day)


def test_verbs_and_numbers_that_nobody_knows_are_told_of(answering: Answering, pack: Pack) -> None:
    """As in a forged button, or one of a later version."""
    chat = Chat(answering, pack)
    assert "Tidak ada perintah /x" in chat.press("x:y")
    assert "daftar bernomor" in chat.press("unoffered:x")
    assert "Babad" in chat.command("about")
    assert "Yang kusimpan" in chat.command("privacy")


def test_a_declared_language_cannot_always_be_kept(
    answering: Answering, tongues: Tongues, tmp_path: Path
) -> None:
    """Then that is said, and the language stays."""

    async def play() -> str:
        async with kept(tmp_path) as store, away(store, tmp_path):
            preferences = Preferences(store)
            conversation = converse(answering, store=store, preferences=preferences)
            turn = await conversation.turn(Question(HERE, ANI, NOW, ""))
            return plain(await Languages(tongues, preferences).choose(turn, {"language": "en"}))

    assert "belum bisa kusimpan" in asyncio.run(play())


def test_a_fact_of_no_pack_at_hand_has_no_neighbours(pack: Pack) -> None:
    """Nor has one without a date."""
    timeline = Timeline((pack,))
    assert timeline.around(FACTS[0])[0] is FACTS[1]
    assert Timeline(()).around(FACTS[0]) == (None, None)
