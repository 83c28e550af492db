"""Bringing a database up to the schema of this version, when several processes may do so at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, MetaData, Table, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError, ProgrammingError

from bot.store.engines import MIGRATING, WRITING
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from bot.store.address import Address

MIGRATIONS: Final = Path(__file__).with_name("migrations")

# A table apart from the schema: it must be there before the schema is.
_lock: Final = Table("migration_lock", MetaData(), Column("id", Integer, primary_key=True))
_TRIES: Final = 5
# Alembic keeps the migration at hand in a global.
_alembic: Final = threading.Lock()


def migrate(engine: Engine, address: Address) -> None:
    """Apply the migrations that are missing, each process after the other; blocks.

    Raises:
        StoreError: the schema is newer than this version.
        SQLAlchemyError: the database refuses.
    """
    config = _config()
    with engine.connect() as connection:
        if not _is_behind(connection, config, address):
            return
    if engine.dialect.name == "postgresql":
        _make_lock(engine)
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            _hold_lock(connection)
        if _is_behind(connection, config, address):
            config.attributes["connection"] = connection
            with _alembic:
                command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _is_behind(connection: Connection, config: Config, address: Address) -> bool:
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    there = set(MigrationContext.configure(connection).get_current_heads())
    if there - known:
        raise StoreError(
            f"The database {address} was written by a newer version of Babad: install that version, "
            "or put back a copy from before."
        )
    return there != set(scripts.get_heads())


def _make_lock(engine: Engine) -> None:
    for left in reversed(range(_TRIES)):
        try:
            with engine.begin() as connection:
                _lock.create(connection, checkfirst=True)
                connection.execute(insert(_lock).values(id=1).on_conflict_do_nothing())
        except (IntegrityError, ProgrammingError):
            # Another process made the table between our look and our making it.
            if not left:
                raise
        else:
            return


def _hold_lock(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{MIGRATING}'"))
    connection.execute(text(f"SET LOCAL statement_timeout = '{MIGRATING}'"))
    connection.execute(select(_lock).with_for_update())
