"""How an announcement fares, in words: its state with the reason, and what became of its posts.  Pure."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import State
from bot.announcements.book import zone_of
from bot.announcements.delivery import ANSWER, NOTICE, NOW, Progress
from bot.announcements.wording import date_in_words, when_in_words
from bot.i18n import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.announcements.delivery import DeliveryRow
    from bot.i18n import Tongue
    from bot.turn import Turn

PROBLEMS: Final = {
    "gone": mark("I can't find that place any more."),
    "forbidden": mark("I may not write there."),
    "left": mark("I was removed from this community."),
}
_UNKNOWN: Final = mark("The platform did not take it.")
_BECAME: Final = {
    Progress.SENT: mark("{post}: delivered."),
    Progress.IN_DOUBT: mark("{post} may not have arrived; I don't repeat it, lest it come twice."),
    Progress.SKIPPED: mark("{post}: left out, since I could not post for too long."),
}
_UNDER_WAY: Final = mark("{post}: on its way.")
_TO_COME: Final = mark("{post}: comes {when}.")


def state_in_words(one: Announcement, turn: Turn, rows: Sequence[DeliveryRow] = ()) -> str:
    """Its state, why, and when it is posted next; ``rows`` are its latest deliveries, newest first."""
    tongue = turn.tongue
    when = ""
    if one.due is not None:
        when = when_in_words(one.due, zone_of(one, turn.community), turn.at, tongue)
    match one.state:
        case State.DRAFT:
            return tongue.gettext("Not started yet.")
        case State.PAUSED:
            return tongue.gettext("Paused: nothing is posted until somebody resumes it.")
        case State.ACTIVE:
            return tongue.gettext("Next post: {when}.", when=when)
        case _:
            return _suspended(one, tongue, _failing_since(rows) or one.struck, when)


def problem_in_words(problem: str, tongue: Tongue) -> str:
    """What a place refused with, as a sentence."""
    return tongue.gettext(PROBLEMS.get(problem, _UNKNOWN))


def deliveries_in_words(
    one: Announcement, rows: Iterable[DeliveryRow], turn: Turn, *, most: int, to_come: bool = True
) -> tuple[str, ...]:
    """What became of ``most`` of its posts, a sentence each; if ``to_come``, also of answers to come."""
    told = (row for row in rows if row.kind != NOTICE and (to_come or not _awaited(row, turn)))
    return tuple(_delivery(one, row, turn) for row in islice(told, most))


def _suspended(one: Announcement, tongue: Tongue, since: date | None, when: str) -> str:
    why = problem_in_words(one.problem, tongue)
    said = (
        tongue.gettext("Suspended since {date}: {why}", date=date_in_words(since, tongue), why=why)
        if since is not None
        else tongue.gettext("Suspended: {why}", why=why)
    )
    again = tongue.gettext("I try again by myself, next {when}.", when=when) if when else ""
    return f"{said} {again}".strip()


def _failing_since(rows: Iterable[DeliveryRow]) -> date | None:
    """The first date of those without a success since."""
    first = None
    for row in rows:
        if row.state in {Progress.SENT, Progress.IN_DOUBT}:
            break
        if row.state is Progress.FAILED:
            first = row.date
    return first


def _awaited(row: DeliveryRow, turn: Turn) -> bool:
    """Whether its time is still to come, as that of an answer; what was tried in vain is not awaited."""
    return row.state is Progress.DUE and not row.attempts and row.due > turn.at


def _delivery(one: Announcement, row: DeliveryRow, turn: Turn) -> str:
    tongue = turn.tongue
    date = date_in_words(row.date, tongue)
    if row.kind == ANSWER:
        post = tongue.gettext("The answer of {date}", date=date)
    elif row.kind.startswith(NOW):
        post = tongue.gettext("The extra post of {date}", date=date)
    else:
        post = tongue.gettext("The post of {date}", date=date)
    if row.state is Progress.FAILED:
        why = problem_in_words(row.problem, tongue)
        return tongue.gettext("{post} did not arrive: {why}", post=post, why=why)
    if row.state is Progress.DUE and row.problem:
        why = problem_in_words(row.problem, tongue)
        return tongue.gettext("{post} has not arrived yet: {why} I am trying again.", post=post, why=why)
    if _awaited(row, turn):
        when = when_in_words(row.due, zone_of(one, turn.community), turn.at, tongue)
        return tongue.gettext(_TO_COME, post=post, when=when)
    return tongue.gettext(_BECAME.get(row.state, _UNDER_WAY), post=post)
