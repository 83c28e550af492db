"""The conversation: makes a turn of every event and routes it to the capability that answers it.

Never sends anything, never renders anything, and knows no platform.  What goes wrong in a capability ends
here, in an apology with a number under which the log tells the rest.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot import information
from bot.blocks import UNOFFERED, Audience, Reply
from bot.budget import Budgets, Verdict
from bot.commands import BY_NAME, arguments
from bot.seam import Change, Command, Membership, Press, Question, Response, Right, Submit
from bot.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.announcements.suspensions import Suspensions
    from bot.asking import Asking
    from bot.completing import Completing
    from bot.preferences import Preferences
    from bot.residence import Residence
    from bot.seam import Choice, Event, Lookup
    from bot.turn import Capability, Said

log = logging.getLogger(__name__)
APOLOGY_BYTES: Final = 3
"""Of the number that an apology gives: enough to find the line in a log of days."""


@dataclass(frozen=True, slots=True)
class Route:
    """A capability, how a press names its arguments, and what its reply does to the message pressed."""

    capability: Capability
    parts: tuple[str, ...] = ()
    """Names of the parts of a press's argument, in order, parted by colons; the last takes the rest."""
    in_place: bool = False
    """The reply takes the place of the message, for the one whose question it answers."""


class Conversation:
    """The handler that adapters call: an event in, a response out.

    Args:
        asking: answers plain words.
        routes: what answers commands and presses, by the command's name or the press's verb.
        forms: what takes forms, by the verb that their ids begin with.
        completing: completes half-typed values.
        preferences: what members and communities chose.
        residence: told where the bot was added, removed or moved.
        budgets: how much may be asked.
        suspensions: told to managers; None where nothing is posted.
    """

    def __init__(  # noqa: PLR0913  # the parts that a conversation is made of
        self,
        asking: Asking,
        *,
        routes: Mapping[str, Route],
        forms: Mapping[str, Route],
        completing: Completing,
        preferences: Preferences,
        residence: Residence,
        budgets: Budgets | None = None,
        suspensions: Suspensions | None = None,
    ) -> None:
        self._asking = asking
        self._routes = routes
        self._forms = forms
        self._completing = completing
        self._preferences = preferences
        self.residence = residence
        self._budgets = budgets or Budgets()
        self._suspensions = suspensions

    async def handle(self, event: Event) -> Response:
        """Say what ``event`` comes to; None for what is to be left unanswered."""
        try:
            return await self._handle(event)
        except Exception:
            number = secrets.token_hex(APOLOGY_BYTES)
            # Not what was said: whoever reads the log shall not read the members' words.
            log.exception("A %s failed; the member was given the number %s", type(event).__name__, number)
            tongue = self._asking.answering.tongues.speak(event.member.locale)
            return Response(information.apology_reply(number, tongue))

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Complete a half-typed value; nothing rather than an error, for nobody waits for these."""
        try:
            return await self._completing.complete(lookup)
        except Exception:
            log.exception("A completion of %r failed", lookup.parameter)
            return ()

    async def _handle(self, event: Event) -> Response:
        if isinstance(event, Membership):
            return await self._member_of(event)
        overheard = isinstance(event, Question) and not event.addressed
        if overheard and not (await self._preferences.community(event.place)).ambient:
            return Response()
        verdict = self._budgets.spend(event.place, event.member, overheard=overheard)
        if verdict is Verdict.SILENCE:
            return Response()
        turn = await self.turn(event)
        if verdict is Verdict.REFUSE:
            return Response(information.too_many_reply(turn.tongue))
        said = await self._said(turn)
        return Response(said if self._suspensions is None else await self._suspensions.beneath(turn, said))

    async def _said(self, turn: Turn) -> Said:
        match turn.event:
            case Question() as event:
                return await self._asking.question(turn, event)
            case Command(name=name, args=args):
                return await self._command(turn, name, args)
            case Press() as event:
                return await self._press(turn, event)
            case Submit(form=form, values=values):
                verb, _, argument = form.partition(":")
                route = self._forms.get(verb)
                return await route.capability(turn, {**_parts(route, argument), **values}) if route else None
            case _:
                return None

    async def _command(self, turn: Turn, name: str, args: Mapping[str, str]) -> Said:
        row = BY_NAME.get(name)
        route = self._routes.get(row.name) if row is not None else None
        if row is None or route is None:
            return information.no_command_reply(name, turn.tongue)
        if row.managed and not (row.open or turn.manager):
            return information.managers_only_reply(turn.tongue)
        return await route.capability(turn, args)

    async def _press(self, turn: Turn, event: Press) -> Said:
        verb, _, argument = event.action.partition(":")
        if verb == UNOFFERED:
            return information.not_offered_reply(int(argument) if argument.isdecimal() else 0, turn.tongue)
        route = self._routes.get(verb)
        row = BY_NAME.get(verb)
        if route is None:
            return information.no_command_reply(verb, turn.tongue)
        if row is not None and row.managed and not (row.open or turn.manager):
            return information.managers_only_reply(turn.tongue)
        args = _parts(route, argument) if route.parts or row is None else arguments(row, argument)
        said = await route.capability(turn, args)
        if not route.in_place or not isinstance(said, Reply):
            return said
        # A message belongs to the one who asked for it; whoever else presses is answered beside it.
        own = event.asker == event.member.user or event.place.private
        return replace(said, replaces=True) if own else replace(said, audience=Audience.ASKER)

    async def turn(self, event: Event) -> Turn:
        """What answering ``event`` takes."""
        community = await self._preferences.community(event.place)
        chosen = await self._preferences.language(event.member)
        last = self._asking.memory.thread(event).tongue
        tongue = self._asking.answering.tongues.speak(
            chosen, last.code if last else None, community.language, event.member.locale
        )
        manager = (
            event.place.private
            or Right.MANAGE in event.member.rights
            or (community.managers is not None and community.managers in event.member.roles)
        )
        return Turn(event, tongue, community, manager)

    async def _member_of(self, event: Membership) -> Response:
        match event.change:
            case Change.ADDED:
                await self.residence.joined(event.place, event.at)
            case Change.REMOVED:
                await self.residence.left(event.place, event.at)
            case Change.MIGRATED if event.to is not None:
                await self.residence.moved(event.place, event.to)
        return Response()


def _parts(route: Route, argument: str) -> dict[str, str]:
    if not route.parts:
        return {}
    values: Sequence[str] = argument.split(":", len(route.parts) - 1)
    # A part that an old or forged button lacks is empty, and the capability says what is missing.
    return {name: values[at] if at < len(values) else "" for at, name in enumerate(route.parts)}
