"""What is kept of a member: told truly, handed over whole, erased for good, and nobody else's."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.blocks import Audience, File, Weight
from bot.memory import FOLLOW_UP
from bot.preferences import YES, Community, Preferences
from bot.privacy import PersonalData
from bot.report_list import ReportList
from bot.reports import Reporting
from bot.store import open_store
from bot.telling import LIMIT
from tests.bot.turns import (
    ANI,
    BUDI,
    CHAT,
    CHIEF,
    EVIL,
    GROUP,
    NOON,
    actions_of,
    away,
    command,
    kept,
    press,
    reply_of,
    submit,
    text_of,
    turn,
)
from tests.servers.postgresql import postgresql

if TYPE_CHECKING:
    from pathlib import Path

    from bot.i18n import Tongue, Tongues
    from bot.seam import Member
    from bot.store import Store
    from bot.turn import Said
    from facts.fact import Fact


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/babad.sqlite"
        return
    with postgresql() as server:
        yield server.create_database()


def part(personal: PersonalData, tongue: Tongue, name: str, member: Member = ANI) -> Any:
    """What a press on one of the buttons comes to."""
    return personal.mydata(turn(tongue, press(member)), {"part": name})


def copy_in(said: Said) -> dict[str, Any]:
    """The copy that a member was handed."""
    (file,) = [block for block in reply_of(said).blocks if isinstance(block, File)]
    content: dict[str, Any] = json.loads(file.data)
    return content


async def use(store: Store, preferences: Preferences, fact: Fact, tongue: Tongue) -> None:
    """Leave a trace of every kind, of one member and of a second."""
    reports = Reporting(store, {fact.id: fact}.get, lambda _: "Siapa?")
    for member in (ANI, BUDI):
        made = turn(tongue, submit(member), Community(notes=True))
        values = {"fact": fact.id, "kind": "date", "text": f"{member.user} {EVIL}", "link": ""}
        await reports.send(made, values)
        await reports.send(made, {**values, "link": "no link"})
        await reports.send_note(made, {"kind": "meant", "question": "Siapa?"})
        await preferences.choose_language(member, "en")
        await preferences.change(GROUP, "ambient" if member is ANI else "notes", YES, member)
    await preferences.change(CHAT, "zone", "Asia/Tokyo", ANI)
    await store.reports.close("test", "group", 4, "ani", NOON)


def test_a_member_sees_gets_and_erases_all_that_is_theirs(
    tongues: Tongues, url: str, facts: tuple[Fact, ...]
) -> None:
    """On either database; what others left stays, and so do the community's settings."""
    tongue = tongues.speak("en")

    async def main() -> None:
        store = await open_store(url)
        try:
            forgotten: list[str] = []
            preferences = Preferences(store)
            await use(store, preferences, facts[0], tongue)
            personal = PersonalData(store, preferences, (lambda member: forgotten.append(member.user),))
            assert text_of(await part(personal, tongue, "")).splitlines() == [
                "What I keep about you",
                "- 1 choice of yours, such as your language",
                "- 1 setting of our private chat",
                "- 2 reports or questions that you sent",
                "- 1 form that you did not finish",
                "- Your id beside 2 settings, reports or daily posts of communities, as of who changed them",
            ]
            content = copy_in(await part(personal, tongue, "export"))
            assert (content["platform"], content["user"]) == ("test", "ani")
            assert [row["text"] for row in content["kept"]["reports"] if "user" in row] == [
                f"ani {EVIL}",
                "Siapa?",
            ]
            assert content["kept"]["private_chat"] == {"zone": "Asia/Tokyo"}
            assert "budi" not in json.dumps(content)
            said = await part(personal, tongue, "erase-now")
            # The choice, the setting, two reports and the draft.
            assert text_of(said).startswith("I erased 5 entries.")
            assert forgotten == ["ani"]
            assert await preferences.language(ANI) is None
            assert await preferences.community(CHAT) == Community()
            assert await preferences.community(GROUP) == Community(ambient=True, notes=True)
            assert await store.export("test", "ani") == {}
            assert text_of(await part(personal, tongue, "")).startswith("I keep nothing about you.")
            assert text_of(await part(personal, tongue, "erase-now")).startswith("I know nothing about you")
            assert "2 reports or questions" in text_of(await part(personal, tongue, "", BUDI))
            listed = text_of(await ReportList(store).show(turn(tongue, command(CHIEF)), {}))
            assert "budi @everyone" in listed
            assert "ani @everyone" not in listed
        finally:
            await store.close()

    asyncio.run(main())


@pytest.mark.parametrize("language", ["id", "en"])
def test_erasing_is_asked_once_more(tongues: Tongues, tmp_path: Path, language: str) -> None:
    """The first press erases nothing, and there is a way back."""
    tongue = tongues.speak(language)

    async def main() -> None:
        async with kept(tmp_path) as store:
            preferences = Preferences(store)
            await preferences.choose_language(ANI, "en")
            personal = PersonalData(store, preferences)
            first = reply_of(await part(personal, tongue, ""))
            assert [action.weight for action in first.actions] == [Weight.NORMAL, Weight.DANGER]
            said = reply_of(await part(personal, tongue, "erase"))
            assert list(actions_of(said).values()) == ["mydata:erase-now", "mydata:"]
            assert said.replaces
            assert await preferences.language(ANI) == "en"
            assert reply_of(await part(personal, tongue, "")).blocks == first.blocks

    asyncio.run(main())


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["", "export", "erase-now"])
def test_while_the_store_is_away_nothing_is_done_and_that_is_said(
    tongues: Tongues, tmp_path: Path, name: str, language: str
) -> None:
    """Not even in memory: what a member knows of it is still true."""
    tongue = tongues.speak(language)

    async def main() -> None:
        async with kept(tmp_path) as store:
            forgotten: list[Member] = []
            preferences = Preferences(store)
            await preferences.choose_language(ANI, "en")
            personal = PersonalData(store, preferences, (forgotten.append,))
            async with away(store, tmp_path):
                said = await part(personal, tongue, name)
                assert {"id": "belum ada yang kulakukan", "en": "nothing was done"}[language] in text_of(said)
            assert forgotten == []
            assert await preferences.language(ANI) == "en"

    asyncio.run(main())


def test_without_a_store_memory_alone_is_erased(tongues: Tongues) -> None:
    """As in a terminal."""

    async def main() -> None:
        preferences = Preferences(None)
        personal, tongue = PersonalData(None, preferences), tongues.speak("en")
        await preferences.choose_language(ANI, "id")
        for name in ("", "export"):
            assert text_of(await part(personal, tongue, name)).startswith("Here I keep nothing")
        await part(personal, tongue, "erase-now")
        assert await preferences.language(ANI) is None
        notice = await personal.privacy(turn(tongue), {})
        assert "Here I keep nothing" in text_of(notice)
        assert actions_of(notice) == {}

    asyncio.run(main())


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_notice_is_true_and_short(tongues: Tongues, tmp_path: Path, language: str) -> None:
    """What it says of times is what the program does."""
    tongue = tongues.speak(language)

    async def main() -> None:
        async with kept(tmp_path) as store:
            personal = PersonalData(store, Preferences(store), operator=f"Guru <guru@example.org> {EVIL * 9}")
            said = reply_of(await personal.privacy(turn(tongue), {}))
            text = text_of(said)
            assert FOLLOW_UP == 600
            assert {"id": "10 menit", "en": "10 minutes"}[language] in text
            assert {"id": "90 hari", "en": "90 days"}[language] in text
            assert "Guru <guru@example.org>" in text
            assert len(text) <= LIMIT + 180
            assert list(actions_of(said).values()) == ["mydata:"]
            assert said.audience is Audience.ASKER
            unnamed = await PersonalData(store, Preferences(store)).privacy(turn(tongue), {})
            assert len(text_of(unnamed)) <= LIMIT + 100

    asyncio.run(main())
