"""What members and communities chose, kept in a real store, in memory, or not at all for a while."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.preferences import EACH, NO, YES, Community, Preferences, PreferencesUnavailableError
from bot.refreshed import AGAIN, FRESH
from bot.seam import Place
from tests.bot.turns import ANI, BUDI, CHAT, CHIEF, GROUP, away, kept

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store import Store

OTHER = Place("test", "other", "chat")


@dataclass
class Clock:
    """Seconds that pass when they are told to."""

    now: float = 0.0

    def __call__(self) -> float:
        """The seconds."""
        return self.now


async def refreshed(preferences: Preferences) -> Community:
    """The settings of the group, once a look-up beside has ended."""
    await preferences.community(GROUP)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others)
    return await preferences.community(GROUP)


def test_what_a_community_chose_is_read_back_typed(tmp_path: Path) -> None:
    """By the process that changed it and by one that starts later; other communities are not touched."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            preferences = Preferences(store)
            assert await preferences.community(GROUP) == Community()
            for setting, value in (("zone", "Asia/Tokyo"), ("ambient", YES), ("language", "en")):
                changed = await preferences.change(GROUP, setting, value, CHIEF)
            assert changed == Community("en", "Asia/Tokyo", ambient=True)
            for each in (preferences, Preferences(store)):
                assert await each.community(GROUP) == changed
                assert await each.community(OTHER) == Community()
            assert str(changed.timezone) == "Asia/Tokyo"

    asyncio.run(main())


def test_none_goes_back_to_what_the_operator_configured(tmp_path: Path) -> None:
    """While a community may choose no language, or none of its own, against a configured one."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            preferences = Preferences(store, defaults=Community(language="id", notes=True))
            assert (await preferences.change(GROUP, "notes", NO, CHIEF)).notes is False
            assert (await preferences.change(GROUP, "notes", None, CHIEF)).notes is True
            assert (await preferences.change(GROUP, "language", EACH, CHIEF)).language is None
            assert (await preferences.change(GROUP, "language", None, CHIEF)).language == "id"

    asyncio.run(main())


def test_what_another_process_changed_shows_after_half_a_minute(tmp_path: Path) -> None:
    """Two processes on one store."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            clock = Clock()
            here, there = Preferences(store, clock=clock), Preferences(store)
            await here.community(GROUP)
            await there.change(GROUP, "ambient", YES, CHIEF)
            assert (await refreshed(here)).ambient is False
            clock.now = FRESH
            assert (await refreshed(here)).ambient is True

    asyncio.run(main())


def test_a_change_brings_what_other_processes_changed(tmp_path: Path) -> None:
    """Else the panel would show what no longer is."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            here, there = Preferences(store), Preferences(store)
            await here.community(GROUP)
            await there.change(GROUP, "ambient", YES, CHIEF)
            assert await here.change(GROUP, "notes", YES, CHIEF) == Community(ambient=True, notes=True)

    asyncio.run(main())


def test_while_the_store_is_away_the_last_known_stands_and_nothing_changes(tmp_path: Path) -> None:
    """Nobody is told of a change that is not kept; defaults stand for what was never known."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            clock = Clock()
            preferences = Preferences(store, clock=clock)
            await preferences.change(GROUP, "ambient", YES, CHIEF)
            async with away(store, tmp_path):
                clock.now = FRESH
                assert (await refreshed(preferences)).ambient is True
                assert await preferences.community(OTHER) == Community()
                assert await preferences.language(ANI) is None
                with pytest.raises(PreferencesUnavailableError):
                    await preferences.change(GROUP, "ambient", NO, CHIEF)
                with pytest.raises(PreferencesUnavailableError):
                    await preferences.choose_language(ANI, "en")
            clock.now += AGAIN
            assert (await refreshed(preferences)).ambient is True
            assert (await preferences.change(GROUP, "ambient", NO, CHIEF)).ambient is False

    asyncio.run(main())


def test_values_that_cannot_be_read_count_as_no_choice(tmp_path: Path) -> None:
    """Whoever wrote them: the others stand."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            written = {"zone": "Nowhere/At_All", "ambient": "perhaps", "colour": "red", "notes": YES}
            for setting, value in written.items():
                await store.settings.put("test", "group", setting, value, "somebody")
            assert await Preferences(store).community(GROUP) == Community(notes=True)

    asyncio.run(main())


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("colour", "red"),
        ("colour", None),
        ("zone", "Nowhere/At_All"),
        ("zone", "../../etc/passwd"),
        ("zone", "Asia"),
        ("zone", ""),
        ("ambient", "true"),
        ("language", ""),
    ],
)
def test_what_no_setting_takes_is_refused(setting: str, value: str | None) -> None:
    """Before anything is kept."""

    async def main() -> None:
        preferences = Preferences(None)
        with pytest.raises(ValueError, match="setting"):
            await preferences.change(GROUP, setting, value, CHIEF)
        assert await preferences.community(GROUP) == Community()

    asyncio.run(main())


@pytest.mark.parametrize("stored", [True, False])
def test_a_member_is_spoken_with_in_the_language_they_chose(tmp_path: Path, *, stored: bool) -> None:
    """With a store everywhere and for good, without one until the end."""

    async def main() -> None:
        async with kept(tmp_path) as opened:
            store: Store | None = opened if stored else None
            preferences = Preferences(store)
            assert await preferences.language(ANI) is None
            await preferences.choose_language(ANI, "en")
            assert await preferences.language(ANI) == "en"
            assert await preferences.language(BUDI) is None
            assert await Preferences(store).language(ANI) == ("en" if stored else None)

    asyncio.run(main())


def test_without_a_store_choices_are_kept_in_memory() -> None:
    """Also past the time after which a store would be asked again."""

    async def main() -> None:
        clock = Clock()
        preferences = Preferences(None, clock=clock)
        await preferences.change(GROUP, "zone", "UTC", CHIEF)
        await preferences.choose_language(ANI, "en")
        clock.now = 100 * FRESH
        assert (await refreshed(preferences)).zone == "UTC"
        assert await preferences.language(ANI) == "en"
        preferences.forget_member(ANI)
        assert await preferences.language(ANI) is None

    asyncio.run(main())


def test_settings_of_a_private_chat_are_the_members_own(tmp_path: Path) -> None:
    """Known as theirs, and put back when they erase all, wherever they ask for that."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            preferences = Preferences(store)
            await preferences.change(GROUP, "notes", YES, ANI)
            await preferences.change(CHAT, "zone", "Asia/Tokyo", ANI)
            assert await preferences.private(ANI) == {"zone": "Asia/Tokyo"}
            assert await preferences.private(BUDI) == {}
            assert await preferences.erase(ANI) == 1
            assert await preferences.erase(ANI) == 0
            assert await preferences.community(CHAT) == Community()
            assert (await preferences.community(GROUP)).notes
            assert await store.members.load("test", "ani") == {}

    asyncio.run(main())


def test_what_was_moved_is_read_anew(tmp_path: Path) -> None:
    """A community that got a new id."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            preferences = Preferences(store)
            await preferences.change(GROUP, "notes", YES, CHIEF)
            await preferences.community(OTHER)
            await store.move("test", GROUP.community, OTHER.community)
            preferences.forget(GROUP)
            preferences.forget(OTHER)
            assert (await preferences.community(OTHER)).notes
            assert not (await preferences.community(GROUP)).notes

    asyncio.run(main())
