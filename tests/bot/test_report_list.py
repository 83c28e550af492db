"""The list of reports: for managers of the community only, page by page, closed one by one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Audience
from bot.preferences import Community
from bot.report_forms import TEXT
from bot.report_list import ROOM, ReportList
from bot.seam import Place
from bot.store import Report
from tests.bot.turns import (
    ANI,
    CHIEF,
    EVIL,
    GROUP,
    NOON,
    actions_of,
    as_manager,
    away,
    command,
    kept,
    press,
    reply_of,
    text_of,
    turn,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.i18n import Tongues
    from bot.store import Store

REPORT = Report(
    platform="test",
    community="group",
    chat="chat",
    user="ani",
    kind="date",
    fact="iwami",
    text="No.",
    at=NOON,
)


async def fill(store: Store, count: int, text: str = "No.") -> None:
    """Add so many reports, a day apart."""
    for number in range(1, count + 1):
        at = NOON + timedelta(days=number)
        await store.reports.add(replace(REPORT, text=f"{number}: {text}", at=at))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "- 1. Tanggalnya salah · iwami · 3 Mei 2024 pukul 14.00: No. · https://example.org"),
        ("en", "- 1. The date is wrong · iwami · 3 May 2024 at 14:00: No. · https://example.org"),
    ],
)
def test_a_report_is_told_with_all_that_belongs_to_it(
    tongues: Tongues, tmp_path: Path, language: str, line: str
) -> None:
    """At the time where the community is; who sent it is nobody's business."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            await store.reports.add(replace(REPORT, link="https://example.org"))
            made = turn(tongues.speak(language), command(CHIEF), Community(zone="Asia/Jayapura"))
            said = await ReportList(store).show(made, {})
            assert text_of(said).splitlines()[1] == line
            assert reply_of(said).audience is Audience.ASKER
            assert list(actions_of(said).values()) == ["done:1:"]

    asyncio.run(main())


def test_pages_go_from_the_newest_to_the_oldest(tongues: Tongues, tmp_path: Path) -> None:
    """Each report once, and always how many there are."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            await fill(store, 12)
            made = turn(tongues.speak("en"), press(CHIEF))
            seen, before = [], ""
            while True:
                said = reply_of(await ReportList(store).show(made, {"before": before}))
                assert text_of(said).startswith("12 open reports")
                assert said.replaces
                actions = [action.action for action in said.actions]
                seen += [int(action.split(":")[1]) for action in actions if action.startswith("done:")]
                older = [action for action in actions if action.startswith("reports:")]
                if not older:
                    break
                before = older[0].partition(":")[2]
            assert seen == list(range(12, 0, -1))

    asyncio.run(main())


def test_long_reports_are_shown_whole_on_more_pages(tongues: Tongues, tmp_path: Path) -> None:
    """A page keeps what fits one message."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            await fill(store, 3, "x" * (TEXT - 3))
            said = reply_of(await ReportList(store).show(turn(tongues.speak("en"), command(CHIEF)), {}))
            assert "x" * (TEXT - 3) in text_of(said)
            assert [action.action for action in said.actions] == ["done:3:", "reports:3"]
            assert len(text_of(said)) <= ROOM + 100

    asyncio.run(main())


def test_a_report_is_closed_on_the_page_where_it_was(tongues: Tongues, tmp_path: Path) -> None:
    """And only once."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            await fill(store, 7)
            made, reports = turn(tongues.speak("en"), press(CHIEF)), ReportList(store)
            second = await reports.show(made, {"before": "3"})
            assert list(actions_of(second).values()) == ["done:2:3", "done:1:3"]
            said = await reports.close(made, {"report": "2", "before": "3"})
            assert text_of(said).splitlines()[:2] == ["Report 2 is done.", "6 open reports"]
            assert list(actions_of(said).values()) == ["done:1:3"]
            again = await reports.close(made, {"report": "2", "before": "3"})
            assert text_of(again).startswith("Report 2 is not open any more.")
            last = await reports.close(made, {"report": "1", "before": "3"})
            assert len(actions_of(last)) == 5

    asyncio.run(main())


def test_an_empty_list_says_so(tongues: Tongues, tmp_path: Path) -> None:
    """Also after the last was closed."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            made, reports = turn(tongues.speak("id"), press(CHIEF)), ReportList(store)
            assert text_of(await reports.show(made, {})) == "Tidak ada laporan yang belum selesai."
            await fill(store, 1)
            said = await reports.close(made, {"report": "1"})
            assert text_of(said) == "Laporan 1 sudah selesai.\nTidak ada laporan yang belum selesai."

    asyncio.run(main())


def test_nobody_else_reads_or_closes_reports(tongues: Tongues, tmp_path: Path) -> None:
    """Neither members nor managers of another community."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            await fill(store, 1, "secret")
            reports = ReportList(store)
            member = turn(tongues.speak("en"), press(ANI))
            elsewhere = turn(tongues.speak("en"), press(CHIEF, Place("test", "other", "chat")))
            for made in (member, elsewhere):
                for said in (
                    await reports.show(made, {}),
                    await reports.close(made, {"report": "1", "before": ""}),
                ):
                    assert "secret" not in text_of(said)
                    assert reply_of(said).audience is Audience.ASKER
            assert await store.reports.count_open("test", GROUP.community) == 1
            assert "secret" in text_of(await reports.show(as_manager(member), {}))

    asyncio.run(main())


@pytest.mark.parametrize("number", ["", "x", "-1", "٣", "9" * 18, "9" * 5000])
def test_forged_numbers_come_to_nothing(tongues: Tongues, tmp_path: Path, number: str) -> None:
    """The list is shown as it is."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            await fill(store, 1)
            made, reports = turn(tongues.speak("en"), press(CHIEF)), ReportList(store)
            for said in (
                await reports.show(made, {"before": number}),
                await reports.close(made, {"report": number, "before": number}),
            ):
                assert "1 open report" in text_of(said)

    asyncio.run(main())


def test_hostile_words_stay_words(tongues: Tongues, tmp_path: Path) -> None:
    """On one line, with nothing that turns text around or drives a terminal."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            await store.reports.add(
                replace(REPORT, text=EVIL, kind="<b>x", fact="*y*", link="https://a.b/\u202ec")
            )
            said = text_of(await ReportList(store).show(turn(tongues.speak("en"), command(CHIEF)), {}))
            assert len(said.splitlines()) == 2
            assert all(line.isprintable() for line in said.splitlines())
            assert "@everyone <@&1> <b>*x*</b>" in said

    asyncio.run(main())


@pytest.mark.parametrize("language", ["id", "en"])
def test_while_the_store_is_away_the_list_is_too(tongues: Tongues, tmp_path: Path, language: str) -> None:
    """Which is said; without a store there is none at all."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            made, reports = turn(tongues.speak(language), press(CHIEF)), ReportList(store)
            async with away(store, tmp_path):
                for said in (await reports.show(made, {}), await reports.close(made, {"report": "1"})):
                    assert {"id": "Coba lagi", "en": "try again"}[language] in text_of(said)
                    assert not reply_of(said).replaces
            none = await ReportList(None).show(made, {})
            assert {"id": "tidak ada laporan", "en": "No reports are kept"}[language] in text_of(none)

    asyncio.run(main())
