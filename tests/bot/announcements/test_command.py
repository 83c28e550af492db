"""Daily posts set up, changed and stopped through the conversation, by those who may and nobody else."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from bot.announcements.announcement import State, Style
from bot.announcements.delivery import NOW
from bot.announcements.office import MOST, MOST_PRIVATE
from bot.announcements.panel import BUTTONS
from bot.blocks import Audience
from bot.delivery import Failed, Forbidden, Gone, Lack
from bot.seam import Place
from tests.bot.announcements.managing import ALONE, ANI, CHIEF, CLASS, KEPALA, Managing, Play
from tests.bot.chat import Chat
from tests.bot.turns import away

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering import Answering
    from bot.delivery import Whereabouts
    from facts.fact import Pack


def test_one_line_starts_a_daily_post(play: Play) -> None:
    """And says in words when the first one comes."""

    async def scene(desk: Managing) -> None:
        said = await desk.type("/kiriman 07.00 WITA senin-jumat rangkuman soal indonesia", KEPALA)
        assert said.startswith("Mulai besok, Senin 23 November 2026 pukul 07.00 WITA.")
        (one,) = await desk.all()
        assert (one.state, one.at, one.zone) == (State.ACTIVE, time(7), "Asia/Makassar")
        assert (one.days, one.style, one.tags) == (
            frozenset(range(5)),
            Style.ROUNDUP,
            {"region": ("indonesia",)},
        )
        assert (one.place, one.label, one.created_by) == (CLASS, "#history", "kepala")
        assert one.day == date(2026, 11, 23)
        assert (desk.reply.audience, desk.reply.replaces) == (Audience.ASKER, False)

    play(scene)


def test_typed_options_start_one_in_another_place(play: Play) -> None:
    """Which is told of where it was set up, should it ever have to be suspended."""

    async def scene(desk: Managing) -> None:
        said = await desk.choose(time="8 am", zone="WIB", place="news", question="no", region="region:asia")
        assert said.startswith("Starts tomorrow, Monday 23 November 2026, at 08:00 WIB.")
        (one,) = await desk.all()
        assert one.place == Place("test", "school", "news")
        assert one.origin == CLASS
        assert desk.located[0].community == "school"

    play(scene)


def test_nothing_is_started_before_it_is_clear_and_asked_for(play: Play) -> None:
    """What is doubted is asked with a button for each meaning; without a time a draft is shown."""

    async def scene(desk: Managing) -> None:
        said = await desk.type("/announce 7 am WITTA indonesia sennin")
        assert "I don't understand “WITTA”. Did you mean one of these?" in said
        assert "“indonesia” may mean several things." in said
        assert "I have not started anything yet." in said
        assert len(desk.actions) <= BUTTONS
        await desk.press("Regions: Indonesia")
        await desk.type("/announce round-up")
        assert next(iter(desk.actions)) == "Start"
        assert [one.state for one in await desk.all()] == [State.DRAFT]  # the one before gave way

    play(scene)


def test_a_draft_is_made_and_changed_by_buttons_and_started(play: Play) -> None:
    """Each press shows what it did, in the place of the panel."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce")
        assert "Not started yet." in await desk.press("New")
        await desk.press("Time…")
        assert desk.form.fields[0].filled == "07:00"
        assert "I can't read “25” as a time of day" in await desk.fill("25")
        await desk.press("Time…")
        assert "Time: 06:30" in await desk.fill("setengah 7 pagi")
        await desk.press("Days…")
        assert "Days: Monday to Friday" in await desk.press("Monday to Friday")
        await desk.press("What it says…")
        assert "a round-up of the best few facts" in await desk.press("Tell several facts")
        await desk.press("Question of the day…")
        assert "answered 10 hours later, at 16:30" in await desk.press("Answer after 10 hours")
        await desk.press("Regions…")
        await desk.press("Asia")
        assert "Regions: Asia, Europe" in await desk.press("Europe")
        await desk.press("✓ Asia")
        await desk.press("More →")
        assert "Polar regions" in desk.actions
        await desk.press("Choose none")
        await desk.press("← Back")
        await desk.press("Packs…")
        assert "Packs: Japanese intervention in Siberia" in await desk.press(
            "Japanese intervention in Siberia"
        )
        await desk.press("announce:open:1")
        assert desk.reply.replaces
        assert "Starts tomorrow, Monday 23 November 2026, at 06:30 WIB." in await desk.press("Start")
        (one,) = await desk.all()
        assert (one.state, one.at, one.packs, one.tags, one.reveal) == (
            State.ACTIVE,
            time(6, 30),
            ("siberia",),
            {},
            10,
        )

    play(scene)


def test_the_zone_that_nobody_chose_is_told(play: Play) -> None:
    """Once the community has chosen one, it is taken without a word."""

    async def scene(desk: Managing) -> None:
        said = await desk.type("/announce 7 am")
        assert "Nobody has chosen a time zone here, so I took Asia/Jakarta (WIB, UTC+7)." in said
        await desk.preferences.change(CLASS, "zone", "Asia/Jayapura", CHIEF)
        said = await desk.type("/announce 8 am")
        assert "Nobody has chosen" not in said
        assert "08:00 WIT." in said
        assert "07:30 WIT" not in said

    play(scene)


def test_a_change_of_the_communitys_zone_moves_its_posts(play: Play) -> None:
    """Those that have no zone of their own."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am")
        before = (await desk.all())[0].due
        await desk.type("/settings zone Makassar")
        after = (await desk.all())[0].due
        assert before is not None
        assert after is not None
        assert (before - after).total_seconds() == 3600

    play(scene)


def test_a_night_hour_is_taken_with_a_word(play: Play) -> None:
    """For two in the afternoon may have been meant."""

    async def scene(desk: Managing) -> None:
        assert "02:00 is in the night." in await desk.type("/announce 2")
        await desk.press("Time…")
        assert "in the night" not in await desk.fill("14:00")

    play(scene)


def test_an_answer_in_the_night_is_taken_with_a_word(play: Play) -> None:
    """Ten hours after an evening post everybody sleeps."""

    async def scene(desk: Managing) -> None:
        assert "is answered in the night, at 04:00." in await desk.type("/announce 6 pm with question")
        assert "in the night" not in await desk.type("/announce 8 pm with question 3 hours")

    play(scene)


def test_what_is_said_of_posts_that_there_are_starts_no_new_one(play: Play) -> None:
    """Whoever types "stop" finds the posts that can be stopped, not a draft of another one."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 07:00")
        for line in (
            "/announce stop",
            "/kiriman hapus semua kiriman",
            "/announce list",
            "/kiriman berhenti dulu",
        ):
            said = await desk.type(line)
            assert said.startswith("Daily posts\n1. #history")
            assert "Open a post to pause, change or remove it." in said
            assert desk.actions["Open 1"]
        assert len(await desk.all()) == 1
        assert "whoever may manage this community" in await desk.type("/announce stop", ANI)

    play(scene)


def test_an_example_can_be_written_as_it_is_shown(play: Play) -> None:
    """In either language, also where options are given each by itself."""

    async def scene(desk: Managing) -> None:
        assert (await desk.type("/announce")).endswith("/announce time:07:00 days:weekdays region:Indonesia")
        shown = await desk.type("/kiriman", KEPALA)
        assert shown.endswith("/kiriman jam:07.00 hari:senin-jumat wilayah:Indonesia")
        said = await desk.type(shown.rpartition("misalnya ")[2], KEPALA)
        assert said.startswith("Mulai besok, Senin 23 November 2026 pukul 07.00")
        (one,) = await desk.all()
        assert (one.days, one.tags) == (frozenset(range(5)), {"region": ("indonesia",)})

    play(scene)


def test_a_subject_that_is_not_known_is_told_where_to_find_all(play: Play) -> None:
    """What follows "about" was to be a pack, an era, a region or a theme."""

    async def scene(desk: Managing) -> None:
        said = await desk.type("/announce 07:00 about majapahit")
        assert "I know no pack, era, region or theme called “majapahit”; press “What it says…”" in said
        assert desk.actions["What it says…"]
        assert "There are: Prehistory" in await desk.type("/announce 07:00 era majapahit")

    play(scene)


def test_bilingual_posts_begin_with_the_communitys_language(play: Play) -> None:
    """And those whose languages were named keep to that order."""

    async def scene(desk: Managing) -> None:
        await desk.type("/settings language id")
        await desk.type("/announce 07:00 bilingual")
        await desk.type("/announce 08:00 bahasa inggris dan indonesia")
        bilingual, named = await desk.all()
        assert bilingual.languages == ("id", "en")
        assert named.languages == ("en", "id")

    play(scene)


def test_posts_are_told_in_the_language_of_whoever_sets_them_up_if_none_was_chosen(play: Play) -> None:
    """There is no question whose language they could follow; a language of the settings is followed."""

    async def scene(desk: Managing) -> None:
        assert "Language: English\n" in await desk.type("/announce 07:00")
        assert "Bahasa: Indonesia\n" in await desk.type("/kiriman 08.00", KEPALA)
        await desk.type("/settings language id")
        assert "Bahasa: Indonesia, ikut setelan\n" in await desk.type("/announce 09:00")
        assert [one.languages for one in await desk.all()] == [("en",), ("id",), ()]

    play(scene)


def test_the_same_time_in_the_same_place_is_not_taken_twice(play: Play) -> None:
    """It is offered to open the one that there is, or to change the new one."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am")
        said = await desk.type("/announce 07:00 WIB weekdays")
        assert "There is a daily post in #history at 07:00 already" in said
        assert [*desk.actions] == ["Open that one", "Change this one"]
        assert "Next post" in await desk.press("Open that one")
        assert "Starts" in await desk.type("/announce 07:00 WITA")

    play(scene)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Gone(), "I can't find that place in this community."),
        (Forbidden(), "I may not write in that place."),
        (Forbidden(Lack.SIGHT), "I may not see that place."),
        (Forbidden(Lack.OPEN), "That place is closed."),
        (Forbidden(Lack.TAG), "must carry a tag"),
        (Failed("x"), "I could not find out just now"),
    ],
)
def test_nothing_is_started_where_the_bot_may_not_post(play: Play, found: Whereabouts, told: str) -> None:
    """Neither by a line nor by a button, and what is missing is named."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce")
        await desk.press("New")
        desk.refused["history"] = desk.refused["shut"] = found
        assert told in await desk.press("Start")
        assert told in await desk.type("/announce 7 am")
        assert told in await desk.choose(time="7 am", place="shut")
        assert told in await desk.press("announce:new:")
        assert [one.state for one in await desk.all()] == [State.DRAFT]

    play(scene)


def test_a_post_is_paused_resumed_previewed_posted_and_removed(play: Play) -> None:
    """As its panel offers it."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am")
        assert "Paused" in await desk.press("Pause")
        assert "Starts tomorrow" in await desk.press("Resume")
        said = await desk.press("Preview")
        assert said.count("\n- ") == 7
        assert "\n- Monday 23 November 2026 · " in said
        await desk.press("← Back")
        assert "I post it now" in await desk.press("Post now")
        assert "The extra post of 22 November 2026: on its way." in await desk.press("announce:open:1")
        assert "I was asked for that just now" in await desk.press("Post now")
        rows = await desk.book.deliveries(1)
        assert [row.kind.startswith(NOW) for row in rows] == [True]
        assert "for good" in await desk.press("Remove…")
        assert "Next post" in await desk.press("No, keep it")
        await desk.press("Remove…")
        assert "Removed: Daily post in #history." in await desk.press("Yes, remove it")
        assert await desk.all() == ()
        assert "gone already" in await desk.press("announce:stop:1")

    play(scene)


def test_nothing_is_posted_at_once_where_nothing_can_be(play: Play) -> None:
    """What is missing is told at once, rather than found out later from what became of the post."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am")
        desk.refused["history"] = Forbidden(Lack.WRITING)
        assert "Let me send messages there" in await desk.press("Post now")
        assert await desk.book.deliveries(1) == ()

    play(scene)


def test_the_button_under_a_post_stops_it(play: Play) -> None:
    """The manager is told privately how to go on; pressed again it says the same."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce 7 am")
        for _ in range(2):
            said = await desk.press("announce:stop:1", KEPALA)
            assert said.startswith("Berhenti: tidak ada lagi kiriman di #history pukul 07.00.")
            assert "/kiriman" in said
            assert (desk.reply.audience, desk.reply.replaces, desk.reply.actions) == (
                Audience.ASKER,
                False,
                (),
            )
        assert [one.state for one in await desk.all()] == [State.PAUSED]

    play(scene)


@pytest.mark.parametrize(("place", "most"), [(CLASS, MOST), (ALONE, MOST_PRIVATE)])
def test_there_is_a_most(play: Play, place: Place, most: int) -> None:
    """Drafts do not count, but cannot be started beyond it."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce", place=place)
        await desk.press("New", place=place)
        draft = (await desk.all(place))[0].id
        for hour in range(most):
            await desk.book.activate((await desk.book.create(place, "x", at=time(hour + 5))).id)
        told = f"There are {most} daily posts here already"
        assert told in await desk.type("/announce 4 am", place=place)
        assert told in await desk.press(f"announce:start:{draft}", place=place)
        assert told in await desk.press("announce:new:", place=place)
        said = await desk.type("/announce", place=place)
        assert "1. " in said
        assert ("More →" in desk.actions) == (most > 5)
        assert len(desk.actions) <= BUTTONS

    play(scene)


def test_a_thread_is_kept_when_the_list_went_elsewhere(play: Play) -> None:
    """The button carries it, for a private chat knows the group alone."""

    async def scene(desk: Managing) -> None:
        await desk.type("/announce", place=Place("test", "school", "history", "topic"))
        await desk.press("New", place=CLASS)
        assert [one.place.thread for one in await desk.all()] == ["topic"]

    play(scene)


def test_while_the_store_is_away_that_is_said(play: Play, tmp_path: Path) -> None:
    """And nothing is promised."""

    async def scene(desk: Managing) -> None:
        async with away(desk.store, tmp_path):
            for said in (
                await desk.type("/announce"),
                await desk.type("/announce 7 am"),
                await desk.press("announce:stop:1"),
                await desk.press("announce:ask:1:time"),
            ):
                assert said.startswith("I can't get at the daily posts just now")

    play(scene)


def test_where_nothing_can_be_posted_that_is_said(answering: Answering, pack: Pack) -> None:
    """As in a terminal."""
    said = Chat(answering, pack).command("announce", CHIEF)
    assert said == "Daily posts can't be set up here."
