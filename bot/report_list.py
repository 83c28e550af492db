"""The list of open reports, for whoever manages the community that they were sent in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import information
from bot.blocks import Action, Audience, Bullets, Heading, Reply, Span, Style
from bot.notice import notice, paragraph
from bot.plain import clean, plain_line
from bot.report_forms import KINDS, TEXT
from bot.seam import Press
from bot.store import StoreUnavailableError
from bot.telling import shorten
from facts.date_words import word
from facts.dates import HistoricalDate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.blocks import Block, Line
    from bot.i18n import Tongue
    from bot.store import Report, Store
    from bot.turn import Turn

LISTED: Final = 5
"""Reports on one page."""
ROOM: Final = 1800
"""Characters of them: with all around it is one message on every platform."""
DIGITS: Final = 18
"""Of the largest number of a report that is looked for."""


@dataclass(frozen=True, slots=True)
class ReportList:
    """Shows open reports and closes them.

    Args:
        store: where they are; None has none.
    """

    store: Store | None

    async def show(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/reports``: the newest, or those sent ``before`` the one of that number."""
        return await self._answered(turn, None, _number(args.get("before", "")))

    async def close(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """Close the ``report`` of that number, and show the page that it was on."""
        return await self._answered(turn, _number(args.get("report", "")), _number(args.get("before", "")))

    async def _answered(self, turn: Turn, closing: int | None, before: int | None) -> Reply:
        if not turn.manager:
            return information.managers_only_reply(turn.tongue)
        if self.store is None:
            return notice(turn.tongue.gettext("No reports are kept here."))
        try:
            said = await self._close(self.store, turn, closing) if closing is not None else ""
            return await self._page(self.store, turn, before, said)
        except StoreUnavailableError:
            return notice(
                turn.tongue.gettext("I can't reach the reports just now. Please try again in a few minutes.")
            )

    async def _close(self, store: Store, turn: Turn, report: int) -> str:
        place = turn.place
        closed = await store.reports.close(place.platform, place.community, report, turn.member.user, turn.at)
        if closed:
            return turn.tongue.gettext("Report {number} is done.", number=report)
        return turn.tongue.gettext("Report {number} is not open any more.", number=report)

    async def _page(self, store: Store, turn: Turn, before: int | None, said: str) -> Reply:
        where = (turn.place.platform, turn.place.community)
        found = await store.reports.open(*where, limit=LISTED + 1, before=before)
        if not found and before is not None:
            before, found = None, await store.reports.open(*where, limit=LISTED + 1)
        items = _fitting([_item(report, turn) for report in found[:LISTED]])
        page, more = found[: len(items)], len(found) > len(items)
        count = await store.reports.count_open(*where)
        blocks: list[Block] = [paragraph(said, Style.BOLD)] if said else []
        if page:
            blocks += [Heading(turn.tongue.ngettext("{count} open report", "{count} open reports", count))]
            blocks += [Bullets(items)]
        else:
            blocks += [paragraph(turn.tongue.gettext("There are no open reports."))]
        actions = _actions(page, before, turn.tongue, more=more)
        return Reply(tuple(blocks), actions, Audience.ASKER, isinstance(turn.event, Press))


def _fitting(items: Sequence[Line]) -> tuple[Line, ...]:
    """As many as there is room for, each as a whole, and one in any case."""
    room = ROOM
    for at, item in enumerate(items):
        room -= len(plain_line(item))
        if room < 0 and at:
            return tuple(items[:at])
    return tuple(items)


def _item(report: Report, turn: Turn) -> Line:
    """The number, what is the matter, with which fact, since when, and what the member wrote."""
    tongue = turn.tongue
    kind = tongue.gettext(KINDS[report.kind]) if report.kind in KINDS else report.kind
    fact = (Span(" · "), Span(report.fact, Style.CODE)) if report.fact else ()
    told = " · ".join(filter(None, (shorten(clean(report.text), TEXT), clean(report.link))))
    when = _when(report.at, turn)
    return Span(f"{report.id}. {kind}", Style.BOLD), *fact, Span(f" · {when}: {told}")


def _when(at: datetime, turn: Turn) -> str:
    there = at.astimezone(turn.community.timezone)
    date = word(HistoricalDate(f"{there:%Y-%m-%d}"), turn.tongue.code)
    return turn.tongue.gettext(
        "{date} at {hour}:{minute}", date=date, hour=f"{there:%H}", minute=f"{there:%M}"
    )


def _actions(page: Sequence[Report], before: int | None, tongue: Tongue, *, more: bool) -> tuple[Action, ...]:
    back = before or ""
    actions = [
        Action(tongue.gettext("Done: {number}", number=report.id), f"done:{report.id}:{back}")
        for report in page
    ]
    if more:
        actions.append(Action(tongue.gettext("Older ones"), f"reports:{page[-1].id}"))
    return tuple(actions)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None
