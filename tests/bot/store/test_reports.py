"""What members tell the moderators."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.store import Report, ReportsFullError
from bot.store.reports import OPEN_REPORTS
from bot.store.schema import reports
from tests.bot.store import rows
from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from bot.store import Store
    from tests.bot.store.conftest import Run

REPORT = Report(
    platform="console",
    community="1",
    chat="7",
    user="ani",
    kind="date",
    fact="siberia-1918/iwami",
    text="Bukan tanggal 12?",
    link="https://id.wikipedia.org/wiki/Intervensi",
    language="id",
    at=NOW,
)


def test_a_report_comes_back_as_it_was_given(store: Store, run: Run) -> None:
    """With the id that it got."""
    number = run(store.reports.add(REPORT))
    assert run(store.reports.open("console", "1", limit=5)) == (replace(REPORT, id=number),)


def test_the_moment_of_a_report_comes_back_in_utc(store: Store, run: Run) -> None:
    """Whatever the zone in which it was told."""
    run(store.reports.add(replace(REPORT, at=NOW.astimezone(timezone(timedelta(hours=7))))))
    [report] = run(store.reports.open("console", "1", limit=5))
    assert report.at == NOW
    assert report.at.utcoffset() == timedelta()


def test_a_moment_without_a_zone_is_refused(store: Store, run: Run) -> None:
    """It could be any of two dozen."""
    with pytest.raises(ValueError, match=r"2026-08-17T03:00:00\.123456 has no time zone"):
        run(store.reports.add(replace(REPORT, at=NOW.replace(tzinfo=None))))


def test_open_reports_are_read_page_by_page_newest_first(store: Store, run: Run) -> None:
    """Each page goes on before the last report of the one before."""

    async def scene() -> None:
        ids = [await store.reports.add(REPORT) for _ in range(5)]
        first = await store.reports.open("console", "1", limit=3)
        second = await store.reports.open("console", "1", limit=3, before=first[-1].id)
        assert [report.id for report in first + second] == ids[::-1]
        assert await store.reports.open("console", "1", limit=3, before=ids[0]) == ()

    run(scene())


@pytest.mark.parametrize(("limit", "count"), [(-1, 0), (0, 0), (1, 1), (10**30, 3)])
def test_any_limit_is_understood(store: Store, run: Run, limit: int, count: int) -> None:
    """However odd the number that was asked for."""

    async def scene() -> int:
        for _ in range(3):
            await store.reports.add(REPORT)
        return len(await store.reports.open("console", "1", limit=limit, before=10**30))

    assert run(scene()) == count


def test_a_report_is_closed_once(store: Store, run: Run) -> None:
    """The second moderator learns that it was done, and the first stays named."""

    async def scene() -> None:
        number = await store.reports.add(REPORT)
        assert await store.reports.close("console", "1", number, "budi", NOW)
        assert not await store.reports.close("console", "1", number, "citra", NOW)
        assert await store.reports.open("console", "1", limit=5) == ()
        assert await store.reports.count_open("console", "1") == 0
        kept = (await rows.dump(store))["reports"]
        assert [(report.closed, report.closed_by) for report in kept] == [(NOW, "budi")]

    run(scene())


@pytest.mark.parametrize("number", [-1, 0, 2, 10**30])
def test_reports_that_are_not_there_are_not_closed(store: Store, run: Run, number: int) -> None:
    """However odd the number that was typed."""
    run(store.reports.add(REPORT))
    assert not run(store.reports.close("console", "1", number, "budi", NOW))


def test_no_community_sees_or_closes_the_reports_of_another(store: Store, run: Run) -> None:
    """An id can be guessed."""

    async def scene() -> None:
        number = await store.reports.add(REPORT)
        for place in (("console", "2"), ("radio", "1")):
            assert await store.reports.open(*place, limit=5) == ()
            assert await store.reports.count_open(*place) == 0
            assert not await store.reports.close(*place, number, "budi", NOW)
        assert await store.reports.count_open("console", "1") == 1

    run(scene())


def test_an_id_is_not_given_twice(store: Store, run: Run) -> None:
    """A button under an old report must not close a new one."""

    async def scene() -> None:
        first = await store.reports.add(REPORT)
        await store.erase("console", "ani")
        assert await store.reports.add(REPORT) > first

    run(scene())


def test_a_community_can_have_so_many_open_reports(store: Store, run: Run) -> None:
    """Until one of them is closed; others are not held back."""

    async def scene() -> None:
        flood = [rows.row(reports, platform="console", community="1") for _ in range(OPEN_REPORTS - 1)]
        await rows.put(store, reports, *flood)
        last = await store.reports.add(REPORT)
        with pytest.raises(ReportsFullError, match="There are 500 open reports already: close some first"):
            await store.reports.add(REPORT)
        await store.reports.add(replace(REPORT, community="2"))
        await store.reports.close("console", "1", last, "budi", NOW)
        await store.reports.add(REPORT)
        assert await store.reports.count_open("console", "1") == OPEN_REPORTS

    run(scene())


def test_what_no_database_can_keep_is_left_out_of_texts(store: Store, run: Run) -> None:
    """A report is worth more than its odd characters."""
    run(store.reports.add(replace(REPORT, text="sa\0lah \ud83d tanggal 🗓")))
    [report] = run(store.reports.open("console", "1", limit=5))
    assert report.text == "salah  tanggal 🗓"


def test_a_text_that_is_too_long_is_refused(store: Store, run: Run) -> None:
    """With the number of characters, so that it can be told to the member."""
    with pytest.raises(ValueError, match="The text has 4001 characters; at most 4000 can be stored"):
        run(store.reports.add(replace(REPORT, text="a" * 4_001)))
