"""The places that settings are written in, each read into values with where they stand.

Every value is text or a list of texts, wherever it comes from: what ``yes``, ``08`` or ``12:30`` means is for
the setting to say, not for YAML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path as File
from typing import TYPE_CHECKING, Final

import yaml
from dotenv.parser import parse_stream

from bot.config.problems import DELIMITER, PREFIX, ConfigError, Path, Problem, dotted
from facts.pack_syntax import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FROM_FILE: Final = "_FILE"
"""Ends the name of a variable that names the file with the value: so containers are handed secrets."""
LARGEST: Final = 2**16
"""Bytes of a secret, and of a file of settings; both are far smaller."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value, and where it stands."""

    value: str | tuple[object, ...] | dict[str, object] = field(repr=False)
    origin: str
    secret: bool = False
    """It comes from a file of its own, as secrets do."""


Layer = dict[Path, Given]
"""What one place says."""


def from_variables(variables: Mapping[str, str], problems: list[Problem]) -> Layer:
    """The variables whose names begin with ``BABAD_``; an empty one counts as not set."""
    return _from_named(((name, value, name) for name, value in variables.items()), problems)


def from_dotenv(file: File, problems: list[Problem]) -> Layer:
    """The same from a file of lines like ``NAME=value``; none when there is no such file."""
    if not file.is_file():
        return {}
    try:
        with file.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except (OSError, UnicodeDecodeError) as error:
        problems.append(_unreadable(file, error))
        return {}
    named = []
    for binding in bindings:
        origin = f"{file}:{binding.original.line}"
        if binding.error:
            problems.append(Problem("", origin, "the line is not of the form NAME=value"))
        elif binding.key and binding.value is not None:
            named.append((binding.key, binding.value, origin))
    return _from_named(named, problems)


def from_secrets(folder: File, problems: list[Problem]) -> Layer:
    """The files of a folder that are named like variables, in capitals or not; none when it is not there."""
    layer: Layer = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        path = _path(file.name)
        if path is not None and file.is_file():
            layer |= _from_file(path, file, str(file), problems)
    return layer


def from_yaml(file: File, problems: list[Problem]) -> Layer:
    """A file in YAML."""
    try:
        text = _read(file)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        return dict(_leaves(root, (), file)) if root is not None else {}
    except (OSError, UnicodeDecodeError) as error:
        problems.append(_unreadable(file, error))
    except yaml.reader.ReaderError:
        problems.append(
            Problem("", str(file), "it has a character that YAML does not allow; type the line anew")
        )
    except yaml.YAMLError as error:
        line, _, problem, hint = explain(error)
        problems.append(Problem("", f"{file}:{line}", f"{problem}; {hint}"))
    except RecursionError:
        problems.append(Problem("", str(file), "a part of it contains itself, or it is nested too deeply"))
    except ConfigError as error:
        problems.extend(error.problems)
    return {}


def _from_named(named: Iterable[tuple[str, str, str]], problems: list[Problem]) -> Layer:
    layer: Layer = {}
    for name, value, origin in named:
        path = _path(name)
        if path is None or not value:
            continue
        if path[-1].endswith(FROM_FILE.lower()):
            path = (*path[:-1], path[-1].removesuffix(FROM_FILE.lower()))
            given = _from_file(path, File(value), origin, problems)
        else:
            given = {path: Given(value, origin)}
        problems += [
            Problem(dotted(one), origin, f"it is given a second time by {layer[one].origin}")
            for one in given.keys() & layer.keys()
        ]
        layer |= given
    return layer


def _path(name: str) -> Path | None:
    """The setting that a variable of this name sets, if any."""
    prefix, rest = name[: len(PREFIX)], name[len(PREFIX) :]
    path = tuple(rest.lower().split(DELIMITER))
    return path if prefix.upper() == PREFIX and all(path) else None


def _from_file(path: Path, file: File, origin: str, problems: list[Problem]) -> Layer:
    try:
        value = _read(file).strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(dotted(path), origin, _unreadable(file, error).sentence))
        return {}
    return {path: Given(value, origin, secret=True)} if value else {}


def _read(file: File) -> str:
    with file.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise OSError(f"it is larger than {LARGEST // 1024} KiB")
    return data.decode("utf-8-sig")


def _unreadable(file: File, error: OSError | UnicodeDecodeError) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        return Problem("", str(file), f"the file {file} is not text in UTF-8; save it again as such")
    return Problem("", str(file), f"the file {file} cannot be read: {error.strerror or error}")


def _leaves(node: yaml.Node, path: Path, file: File) -> Iterator[tuple[Path, Given]]:
    origin = f"{file}:{node.start_mark.line + 1}"
    if isinstance(node, yaml.MappingNode):
        if path and not node.value:
            yield path, Given({}, origin)
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                where = f"{file}:{key.start_mark.line + 1}"
                raise ConfigError(
                    [Problem(dotted((*path, name)), where, "it stands here for the second time")]
                )
            seen.add(name)
            yield from _leaves(value, (*path, name), file)
    elif not path:
        raise ConfigError([Problem("", origin, "the file must consist of lines like setting: value")])
    elif isinstance(node, yaml.SequenceNode):
        yield path, Given(tuple(_plain(item) for item in node.value), origin)
    elif node.tag != "tag:yaml.org,2002:null":
        yield path, Given(str(node.value), origin)


def _plain(node: yaml.Node) -> object:
    """What stands in a list."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else str(node.value)
