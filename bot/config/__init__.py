"""The configuration: read from every place that it may be written in, and checked at once.

A later place wins over those before it: the file in YAML, the folder of secrets, ``.env`` in the working
directory, the environment.  Adapters bring settings of their own, each in a table of the adapter's name,
which only the adapter understands.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

from bot.config.model import Settings, with_tables
from bot.config.places import Layer, from_dotenv, from_secrets, from_variables, from_yaml
from bot.config.problems import ConfigError, Problem, dotted, sentence, unknown, variable
from bot.installed import adapters
from facts.pack_report import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ConfigError", "Problem", "Reading", "Settings", "load", "read"]

CONFIG: Final = "BABAD_CONFIG"
"""The variable that names the file in YAML."""
SECRETS: Final = "BABAD_SECRETS"
"""The variable that names the folder of secrets."""
SECRETS_FOLDER: Final = "/run/secrets"
"""Where containers find their secrets."""
DOTENV: Final = ".env"
ELSEWHERE: Final = frozenset({CONFIG, SECRETS, "BABAD_DEBUG", "BABAD_EVAL"})
"""Variables that are no settings and yet are read: here, by the command line, by the measuring programs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the settings as far as they are sound, all problems, and where everything stands."""

    settings: Settings
    problems: tuple[Problem, ...] = ()
    given: Layer = field(default_factory=dict)
    """Every value that is in force, by its setting."""
    unread: tuple[str, ...] = ()
    """Variables that begin like settings and that nothing reads."""

    def origin(self, path: tuple[str, ...]) -> str:
        """Where a setting stands; empty when nowhere."""
        return self.given[path].origin if path in self.given else ""


def load(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the configuration; ``path`` is the file in YAML instead of that in ``BABAD_CONFIG``.

    Raises:
        ConfigError: with everything that is wrong.
    """
    reading = read(path, environ)
    if reading.problems:
        raise ConfigError(reading.problems)
    return reading.settings


def read(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Reading:
    """As ``load``, but what is wrong is handed back; settings that are wrong have their defaults."""
    environ = os.environ if environ is None else environ
    model = with_tables(adapters())
    problems: list[Problem] = []
    layers = _layers(path, environ, problems)
    given = {one: value for layer in layers for one, value in layer.items()}
    unread = _unread(layers[2:], model, problems)
    trees = [_tree(layer) for layer in layers]
    for tree in trees[2:]:
        for name in tree.keys() - model.names():
            del tree[name]
    settings, found = _validate(model, trees, given)
    problems += found
    problems += _uninstalled(settings, given)
    return Reading(settings, tuple(problems), given, unread)


def _layers(path: Path | None, environ: Mapping[str, str], problems: list[Problem]) -> list[Layer]:
    """What every place says, the one that wins last."""
    file = path or (Path(environ[CONFIG]) if environ.get(CONFIG) else None)
    return [
        from_yaml(file, problems) if file is not None else {},
        from_secrets(Path(environ.get(SECRETS) or SECRETS_FOLDER), problems),
        from_dotenv(Path(DOTENV), problems),
        from_variables(environ, problems),
    ]


def _unread(layers: Sequence[Layer], model: type[Settings], problems: list[Problem]) -> tuple[str, ...]:
    """The variables that nothing reads; one that was likely meant to be a setting is a problem.

    Container platforms set variables of their own that may begin alike, so others are let be.
    """
    known = model.names()
    unread = []
    for layer in layers:
        for path, given in layer.items():
            name = variable(path)
            if path[0] in known or name in ELSEWHERE:
                continue
            near = nearest(path[0], known)
            if near:
                meant = variable((near, *path[1:]))
                problems.append(
                    Problem(dotted(path), given.origin, f"nothing reads it; did you mean {meant}?")
                )
            else:
                unread.append(given.origin)
    return tuple(unread)


def _tree(layer: Layer) -> dict[str, Any]:
    """The values of a place within their tables."""
    root: dict[str, Any] = {}
    for path, given in sorted(layer.items()):
        table: Any = root
        for name in path[:-1]:
            table = table.setdefault(name, {}) if isinstance(table, dict) else None
        if isinstance(table, dict):
            table[path[-1]] = given.value
    return root


def _validate(
    model: type[Settings], trees: Sequence[dict[str, Any]], given: Layer
) -> tuple[Settings, list[Problem]]:
    """The settings, without those that are wrong, and what is wrong with these."""
    try:
        return _bound(model, trees)(), []
    except ValidationError as error:
        wrong = error.errors()
    problems = []
    for one in wrong:
        path = tuple(str(step) for step in one["loc"])
        problems.append(_problem(model, path, sentence(one), given, extra=one["type"] == "extra_forbidden"))
        for tree in trees:
            _drop(tree, path)
    return _bound(model, trees)(), problems


def _bound(model: type[Settings], trees: Sequence[dict[str, Any]]) -> type[Settings]:
    """The model, reading from these places."""

    class Bound(model):  # type: ignore[valid-type, misc]  # made for each reading
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], **_: PydanticBaseSettingsSource
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return tuple(InitSettingsSource(settings_cls, tree) for tree in reversed(trees))

    return Bound


def _problem(
    model: type[Settings], path: tuple[str, ...], words: str, given: Layer, *, extra: bool
) -> Problem:
    if extra:
        words = unknown(path[-1], model.names(*path[:-1]))
    # A wrong item of a list stands where the list does, and an unknown table where its first setting does.
    places = [path[:length] for length in range(len(path), 0, -1)]
    found = next((given[one].origin for one in places if one in given), "")
    inside = next((value.origin for one, value in sorted(given.items()) if one[: len(path)] == path), "")
    named = path[:-1] if path[-1].isdigit() else path
    return Problem(dotted(named), found or inside, words)


def _drop(tree: dict[str, Any], path: tuple[str, ...]) -> None:
    """Remove what is wrong, or the list that it is in."""
    table: Any = tree
    for name in path[:-1]:
        if not isinstance(table.get(name), dict):
            table.pop(name, None)
            return
        table = table[name]
    table.pop(path[-1], None)


def _uninstalled(settings: Settings, given: Layer) -> list[Problem]:
    """The adapters asked for that there are none of."""
    origin = given[("adapters",)].origin if ("adapters",) in given else ""
    return [
        Problem(
            "adapters", origin, f"no adapter called {quoted(name)} is installed; {_choice(name, settings)}"
        )
        for name in settings.enabled or ()
        if name not in settings.installed
    ]


def _choice(name: str, settings: Settings) -> str:
    near = nearest(name, settings.installed)
    return f"did you mean {near}?" if near else f"choose from {', '.join(settings.installed)}"
