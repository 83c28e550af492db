"""Settings shown to everyone, changed by managers only, and never believed changed when they are not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Audience, fits_action
from bot.preferences import SETTINGS, Community, Preferences
from bot.seam import Right
from bot.settings import CommunitySettings
from bot.store import StoreUnavailableError
from bot.telling import LIMIT
from tests.bot.turns import (
    ANI,
    CHAT,
    CHIEF,
    EVIL,
    GROUP,
    actions_of,
    as_manager,
    away,
    command,
    form_of,
    kept,
    press,
    reply_of,
    submit,
    text_of,
    turn,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.i18n import Tongues
    from bot.turn import Said, Turn

ROLE = replace(ANI, roles=frozenset({"123"}))


def asked(tongues: Tongues, made: Turn, setting: str = "", value: str = "") -> Said:
    """What the command says, where nothing was changed before."""
    settings = CommunitySettings(Preferences(None), tongues)
    return asyncio.run(settings.change(made, {"setting": setting, "value": value}))


@pytest.mark.parametrize("language", ["id", "en"])
def test_everyone_may_see_the_settings(tongues: Tongues, language: str) -> None:
    """Without buttons, and with who may change them; nobody else needs to read it."""
    said = asked(tongues, turn(tongues.speak(language), command(ANI)))
    assert "Asia/Jakarta (WIB, UTC+7)" in text_of(said)
    assert text_of(said).endswith(
        {
            "id": "Setelan ini bisa diubah oleh pengelola komunitas ini.",
            "en": "These settings can be changed by whoever may manage this community.",
        }[language]
    )
    assert actions_of(said) == {}
    assert reply_of(said).audience is Audience.EVERYONE
    assert len(text_of(said)) <= LIMIT


def test_managers_get_a_button_for_each_change(tongues: Tongues) -> None:
    """Every language but the one in force, a form for the zone, and what is off can be turned on."""
    community = Community(language="en", notes=True, managers="123")
    said = asked(tongues, turn(tongues.speak("en"), command(CHIEF), community))
    assert list(actions_of(said).values()) == [
        "settings:language=id",
        "settings:language=each",
        "settings:zone=?",
        "settings:ambient=yes",
        "settings:notes=no",
        "settings:managers=none",
    ]
    assert [action.action for action in reply_of(said).actions if action.opens_form] == ["settings:zone=?"]
    assert "read every message here" in text_of(said)
    assert len(text_of(said)) <= LIMIT


def test_a_member_alone_with_the_bot_manages_what_matters_there(tongues: Tongues) -> None:
    """Language and zone, and nothing about others."""
    made = turn(tongues.speak("id"), command(ANI, CHAT))
    said = asked(tongues, made)
    assert set(actions_of(said).values()) == {
        "settings:language=id",
        "settings:language=en",
        "settings:zone=?",
    }
    for setting in ("ambient", "notes", "managers"):
        assert "bahasa, zona" in text_of(asked(tongues, made, setting, "ya"))


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_one_setting_says_what_it_means(tongues: Tongues, language: str, setting: str) -> None:
    """With an example of how to change it."""
    community = Community(managers="123")
    said = asked(tongues, turn(tongues.speak(language), command(CHIEF), community), setting)
    assert len(text_of(said).splitlines()) == 4
    assert {action.partition("=")[0] for action in actions_of(said).values()} == {f"settings:{setting}"}


@pytest.mark.parametrize("typed", [("zone", "wita"), ("zone=Asia/Makassar", ""), ("ZONA", "Denpasar")])
def test_a_value_is_typed_or_pressed(tongues: Tongues, tmp_path: Path, typed: tuple[str, str]) -> None:
    """Both say what changed, and the panel that was pressed shows it."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            preferences = Preferences(store)
            settings = CommunitySettings(preferences, tongues)
            made = turn(tongues.speak("en"), press(CHIEF))
            said = await settings.change(made, dict(zip(("setting", "value"), typed, strict=True)))
            assert text_of(said).startswith("Changed: ")
            assert "Asia/Makassar (WITA, UTC+8)" in text_of(said)
            assert reply_of(said).replaces
            assert (await preferences.community(GROUP)).zone == "Asia/Makassar"

    asyncio.run(main())


def test_nobody_else_changes_anything(tongues: Tongues, tmp_path: Path) -> None:
    """They are told who may, in private, and the panel that they pressed stays."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            preferences = Preferences(store)
            settings = CommunitySettings(preferences, tongues)
            for setting, value in (("zone", "UTC"), ("ambient=yes", ""), ("zone=?", ""), ("managers", "1")):
                made = turn(tongues.speak("en"), press(ANI))
                said = reply_of(await settings.change(made, {"setting": setting, "value": value}))
                assert text_of(said).startswith("These settings can be changed by whoever may manage")
                assert (said.audience, said.replaces, said.actions) == (Audience.ASKER, False, ())
            assert await preferences.community(GROUP) == Community()

    asyncio.run(main())


def test_whoever_has_the_role_changes_all_but_the_role(tongues: Tongues) -> None:
    """Else they could hand it on; whoever reads that they may not is told of the role."""
    community = Community(managers="123")
    made = as_manager(turn(tongues.speak("en"), command(ROLE), community))
    assert "Changed" in text_of(asked(tongues, made, "ambient", "yes"))
    for value in ("456", "none"):
        assert "choose that role" in text_of(asked(tongues, made, "managers", value))
    both = replace(ROLE, rights=frozenset({Right.MANAGE}))
    assert "456" in text_of(asked(tongues, turn(tongues.speak("en"), command(both)), "managers", "456"))
    refusal = text_of(asked(tongues, turn(tongues.speak("en"), command(ANI), community), "zone", "UTC"))
    assert "members with the role" in refusal


def test_the_form_for_the_zone_is_read_as_typed(tongues: Tongues) -> None:
    """It begins with the zone in force and leads back to the panel."""
    tongue = tongues.speak("id")
    form = form_of(asked(tongues, turn(tongue, press(CHIEF)), "zone=?"))
    assert form.id == "settings:zone"
    assert fits_action(form.id)
    assert [field.filled for field in form.fields] == ["Asia/Jakarta"]
    settings = CommunitySettings(Preferences(None), tongues)
    values = {"setting": "zone", "value": "Makassar"}
    said = asyncio.run(settings.fill(turn(tongue, submit(CHIEF)), values))
    assert "Asia/Makassar (WITA, UTC+8)" in text_of(said)
    refused = asyncio.run(settings.fill(turn(tongue, submit(ANI)), values))
    assert text_of(refused).startswith("Setelan ini bisa diubah oleh")


def test_a_zone_that_is_nearly_right_is_offered(tongues: Tongues) -> None:
    """As a button that sets it; and the form again."""
    said = asked(tongues, turn(tongues.speak("id"), command(CHIEF)), "zone", "Makasar")
    assert "Maksudmu ini?" in text_of(said)
    assert actions_of(said) == {
        "Asia/Makassar": "settings:zone=Asia/Makassar",
        "Zona waktu lain…": "settings:zone=?",
    }


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("setting", "value"), [(EVIL, ""), (EVIL, EVIL), ("ambient", EVIL), ("zone", EVIL)])
def test_hostile_words_are_quoted_short_and_harmless(
    tongues: Tongues, language: str, setting: str, value: str
) -> None:
    """On one line, with nothing that acts on a screen."""
    said = asked(tongues, turn(tongues.speak(language), command(CHIEF)), setting, value)
    assert "“@everyone" in text_of(said)
    assert all(line.isprintable() for line in text_of(said).splitlines())
    assert "txt" not in text_of(said)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_cannot_be_kept_is_not_said_to_be(tongues: Tongues, tmp_path: Path, language: str) -> None:
    """A sentence for the one who asked; the panel stays as it was."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            settings = CommunitySettings(Preferences(store), tongues)
            made = turn(tongues.speak(language), press(CHIEF))
            async with away(store, tmp_path):
                said = reply_of(await settings.change(made, {"setting": "ambient=yes"}))
                assert {"id": "belum ada yang berubah", "en": "nothing was changed"}[language] in text_of(
                    said
                )
                assert (said.audience, said.replaces) == (Audience.ASKER, False)
                assert "Asia/Jakarta" in text_of(await settings.change(made, {}))

    asyncio.run(main())


def test_values_are_completed_under_every_name_of_a_setting(tongues: Tongues) -> None:
    """Nothing for what is no setting."""
    settings = CommunitySettings(Preferences(None), tongues)
    tongue = tongues.speak("id")
    assert next(choice.value for choice in settings.complete("Zona", "mak", tongue)) == "Asia/Makassar"
    assert settings.complete("", "m", tongue) == ()


@pytest.mark.parametrize("rezoned", [True, False])
def test_whoever_follows_the_zone_learns_of_another_one(tongues: Tongues, *, rezoned: bool) -> None:
    """Of the zone only, and a store that is away then takes nothing back."""
    told: list[object] = []

    async def rezone(place: object) -> None:
        told.append(place)
        if not rezoned:
            raise StoreUnavailableError("The database is away.")

    async def play() -> None:
        settings = CommunitySettings(Preferences(None), tongues, rezone)
        chief = turn(tongues.speak("en"), command(CHIEF))
        await settings.change(chief, {"setting": "notes", "value": "yes"})
        assert told == []
        said = await settings.change(chief, {"setting": "zone", "value": "Asia/Makassar"})
        assert told == [chief.place]
        assert "Asia/Makassar" in text_of(said)

    asyncio.run(play())
