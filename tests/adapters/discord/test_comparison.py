"""What was registered is told from what would be, and only by what matters."""

from __future__ import annotations

import asyncio

from adapters.discord.comparison import Changes, changes, digest
from tests.adapters.discord.stage import definitions


def test_a_digest_tells_one_registration_from_another() -> None:
    """But not by order or by what is left out."""
    one, other = {"name": "a", "type": 1, "description": "x"}, {"name": "b", "type": 1, "description": "y"}
    assert digest([one, other]) == digest([other, {**one, "options": [], "nsfw": False}])
    assert digest([one]) != digest([{**one, "description": "z"}])


def test_what_discord_adds_by_itself_is_no_change() -> None:
    """Ids, versions and empty fields."""
    wanted = asyncio.run(definitions())
    present = [
        {**command, "id": "1", "version": "2", "application_id": "3", "nsfw": False, "dm_permission": True}
        for command in wanted
    ]
    assert not changes(wanted, present)


def test_changes_are_told_by_name() -> None:
    """Added, changed, removed."""
    old = [{"name": "a", "type": 1, "description": "x"}, {"name": "b", "type": 1, "description": "x"}]
    new = [{"name": "a", "type": 1, "description": "y"}, {"name": "c", "type": 1, "description": "x"}]
    assert changes(new, old) == Changes(("c",), ("a",), ("b",))


def test_a_menu_and_a_command_of_one_name_are_two() -> None:
    """Discord tells them apart by type."""
    assert changes([{"name": "a", "type": 1}], [{"name": "a", "type": 3}]) == Changes(("a",), (), ("a",))
