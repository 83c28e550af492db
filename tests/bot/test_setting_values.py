"""Values of settings as members type them, in either language, whichever the bot speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.preferences import EACH, NO, SETTINGS, YES, Community, read_setting
from bot.setting_values import UnreadableValueError, complete, read_value, value_in_words
from tests.bot.turns import EVIL, NOON

if TYPE_CHECKING:
    from bot.i18n import Tongues


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("setting", "wish", "value"),
    [
        ("language", "EN", "en"),
        ("language", "Indonesian", "id"),
        ("language", "Bahasa  Indonesia", "id"),
        ("language", "inggris", "en"),
        ("language", "bahasa tiap pertanyaan", EACH),
        ("language", "otomatis", EACH),
        ("zone", "wita", "Asia/Makassar"),
        ("ambient", "Ya", YES),
        ("ambient", "on", YES),
        ("notes", "tidak", NO),
        ("notes", "OFF", NO),
        ("managers", "<@&123>", "123"),
        ("managers", " 123 ", "123"),
        ("managers", "None", None),
        ("managers", "kosongkan", None),
    ],
)
def test_a_value_is_read_in_either_language(
    tongues: Tongues, language: str, setting: str, wish: str, value: str | None
) -> None:
    """Whichever is spoken, as the store has it."""
    assert read_value(setting, wish, tongues.speak(language), tongues) == value


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("wish", ["Klingon!", EVIL, "", "x" * 5000])
def test_what_is_no_value_gets_one_clear_sentence(
    tongues: Tongues, language: str, setting: str, wish: str
) -> None:
    """With what was typed, shortened and on one line."""
    with pytest.raises(UnreadableValueError) as caught:
        read_value(setting, wish, tongues.speak(language), tongues)
    said = str(caught.value)
    assert f"“{wish[:5]}" in said
    assert len(said) < 250
    assert said.isprintable()


@given(
    st.sampled_from(SETTINGS), st.text(max_size=70) | st.sampled_from(["ya", "en", "WIB", "1"]), st.booleans()
)
def test_whatever_is_read_can_be_kept(setting: str, wish: str, indonesian: bool) -> None:  # noqa: FBT001  # drawn
    """No value passes here that preferences refuse."""
    tongues = i18n.load()
    try:
        value = read_value(setting, wish, tongues.speak("id" if indonesian else "en"), tongues)
    except UnreadableValueError:
        return
    if value is not None:
        read_setting(setting, value)


def test_values_are_said_in_words(tongues: Tongues) -> None:
    """Not as the store has them."""
    community = Community("en", "Asia/Makassar", ambient=True, managers="123")
    words = {
        code: [value_in_words(each, community, tongues.speak(code), NOON) for each in SETTINGS]
        for code in ("id", "en")
    }
    assert words["id"] == ["Inggris", "Asia/Makassar (WITA, UTC+8)", "aktif", "nonaktif", "123"]
    assert words["en"] == ["English", "Asia/Makassar (WITA, UTC+8)", "on", "off", "123"]
    assert value_in_words("managers", Community(), tongues.speak("id"), NOON) == "tidak ada"


@pytest.mark.parametrize(
    ("setting", "prefix", "values"),
    [
        ("language", "", ("en", "id", EACH)),
        ("language", "ing", ("en",)),
        ("language", "e", ("en", EACH)),
        ("ambient", "", (YES, NO)),
        ("notes", "ti", (NO,)),
        ("notes", "y", (YES,)),
        ("zone", "wita", ("Asia/Makassar",)),
        ("managers", "", ()),
        ("colour", "", ()),
    ],
)
def test_values_are_completed_by_themselves_and_by_their_names(
    tongues: Tongues, setting: str, prefix: str, values: tuple[str, ...]
) -> None:
    """What is chosen is read back as itself."""
    tongue = tongues.speak("id")
    found = complete(setting, prefix, tongue, tongues)
    assert tuple(choice.value for choice in found) == values
    for choice in found:
        assert read_value(setting, choice.value, tongue, tongues) == choice.value
