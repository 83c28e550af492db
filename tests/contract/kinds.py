"""One reply of each kind, from the real conversation over the shipped facts, at a fixed time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot import information
from bot.announcements.announcement import Announcement, Style
from bot.announcements.post import compose
from bot.announcements.question import reveal
from bot.blocks import Form, Reply
from bot.budget import Budgets, Rate
from bot.cli.knowledge import answering, read_packs
from bot.commands import read
from bot.composition import converse
from bot.seam import Command, Member, Place, Press, Question, Right, Submit
from bot.shelf import Shelf
from bot.store import open_store
from facts.library import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation import Conversation
    from bot.i18n import Tongues
    from bot.seam import Event

    Said = Reply | Form

NOON: Final = datetime(2026, 1, 12, 5, 0, tzinfo=UTC)
"""Noon in Jakarta, on the day on which the Iwami reached Vladivostok."""
GROUP: Final = Place("test", "group", "chat")
OLD_STYLE: Final = str(Path(__file__).parent / "old-style.yaml")
"""A pack with a date in the Julian calendar, of which the shipped one has none."""
OPERATOR: Final = "Ratna, ratna@example.org"
HOMEPAGE: Final = "https://example.org/babad"
FREE: Final = Rate(1e9, 1e9)
MANAGER: Final = "manager: "
"""Begins a line that is said by whoever manages the community."""

FACT: Final = "iwami-reaches-vladivostok"
REPORTED: Final = {"kind": "date", "text": "13 Januari?", "link": "https://example.org/kronik"}
IWAMI: Final = {
    "id": "min, kpn kapal iwmai nyampe vladivostok?",
    "en": "when did the iwami reach vladivostok?",
}
BORN: Final = {"id": "kapan Terauchi lahir?", "en": "when was Terauchi born?"}

# What is said, line by line: words, a /command, the [verb] of a button under the last reply, or the values
# of a form; a mapping holds it by language.  The reply to the last line is the one of that kind.
Line = str | dict[str, str]
KINDS: Final[Mapping[str, Sequence[Line]]] = {
    "answer": (IWAMI,),
    "answer in short": (
        {
            "id": "berapa tentara jepang yang meninggal karena penyakit di siberia?",
            "en": "how many japanese soldiers died of disease in siberia?",
        },
    ),
    "answer that is disputed": (
        {"id": "kpn sih pemerintahan semyonov runtuh", "en": "when did semyonov's government collapse?"},
    ),
    "answer in the Julian calendar": (
        {"id": "Kapan Istana Musim Dingin diserbu?", "en": "When was the Winter Palace stormed?"},
    ),
    "overview": ({"id": "ceritakan tentang Iwami", "en": "tell me about the Iwami"},),
    "suggestions": ({"id": "berapa tentara jepang?", "en": "how many japanese soldiers?"},),
    "unknown": (BORN,),
    "unknown, with notes": (f"{MANAGER}/settings notes on", BORN),
    "form for a note": (f"{MANAGER}/settings notes on", BORN, "[note]"),
    "empty": ("???",),
    "small talk": ({"id": "halo", "en": "hi there"},),
    "why": (IWAMI, "/why"),
    "why, without a question": ("/why",),
    "instead": (IWAMI, "[instead]"),
    "citation": (IWAMI, "[cite]"),
    "fact": ("/fact semenov-government-falls",),
    "fact that is not there": ("/fact nope",),
    "check": (
        {
            "id": "/check Kapal Iwami tiba di Vladivostok tahun 1919",
            "en": "/check The Iwami reached Vladivostok in 1919",
        },
    ),
    "check, without a claim": ("/check",),
    "today": ("/today",),
    "today, narrowed": ("/today 17 August indonesia",),
    "today, empty": ("/today 30 April prehistory",),
    "today, unknown filter": ("/today 30 April region:mars",),
    "packs": ("/packs",),
    "help": ("/help",),
    "settings": ("/settings",),
    "settings, for a manager": (f"{MANAGER}/settings",),
    "setting": (f"{MANAGER}/settings zone",),
    "form for a time zone": (f"{MANAGER}/settings zone", f"{MANAGER}[settings:zone=?]"),
    "form for a report": (f"/report {FACT}",),
    "report": (f"/report {FACT}", REPORTED),
    "report that is unfit": (f"/report {FACT}", {**REPORTED, "link": "kronik"}),
    "reports": (f"/report {FACT}", REPORTED, f"{MANAGER}/reports"),
    "reports, empty": (f"{MANAGER}/reports",),
    "managers only": ("/reports",),
    "privacy": ("/privacy",),
    "data": (f"/report {FACT}", REPORTED, "/mydata"),
    "data, before it is erased": (f"/report {FACT}", REPORTED, "/mydata erase"),
    "data, a copy": ("/mydata export",),
    "about": ("/about",),
    "language": ("/language",),
    "language that is not there": ("/language Klingon",),
    "no command": ("/foo",),
}


async def play(
    language: str, folder: Path, tongues: Tongues | None = None
) -> dict[str, tuple[tuple[str, ...], Said]]:
    """What is said of each kind, and the reply; indexes and stores are kept in ``folder``.

    ``tongues`` are spoken in place of the real ones.
    """
    desk = answering((*shipped(), OLD_STYLE), cache_folder=folder)
    desk = replace(desk, tongues=tongues or desk.tongues)
    shelf = Shelf(lambda: read_packs((*shipped(), OLD_STYLE)))
    played = {}
    for number, (kind, lines) in enumerate(KINDS.items()):
        store = await open_store(f"sqlite:///{folder}/{language}-{number}.sqlite")
        budgets = Budgets(member=FREE, chat=FREE, community=FREE)
        conversation = converse(
            desk, shelf, store=store, budgets=budgets, operator=OPERATOR, homepage=HOMEPAGE
        )
        talk = Talk(conversation, language)
        for line in lines:
            await talk.say(line)
        played[kind] = (tuple(talk.lines), talk.last)
        await store.close()
    tongue = desk.tongues.speak(language)
    told = {
        "too many questions": information.too_many_reply(tongue),
        "apology": information.apology_reply("a1b2c3", tongue),
    }
    told |= _posts(shelf, desk.tongues, tongue.code)
    return {**played, **{kind: ((), reply) for kind, reply in told.items()}}


def _posts(shelf: Shelf, tongues: Tongues, language: str) -> dict[str, Reply]:
    """What is posted of itself, on the day on which the Iwami reached Vladivostok and on the next."""
    day = NOON.date()
    one = Announcement(id=1, place=GROUP, since=NOON, packs=("siberia-1918",), reveal=10)
    other = language, next(code for code in tongues.by_code if code != language)
    wanted = {
        "post": compose(one, day, shelf, tongues, language),
        "post in two languages": compose(replace(one, languages=other), day, shelf, tongues, language),
        "post of another date, asked for": compose(
            one, day + timedelta(days=1), shelf, tongues, language, marked=True
        ),
        "post of several facts": compose(
            replace(one, packs=(), style=Style.ROUNDUP), day, shelf, tongues, language
        ),
    }
    posts = {kind: post for kind, post in wanted.items() if post is not None}
    assert posts.keys() == wanted.keys()
    answer = reveal(one, day, shelf, tongues, language, question=posts["post"].question)
    assert answer is not None
    return {**{kind: post.reply for kind, post in posts.items()}, "answer to the question of a post": answer}


class Talk:
    """A member and a manager speaking with the bot in a group."""

    def __init__(self, conversation: Conversation, language: str) -> None:
        self.lines: list[str] = []
        self.last: Said = Reply(())
        self._conversation = conversation
        self._language = language

    async def say(self, line: Line) -> None:
        """Say a line, and keep what the bot says to it."""
        if isinstance(line, dict) and set(line) == {"id", "en"}:
            line = line[self._language]
        member = Member("test", "ani", "Ani", locale=self._language)
        if isinstance(line, str) and line.startswith(MANAGER):
            line = line.removeprefix(MANAGER)
            member = Member("test", "budi", "Budi", frozenset({Right.MANAGE}), self._language)
        self.lines.append(line if isinstance(line, str) else " / ".join(line.values()))
        said = (await self._conversation.handle(self._event(line, member))).reply
        assert said is not None, line
        self.last = said

    def _event(self, line: Line, member: Member) -> Event:
        given: dict[str, Any] = {"place": GROUP, "member": member, "at": NOON}
        if isinstance(line, dict):
            assert isinstance(self.last, Form), line
            return Submit(**given, form=self.last.id, values=line)
        if line.startswith("["):
            assert isinstance(self.last, Reply), line
            verb = line.strip("[]")
            action = next(one.action for one in self.last.actions if one.action.startswith(verb))
            return Press(**given, action=action, asker="ani")
        typed = read(line)
        return Command(**given, name=typed.name, args=typed.args) if typed else Question(**given, text=line)
