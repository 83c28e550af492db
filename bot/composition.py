"""A conversation put together: which capability answers which command, press and form.

Adding a capability is a row in ``bot.commands``, when it is a command, and a route here.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import information
from bot.about import about_reply
from bot.announcements.command import Announcing
from bot.announcements.office import Office
from bot.announcements.suspensions import Suspensions
from bot.asking import Asking
from bot.commands import WORDS
from bot.completing import Completing
from bot.conversation import Conversation, Route
from bot.day_wish import wish_of, wish_reply
from bot.languages import Languages
from bot.memory import Memory
from bot.menu import Menu
from bot.preferences import Preferences
from bot.privacy import PersonalData
from bot.references import References
from bot.report_list import ReportList
from bot.reports import Reporting
from bot.residence import Residence
from bot.settings import CommunitySettings
from bot.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.announcements.book import Announcements
    from bot.announcements.office import Locate
    from bot.answering import Answering
    from bot.blocks import Reply
    from bot.budget import Budgets
    from bot.store import Store
    from bot.turn import Turn


def converse(  # noqa: PLR0913  # what a conversation may be made of
    answering: Answering,
    shelf: Shelf | None = None,
    *,
    store: Store | None = None,
    preferences: Preferences | None = None,
    budgets: Budgets | None = None,
    memory: Memory | None = None,
    announcements: Announcements | None = None,
    locate: Locate | None = None,
    operator: str = "",
    homepage: str = "",
) -> Conversation:
    """A conversation over what there is to answer from.

    Args:
        answering: answers questions.
        shelf: the packs answered from; empty by default.
        store: keeps what members and communities choose and hand over; None keeps it in memory.
        preferences: as chosen in ``store``, by default.
        budgets: how much may be asked; the usual amount by default.
        memory: what is remembered for follow-ups.
        announcements: what communities have posted; None where nothing is.
        locate: tells whether the bot may post in a place, without which none is set up.
        operator: who runs the bot and how to reach them, for ``/privacy``.
        homepage: where more is told about the bot.
    """
    shelf = shelf or Shelf()
    preferences = preferences or Preferences(store)
    memory = memory or Memory()
    answering = replace(answering, menu=Menu(lambda fact: shelf.timeline.around(fact)))  # noqa: PLW0108  # lest packs be read before they are asked for
    asking = Asking(answering, shelf, memory, References(answering.searcher.ids))
    rezone = None if announcements is None else announcements.rezone
    settings = CommunitySettings(preferences, answering.tongues, rezone)
    reporting = Reporting(store, asking.find, asking.last_question)
    reports = ReportList(store)
    personal = PersonalData(store, preferences, (memory.erase,), operator)
    languages = Languages(answering.tongues, preferences)
    office = (
        Office(announcements, preferences, answering.tongues, shelf, locate)
        if announcements is not None and locate is not None
        else None
    )
    announcing = Announcing(office)

    async def help_(turn: Turn, args: Mapping[str, str]) -> Reply:
        del args
        return information.help_reply(turn.tongue, answering.example(turn.tongue.code), manager=turn.manager)

    async def packs(turn: Turn, args: Mapping[str, str]) -> Reply:
        del args
        return information.packs_reply(await asyncio.to_thread(lambda: shelf.packs), turn.tongue)

    async def about(turn: Turn, args: Mapping[str, str]) -> Reply:
        del args
        return about_reply(await asyncio.to_thread(lambda: shelf.packs), turn.tongue, homepage=homepage)

    async def today(turn: Turn, args: Mapping[str, str]) -> Reply:
        day = turn.at.astimezone(turn.community.timezone).date()
        return await asyncio.to_thread(
            lambda: wish_reply(shelf.almanac, wish_of(args), turn.tongue, today=day, packs=shelf.packs)
        )

    fact = ("fact",)
    routes = {
        "ask": Route(asking.ask, ("question",)),
        "check": Route(asking.check, ("claim",)),
        "fact": Route(asking.fact, fact, in_place=True),
        "say": Route(asking.say, ("language", "fact"), in_place=True),
        "earlier": Route(asking.earlier, fact, in_place=True),
        "later": Route(asking.later, fact, in_place=True),
        "instead": Route(asking.instead, ("facts",)),
        "cite": Route(asking.cite, fact),
        "why": Route(asking.why, fact),
        "random": Route(asking.random, in_place=True),
        "today": Route(today, (WORDS,), in_place=True),
        "packs": Route(packs),
        "help": Route(help_),
        "language": Route(languages.choose, ("language",)),
        "settings": Route(settings.change, ("setting",)),
        "report": Route(reporting.report, fact),
        "note": Route(reporting.note, ("kind",)),
        "announce": Route(announcing.announce, ("do", "id", "value")),
        "reports": Route(reports.show, ("before",)),
        "done": Route(reports.close, ("report", "before")),
        "privacy": Route(personal.privacy),
        "mydata": Route(personal.mydata, ("part",)),
        "about": Route(about),
    }
    forms = {
        "report": Route(reporting.send, fact),
        "note": Route(reporting.send_note, ("kind",)),
        "settings": Route(settings.fill, ("setting",)),
        "announce": Route(announcing.fill, ("do", "id", "option")),
    }
    completing = Completing(asking, preferences, settings.complete)
    return Conversation(
        asking,
        routes=routes,
        forms=forms,
        completing=completing,
        preferences=preferences,
        residence=Residence(store, preferences, announcements),
        budgets=budgets,
        suspensions=None if announcements is None else Suspensions(announcements),
    )
