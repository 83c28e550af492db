"""The real conversation on Telegram: asked, pressed, reported, set and searched inline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.budget import Budgets, Rate
from bot.cli.knowledge import answering, read_packs
from bot.composition import converse
from bot.shelf import Shelf
from tests.adapters.telegram.stage import play, stage

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.conversation import Conversation
    from tests.servers.telegram import Message

PACKS = ("siberia-1918",)
PATIENT = Rate(1e9, 1e9)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    """Everything that Babad knows, from one pack."""
    return answering(PACKS, cache_folder=tmp_path_factory.mktemp("cache"))


@pytest.fixture
def conversation(answers: Answering) -> Conversation:
    """Everything that Babad says, without a store and to patient members."""
    budgets = Budgets(member=PATIENT, chat=PATIENT, community=PATIENT)
    return converse(answers, Shelf(lambda: read_packs(PACKS)), budgets=budgets)


def labelled(message: Message, label: str) -> str:
    """The data of the button that says something."""
    return next(str(one["callback_data"]) for one in message.buttons if label in one["text"])


def test_a_question_in_private_is_answered_with_its_source(conversation: Conversation) -> None:
    """In the language of the question; the source is a link, and the reasons are a press away."""

    async def scene() -> None:
        async with stage(conversation) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, "Kapan Iwami tiba di Vladivostok?")
            answer = await scene.server.next_message(chat)
            assert "12 Januari 1918" in answer.text
            assert "Sumber: " in answer.text
            assert answer.marked("text_link")
            await scene.server.press(siti, answer, labelled(answer, "Mengapa"))
            await scene.settled()
            assert any("Iwami" in one.text for one in scene.server.replies(chat))
            assert not scene.server.refused()

    play(scene())


def test_every_command_is_answered_in_private_and_in_a_group(conversation: Conversation) -> None:
    """Telegram refuses none of the replies, and nobody is pinged."""

    async def scene() -> None:
        async with stage(conversation) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            chat = scene.server.private(siti)
            group = scene.server.add_group("Kelas XI", admins=[siti])
            await scene.server.until(lambda: ("short_description", "id") in scene.server.profile)
            commands = {one["command"] for listed in scene.server.commands.values() for one in listed}
            assert len(commands) > 20
            for command in sorted(commands):
                for place in (chat, group):
                    said = len(scene.server.replies(place)) + len(scene.server.replies(chat))
                    await scene.server.say(place, siti, f"/{command}")
                    await scene.settled()
                    now = len(scene.server.replies(place)) + len(scene.server.replies(chat))
                    assert now > said, command
            assert not scene.server.refused()

    play(scene())


def test_every_button_that_is_shown_can_be_pressed(conversation: Conversation) -> None:
    """By the one who asked and by somebody else; each press is answered."""

    async def scene() -> None:
        async with stage(conversation) as scene:
            siti, budi = scene.server.add_user("Siti", language_code="id"), scene.server.add_user("Budi")
            group = scene.server.add_group("Kelas XI", members=[siti, budi])
            scene.server.private(siti)
            for question in (
                "Kapan Iwami tiba di Vladivostok?",
                "jelaskan intervensi Jepang",
                "Siapa Napoleon?",
            ):
                await scene.server.say(group, siti, f"@babad_bot {question}")
                answer = await scene.server.next_message(group)
                for button in list(answer.buttons):
                    data = str(button.get("callback_data", ""))
                    for who in (budi, siti):
                        if any(one.get("callback_data") == data for one in answer.buttons):
                            await scene.server.press(who, answer, data)
                            await scene.settled()
            # Budi never opened the private chat, so what is for his eyes alone is refused there.
            assert {(call.method, call.status) for call in scene.server.refused()} <= {("sendMessage", 403)}

    play(scene())


def test_settings_of_a_group_are_for_its_administrators(conversation: Conversation) -> None:
    """As Telegram says who they are."""

    async def scene() -> None:
        async with stage(conversation) as scene:
            siti, budi = (scene.server.add_user(name, language_code="en") for name in ("Siti", "Budi"))
            group = scene.server.add_group("Class", admins=[siti], members=[budi])
            await scene.server.say(group, budi, "/settings language id")
            refused = await scene.server.next_message(group)
            await scene.server.say(group, siti, "/settings language en")
            await scene.settled()
            granted = scene.server.replies(group)[-1]
            assert refused.text != granted.text

    play(scene())


def test_inline_mode_offers_facts_with_their_sources(conversation: Conversation) -> None:
    """Complete, since whoever posts one posts nothing else."""

    async def scene() -> None:
        async with stage(conversation) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            answer = await scene.server.inline(siti, "iwami vladivostok")
            assert answer.results
            assert all("Sumber" in one["message"]["text"] for one in answer.results)
            assert all(one["reply_markup"]["inline_keyboard"][0][0]["url"] for one in answer.results)
            assert (await scene.server.inline(siti, "")).results

    play(scene())
