"""What can be done with an answer: other languages, neighbours in time, citations, second thoughts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Audience, fits_action
from bot.preferences import Community, Preferences
from bot.references import digest
from bot.seam import Command, Member, Place, Press, Question
from facts.outcome import Answer, Scored
from tests.bot.chat import ANI, HERE, NOW, Chat
from tests.bot.conftest import FACTS, IWAMI, OLD_STYLE, SEMENOV, outcomes

if TYPE_CHECKING:
    from bot.answering import Answering
    from facts.fact import Pack

BUDI = Member("test", "budi", locale="en")


@pytest.fixture
def chat(answering: Answering, pack: Pack) -> Chat:
    """A conversation about the pack."""
    return Chat(answering, pack)


@pytest.fixture
def curious(answering: Answering, pack: Pack) -> Chat:
    """A conversation in a community that wants ambient answers, and notes of what was not answered."""
    return Chat(answering, pack, Preferences(None, defaults=Community(ambient=True, notes=True)))


def test_an_answer_offers_what_can_be_done_with_it(chat: Chat) -> None:
    """All within the bytes that a button carries, and the report as a form."""
    chat.ask("Kapan Iwami tiba?")
    assert list(chat.actions()) == [
        "◀ Sebelumnya",
        "English",
        "Kutip",
        "Mengapa jawabannya begini?",
        "Laporkan kesalahan",
        "Bukan itu maksudku",
    ]
    assert all(map(fits_action, chat.actions().values()))
    assert [action.label for action in chat.reply.actions if action.opens_form] == ["Laporkan kesalahan"]


def test_the_other_language_takes_the_place_of_the_answer(chat: Chat) -> None:
    """For the one who asked; its buttons speak that language, and lead back."""
    chat.ask("Kapan Iwami tiba?")
    assert "reached Vladivostok" in chat.press(chat.actions()["English"])
    assert chat.reply.replaces
    assert chat.press(chat.actions()["◀ Earlier"]).startswith("Japan supported")
    assert "mendukung" in chat.press(chat.actions()["Bahasa Indonesia"])


def test_somebody_elses_press_leaves_the_answer_where_it_is(chat: Chat) -> None:
    """They get their own, for their eyes; alone with the bot every message is one's own."""
    chat.press("say:en:semenov-supported", asker="budi")
    assert not chat.reply.replaces
    assert chat.reply.audience is Audience.ASKER
    private = Place("test", "user:ani", "ani", private=True)
    chat.tell(Press(private, ANI, NOW, "say:en:semenov-supported"))
    assert chat.reply.replaces


def test_facts_are_walked_in_the_order_of_time(chat: Chat) -> None:
    """Up to the first and the last of the pack, which offer no further step."""
    chat.command("fact", fact=SEMENOV.id)
    chat.press(chat.actions()["◀ Sebelumnya"])
    assert "◀ Sebelumnya" not in chat.actions()
    assert "revolution" in chat.actions()["Kutip"]
    assert SEMENOV.id in chat.press(f"later:{OLD_STYLE.id}")
    assert IWAMI.id in chat.press(f"later:{SEMENOV.id}")
    assert "Sesudahnya ▶" not in chat.actions()
    assert "arah itu" in chat.press(f"later:{IWAMI.id}")


def test_a_citation_names_the_source_and_is_the_askers(chat: Chat) -> None:
    """Whole in the reply, and short enough for a clipboard in the button."""
    chat.ask("Kapan Iwami tiba?")
    (button,) = (action for action in chat.reply.actions if action.copies)
    assert len(button.copies) <= 256
    text = chat.press(button.action)
    for part in ("tiba di Vladivostok", "https://id.wikipedia.org", f"Babad: {IWAMI.id}"):
        assert part in text
        assert part in button.copies
    assert chat.reply.audience is Audience.ASKER


def test_what_else_may_have_been_meant_is_carried_by_the_button(
    chat: Chat, answering: Answering, pack: Pack
) -> None:
    """So that it works after a restart: by a conversation that has never seen the question."""
    best, *others = (Scored(fact, 1.0) for fact in FACTS)
    script = chat.searcher.script
    script["x?"] = replace(
        Answer(best, None, outcomes("id")["answer-when"].explanation), others=tuple(others)
    )
    chat.ask("x?")
    (pressed,) = (action for label, action in chat.actions().items() if label == "Bukan itu maksudku")
    restarted = Chat(answering, replace(pack, facts=()))
    text = restarted.press(pressed)
    assert text.startswith("Mungkin")
    assert list(restarted.actions().values()) == [f"fact:{SEMENOV.id}", f"fact:{OLD_STYLE.id}"]
    assert "Coba dengan kata lain" in restarted.press("instead:")


def test_reasons_are_told_to_whoever_presses_while_they_are_remembered(chat: Chat) -> None:
    """And after that it is said that they are not."""
    chat.ask("Kapan Iwami tiba?")
    assert "Confidence" in chat.tell(Press(HERE, BUDI, NOW, f"why:{IWAMI.id}", "ani"))
    assert chat.reply.audience is Audience.ASKER
    chat.now = 601
    assert "sepuluh menit" in chat.press(f"why:{IWAMI.id}")


@pytest.mark.parametrize("verb", ["fact", "earlier", "later", "cite", "say:en", "report"])
def test_a_button_of_a_fact_that_is_gone_says_so(chat: Chat, verb: str) -> None:
    """As after a pack was changed; also by a digest of nothing."""
    assert "“gone”" in chat.press(f"{verb}:gone")
    assert digest("gone") in chat.press(f"{verb}:{digest('gone')}")


def test_a_claim_is_held_against_the_facts(chat: Chat) -> None:
    """As typed, or of the message it was given on; whether it is true is left to the reader."""
    assert chat.command("check", claim="Kapan Iwami tiba?").startswith(
        "Kata faktaku tentang “Kapan Iwami tiba?”"
    )
    assert chat.reply.audience is Audience.EVERYONE
    assert "Pernyataan yang mana?" in chat.command("check")
    quoted = Command(HERE, ANI, NOW, "check", quoted="When did the Iwami arrive?")
    assert "reached Vladivostok" in chat.tell(quoted)


def test_a_question_may_quote_what_it_is_about(chat: Chat) -> None:
    """A bare mention under a message asks that message; words of one's own lean on it."""
    assert "tiba di Vladivostok" in chat.tell(Question(HERE, ANI, NOW, " ", quoted="Kapan Iwami tiba?"))
    chat.tell(Question(HERE, BUDI, NOW, "kapan?", quoted="Iwami tiba di Vladivostok"))
    assert chat.searcher.asked[-1][2] == ("Iwami tiba di Vladivostok",)


def test_words_to_others_are_answered_only_where_that_is_wanted(chat: Chat, curious: Chat) -> None:
    """And there only when the answer is sure; nobody is told that the bot does not know."""
    overheard = Question(HERE, ANI, NOW, "Kapan Iwami tiba?", addressed=False)
    assert chat.tell(overheard) == ""
    assert "tiba di Vladivostok" in curious.tell(overheard)
    assert curious.tell(replace(overheard, text="halo semua")) == ""
    assert curious.tell(replace(overheard, text="apa kabar kalian?")) == ""


def test_what_was_not_answered_can_be_handed_over_where_that_is_wanted(chat: Chat, curious: Chat) -> None:
    """By a form, which nothing is written into but what the member sends."""
    chat.ask("zzz?")
    assert "Catat untuk moderator" not in chat.actions()
    curious.ask("zzz?")
    assert curious.actions()["Catat untuk moderator"] == "note:unanswered"
    curious.ask("Kapan Iwami tiba?")
    curious.press("instead:")
    assert curious.actions()["Catat untuk moderator"] == "note:meant"


def test_a_question_may_be_chosen_while_it_is_typed(chat: Chat) -> None:
    """Its value stands for the fact, which is then shown; the label reads like a question or the fact."""
    (first, *_) = chat.suggest("question", "Kapan Iwami", command="ask")
    assert "tiba di Vladivostok" in chat.command("ask", question=first.value)
    assert first.reply is None
    (ready, *_) = chat.suggest("question", "Kapan Iwami", answers=True)
    assert ready.reply is not None


def test_what_goes_wrong_ends_in_an_apology_with_a_number(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    """Which the log knows too, without the member's words."""
    chat.searcher.search = None
    text = chat.ask("rahasiaku")
    number = text.rpartition(": ")[2].rstrip(".")
    assert number in caplog.text
    assert "rahasiaku" not in caplog.records[0].getMessage()
    chat.searcher.complete = None
    assert chat.choices("word", "x") == []


def test_a_language_chosen_survives_in_the_preferences(chat: Chat) -> None:
    """In every chat of the member."""
    chat.command("language", language="English")
    elsewhere = Command(Place("test", "other", "chat"), ANI, NOW, "language")
    assert "I speak English" in chat.tell(elsewhere)
    assert chat.actions() == {"Bahasa Indonesia": "language:id"}


def test_nothing_is_remembered_of_a_member_who_erases_all(chat: Chat) -> None:
    """Not even the last question."""
    chat.ask("Kapan Iwami tiba?")
    chat.press("mydata:erase-now")
    chat.ask("terus?")
    assert chat.searcher.asked[-1][2] == ()
