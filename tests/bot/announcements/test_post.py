# ruff: noqa: RUF001 - ranges are written with an en dash
"""What a post says, and what can be done with it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.render import CONTAINED, PLAIN
from adapters.telegram.limits import CAPABILITIES
from bot import i18n
from bot.announcements.announcement import Style
from bot.announcements.parts import ROOM, remark
from bot.announcements.post import Composed, compose, headline, without_stop
from bot.blocks import Style as Text
from bot.cli.knowledge import read_packs
from bot.fit import fit
from bot.plain import plain, plain_line
from bot.shelf import Shelf
from facts.dates import Calendar
from facts.fact import Certainty
from tests.bot.announcements.samples import announcement, asked, fact, shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.i18n import Tongues

DAY = date(2026, 11, 22)
NOTE = {"id": "Sumber lain menyebut Oktober.", "en": "Other sources say October."}


@cache
def library() -> Shelf:
    """The packs that come with Babad."""
    return Shelf(lambda: read_packs(()))


def composed(found: Composed | None) -> Composed:
    """The post, which there is."""
    assert found is not None
    return found


def lines(found: Composed | None) -> list[str]:
    """The lines of a post."""
    return plain(composed(found).reply).splitlines()


def actions(found: Composed | None) -> dict[str, str]:
    """The actions of a post by their labels."""
    return {action.label: action.action for action in composed(found).reply.actions}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "id",
            [
                "22 November dalam sejarah",
                "1963 · 63 tahun yang lalu",
                "Peristiwa a.",
                "Sumber: Buku Sejarah (https://x.id/buku)",
                "Fakta: a",
            ],
        ),
        (
            "en",
            [
                "22 November in history",
                "1963 · 63 years ago",
                "Event a.",
                "Source: History Book (https://x.id/buku)",
                "Fact: a",
            ],
        ),
    ],
)
def test_a_post_tells_one_fact_of_the_day(tongues: Tongues, language: str, told: list[str]) -> None:
    """When, how long ago, what, from where, and by which id a mistake can be reported."""
    found = compose(announcement(), DAY, shelf(fact("a", "1963-11-22")), tongues, language)
    assert lines(found) == told
    assert composed(found).facts == ("a",)
    assert composed(found).question == ""
    assert composed(found).reply.quiet


@pytest.mark.parametrize(
    ("when", "values", "told"),
    [
        ("1976-11-22", {}, "1976 · tepat 50 tahun yang lalu"),
        ("1901-11-22", {}, "1901 · tepat 125 tahun yang lalu"),
        ("1966-11-22?", {}, "22 November 1966 (?) · 60 tahun yang lalu"),
        ("2025-11-22", {"kind": "birth"}, "2025 · 1 tahun yang lalu · lahir"),
        ("1931-11-22", {"kind": "death"}, "1931 · 95 tahun yang lalu · wafat"),
        ("1959-11-22", {"kind": "commemoration"}, "1959 · 67 tahun yang lalu · hari peringatan"),
        ("1925-11-22", {"kind": "deadline"}, "1925 · 101 tahun yang lalu · batas waktu"),
        ("1918-11-22/1918-11-24", {"kind": "period"}, "22–24 November 1918 · 108 tahun yang lalu · mulai"),
        (
            "1917-11-09",
            {"calendar": Calendar.JULIAN},
            "9 November 1917 menurut kalender Julian · 109 tahun yang lalu",
        ),
        ("-0043-11-22", {}, "44 SM · 2069 tahun yang lalu"),
        ("2026-11-22", {}, "2026"),
    ],
)
def test_the_date_is_told_for_what_it_is(
    tongues: Tongues, when: str, values: dict[str, str], told: str
) -> None:
    """Round anniversaries are made much of; doubt, intervals and calendars are not passed over."""
    built = shelf(fact("a", when, **values))  # type: ignore[arg-type]  # one value each
    assert lines(compose(announcement(), DAY, built, tongues, "id"))[1] == told


@pytest.mark.parametrize(
    ("when", "calendar", "style"),
    [
        ("1526-11-22", Calendar.JULIAN, Text.BOLD),
        ("1926-11-22", Calendar.GREGORIAN, Text.BOLD),
        ("1921-11-22", Calendar.GREGORIAN, Text.PLAIN),
    ],
)
def test_round_anniversaries_stand_out(tongues: Tongues, when: str, calendar: Calendar, style: Text) -> None:
    """Also those that are not so to the day, for another calendar counted them."""
    *_, elapsed = remark(fact("a", when, calendar=calendar), DAY, tongues.speak("en"))
    assert elapsed.style is style


def test_what_is_not_sure_is_said_to_be_so(tongues: Tongues) -> None:
    """By the author's note, or else by one that says how far it may be trusted."""
    noted = shelf(fact("a", "1963-11-22", certainty=Certainty.DISPUTED, note=NOTE))
    bare = shelf(fact("a", "1963-11-22", certainty=Certainty.SOURCE_SAYS))
    assert "Catatan: Sumber lain menyebut Oktober." in lines(
        compose(announcement(), DAY, noted, tongues, "id")
    )
    assert any(
        line.startswith("Note: This is what the source")
        for line in lines(compose(announcement(), DAY, bare, tongues, "en"))
    )


def test_several_languages_are_one_post(tongues: Tongues) -> None:
    """Each under its own name for itself; what they share is said once."""
    found = compose(announcement(languages=("id", "en")), DAY, shelf(fact("a", "1976-11-22")), tongues, "en")
    assert lines(found) == [
        "22 November dalam sejarah · 22 November in history",
        "Bahasa Indonesia · 1976 · tepat 50 tahun yang lalu",
        "Peristiwa a.",
        "English · 1976 · 50 years ago today",
        "Event a.",
        "Sumber: Buku Sejarah (https://x.id/buku); History Book (https://x.id/buku)",
        "Fakta: a",
    ]


def test_a_language_that_the_fact_lacks_is_told_so(tongues: Tongues) -> None:
    """The same words are not repeated under the name of another language."""
    built = shelf(fact("a", "1976-11-22", text={"id": "Peristiwa a."}))
    told = lines(compose(announcement(languages=("id", "en")), DAY, built, tongues, "id"))
    assert told.count("Peristiwa a.") == 1
    assert "(This fact is only available in Indonesian.)" in told
    alone = lines(compose(announcement(languages=("en",)), DAY, built, tongues, "id"))
    assert {"Peristiwa a.", "(This fact is only available in Indonesian.)"} <= set(alone)


def test_a_round_up_is_a_list(tongues: Tongues) -> None:
    """Numbered as the buttons that open its facts."""
    built = shelf(fact("a", "1976-11-22"), fact("b", "1711-11-22", kind="birth"))
    found = compose(announcement(style=Style.ROUNDUP), DAY, built, tongues, "id")
    assert lines(found) == [
        "22 November dalam sejarah",
        "1. 1976 · tepat 50 tahun yang lalu: Peristiwa a.",
        "2. 1711 · 315 tahun yang lalu · lahir: Peristiwa b.",
        "Sumber: Buku Sejarah (https://x.id/buku)",
    ]
    assert actions(found) == {
        "1": "fact:a",
        "2": "fact:b",
        "Fakta lain tanggal ini": "today:--11-22",
        "Hentikan kiriman ini": "announce:stop:7",
    }


def test_few_things_can_be_done_with_one_fact(tongues: Tongues) -> None:
    """The day, the other language, a report, and the end of it all; the last is taken off after a day."""
    found = composed(compose(announcement(), DAY, shelf(fact("a", "1963-11-22")), tongues, "id"))
    assert actions(found) == {
        "Fakta lain tanggal ini": "today:--11-22",
        "English": "say:en:a",
        "Laporkan kesalahan": "report:a",
        "Hentikan kiriman ini": "announce:stop:7",
    }
    later = without_stop(found.reply)
    assert later.blocks == found.reply.blocks
    assert later.actions == found.reply.actions[:-1]
    assert without_stop(later) == later


def test_a_post_that_was_asked_for_says_so(tongues: Tongues) -> None:
    """And leaves the question to the post of the day."""
    built = shelf(fact("a", "1963-11-22"), asked("Perang", 1901))
    found = compose(announcement(reveal=10), DAY, built, tongues, "id", marked=True)
    assert lines(found)[1] == "Dikirim sekarang atas permintaan pengelola."
    assert composed(found).question == ""


def test_a_fact_of_another_date_is_not_said_to_be_of_this_one(tongues: Tongues) -> None:
    """Its own date is told in full, and no anniversary counted."""
    told = lines(compose(announcement(), DAY, shelf(fact("a", "1917-02~")), tongues, "id"))
    assert told[:4] == [
        "Tahukah kamu?",
        "Belum ada fakta yang cocok untuk 22 November, jadi ini dari tanggal lain.",
        "Sekitar Februari 1917",
        "Peristiwa a.",
    ]
    found = compose(announcement(), DAY, shelf(fact("a", None)), tongues, "id")
    assert lines(found)[2] == "Peristiwa a."
    assert "Fakta lain tanggal ini" not in actions(found)


def test_a_fact_that_was_not_chosen_is_said_to_be_another(tongues: Tongues) -> None:
    """Where hardly any was."""
    built = shelf(fact("few", "1917-02", pack="few"), fact("a", "1963-11-22"))
    told = lines(compose(announcement(packs=("few",)), DAY, built, tongues, "id"))
    assert told[1] == "Belum ada fakta pilihan untuk 22 November, jadi ini di luar pilihan."


def test_without_facts_there_is_no_post(tongues: Tongues) -> None:
    """Nor a line about it."""
    assert compose(announcement(), DAY, shelf(), tongues, "id") is None
    assert headline(announcement(), DAY, shelf(), tongues.speak("id")) == ()


@pytest.mark.parametrize(
    ("facts", "language", "told"),
    [
        ([fact("a", "1963-11-22")], "id", "1963: Peristiwa a."),
        ([fact("a", "1963-11-22"), fact("b", "1711-11-22")], "id", "1711: Peristiwa b. (dan 1 lainnya)"),
        ([fact("a", "1711-11-22", calendar=Calendar.JULIAN)], "en", "1711: Event a."),
        ([fact("a", "1917~")], "en", "Around 1917: Event a."),
        ([fact("a", None)], "en", "Event a."),
        ([fact("a", "1963-11-22", text={"en": "word " * 80})], "en", "1963: " + "word " * 21 + "word…"),
    ],
)
def test_a_coming_post_is_told_in_one_line(
    tongues: Tongues, facts: list[object], language: str, told: str
) -> None:
    """For the preview, beside its date."""
    what = announcement(style=Style.ROUNDUP)
    line = headline(what, DAY, shelf(*facts), tongues.speak(language))  # type: ignore[arg-type]  # facts
    assert plain_line(line) == told


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("languages", [("id",), ("en",), ("id", "en")], ids="+".join)
def test_every_day_of_the_year_has_a_post_of_one_message(
    tongues: Tongues, languages: Sequence[str], style: Style
) -> None:
    """From the packs that come with Babad, in every language, on every platform, with a question."""
    what = announcement(languages=tuple(languages), style=style, reveal=10)
    for step in range(366):
        found = composed(compose(what, date(2028, 1, 1) + timedelta(days=step), library(), tongues, "id"))
        assert all(len(fit(found.reply, one)) == 1 for one in (CONTAINED, PLAIN, CAPABILITIES))
        assert found.question
        assert found.question not in found.facts
        assert lines(found)[0].endswith(("dalam sejarah", "in history"))
        assert len(found.reply.actions) <= CAPABILITIES.actions


@settings(deadline=None)
@given(
    text=st.text(min_size=1, max_size=3000),
    note=st.text(max_size=3000),
    style=st.sampled_from(Style),
    languages=st.sampled_from([("id",), ("id", "en")]),
)
def test_whatever_packs_hold_a_post_has_its_bounds(
    text: str, note: str, style: Style, languages: tuple[str, ...]
) -> None:
    """Long and hostile texts are cut; the same comes of the same."""
    hostile = {"id": f"@everyone <@1> {text}", "en": f"[x](http://x) {text}"}
    built = shelf(
        *(
            fact(f"f{at}", f"196{at}-11-22", text=hostile, note={"id": note}, certainty=Certainty.DISPUTED)
            for at in range(6)
        )
    )
    tongues, what = i18n.load(), announcement(style=style, languages=languages)
    found = composed(compose(what, DAY, built, tongues, "id"))
    assert len(plain(found.reply)) <= ROOM
    assert compose(what, DAY, built, tongues, "id") == found
