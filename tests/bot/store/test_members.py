"""What members have chosen for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store import Store
    from tests.bot.store.conftest import Run


def test_the_last_choice_counts_and_none_takes_it_back(store: Store, run: Run) -> None:
    """By key, and for this member alone."""

    async def scene() -> list[dict[str, str]]:
        steps = []
        for value in ("id", "en", None):
            await store.members.put("console", "ani", "language", value)
            steps.append(await store.members.load("console", "ani"))
        await store.members.put("console", "budi", "language", "id")
        return [*steps, await store.members.load("console", "ani"), await store.members.load("radio", "budi")]

    assert run(scene()) == [{"language": "id"}, {"language": "en"}, {}, {}, {}]
