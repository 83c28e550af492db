"""Values of settings as members write them, in either language, and as they read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.i18n import mark
from bot.notice import echo
from bot.preferences import EACH, NO, YES
from bot.seam import Choice
from bot.telling import LANGUAGES
from bot.zones import complete_zones, near_zones, read_zone, zone_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.i18n import Tongue, Tongues
    from bot.preferences import Community

COMPLETED: Final = 20
"""Completions at once; fewer than any platform shows."""
ROLE: Final = 64
"""Characters of a role's id; the longest known have 20."""

EACH_IN_WORDS: Final = mark("the language of each question")
_ON: Final = mark("on")
_OFF: Final = mark("off")
_YES: Final = frozenset(
    ("yes", "y", "on", "true", "1", "ya", "iya", "nyala", "nyalakan", "aktif", "aktifkan")
)
_NO: Final = frozenset(("no", "n", "off", "false", "0", "tidak", "tak", "mati", "matikan", "nonaktif"))
_EACH: Final = frozenset(("auto", "automatic", "otomatis", "question", "pertanyaan"))
_NONE: Final = frozenset(("none", "-", "off", "kosong", "kosongkan", "hapus"))


class UnreadableValueError(ValueError):
    """What a member wrote is no value of the setting; its text says so in one sentence of their language."""

    def __init__(self, text: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.near = near
        """Values that may have been meant."""


def read_value(setting: str, wish: str, tongue: Tongue, tongues: Tongues) -> str | None:
    """The value that ``wish`` names, as ``Preferences.change`` takes it; None goes back to the default.

    Raises:
        UnreadableValueError: it names none.
    """
    match setting:
        case "language":
            return _read_language(wish, tongue, tongues)
        case "zone":
            return _read_zone(wish, tongue)
        case "managers":
            return _read_role(wish, tongue)
        case _:
            return _read_switch(wish, tongue)


def value_in_words(setting: str, community: Community, tongue: Tongue, at: datetime) -> str:
    """What a setting stands at; zones as they are ``at`` that moment."""
    match setting:
        case "language":
            return language_in_words(community.language, tongue)
        case "zone":
            return zone_in_words(community.zone, at)
        case "managers":
            return community.managers or tongue.gettext("none")
        case _:
            return tongue.gettext(_ON if getattr(community, setting) else _OFF)


def language_in_words(code: str | None, tongue: Tongue) -> str:
    """A language by its name; None is that of each question."""
    return tongue.gettext(EACH_IN_WORDS if code is None else LANGUAGES.get(code, code))


def complete(setting: str, prefix: str, tongue: Tongue, tongues: Tongues) -> tuple[Choice, ...]:
    """Values of a setting that begin with what was typed, by their own or by their name in words."""
    match setting:
        case "zone":
            return tuple(Choice(zone, zone) for zone in complete_zones(prefix, COMPLETED))
        case "language":
            named = {code: language_in_words(code, tongue) for code in tongues.by_code}
            named[EACH] = language_in_words(None, tongue)
        case "ambient" | "notes":
            named = {YES: tongue.gettext("yes"), NO: tongue.gettext("no")}
        case _:
            named = {}
    begun = prefix.strip().casefold()
    return tuple(
        Choice(value, label)
        for value, label in named.items()
        if value.startswith(begun) or label.casefold().startswith(begun)
    )


def _read_language(wish: str, tongue: Tongue, tongues: Tongues) -> str:
    word = _language_word(wish)
    for value in (*tongues.by_code, EACH):
        code = None if value == EACH else value
        names = (language_in_words(code, each) for each in tongues.by_code.values())
        if word in {value, *map(_language_word, names)} or (code is None and word in _EACH):
            return value
    spoken = ", ".join(f"{code} ({language_in_words(code, tongue)})" for code in tongues.by_code)
    raise UnreadableValueError(
        tongue.gettext(
            "I don't speak “{wish}”. Choose one of: {languages}.",
            wish=echo(wish),
            languages=f"{spoken}, {EACH} ({language_in_words(None, tongue)})",
        )
    )


def _read_zone(wish: str, tongue: Tongue) -> str:
    zone = read_zone(wish)
    if zone is None:
        text = tongue.gettext(
            "I know no time zone and no city called “{wish}”; write one such as WIB, Makassar or Asia/Tokyo.",
            wish=echo(wish),
        )
        raise UnreadableValueError(text, near_zones(wish))
    return zone


def _read_switch(wish: str, tongue: Tongue) -> str:
    word = _word(wish)
    if word in _YES:
        return YES
    if word in _NO:
        return NO
    raise UnreadableValueError(
        tongue.gettext("This setting takes “yes” or “no”, not “{wish}”.", wish=echo(wish))
    )


def _read_role(wish: str, tongue: Tongue) -> str | None:
    if _word(wish) in _NONE:
        return None
    # A mention of a role is its id between marks.
    role = wish.strip().strip("<@&>")
    if not (role.isascii() and role.isalnum() and len(role) <= ROLE):
        raise UnreadableValueError(tongue.gettext("“{wish}” is not the id of a role.", wish=echo(wish)))
    return role


def _language_word(wish: str) -> str:
    # In Indonesian "bahasa Inggris" is as good as "Inggris".
    return _word(wish).removeprefix("bahasa ")


def _word(wish: str) -> str:
    return " ".join(wish.casefold().split())
