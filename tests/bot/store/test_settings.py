"""What communities have chosen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store import Store
    from tests.bot.store.conftest import Run


def test_a_new_community_has_set_nothing(store: Store, run: Run) -> None:
    """Everything stands at its default."""
    assert run(store.settings.load("console", "1")) == {}


def test_the_last_value_counts(store: Store, run: Run) -> None:
    """A key that is put again is replaced."""

    async def scene() -> dict[str, str]:
        await store.settings.put("console", "1", "language", "id", "ani")
        await store.settings.put("console", "1", "language", "en", "budi")
        await store.settings.put("console", "1", "zone", "Asia/Jakarta", "ani")
        return await store.settings.load("console", "1")

    assert run(scene()) == {"language": "en", "zone": "Asia/Jakarta"}


def test_none_puts_a_key_back_to_its_default(store: Store, run: Run) -> None:
    """Only that key, and doing it twice is no fault."""

    async def scene() -> dict[str, str]:
        await store.settings.put("console", "1", "language", "id", "ani")
        await store.settings.put("console", "1", "zone", "Asia/Jakarta", "ani")
        await store.settings.put("console", "1", "language", None, "ani")
        await store.settings.put("console", "1", "language", None, "ani")
        return await store.settings.load("console", "1")

    assert run(scene()) == {"zone": "Asia/Jakarta"}


def test_communities_and_platforms_are_kept_apart(store: Store, run: Run) -> None:
    """An id means something only together with its platform."""

    async def scene() -> list[dict[str, str]]:
        await store.settings.put("console", "1", "language", "id", "ani")
        await store.settings.put("radio", "1", "language", "en", "ani")
        places = [("console", "1"), ("radio", "1"), ("console", "2")]
        return [await store.settings.load(*place) for place in places]

    assert run(scene()) == [{"language": "id"}, {"language": "en"}, {}]


def test_values_come_back_as_they_were(store: Store, run: Run) -> None:
    """Quotes, wildcards, other scripts and emoji included."""
    value = "'; DROP TABLE settings; -- %s :x ꦧꦧꦢ 🏛️\n\t"
    run(store.settings.put("console", "1", "motto", value, "ani"))
    assert run(store.settings.load("console", "1")) == {"motto": value}


def test_many_may_set_the_same_key_at_once(opened: Callable[[str], Store], url: str, run: Run) -> None:
    """From several processes: one value stays, and nobody is turned away."""
    stores = [opened(url), opened(url)]

    async def scene() -> dict[str, str]:
        puts = (stores[n % 2].settings.put("console", "1", "language", str(n), "ani") for n in range(20))
        await asyncio.gather(*puts)
        return await stores[0].settings.load("console", "1")

    assert run(scene())["language"] in map(str, range(20))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("console", "1" * 129, "language", "id"), "The community has 129 characters; at most 128"),
        (("console", "1", "k" * 65, "id"), "The key has 65 characters; at most 64"),
        (("console", "1", "language", "v" * 4_001), "The value has 4001 characters; at most 4000"),
        (("console", "1\0", "language", "id"), "The community '1\\x00' holds a character"),
        (("console", "1\ud800", "language", "id"), "holds a character that cannot be stored"),
    ],
)
def test_what_cannot_be_stored_is_refused(
    store: Store, run: Run, values: tuple[str, str, str, str], told: str
) -> None:
    """Rather than cut, which would make two ids one."""
    with pytest.raises(ValueError, match="stored") as caught:
        run(store.settings.put(*values, "ani"))
    assert told in str(caught.value)
    assert run(store.settings.load("console", "1")) == {}
