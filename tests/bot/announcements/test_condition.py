"""How an announcement fares, in words that nobody has to look up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import pytest

from bot.announcements.announcement import Announcement, State
from bot.announcements.condition import deliveries_in_words, state_in_words
from bot.announcements.delivery import ANSWER, NOTICE, NOW, POST, DeliveryRow, Progress
from bot.announcements.panel import BUTTONS, LABEL, panel
from bot.announcements.subjects import Subjects
from bot.announcements.wording import when_in_words
from bot.blocks import Action
from bot.plain import plain
from bot.seam import Place
from tests.bot.conftest import PACK
from tests.bot.turns import CHIEF, EVIL, NOON, command, turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.i18n import Tongue, Tongues

PLACE: Final = Place("test", "group", "chat")
DUE: Final = datetime(2024, 5, 4, 0, 0, tzinfo=UTC)
ONE: Final = Announcement(
    id=7,
    place=PLACE,
    label="#sejarah",
    state=State.ACTIVE,
    at=time(7),
    since=NOON,
    due=DUE,
    day=date(2024, 5, 4),
)


def row(day: int, state: Progress, kind: str = POST, problem: str = "") -> DeliveryRow:
    """A delivery in May."""
    on = date(2024, 5, day)
    return DeliveryRow(
        announcement=7, date=on, kind=kind, place=PLACE, state=state, due=NOON, until=NOON, problem=problem
    )


def became(rows: Sequence[DeliveryRow], tongue: Tongue) -> tuple[str, ...]:
    """What is told of the deliveries at noon on 3 May."""
    return deliveries_in_words(ONE, rows, turn(tongue, command(CHIEF)), most=len(rows))


@pytest.mark.parametrize(
    ("one", "language", "words"),
    [
        (ONE, "id", "Kiriman berikutnya: besok, Sabtu 4 Mei 2024 pukul 07.00 WIB."),
        (ONE, "en", "Next post: tomorrow, Saturday 4 May 2024, at 07:00 WIB."),
        (
            replace(ONE, state=State.PAUSED, due=None),
            "id",
            "Dijeda: tidak ada yang dikirim sampai ada yang melanjutkannya.",
        ),
        (replace(ONE, state=State.DRAFT, due=None), "en", "Not started yet."),
        (
            replace(ONE, state=State.SUSPENDED, problem="forbidden", struck=date(2024, 5, 3)),
            "id",
            (
                "Ditangguhkan sejak 1 Mei 2024: Aku tidak diizinkan menulis di sana. "
                "Kucoba lagi sendiri, berikutnya besok, Sabtu 4 Mei 2024 pukul 07.00 WIB."
            ),
        ),
    ],
)
def test_each_state_says_why_and_what_comes(
    tongues: Tongues, one: Announcement, language: str, words: str
) -> None:
    """A suspended one since when, and that it is tried again by itself."""
    rows = (row(3, Progress.FAILED), row(2, Progress.FAILED), row(1, Progress.FAILED), row(1, Progress.SENT))
    made = turn(tongues.speak(language), command(CHIEF))
    assert state_in_words(one, made, rows) == words


@pytest.mark.parametrize(
    ("made", "indonesian", "english"),
    [
        (row(3, Progress.SENT), "Kiriman 3 Mei 2024: terkirim.", "The post of 3 May 2024: delivered."),
        (
            row(3, Progress.IN_DOUBT),
            "Kiriman 3 Mei 2024 mungkin tidak sampai; tidak kuulangi supaya tidak dobel.",
            "The post of 3 May 2024 may not have arrived; I don't repeat it, lest it come twice.",
        ),
        (
            row(3, Progress.FAILED, ANSWER, "gone"),
            "Jawaban 3 Mei 2024 tidak sampai: Tempat itu sudah tidak kutemukan.",
            "The answer of 3 May 2024 did not arrive: I can't find that place any more.",
        ),
        (
            row(3, Progress.SKIPPED, f"{NOW}1"),
            "Kiriman tambahan 3 Mei 2024: dilewati, karena terlalu lama aku tidak bisa mengirim.",
            "The extra post of 3 May 2024: left out, since I could not post for too long.",
        ),
        (
            row(3, Progress.DUE, problem="forbidden"),
            "Kiriman 3 Mei 2024 belum sampai: Aku tidak diizinkan menulis di sana. Sedang kucoba lagi.",
            "The post of 3 May 2024 has not arrived yet: I may not write there. I am trying again.",
        ),
        (
            row(3, Progress.CLAIMED),
            "Kiriman 3 Mei 2024: sedang dikirim.",
            "The post of 3 May 2024: on its way.",
        ),
    ],
)
def test_each_delivery_says_what_became_of_it(
    tongues: Tongues, made: DeliveryRow, indonesian: str, english: str
) -> None:
    """A problem that a platform told in its own words is not shown to members."""
    assert became([made], tongues.speak("id")) == (indonesian,)
    assert became([made], tongues.speak("en")) == (english,)
    assert EVIL not in str(became([replace(made, problem=EVIL)], tongues.speak("en")))
    assert became([replace(made, kind=NOTICE)], tongues.speak("en")) == ()


def test_an_answer_to_come_is_not_said_to_be_on_its_way(tongues: Tongues) -> None:
    """Its time is told, and where only the latest post is told of, that is one which was sent."""
    awaited = replace(row(3, Progress.DUE, ANSWER), due=NOON + timedelta(hours=2))
    rows = [awaited, row(3, Progress.SENT)]
    sent = "Kiriman 3 Mei 2024: terkirim."
    to_come = "Jawaban 3 Mei 2024: menyusul hari ini, Jumat 3 Mei 2024 pukul 14.00 WIB."
    assert became(rows, tongues.speak("id")) == (to_come, sent)
    made = turn(tongues.speak("id"), command(CHIEF))
    assert deliveries_in_words(ONE, rows, made, most=1, to_come=False) == (sent,)
    tried = replace(awaited, attempts=1)
    assert became([tried], tongues.speak("id")) == ("Jawaban 3 Mei 2024: sedang dikirim.",)


def test_today_and_tomorrow_are_those_of_the_zone(tongues: Tongues) -> None:
    """Half past eleven in the evening in Jakarta is the same evening there, and the next day in Jayapura."""
    late = datetime(2024, 5, 3, 16, 30, tzinfo=UTC)
    for zone, word in (("Asia/Jakarta", "today, Friday"), ("Asia/Jayapura", "Saturday 4")):
        said = when_in_words(late, ZoneInfo(zone), late - timedelta(minutes=1), tongues.speak("en"))
        assert word in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_panel_is_safe_and_has_no_more_buttons_than_fit(tongues: Tongues, language: str) -> None:
    """Whatever a place is called, and whatever is offered first."""
    made = turn(tongues.speak(language), command(CHIEF))
    one = replace(ONE, label=EVIL * 9)
    first = [Action(str(at), f"x:{at}") for at in range(6)]
    reply = panel(one, made, Subjects(tongues, (PACK,)), said=("x",), first=first)
    assert len(reply.actions) == BUTTONS
    text = plain(reply)
    assert all(line.isprintable() for line in text.splitlines())
    assert len(text.splitlines()[1]) < LABEL + 30
