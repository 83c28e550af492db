"""How members and communities want the bot to behave: a typed view of what the store keeps as words.

Asking never waits long and never fails: while the store is away, what was last known stands, else what the
operator configured.  Changing fails then, so that nobody believes in a change that is not kept.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from bot.choices import Choices
from bot.refreshed import Refreshed
from bot.store.errors import StoreError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.choices import Key
    from bot.seam import Member, Place
    from bot.store import Store

YES: Final = "yes"
NO: Final = "no"
EACH: Final = "each"
"""The language that leaves it to each question, for communities whose operator configured one."""
LANGUAGE: Final = "language"
"""The key of the language that a member chose."""
PRIVATE: Final = "private"
"""The key of the community that is a member's private chat, so that its settings go when they erase all."""


class PreferencesUnavailableError(Exception):
    """The change cannot be kept now; it may be possible again soon."""


@dataclass(frozen=True, slots=True)
class Community:
    """The settings of a community; the operator's configuration makes those that stand for no choice."""

    language: str | None = None
    """The language of replies where nothing tells otherwise; None leaves it to each question."""
    zone: str = "Asia/Jakarta"
    """The name of the time zone that days are counted in."""
    ambient: bool = False
    """Questions are answered without being addressed to the bot."""
    notes: bool = False
    """Members may hand over what the bot could not answer."""
    managers: str | None = None
    """The id of a role that may change settings, beside those whom the platform lets."""

    @property
    def timezone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.zone)


SETTINGS: Final = tuple(field.name for field in fields(Community))
"""Every setting by its name, which is its key in the store as well."""


class Preferences:
    """What members and communities chose, at hand at once.

    Args:
        store: where it is kept; None keeps it in memory, for a terminal.
        defaults: what stands for settings that a community did not choose.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        store: Store | None,
        *,
        defaults: Community = Community(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._choices = Choices(store, clock)
        self._defaults = defaults
        self._communities = Refreshed(self._community, defaults, clock)
        self._languages = Refreshed(self._language, "", clock)

    async def community(self, place: Place) -> Community:
        """The settings of the community of ``place``, those of others' processes after half a minute."""
        return await self._communities.get(_community_key(place))

    async def stored(self, place: Place) -> Community:
        """The settings of the community of ``place`` as they are kept just now, for what will last.

        Raises:
            StoreUnavailableError: the store is away.
        """
        return read_settings(await self._choices.community(_community_key(place)), self._defaults)

    async def chose(self, place: Place, setting: str) -> bool:
        """Whether the community of ``place`` chose that setting, rather than leaving it to the operator.

        Raises:
            StoreUnavailableError: the store is away.
        """
        return setting in await self._choices.community(_community_key(place))

    def read(self, values: Mapping[str, str]) -> Community:
        """The settings that ``values`` of the store make, with the defaults for the rest."""
        return read_settings(values, self._defaults)

    async def change(self, place: Place, setting: str, value: str | None, by: Member) -> Community:
        """Set one of ``SETTINGS`` to a value as the store has it, or back to the default by None.

        Raises:
            PreferencesUnavailableError: it cannot be kept now.
            ValueError: there is no such setting, or it does not take this value.
        """
        if setting not in SETTINGS:
            raise ValueError(f"There is no setting {setting!r:.40}")
        new = self._read(setting, value)
        key = _community_key(place)
        known = await self._communities.get(key)
        with _kept_or_refused():
            if place.private:
                await self._choices.put_member(_member_key(by), PRIVATE, place.community)
            await self._choices.put_setting(key, setting, value, by.user)
        # Read back for what other processes changed; a store that went away in between still has this.
        changed = await self._community(key) or replace(known, **{setting: new})
        self._communities.put(key, changed)
        return changed

    async def language(self, member: Member) -> str | None:
        """The code of the language that ``member`` chose, if they did."""
        return await self._languages.get(_member_key(member)) or None

    async def choose_language(self, member: Member, code: str) -> None:
        """Keep the language that ``member`` wants to be spoken with.

        Raises:
            PreferencesUnavailableError: it cannot be kept now.
        """
        key = _member_key(member)
        with _kept_or_refused():
            await self._choices.put_member(key, LANGUAGE, code)
        self._languages.put(key, code)

    async def erase(self, member: Member) -> int:
        """Put every setting of the member's private chat back; how many there were.

        What the store keeps about members themselves is the store's to erase, after this.

        Raises:
            StoreUnavailableError: the store is away.
        """
        key = _member_key(member)
        private = (await self._choices.member(key)).get(PRIVATE)
        erased = 0
        if private is not None:
            chat = (member.platform, private)
            for setting in await self._choices.community(chat):
                await self._choices.put_setting(chat, setting, None, member.user)
                erased += 1
            await self._choices.put_member(key, PRIVATE, None)
            self._communities.forget(chat)
        return erased

    async def private(self, member: Member) -> Mapping[str, str]:
        """The settings chosen for the member's private chat.

        Raises:
            StoreUnavailableError: the store is away.
        """
        private = (await self._choices.member(_member_key(member))).get(PRIVATE)
        return {} if private is None else await self._choices.community((member.platform, private))

    def forget(self, place: Place) -> None:
        """Read the settings of this community anew: they were moved or erased."""
        self._communities.forget(_community_key(place))

    def forget_member(self, member: Member) -> None:
        """Drop what memory holds of the member: what the store kept was erased."""
        self._choices.forget_member(_member_key(member))
        self._languages.forget(_member_key(member))

    def _read(self, setting: str, value: str | None) -> Any:
        return getattr(self._defaults, setting) if value is None else read_setting(setting, value)

    async def _community(self, key: Key) -> Community | None:
        try:
            return read_settings(await self._choices.community(key), self._defaults)
        except StoreError:
            return None

    async def _language(self, key: Key) -> str | None:
        try:
            return (await self._choices.member(key)).get(LANGUAGE, "")
        except StoreError:
            return None


def read_settings(values: Mapping[str, str], defaults: Community) -> Community:
    """The settings that ``values`` make; what cannot be read counts as no choice."""
    community = defaults
    for setting, value in values.items():
        try:
            community = replace(community, **{setting: read_setting(setting, value)})
        except ValueError:
            continue
    return community


def read_setting(setting: str, value: str) -> Any:
    """One value as the store has it.

    Raises:
        ValueError: there is no such setting, or it does not take this value.
    """
    match setting:
        case "ambient" | "notes" if value in {YES, NO}:
            return value == YES
        case "zone" if _is_zone(value):
            return value
        case "language" if value == EACH:
            return None
        case "language" | "managers" if value:
            return value
        case _:
            raise ValueError(f"The setting {setting!r:.40} does not take {value!r:.40}")


@lru_cache(1024)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no key of a zone at all; the name of a folder
        return False
    return True


@contextmanager
def _kept_or_refused() -> Iterator[None]:
    try:
        yield
    except StoreUnavailableError as error:
        raise PreferencesUnavailableError(str(error)) from error


def _community_key(place: Place) -> Key:
    return place.platform, place.community


def _member_key(member: Member) -> Key:
    return member.platform, member.user
