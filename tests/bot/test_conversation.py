"""Events are routed, follow-ups are remembered, and languages are kept."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.blocks import Reply
from bot.composition import converse
from bot.plain import plain
from bot.seam import Command, Member, Place, Question, Vote
from tests.bot.chat import ANI, HERE, NOW, Chat
from tests.bot.conftest import FACTS

if TYPE_CHECKING:
    from bot.answering import Answering
    from facts.fact import Pack
    from facts.outcome import Outcome


@pytest.fixture
def chat(answering: Answering, pack: Pack) -> Chat:
    """A conversation about the pack."""
    return Chat(answering, pack)


def history(chat: Chat) -> tuple[str, ...]:
    """The questions that the last search was told of."""
    asked: list[tuple[str, str | None, tuple[str, ...]]] = chat.searcher.asked
    return asked[-1][2]


def test_an_answered_question_is_remembered_for_follow_ups(chat: Chat) -> None:
    """By the same member in the same chat."""
    chat.ask("Kapan Iwami tiba?")
    chat.ask("terus kapan mundurnya?")
    assert history(chat) == ("Kapan Iwami tiba?",)


def test_a_question_that_was_not_answered_is_not_leant_on(chat: Chat) -> None:
    """Nor is small talk; the question before it still is."""
    chat.ask("Kapan Iwami tiba?")
    chat.ask("siapa komandannya?")
    chat.ask("makasih")
    chat.ask("terus?")
    assert history(chat) == ("Kapan Iwami tiba?",)


def test_members_and_chats_do_not_mix(chat: Chat) -> None:
    """What one asked is nobody else's follow-up."""
    chat.ask("Kapan Iwami tiba?")
    chat.ask("terus?", Member("test", "budi"))
    assert history(chat) == ()
    chat.ask("terus?", place=Place("test", "community", "chat", "thread"))
    assert history(chat) == ()


def test_questions_are_forgotten_after_ten_minutes(chat: Chat) -> None:
    """A later question stands for itself."""
    chat.ask("Kapan Iwami tiba?")
    chat.now = 601
    chat.ask("terus?")
    assert history(chat) == ()


def test_no_more_than_three_questions_are_kept(chat: Chat) -> None:
    """The latest ones, oldest first."""
    for text in ("When did the Iwami arrive?", *["Kapan Iwami tiba?"] * 2, "Siapa yang tiba?", "terus?"):
        chat.ask(text)
    assert history(chat) == ("Kapan Iwami tiba?", "Kapan Iwami tiba?", "Siapa yang tiba?")


def test_why_explains_the_last_outcome_in_its_language(chat: Chat) -> None:
    """Also when it was that nothing is known; by command or button."""
    assert "Tanyakan sesuatu dahulu" in chat.command("why")
    chat.ask("When did the Iwami arrive?")
    assert "I read it as a question about a date, in English." in chat.press("why:iwami-reaches-vladivostok")
    chat.ask("siapa komandannya?", language="id")
    assert "Tidak terjelaskan: “komandan”." in chat.command("why")


def test_a_fact_is_opened_by_its_id_and_can_be_gone_on_about(chat: Chat) -> None:
    """The opened fact stands in for a question about it."""
    assert "Fakta: semenov-supported" in chat.press("fact:semenov-supported")
    chat.ask("terus?")
    assert history(chat) == ("Jepang mendukung Semenov di Chita.",)
    assert "“nope”" in chat.command("fact", fact="nope")
    assert "Fakta yang mana?" in chat.command("fact")


def test_packs_and_random_facts_come_from_the_packs_loaded(chat: Chat, answering: Answering) -> None:
    """And without any, that is said."""
    assert "Intervensi Jepang di Siberia (siberia, 3 fakta, CC-BY-SA-4.0)" in chat.command("packs")
    assert "Fakta: " in chat.command("random")
    empty = converse(answering)
    response = asyncio.run(empty.handle(Command(HERE, ANI, NOW, "random")))
    assert isinstance(response.reply, Reply)
    assert plain(response.reply) == "Belum ada paket yang dimuat."


def test_a_question_is_answered_in_its_own_language(chat: Chat) -> None:
    """Whatever the member's platform says; a declared language goes before the words."""
    assert "reached Vladivostok" in chat.ask("When did the Iwami arrive?")
    assert "tiba di Vladivostok" in chat.ask("When did the Iwami arrive?", language="id")
    assert "tiba di Vladivostok" in chat.ask("Kapan Iwami tiba?", language="fr")


def test_the_language_chosen_is_kept(chat: Chat) -> None:
    """For what has no language of its own; by code or name, and only one that is spoken."""
    assert "Aku berbahasa Indonesia" in chat.command("language")
    assert "“Klingon”" in chat.command("language", language="Klingon")
    assert "I speak English with you" in chat.command("language", language="Inggris")
    assert "I'm here" in chat.ask("test")
    assert "Ask me about history" in chat.command("help")
    assert "Aku berbahasa Indonesia" in chat.command("language", language="ID")


@pytest.mark.parametrize(
    ("code", "asked", "said"),
    [
        ("en", "When did the Iwami arrive?", ("I'm here", "I don't know")),
        ("id", "Kapan Iwami tiba?", ("Aku di sini", "Aku belum tahu")),
    ],
)
@pytest.mark.parametrize("locale", ["id", "en_US.UTF-8", None])
def test_what_has_no_language_is_answered_in_that_of_the_conversation(
    chat: Chat, locale: str | None, code: str, asked: str, said: tuple[str, str]
) -> None:
    """Whatever the terminal or platform is set to; and the search is told of it."""
    member = Member("test", "ani", locale=locale)
    chat.ask(asked, member)
    assert chat.ask("ping", member).startswith(said[0])
    assert chat.ask("zzz", member).startswith(said[1])
    assert chat.searcher.asked[-1][1] == code


def test_small_talk_sets_the_language_of_the_conversation(chat: Chat) -> None:
    """For this member in this chat alone; elsewhere the member's own language holds, and after a while."""
    chat.ask("good morning everyone")
    assert chat.ask("zzz").startswith("I don't know")
    assert chat.ask("zzz", place=Place("test", "community", "other")).startswith("Aku belum tahu")
    assert chat.ask("zzz", Member("test", "budi")).startswith("Aku belum tahu")
    chat.now = 601
    assert chat.ask("zzz").startswith("Aku belum tahu")


def test_the_chosen_language_goes_before_that_of_the_conversation(chat: Chat) -> None:
    """It was asked for."""
    chat.ask("Kapan Iwami tiba?")
    chat.command("language", language="en")
    assert chat.ask("zzz").startswith("I don't know")


def test_small_talk_leaves_the_last_answer_to_be_explained(chat: Chat) -> None:
    """It is no outcome of its own."""
    chat.ask("Kapan Iwami tiba?")
    chat.ask("makasih")
    assert "pertanyaan tentang waktu" in chat.command("why")


def test_examples_come_from_the_facts_at_hand(chat: Chat, searcher: Any) -> None:
    """In the language spoken; without any, none is given."""
    assert "Misalnya" not in chat.command("help")
    assert "Misalnya" not in chat.ask("kamu bisa apa?")
    assert "[" not in chat.ask("kamu bisa apa?")
    fact = replace(searcher.get("semenov-supported"), asked={"id": ("Siapa Semenov?",)})
    searcher.get = lambda _: fact
    assert "Misalnya: Siapa Semenov?" in chat.command("help")
    assert "Misalnya: “Siapa Semenov?” Kalau" in chat.ask("kamu bisa apa?")
    assert "example" not in chat.ask("what can you do?")


def test_a_number_that_is_not_offered_is_told_of(chat: Chat) -> None:
    """In the language of the conversation; it is nothing to search for."""
    assert "tidak ada daftar bernomor" in chat.press("unoffered:0")
    chat.ask("When did the Iwami arrive?")
    assert chat.press("unoffered:3") == (
        "That number is not in the list. Choose 1 to 3, or ask me a question."
    )


def test_help_lists_the_commands_but_not_the_terminals_own(chat: Chat) -> None:
    """In the words of the language."""
    text = chat.command("help")
    assert "/mengapa: " in text
    assert "/fakta <fakta>: " in text
    assert "keluar" not in text


def test_an_unknown_command_points_to_help(chat: Chat) -> None:
    """Escape sequences in its name do no harm."""
    assert chat.command("x\x1b[2J") == "Tidak ada perintah /x[2J. Ketik /bantuan untuk melihat semuanya."


def test_an_event_that_nothing_answers_comes_to_nothing(chat: Chat) -> None:
    """No reply, no error."""
    assert chat.tell(Vote(HERE, ANI, NOW, "poll", (1,))) == ""


@pytest.mark.parametrize(
    ("parameter", "prefix", "values"),
    [
        ("command", "ba", ["bahasa", "bantuan"]),
        ("fact", "iwa", ["iwami-reaches-vladivostok"]),
        ("language", "e", ["en"]),
        ("word", "Iw", ["Iwami"]),
        ("word", "x", []),
        ("day", "be", ["besok", "bencana"]),
        ("value", "", []),
        ("question", "Kapan", [f"fact:{fact.id}" for fact in FACTS]),
    ],
)
def test_half_typed_values_are_completed(chat: Chat, parameter: str, prefix: str, values: list[str]) -> None:
    """Commands in the member's language, ids, languages, and names in questions."""
    assert chat.choices(parameter, prefix) == values


def test_a_question_never_blocks_others(chat: Chat, searcher: Any) -> None:
    """The event loop goes round while a search runs: this one waits for it to."""
    turned = threading.Event()
    script = searcher.search

    def patient(question: str, **options: Any) -> Outcome:
        assert turned.wait(5), "the event loop stood still"
        outcome: Outcome = script(question, **options)
        return outcome

    searcher.search = patient

    async def both() -> None:
        answer = asyncio.create_task(chat.conversation.handle(Question(HERE, ANI, NOW, "Kapan Iwami tiba?")))
        await asyncio.sleep(0.01)
        turned.set()
        await answer

    asyncio.run(both())
