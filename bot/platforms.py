"""The adapters that are configured, made from their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.config.problems import Problem, dotted, variable
from bot.delivery import AdapterSettingsError
from bot.installed import load_adapter

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import Reading
    from bot.delivery import Adapter, Notebook


def create_adapters(
    reading: Reading, notebook: Callable[[str], Notebook]
) -> tuple[tuple[Adapter, ...], tuple[Problem, ...]]:
    """The adapters that are configured, and what is wrong with the settings of the others.

    Args:
        reading: the configuration.
        notebook: makes the notebook of an adapter from its name.
    """
    adapters: list[Adapter] = []
    problems: list[Problem] = []
    chosen = reading.settings.adapters
    for name, settings in chosen.items():
        if name not in reading.settings.installed:
            continue  # told as a problem of the setting that asks for it
        try:
            adapters.append(load_adapter(name)(settings, notebook(name)))
        except AdapterSettingsError as error:
            problems += [_problem(reading, name, setting, words) for setting, words in error.problems]
        except Exception as error:  # noqa: BLE001  # a broken package must not hide the other problems
            words = f"the adapter cannot be loaded ({type(error).__name__}: {error}); install it again"
            problems.append(Problem(name, "", words))
    if not chosen:
        problems.append(_none(reading))
    return tuple(adapters), tuple(problems)


def _problem(reading: Reading, name: str, setting: str, words: str) -> Problem:
    path = (name, *setting.split("."))
    hint = "" if path in reading.given else f" (set it by {variable(path)} or in the file)"
    sentence = words.removeprefix("Value error, ")  # what pydantic puts before the words of an adapter
    return Problem(dotted(path), reading.origin(path), f"{sentence}{hint}")


def _none(reading: Reading) -> Problem:
    names = ", ".join(name for name in reading.settings.installed)
    words = f"none is configured: give one of them its settings ({names}), such as its token"
    return Problem("adapters", reading.origin(("adapters",)), words)
