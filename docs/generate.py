"""Write the parts of the documentation that the code knows better: keys of packs, commands, settings.

Run as ``make docs``; with ``--check`` nothing is written, and it ends with 1 when a page is stale.
"""  # noqa: INP001  # a script

from __future__ import annotations

import difflib
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from pydantic import BaseModel

from bot import i18n, installed
from bot.cli import main as babad
from bot.cli.exits import MEANINGS
from bot.commands import TABLE
from bot.config import model
from bot.config.problems import dotted, variable
from facts.pack_model import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic.fields import FieldInfo

    from bot.commands import Parameter
    from bot.i18n import Tongue

DOCS: Final = Path(__file__).parent
BEGIN: Final = "<!-- generated -->"
END: Final = "<!-- /generated -->"
WIDTH: Final = 80

Schema = dict[str, Any]


def keys() -> str:
    """A table of keys for each group that a pack is made of."""
    pack = schema()
    table = pack["properties"]
    fact = table["facts"]["items"]
    wikipedia, other = inside(table["sources"])["oneOf"]
    parts: list[tuple[str, Schema]] = [
        ("The pack", pack),
        ("A source on Wikipedia, under `sources`", wikipedia),
        ("Any other source, under `sources`", other),
        ("A name, under `names`", inside(table["names"])),
        ("A fact, in `facts`", fact),
        ("Short answers, in `answers` of a fact", fact["properties"]["answers"]),
        ("Tags, in `tags` of a fact", fact["properties"]["tags"]),
    ]
    return "\n\n".join(f"### {title}\n\n{rows(part)}" for title, part in parts)


def rows(group: Schema) -> str:
    """One row for each key of a group."""
    lines = ["| key | needed | value | meaning |", "| --- | --- | --- | --- |"]
    for key, value in group["properties"].items():
        needed = "yes" if key in group["required"] else ""
        if others := group.get("dependencies", {}).get(key):
            needed = f"only with `{'`, `'.join(others)}`"
        lines.append(f"| `{key}` | {needed} | {kind(value)} | {value['description']} |")
    return "\n".join(lines)


def inside(table: Schema) -> Schema:
    """What stands under each key of a group whose keys the author chooses."""
    (value,) = table["patternProperties"].values()
    found: Schema = value
    return found


def kind(value: Schema) -> str:
    """What may be written, in a few words."""
    match value:
        case {"anyOf": [one, _]}:
            words = f"{kind(one)}; or one for each language"
        case {"oneOf": [one, {"maxItems": most}]}:
            words = f"{kind(one)}; or a list of up to {most:,}"
        case {"enum": [True, False, *_]}:
            words = "`true`, `false`"
        case {"enum": choices}:
            words = ", ".join(f"`{word}`" for word in choices)
        case {"patternProperties": _, "maxProperties": most}:
            words = f"up to {most:,} groups of keys"
        case {"properties": _}:
            words = "a group of keys"
        case {"items": list(items)}:
            words = f"a list of {len(items)} numbers"
        case {"items": item, "maxItems": most}:
            words = f"a list of up to {most:,}: {kind(item).removeprefix('a ')}"
        case {"minimum": least, "maximum": most}:
            words = f"whole number from {least:,} to {most:,}"
        case _:
            words = f"text of up to {value['maxLength']:,} characters"
    return words


def helps() -> str:
    """What every command says of itself."""
    return "\n\n".join(
        f"## {path}\n\n```text\n$ {path} --help\n{text}\n```" for path, text in commands(babad, "babad", None)
    )


def commands(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """A command and all those below it, each with its help."""
    settings = {"terminal_width": WIDTH, **command.context_settings}
    with click.Context(command, info_name=name, parent=parent, **settings) as context:
        help_text = command.get_help(context)
        yield context.command_path, "\n".join(line.rstrip() for line in help_text.splitlines())
        if isinstance(command, click.Group):
            for one in command.list_commands(context):
                found = command.get_command(context, one)
                if found is not None:
                    yield from commands(found, one, context)


def chat() -> str:
    """Every command of a conversation, with its names, options and where else it stands."""
    tongues = i18n.load()
    english = tongues.speak("en")
    lines = ["| command | in Indonesian | what it does | options |", "| --- | --- | --- | --- |"]
    for row in TABLE:
        if row.local or not row.listed:
            continue
        summary = english.gettext(row.summary)
        if row.managed:
            summary += "; for those who manage the community"
        if row.menu:
            labels = " / ".join(f"“{tongue.gettext(row.menu)}”" for tongue in tongues.by_code.values())
            summary += f"; on Discord also in the menu of a message, as {labels}"
        aliases = ", ".join(f"`/{name}`" for name in row.aliases.get("id", ()))
        options = "; ".join(option(parameter, english) for parameter in row.parameters)
        lines.append(f"| `/{row.name}` | {aliases} | {summary} | {options} |")
    return "\n".join(lines)


def option(parameter: Parameter, tongue: Tongue) -> str:
    """One option of a command: its name, what belongs in it, and what it may be."""
    words = (
        f"`{parameter.name}`{' (needed)' if parameter.required else ''}: {tongue.gettext(parameter.summary)}"
    )
    if parameter.choices:
        words += f" ({', '.join(f'`{value}`' for value, _ in parameter.choices)})"
    return words


def operation() -> str:
    """What an operator can set, and how commands end."""
    parts = [
        ("Settings", settings(model.Settings)),
        *((f"Settings of {name}", settings(found, (name,))) for name, found in adapters()),
        ("Exit codes", exits()),
    ]
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in parts)


def settings(group: type[BaseModel], table: tuple[str, ...] = ()) -> str:
    """One row for each setting, those in tables included."""
    head = ["| setting | variable | default | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *setting_rows(group, table)])


def setting_rows(group: type[BaseModel], table: tuple[str, ...]) -> Iterator[str]:
    """The rows of a group of settings."""
    for name, info in group.model_fields.items():
        path = (*table, info.alias or name)
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from setting_rows(info.annotation, path)
            continue
        meaning = (info.description or "").replace("|", "\\|")
        if not meaning:
            raise SystemExit(f"{dotted(path)} has no description")
        yield f"| `{dotted(path)}` | `{variable(path)}` | {default(info)} | {meaning} |"


def default(info: FieldInfo) -> str:
    """What holds when nothing is set."""
    if info.is_required():
        return "none: needed"
    value = info.default
    if info.default_factory is not None or value is None or value in ((), ""):
        return ""
    if isinstance(value, bool):
        return "`yes`" if value else "`no`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def adapters() -> Iterator[tuple[str, type[BaseModel]]]:
    """The settings of each shipped adapter that has any, by its name."""
    for name in installed.adapters():
        package = find_spec(f"adapters.{name}")
        if package is None or package.submodule_search_locations is None:
            continue  # somebody else's, or a module without settings to tell
        module = import_module(f"adapters.{name}.settings")
        types = (one for one in vars(module).values() if isinstance(one, type))
        own = (one for one in types if one.__module__ == module.__name__)
        yield from ((name, one) for one in own if issubclass(one, BaseModel))


def exits() -> str:
    """One row for each exit code."""
    lines = ["| code | meaning |", "| --- | --- |"]
    lines += [f"| {code.value} | {meaning} |" for code, meaning in MEANINGS.items()]
    return "\n".join([*lines, "| 130, 143 | It was asked to end twice, and did at once. |"])


PAGES: Final[dict[str, Callable[[], str]]] = {
    "packs.md": keys,
    "command-line.md": helps,
    "commands.md": chat,
    "operating.md": operation,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or say how they differ."""
    stale = False
    for name, make in PAGES.items():
        page = DOCS / name
        old = page.read_text("utf-8")
        before, begun, rest = old.partition(BEGIN)
        _, ended, after = rest.partition(END)
        if not (begun and ended):
            raise SystemExit(f"docs/{name} must hold {BEGIN} and {END}")
        new = f"{before}{BEGIN}\n\n{make()}\n\n{END}{after}"
        stale = stale or new != old
        if "--check" not in arguments:
            page.write_text(new, "utf-8")
            continue
        lines = difflib.unified_diff(
            old.split("\n"), new.split("\n"), f"docs/{name}", "make docs", lineterm=""
        )
        sys.stdout.writelines(f"{line}\n" for line in lines)
    return int(stale and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
