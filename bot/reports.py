"""Reports of mistakes, and notes of questions that came to nothing: taken from members, kept for managers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import information
from bot.blocks import Action
from bot.commands import BY_NAME
from bot.drafts import Drafts
from bot.notice import notice
from bot.references import refer
from bot.report_forms import QUESTIONS, UnfitReportError, note_form, read_note, read_report, report_form
from bot.store import Report, ReportsFullError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.blocks import Form, Reply
    from bot.i18n import Tongue
    from bot.report_forms import Written
    from bot.store import Store
    from bot.turn import Turn
    from facts.fact import Fact

LOOKED_AT: Final = 100
"""The newest open reports among which those of one member are counted."""
EACH: Final = 20
"""Of these, as many as one member may have: nobody fills the list alone."""
PATIENCE: Final = 1.5
"""Seconds until a form must be on its way; a platform allows three."""


class _RefusedError(Exception):
    """No report is taken now; its text says why in the member's language."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """Takes reports and notes.

    Args:
        store: where they are kept; None takes none, as in a terminal.
        find: the fact that a member or a button names.
        last_question: what the member asked last.
    """

    store: Store | None
    find: Callable[[str], Fact | None]
    last_question: Callable[[Turn], str]

    async def report(self, turn: Turn, args: Mapping[str, str]) -> Reply | Form:
        """``/report``: the form to say what is amiss with a ``fact``, with what was written before."""
        fact = self.find(args.get("fact", ""))
        if fact is None:
            return information.no_fact_reply(args.get("fact", ""), turn.tongue)
        try:
            async with asyncio.timeout(PATIENCE):
                store = await self._ready(turn)
                draft = await Drafts(store.notebook).take(turn, refer("report", fact.id))
        except _RefusedError as refusal:
            return notice(str(refusal))
        except (TimeoutError, StoreUnavailableError):
            return notice(_away(turn.tongue))
        return report_form(fact, turn.tongue, draft)

    async def send(self, turn: Turn, values: Mapping[str, str]) -> Reply:
        """Keep the report on ``fact`` that was written into its form."""
        fact = self.find(values.get("fact", ""))
        if fact is None:
            return information.no_fact_reply(values.get("fact", ""), turn.tongue)
        form = refer("report", fact.id)
        try:
            written = read_report(values, turn.tongue)
            return await self._keep(turn, written, fact.id)
        except (UnfitReportError, _RefusedError) as error:
            draft = {name: values.get(name, "") for name in ("kind", "text", "link")}
            return await self._again(turn, str(error), form, draft)

    async def note(self, turn: Turn, args: Mapping[str, str]) -> Reply | Form:
        """The form to hand over the question asked last, where the community wants such notes."""
        kind = args.get("kind", "")
        refusal = self._no_notes(turn, kind)
        return notice(refusal) if refusal else note_form(kind, self.last_question(turn), turn.tongue)

    async def send_note(self, turn: Turn, values: Mapping[str, str]) -> Reply:
        """Keep the question that was written into the form of its ``kind``."""
        kind = values.get("kind", "")
        refusal = self._no_notes(turn, kind)
        if refusal:
            return notice(refusal)
        try:
            return await self._keep(turn, read_note(kind, values, turn.tongue))
        except (UnfitReportError, _RefusedError) as error:
            return notice(str(error))

    def _no_notes(self, turn: Turn, kind: str) -> str:
        if kind in QUESTIONS and turn.community.notes and self.store is not None:
            return ""
        return turn.tongue.gettext("Questions are not collected here.")

    async def _ready(self, turn: Turn) -> Store:
        """The store, once it is sure that it would take a report of the member."""
        if self.store is None:
            raise _RefusedError(turn.tongue.gettext("I can't keep reports here."))
        place, member = turn.place, turn.member
        newest = await self.store.reports.open(place.platform, place.community, limit=LOOKED_AT)
        if sum(report.user == member.user for report in newest) >= EACH:
            text = turn.tongue.gettext(
                "So many of your reports are still unread that I can't take another one yet. "
                "Thank you for them!"
            )
            raise _RefusedError(text)
        return self.store

    async def _keep(self, turn: Turn, written: Written, fact: str = "") -> Reply:
        try:
            store = await self._ready(turn)
            await store.reports.add(_report(turn, written, fact))
        except ReportsFullError:
            text = turn.tongue.gettext(
                "There are so many unread reports here that I can't take another one. Please tell whoever "
                "manages this community."
            )
            raise _RefusedError(text) from None
        except StoreUnavailableError:
            raise _RefusedError(_away(turn.tongue)) from None
        return notice(_thanks(turn), _how_to_erase(turn.tongue))

    async def _again(self, turn: Turn, text: str, form: str, draft: Mapping[str, str]) -> Reply:
        """Say what hinders, and offer the form again as it was filled, if that could be kept."""
        again = Action(turn.tongue.gettext("Back to the form"), form, opens_form=True)
        if self.store is None:
            return notice(text)
        try:
            await Drafts(self.store.notebook).keep(turn, form, draft)
        except StoreUnavailableError:
            return notice(text, actions=(again,))
        kept = turn.tongue.gettext("What you wrote stays in the form for an hour.")
        return notice(text, kept, actions=(again,))


def _report(turn: Turn, written: Written, fact: str) -> Report:
    return Report(
        platform=turn.place.platform,
        community=turn.place.community,
        chat=turn.place.chat,
        user=turn.member.user,
        kind=written.kind,
        fact=fact,
        text=written.text,
        link=written.link,
        language=turn.tongue.code,
        at=turn.at,
    )


def _thanks(turn: Turn) -> str:
    if turn.place.private:
        return turn.tongue.gettext("Thank you! I kept it; whoever runs me can read it.")
    return turn.tongue.gettext("Thank you! I kept it, and whoever manages this community can read it.")


def _how_to_erase(tongue: Tongue) -> str:
    command = f"/{BY_NAME['mydata'].named(tongue.code)}"
    return tongue.gettext("With {command} you can have everything erased that you sent.", command=command)


def _away(tongue: Tongue) -> str:
    return tongue.gettext("I can't keep anything just now. Please try again in a few minutes.")
