"""Every adapter keeps the contract: each shipped one has a view, and a foreign one needs no change here."""

from __future__ import annotations

import asyncio
import sys
import tomllib
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Reply
from bot.fit import fit
from bot.installed import adapters, load_adapter
from tests.adapters.discord.stage import Notes, Script, saying, until
from tests.contract.cases import CASES
from tests.contract.test_blocks import missing
from tests.contract.texts import HOSTILE, endless
from tests.contract.views import VIEWS, Shown, stray

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.delivery import Adapter

ROOT = Path(__file__).parents[2]
DUMMY = ROOT / "tests" / "data" / "dummy_adapter"


def test_every_shipped_adapter_has_a_view() -> None:
    """Whoever adds one shows here how it is read."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert {view.adapter for view in VIEWS} == set(declared["babad.adapters"])


@pytest.fixture
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The foreign adapter as a package manager leaves it: its modules, and a record of its entry points."""
    project = tomllib.loads((DUMMY / "pyproject.toml").read_text("utf-8"))["project"]
    record = tmp_path / f"babad_dummy-{project['version']}.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n", "utf-8")
    groups = (
        f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in points.items())
        for group, points in project["entry-points"].items()
    )
    (record / "entry_points.txt").write_text("\n".join(groups), "utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), str(DUMMY)])


@asynccontextmanager
async def line_to(
    adapter: Adapter, port_file: Path, script: Script
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection to the foreign platform while it runs."""
    running = asyncio.create_task(adapter.run(script))
    await until(lambda: adapter.connected)
    port = int(port_file.read_text("utf-8"))  # noqa: ASYNC240  # five bytes
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    try:
        yield reader, writer
    finally:
        writer.close()
        await adapter.close()
        await running


@pytest.mark.usefixtures("_installed")
def test_a_foreign_adapter_keeps_the_contract(tmp_path: Path) -> None:
    """Found by its entry point; it brings nothing but its limits and ``bot.plain``."""
    assert "dummy" in adapters()
    port_file = tmp_path / "port"
    adapter = load_adapter("dummy")({"token": "t", "address_in": str(port_file)}, Notes())

    async def scene() -> None:
        script = Script()
        async with line_to(adapter, port_file, script) as (reader, writer):
            for named, text in [*HOSTILE.items(), *endless()]:
                blocks = tuple(block for make in CASES.values() for block in make(text))
                lines = []
                for page in fit(Reply(blocks), adapter.capabilities):
                    script.respond = saying(page)
                    writer.write(b"kapan?\n")
                    lines.append((await reader.readline()).decode())
                shown = Shown("".join(lines))
                missing(shown, blocks, named)
                assert not stray(shown)

    asyncio.run(scene())
