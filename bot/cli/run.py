"""``babad run``: the bot itself, on every platform that is configured, until it is asked to end."""

from __future__ import annotations

import asyncio
import gc
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click
import structlog

from bot import logs
from bot.announcements.book import Announcements
from bot.announcements.composing import Composing
from bot.announcements.dispatcher import PERIOD, Dispatcher
from bot.announcements.office import locating
from bot.cli.configuration import Refusal, config_option
from bot.cli.exits import Exit
from bot.cli.knowledge import answering, read_packs
from bot.composition import converse
from bot.config import ConfigError, read
from bot.config.masking import secrets
from bot.delivery import RefusedError
from bot.health import telling
from bot.life import Life
from bot.loops import Loop
from bot.notebook import StoredNotebook
from bot.patient_store import PatientStore
from bot.platforms import create_adapters
from bot.preferences import Community, Preferences
from bot.redaction import Redactor
from bot.shelf import Shelf
from bot.signals import stopping_on_signals
from bot.store import StoreError, StoreUnavailableError
from bot.timing import utc_now
from bot.version import __version__

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from bot.config import Reading, Settings
    from bot.conversation import Conversation
    from bot.delivery import Adapter

log = structlog.stdlib.get_logger(__name__)
PURGE: Final = 3600.0
"""Seconds between two clearings of what has expired in the store."""
GARBAGE: Final = 20_000
"""New objects after which garbage is looked for; an answer makes thousands, and nearly none stays."""
SWITCH: Final = 0.001
"""Seconds for which one thread may keep the others waiting; a fifth of what is usual."""
PING: Final = 15.0
"""Seconds between two looks whether the store is there."""


@click.command()
@config_option
def run(file: Path | None) -> None:
    """Serve on every platform that is configured, until asked to end.

    \b
    Exit codes: 0 it was asked to end; 1 it failed; 2 the command was not used as it should be;
    77 a platform refuses the bot; 78 the configuration, a pack or the database has to be mended.
    """  # noqa: D301  # click reads the escape
    reading = read(file)
    redact = Redactor(secrets(reading))
    logs.configure(reading.settings.log, redact)
    try:
        asyncio.run(_serve(reading))
    except RefusedError as error:
        raise Refusal(error, Exit.REFUSED, redact) from error
    except (ConfigError, StoreError) as error:
        raise Refusal(error, Exit.CONFIG, redact) from error
    except click.UsageError as error:  # a pack that has mistakes
        raise Refusal(error.message, Exit.CONFIG, redact) from error
    except click.ClickException:
        raise
    except Exception as error:
        log.exception("failed")
        words = f"Babad made a mistake of its own; please report it. ({type(error).__name__}: {error})"
        raise Refusal(words, Exit.FAILED, redact) from error
    finally:
        logs.finish()


async def _serve(reading: Reading) -> None:
    stop = asyncio.Event()
    with stopping_on_signals(stop.set):
        async with _opened(reading) as (store, adapters):
            work = await asyncio.to_thread(_work, reading.settings, store, adapters)
            conversation, dispatcher = work.conversation, work.dispatcher
            settle()
            loops = (
                Loop("announcements", PERIOD, dispatcher.round, (StoreUnavailableError,)),
                Loop("store", PING, store.open, (StoreUnavailableError,)),
                Loop("moves", PING, conversation.residence.catch_up, (StoreUnavailableError,)),
                Loop("purge", PURGE, lambda: store.purge(utc_now()), (StoreUnavailableError,)),
            )
            life = Life(adapters, conversation, loops, ending=dispatcher.close, stop=stop)
            async with telling(life, reading.settings.health):
                log.info("serving", version=__version__, adapters=[one.name for one in adapters])
                await life.run()
            log.info("ended")


def settle() -> None:
    """Arrange for answers without long pauses, now that everything that stays is there.

    Measured with a hundred questions a second: looking through all packs and indexes for garbage stopped the
    event loop for 0.2 seconds again and again; and a thread that searches gave way to it late.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    sys.setswitchinterval(SWITCH)


@asynccontextmanager
async def _opened(reading: Reading) -> AsyncIterator[tuple[PatientStore, tuple[Adapter, ...]]]:
    """The store and the adapters.

    Raises:
        ConfigError: with everything that is wrong, also with the settings of adapters.
        StoreError: the database is there and cannot be used.
    """
    store = PatientStore(reading.settings.store)
    try:
        adapters, problems = create_adapters(reading, lambda name: StoredNotebook(store, name))
        if problems := (*reading.problems, *problems):
            raise ConfigError(problems)
        for name in reading.unread:
            log.warning("setting_unread", name=name)
        try:
            await store.open()
        except StoreUnavailableError as error:
            log.error("store_away", problem=str(error))  # noqa: TRY400  # it says all
        yield store, adapters
    finally:
        await store.close()


@dataclass(frozen=True, slots=True)
class _Work:
    """What the bot does: it answers, and it posts."""

    conversation: Conversation
    dispatcher: Dispatcher


def _work(settings: Settings, store: PatientStore, adapters: Sequence[Adapter]) -> _Work:
    """All that it does, with what that is done from; takes a while when an index must be built."""
    shelf = Shelf(lambda: read_packs(settings.packs))
    desk = answering(settings.packs, cache_folder=settings.cache)
    shelf.prepare()
    defaults = Community(language=settings.language, zone=settings.zone)
    preferences = Preferences(store, defaults=defaults)
    wish = asyncio.Event()
    conversation = converse(
        desk,
        shelf,
        store=store,
        preferences=preferences,
        announcements=Announcements(store, preferences, utc_now, wish.set),
        locate=locating(adapters),
        operator=settings.operator,
        homepage=settings.homepage,
    )
    dispatcher = Dispatcher(
        store,
        adapters,
        Composing(shelf, desk.tongues),
        preferences,
        moved=conversation.residence.moved,
        now=utc_now,
        wish=wish,
    )
    return _Work(conversation, dispatcher)
