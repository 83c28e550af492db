"""What may be set, with the checks that each setting makes of its value."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path  # noqa: TC003  # pydantic reads annotations
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal
from urllib.parse import quote
from zoneinfo import available_timezones

import platformdirs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.store.address import parse_address
from bot.store.errors import StoreError
from bot.telling import LANGUAGES
from facts.library import UnknownPackError, locate
from facts.pack_report import listed, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic.fields import FieldInfo


def _words(value: object) -> object:
    """A list written in one variable, with commas."""
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _zone(name: object) -> object:
    zones = available_timezones()
    if isinstance(name, str) and name not in zones:
        near = nearest(name, zones)
        hint = f"did you mean {near}?" if near else "write one like Asia/Jakarta."
        raise ValueError(f"there is no time zone called {quoted(name)}: {hint}")
    return name


def _language(code: object) -> object:
    if code is not None and code not in LANGUAGES:
        raise ValueError(f"it is not spoken: choose {listed(sorted(LANGUAGES))}")
    return code


def _address(url: object) -> object:
    if isinstance(url, str) and url and not re.fullmatch(r"https?://\S+", url):
        raise ValueError("it is not an address such as https://example.org/babad")
    return url


def _store(url: object) -> object:
    if isinstance(url, str):
        try:
            parse_address(url)
        except StoreError as error:
            raise ValueError(str(error)) from None
    return url


def _pack(name: object) -> object:
    if isinstance(name, str):
        try:
            locate(name)
        except UnknownPackError as error:
            raise ValueError(str(error)) from None
    return name


def _file_in_data(others: dict[str, Any]) -> str:
    return f"sqlite:///{quote(str((others['data'] / 'babad.sqlite').absolute()))}"


Words = BeforeValidator(_words)
Pack = Annotated[str, BeforeValidator(_pack)]


class Table(BaseModel):
    """Settings that belong together."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LogSettings(Table):
    """What is logged, and in what form."""

    level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = Field(
        default="info",
        description="The least serious messages that are logged: `debug`, `info`, `warning`, `error`.",
    )
    format: Annotated[Literal["auto", "text", "json"], BeforeValidator(_lower)] = Field(
        default="auto", description="`text` for people, `json` for machines; `auto` is text on a terminal."
    )


class HealthSettings(Table):
    """Where the process tells how it is."""

    host: str = Field(
        default="127.0.0.1", min_length=1, description="The address that the health server listens on."
    )
    port: int = Field(default=8321, ge=0, le=65535, description="Its port; 0 switches it off.")


class Settings(BaseSettings):
    """Every setting but those of adapters, which stand in ``adapters``."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    installed: ClassVar[tuple[str, ...]] = ()
    """The names of the adapters that there are; each may have a table."""

    enabled: Annotated[tuple[str, ...] | None, Words] = Field(
        default=None, alias="adapters", description="The adapters to run; by default those that have a table."
    )
    data: Path = Field(
        default_factory=partial(platformdirs.user_data_path, "babad"),
        description="The folder for what must outlive the process; by default the user's data folder.",
    )
    cache: Path = Field(
        default_factory=partial(platformdirs.user_cache_path, "babad"),
        description="The folder for built indexes; by default the user's cache folder.",
    )
    store: Annotated[str, BeforeValidator(_store)] = Field(
        default_factory=_file_in_data,
        repr=False,
        description="URL of the database, `sqlite:////folder/babad.sqlite` or "
        "`postgresql://user:password@host/database`; by default `babad.sqlite` in the `data` folder.",
    )
    packs: Annotated[tuple[Pack, ...], Words] = Field(
        default=(), description="Shipped packs by name, and paths of others; by default all shipped ones."
    )
    language: Annotated[str | None, BeforeValidator(_language)] = Field(
        default=None,
        description="The language spoken where neither question, member nor community tells one.",
    )
    zone: Annotated[str, BeforeValidator(_zone)] = Field(
        default="Asia/Jakarta", description="The time zone of communities that chose none, by its IANA name."
    )
    operator: str = Field(
        default="",
        max_length=200,
        description="Who runs the bot and how to reach them, shown by `/privacy`.",
    )
    homepage: Annotated[str, BeforeValidator(_address)] = Field(
        default="", max_length=200, description="An address where more is told of the bot, shown by `/about`."
    )
    log: LogSettings = LogSettings()
    health: HealthSettings = HealthSettings()

    @classmethod
    def names(cls, table: str = "") -> frozenset[str]:
        """The names of all settings and tables, or of those in one table, as they are written."""
        model: Any = cls.model_fields[table].annotation if table else cls
        fields: dict[str, FieldInfo] = model.model_fields
        return frozenset(info.alias or name for name, info in fields.items())

    def own(self) -> Iterator[tuple[str, object]]:
        """The values of all settings but those about adapters, by dotted name."""
        for name in Settings.model_fields:
            value = getattr(self, name)
            if isinstance(value, Table):
                yield from ((f"{name}.{inner}", getattr(value, inner)) for inner in type(value).model_fields)
            elif name != "enabled":
                yield name, value

    @property
    def adapters(self) -> dict[str, dict[str, Any]]:
        """The adapters to run, each with its own settings."""
        tables = {name: getattr(self, name, None) for name in self.installed}
        chosen = self.enabled
        if chosen is None:
            chosen = tuple(name for name, table in tables.items() if table is not None)
        return {name: dict(tables.get(name) or {}) for name in chosen}


def with_tables(installed: Sequence[str]) -> type[Settings]:
    """The settings with a table for each adapter that there is."""
    names = tuple(name for name in installed if name not in Settings.names())
    tables: dict[str, Any] = {
        name: (dict[str, Any] | None, Field(default=None, repr=False)) for name in names
    }
    model = create_model("Settings", __base__=Settings, **tables)
    model.installed = names
    return model
