"""A SQLite file: made, checked, and refused in one sentence."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.store import StoreError, StoreUnavailableError, files, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.store import Store
    from tests.bot.store.conftest import Run

NOBODY = 65_534


def told(run: Run, path: Path) -> str:
    """What opening the file is refused with."""
    with pytest.raises(StoreError) as caught:
        run(open_store(f"sqlite:///{path}"))
    sentence = str(caught.value)
    assert sentence.startswith(f"The database {path} ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def fill(path: Path) -> None:
    """A sound database with a table of some pages."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x TEXT UNIQUE)")
        connection.executemany("INSERT INTO t VALUES (?)", [(f"{n}" * 100,) for n in range(500)])
        connection.commit()


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that this user can look into and not write; root has to become someone else for that."""
    with tempfile.TemporaryDirectory(prefix="babad-") as name:
        folder = Path(name)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        try:
            if root:
                os.seteuid(NOBODY)
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_folder_and_file_are_made_for_our_eyes_only(
    opened: Callable[[str], Store], tmp_path: Path, run: Run
) -> None:
    """The files beside it too, which hold the same words."""
    path = tmp_path / "a" / "b" / "babad.sqlite"
    store = opened(f"sqlite:///{path}")
    run(store.members.put("console", "ani", "language", "id"))
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(("babad.sqlite", "babad.sqlite-shm", "babad.sqlite-wal"), "0o600")
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def test_the_log_is_written_ahead(opened: Callable[[str], Store], tmp_path: Path) -> None:
    """So that reading goes on while one writes."""
    opened(f"sqlite:///{tmp_path}/babad.sqlite")
    with closing(sqlite3.connect(tmp_path / "babad.sqlite")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_path_with_odd_characters_is_taken_as_it_is(opened: Callable[[str], Store], tmp_path: Path) -> None:
    """Spaces and other scripts are part of names, and percent signs written as in any URL."""
    opened(f"sqlite:///{tmp_path}/100%25 babad ꦧꦧꦢ.sqlite")
    assert [file.name for file in tmp_path.glob("*.sqlite")] == ["100% babad ꦧꦧꦢ.sqlite"]


def test_a_folder_that_cannot_be_written_is_told(run: Run, locked_folder: Path) -> None:
    """With the reason and what to do."""
    sentence = told(run, locked_folder / "babad.sqlite")
    assert sentence.endswith(
        "cannot be opened (Permission denied): name a file in a folder that this user can write."
    )
    assert "Permission denied" in told(run, locked_folder / "more" / "babad.sqlite")


def test_a_file_in_a_folder_that_cannot_be_written_is_told(run: Run, locked_folder: Path) -> None:
    """The file may be ours: SQLite needs others beside it."""
    path = locked_folder / "babad.sqlite"
    user = os.geteuid()
    os.seteuid(os.getuid())
    locked_folder.chmod(0o755)
    path.touch()
    os.chown(path, user, -1)
    locked_folder.chmod(0o555)
    os.seteuid(user)
    assert told(run, path).endswith("see that its folder can be written.")


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    """Neither where a folder should be, nor the other way round."""
    (tmp_path / "note.txt").write_text("x")
    assert "(File exists)" in told(run, tmp_path / "note.txt" / "babad.sqlite")
    assert "(Is a directory)" in told(run, tmp_path)


def test_a_file_of_another_kind_is_left_alone(run: Run, tmp_path: Path) -> None:
    """It may be someone's only copy."""
    path = tmp_path / "notes.txt"
    path.write_text("Perjanjian Linggarjati " * 100)
    assert "is damaged (file is not a database): put back a copy, or move it away" in told(run, path)
    assert path.read_text() == "Perjanjian Linggarjati " * 100


@pytest.mark.parametrize("page", [1, 3])
def test_a_damaged_file_is_told(run: Run, tmp_path: Path, page: int) -> None:
    """Whether the schema is hit or a row."""
    path = tmp_path / "babad.sqlite"
    fill(path)
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(b"\xff" * 4096)
    assert "is damaged (" in told(run, path)


def test_a_large_file_is_not_read_through(
    opened: Callable[[str], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Starting must stay quick; damage is then found when it is read."""
    path = tmp_path / "babad.sqlite"
    fill(path)
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)
    monkeypatch.setattr(files, "CHECKED", 4096)
    opened(f"sqlite:///{path}")


def test_a_file_that_another_program_keeps_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After waiting for it."""
    path = tmp_path / "babad.sqlite"
    fill(path)
    monkeypatch.setattr(files, "WAITING", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailableError, match=r"Another program keeps .* locked: stop it, or wait"):
            run(open_store(f"sqlite:///{path}"))
