"""The question of the day and its answer."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord.render import CONTAINED, PLAIN
from adapters.telegram.limits import CAPABILITIES
from bot.announcements.choice import FEW
from bot.announcements.post import compose
from bot.announcements.question import asking, reveal
from bot.announcements.riddle import Riddle, ask, riddle
from bot.cli.knowledge import read_packs
from bot.fit import fit
from bot.plain import plain, plain_block
from bot.shelf import Shelf
from facts.fact import Certainty, Slot
from tests.bot.announcements.samples import announcement, asked, fact, shelf

if TYPE_CHECKING:
    from bot.i18n import Tongues

DAY = date(2026, 11, 22)
BOTH = ("id", "en")


@cache
def library() -> Shelf:
    """The packs that come with Babad."""
    return Shelf(lambda: read_packs(()))


WHO = {"answers": {Slot.WHO: {"id": "Raja Ali"}}}
WHERE = {"answers": {Slot.WHERE: {"id": "di Riau"}}}
HOW_MANY = {"answers": {Slot.HOW_MANY: {"id": "tiga kapal"}}}


@pytest.mark.parametrize(
    ("questions", "values", "found"),
    [
        (["Kapan perang itu pecah?"], {}, ("Kapan perang itu pecah?", "22 November 1963")),
        (["Perang pecah kapan?", "Kapan perang pecah?"], {}, ("Kapan perang pecah?", "22 November 1963")),
        (["Kapan perang 1963 pecah?"], {}, None),
        (["Kpn perang pecah?"], {}, None),
        (["Kapan sih perang pecah?"], {}, None),
        (["Kapan dan di mana perang pecah?"], {}, None),
        (["Mengapa perang pecah?"], {}, None),
        (["Kapan " + "perang " * 30 + "pecah?"], {}, None),
        ([], {}, None),
        (["Kapan perang pecah?"], {"certainty": Certainty.DISPUTED}, None),
        (["Siapa yang menyerah?"], WHO, ("Siapa yang menyerah?", "Raja Ali")),
        (["Siapa Raja Ali itu?"], WHO, None),
        (["Siapa yang menyerah?"], WHERE, None),
        (["Di mana raja menyerah?"], WHERE, ("Di mana raja menyerah?", "di Riau")),
        (["Berapa kapal yang tenggelam?"], HOW_MANY, ("Berapa kapal yang tenggelam?", "tiga kapal")),
    ],
)
def test_only_a_question_that_is_fit_is_asked(
    tongues: Tongues, questions: list[str], values: dict[str, Any], found: tuple[str, str] | None
) -> None:
    """In good words, about one thing that the fact has a short answer for, and that it does not give away."""
    one = fact("a", "1963-11-22", asked={"id": tuple(questions)}, **values)
    assert riddle(one, [tongues.speak("id")]) == (() if found is None else (Riddle(*found),))


def test_the_same_is_asked_in_all_languages(tongues: Tongues) -> None:
    """Not who in the one and when in the other; where one of them has no question nothing is asked."""
    both = [tongues.speak("id"), tongues.speak("en")]
    answers = {Slot.WHO: {"id": "Raja Ali", "en": "King Ali"}}
    questions = {"id": ("Kapan raja menyerah?", "Siapa yang menyerah?"), "en": ("Who surrendered?",)}
    one = fact("a", "1963", asked=questions, answers=answers)
    assert riddle(one, both) == (
        Riddle("Siapa yang menyerah?", "Raja Ali"),
        Riddle("Who surrendered?", "King Ali"),
    )
    assert riddle(one, both[:1]) == (Riddle("Kapan raja menyerah?", "1963"),)
    assert riddle(fact("b", "1963", asked={"id": ("Kapan raja menyerah?",)}), both) == ()


def test_a_language_that_nothing_is_known_about_is_not_asked_in(tongues: Tongues) -> None:
    """For whether a question in it is fit cannot be told."""
    foreign = type(tongues.speak("id"))("xx", tongues.speak("id").words)
    assert riddle(fact("a", "1963", asked={"xx": ("Kapan?",)}), [foreign]) == ()


@pytest.mark.parametrize("languages", [("id",), ("en",), BOTH], ids="+".join)
def test_no_question_comes_again_within_years(languages: tuple[str, ...]) -> None:
    """In as many days as there are questions each is asked once, and there are more than a thousand."""
    days = (DAY + timedelta(days=step) for step in range(1000))
    found = [ask(announcement(), day, library(), languages, ()) for day in days]
    assert all(found)
    assert len({one.id for one in found if one}) == len(found)


def test_what_the_post_tells_is_not_asked() -> None:
    """Another question takes its place."""
    built = shelf(*(asked(f"Perang{at}", 1900 + at) for at in range(12)))
    first = ask(announcement(), DAY, built, BOTH, ())
    assert first is not None
    other = ask(announcement(), DAY, built, BOTH, {first.id})
    assert other is not None
    assert other != first
    alone = shelf(first)
    assert ask(announcement(), DAY, alone, BOTH, ()) == first
    assert ask(announcement(), DAY, alone, BOTH, {first.id}) is None


def test_questions_are_about_what_was_chosen() -> None:
    """Unless that has so few that the same would come again each week."""
    chosen = [asked(f"Dagang{at}", 1900 + at, pack="q") for at in range(FEW)]
    built = shelf(*(asked(f"Perang{at}", 1900 + at) for at in range(30)), *chosen)
    days = [DAY + timedelta(days=step) for step in range(30)]

    def packs(library: Shelf) -> set[str]:
        found = (ask(announcement(packs=("q",)), day, library, BOTH, ()) for day in days)
        return {one.pack for one in found if one}

    assert packs(built) == {"q"}
    assert packs(shelf(*built.facts[:-1])) == {"p", "q"}
    assert ask(announcement(), DAY, shelf(fact("a", "1901")), BOTH, ()) is None


@pytest.mark.parametrize(
    ("language", "at", "hours", "said"),
    [
        ("id", time(7), 10, "Kapan Perang terjadi? Jawabannya menyusul pukul 17.00."),
        ("en", time(7, 5), 10, "When did Perang happen? The answer comes at 17:05."),
        ("id", time(20), 10, "Kapan Perang terjadi? Jawabannya menyusul besok pukul 06.00."),
        ("en", time(20), 4, "When did Perang happen? The answer comes tomorrow at 00:00."),
    ],
)
def test_a_post_asks_and_says_when_it_will_answer(
    tongues: Tongues, language: str, at: time, hours: int, said: str
) -> None:
    """On the clock that the announcement goes by."""
    what = announcement(at=at, reveal=hours)
    (line,) = asking(asked("Perang", 1901), [tongues.speak(language)], what)
    lead = {"id": "Pertanyaan hari ini:", "en": "Question of the day:"}[language]
    assert plain_block(line) == f"{lead} {said}"
    found = compose(what, DAY, shelf(fact("a", "1963-11-22"), asked("Perang", 1901)), tongues, language)
    assert found is not None
    assert plain(found.reply).splitlines()[-1] == f"{lead} {said}"
    assert found.question == "Perang"


@pytest.mark.parametrize("hours", [0, 10])
def test_a_post_asks_only_where_that_was_wanted(tongues: Tongues, hours: int) -> None:
    """And only where there is something to ask."""
    for facts, question in (([asked("Perang", 1901)], "Perang"), ([], "")):
        built = shelf(fact("a", "1963-11-22"), *facts)
        found = compose(announcement(reveal=hours), DAY, built, tongues, "id")
        assert found is not None
        assert found.question == (question if hours else "")


def test_the_answer_comes_with_the_fact_and_its_source(tongues: Tongues) -> None:
    """The question again, for hours lie between; in each language of the post."""
    built = shelf(asked("Perang", 1901))
    alone = reveal(announcement(), DAY, built, tongues, "id", question="Perang")
    assert alone is not None
    assert alone.quiet
    assert plain(alone).splitlines() == [
        "Jawaban pertanyaan 22 November",
        "Kapan Perang terjadi?",
        "1901.",
        "Peristiwa Perang.",
        "Sumber: Buku Sejarah (https://x.id/buku)",
        "Fakta: Perang",
    ]
    assert [action.action for action in alone.actions] == ["report:Perang"]
    both = reveal(announcement(languages=BOTH), DAY, built, tongues, "id", question="Perang")
    assert both is not None
    assert plain(both).splitlines() == [
        "Jawaban pertanyaan 22 November · Answer to the question of 22 November",
        "Bahasa Indonesia · Kapan Perang terjadi?",
        "1901.",
        "Peristiwa Perang.",
        "English · When did Perang happen?",
        "1901.",
        "Event Perang.",
        "Sumber: Buku Sejarah (https://x.id/buku); History Book (https://x.id/buku)",
        "Fakta: Perang",
    ]


@pytest.mark.parametrize("question", ["gone", "a", ""])
def test_what_is_gone_is_not_answered(tongues: Tongues, question: str) -> None:
    """A pack was taken away, or the fact lost its question."""
    built = shelf(fact("a", "1963-11-22"))
    assert reveal(announcement(), DAY, built, tongues, "id", question=question) is None


@pytest.mark.parametrize("languages", [("id",), ("en",), BOTH], ids="+".join)
def test_every_question_is_answered_in_one_message(tongues: Tongues, languages: tuple[str, ...]) -> None:
    """Of the packs that come with Babad, on every platform."""
    what = announcement(languages=languages)
    spoken = [tongues.speak(language) for language in languages]
    for one in library().facts:
        reply = reveal(what, DAY, library(), tongues, "id", question=one.id)
        assert (reply is None) == (riddle(one, spoken) == ())
        if reply is not None:
            assert all(len(fit(reply, platform)) == 1 for platform in (CONTAINED, PLAIN, CAPABILITIES))
