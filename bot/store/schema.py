"""The tables as they are now; the migrations tell how they came to be.

Three names have a meaning wherever they stand, and whoever adds a table keeps to them: rows with
``platform`` and ``community`` belong to that community, move with it and go when it is gone; rows with
``platform`` and ``user`` belong to that member, who may have them all and erase them all; a ``chat`` or an
``origin_chat`` may be renamed by its platform.  A column marked ``NAMES_MEMBER`` only says who did something,
and is blanked.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, MetaData, Table

from bot.store.columns import Instant, Name, Prose

PLATFORM: Final = 32
"""Characters of the name of an adapter."""
ID: Final = 128
"""Characters of a platform's id of a community, chat or user; the longest known have 20."""
KEY: Final = 64
"""Characters of the name of a setting."""
VALUE: Final = 4_000
"""Characters of the value of a setting."""
WORD: Final = 32
"""Characters of a kind of report or of a language tag."""
FACT: Final = 256
"""Characters of a fact's id with its pack's; a pack allows 64 for either."""
TEXT: Final = 4_000
"""Characters of a report: as long as the longest field of a form on any platform."""
LINK: Final = 2_048
"""Characters of a link, as browsers and platforms commonly cut them."""
NOTE_KEY: Final = 256
"""Characters of the key of a note."""
NOTE: Final = 65_536
"""Characters of a note: room for a half-filled form or a list of digests."""

LABEL: Final = 400
"""Characters of what members call a place; three names of a hundred with what parts them are fewer."""
ZONE: Final = 64
"""Characters of the name of a time zone; the longest has 32."""
FILTERS: Final = 16_000
"""Characters of a list of languages, packs, tags or facts: a hundred packs are fewer."""
REF: Final = 512
"""Characters by which an adapter finds its message again."""
POST: Final = 65_536
"""Characters of a post with its formatting: several times the longest message of any platform."""
PROBLEM: Final = 400
"""Characters of why something was not delivered."""

NAMES_MEMBER: Final = "names_member"

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _name(name: str, length: int, **options: Any) -> Column[str]:
    return Column(name, Name(name.replace("_", " "), length), **{"nullable": False, **options})


def _prose(name: str, length: int) -> Column[str]:
    return Column(name, Prose(name, length), nullable=False)


def _instant(name: str) -> Column[Any]:
    return Column(name, Instant)


settings: Final = Table(
    "settings",
    metadata,
    _name("platform", PLATFORM, primary_key=True),
    _name("community", ID, primary_key=True),
    _name("key", KEY, primary_key=True),
    _prose("value", VALUE),
    _name("changed_by", ID, nullable=True, info={NAMES_MEMBER: True}),
    Index(None, "platform", "changed_by"),
)

members: Final = Table(
    "members",
    metadata,
    _name("platform", PLATFORM, primary_key=True),
    _name("user", ID, primary_key=True),
    _name("key", KEY, primary_key=True),
    _prose("value", VALUE),
)

reports: Final = Table(
    "reports",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _name("platform", PLATFORM),
    _name("community", ID),
    _name("chat", ID),
    _name("user", ID),
    _name("kind", WORD),
    _name("fact", FACT),
    _prose("text", TEXT),
    _prose("link", LINK),
    _name("language", WORD),
    Column("at", Instant, nullable=False),
    Column("closed", Instant),
    _name("closed_by", ID, nullable=True, info={NAMES_MEMBER: True}),
    Index(None, "platform", "community", "closed", "id"),
    Index(None, "platform", "user"),
    Index(None, "platform", "closed_by"),
    sqlite_autoincrement=True,  # an id that was given once never names another report
)

notebook: Final = Table(
    "notebook",
    metadata,
    _name("key", NOTE_KEY, primary_key=True),
    _prose("value", NOTE),
    Column("expires", Instant, index=True),
    _name("platform", PLATFORM),
    _name("user", ID),
    Index(None, "platform", "user"),
)

communities: Final = Table(
    "communities",
    metadata,
    _name("platform", PLATFORM, primary_key=True),
    _name("community", ID, primary_key=True),
    Column("joined", Instant, nullable=False),
    Column("gone", Instant),
    Index(None, "gone"),
)

announcements: Final = Table(
    "announcements",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _name("platform", PLATFORM),
    _name("community", ID),
    _name("chat", ID),
    _name("thread", ID, nullable=True),
    Column("private", Boolean, nullable=False),
    _name("user", ID),
    _prose("label", LABEL),
    _name("state", WORD),
    Column("minute", Integer, nullable=False),
    _name("zone", ZONE, nullable=True),
    _name("days", WORD),
    _name("style", WORD),
    _name("languages", FILTERS),
    _name("packs", FILTERS),
    _name("tags", FILTERS),
    Column("reveal", Integer, nullable=False),
    _name("created_by", ID, nullable=True, info={NAMES_MEMBER: True}),
    _name("origin_chat", ID, nullable=True),
    _name("origin_thread", ID, nullable=True),
    Column("since", Instant, nullable=False),
    _instant("due"),
    Column("day", Date),
    Column("strikes", Integer, nullable=False),
    Column("struck", Date),
    _name("problem", WORD),
    Column("unnoticed", Boolean, nullable=False),
    Index(None, "state", "due"),
    Index(None, "platform", "community"),
    Index(None, "platform", "user"),
    Index(None, "platform", "created_by"),
    sqlite_autoincrement=True,  # an id that was given once never names another announcement
)

deliveries: Final = Table(
    "deliveries",
    metadata,
    Column("announcement", BigInteger, primary_key=True, autoincrement=False),
    Column("date", Date, primary_key=True),
    _name("kind", WORD, primary_key=True),
    _name("platform", PLATFORM),
    _name("community", ID),
    _name("chat", ID),
    _name("thread", ID, nullable=True),
    Column("private", Boolean, nullable=False),
    _name("user", ID),
    _name("state", WORD),
    Column("due", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    _name("owner", WORD, nullable=True),
    _instant("lease"),
    Column("attempts", Integer, nullable=False),
    _instant("begun"),
    _name("facts", FILTERS),
    _name("question", FACT),
    _name("language", WORD),
    _prose("reply", POST),
    _name("ref", REF),
    _instant("buttons"),
    _prose("problem", PROBLEM),
    Index(None, "platform", "state", "due"),
    Index(None, "state", "lease"),
    Index(None, "state", "until"),
    Index(None, "platform", "buttons"),
    Index(None, "platform", "community"),
    Index(None, "platform", "user"),
)
