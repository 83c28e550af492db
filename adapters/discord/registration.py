"""The table of commands as Discord's own, with the words of each language.

Nothing is registered at start: creations are limited to 200 a day and server, and a bot that restarts in a
loop would use them up.  ``babad discord sync`` does it.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final, Protocol

import discord
from discord import app_commands
from discord.app_commands import locale_str

from adapters.discord.reading import said
from adapters.discord.whereabouts import PLACES
from bot.commands import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from bot.commands import Parameter, Row
    from bot.i18n import Tongues

SOURCE: Final = "en"
"""The language that the table is written in."""
_INSTALLS: Final = app_commands.AppInstallationType(guild=True, user=True)
_CONTEXTS: Final = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_MANAGERS: Final = discord.Permissions(manage_guild=True)
_THINGS: Final = (discord.Role, app_commands.AppCommandChannel, app_commands.AppCommandThread)


class Carrier(Protocol):
    """Whoever carries out what members do with commands."""

    async def carry_out(
        self, interaction: discord.Interaction, name: str, args: Mapping[str, str], quoted: str | None = None
    ) -> None:
        """Answer a command."""

    async def complete(self, interaction: discord.Interaction, row: Row, parameter: str) -> None:
        """Answer a half-typed option."""

    async def put_up(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Answer a command that the library could not make out, such as one that is no more."""


class Tree(app_commands.CommandTree[Any]):
    """The commands of the table, in every language that the bot speaks."""

    carrier: Carrier
    """Who carries them out; has to be set by whoever serves, not to register them."""

    def __init__(self, client: discord.Client, tongues: Tongues) -> None:
        super().__init__(client)
        self._tongues = tongues
        for row in TABLE:
            if not row.local and row.listed:
                self.add_command(_slash(row, tongues, self))
                if row.menu:
                    self.add_command(_menu(row, self))

    async def payload(self) -> list[dict[str, Any]]:
        """What is registered, as JSON."""
        translator = Translator(self._tongues)
        await self.set_translator(translator)
        commands = self.get_commands(type=None)
        return [dict(await command.get_translated_payload(self, translator)) for command in commands]

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Hand over what the library could not make out."""
        await self.carrier.put_up(interaction, error)


class Translator(app_commands.Translator):
    """Names, descriptions and labels from the catalogues, for each locale that the bot speaks."""

    def __init__(self, tongues: Tongues) -> None:
        self._tongues = tongues

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """``string`` in the language of ``locale``; None leaves it in English."""
        del context
        code = self._tongues.code(locale.value)
        if code is None or code == SOURCE:
            return None
        names: Mapping[str, str] = string.extras.get("names", {})
        words = self._tongues.by_code[code].gettext(string.extras.get("label", string.message))
        return names.get(code, words)


class Somewhere(app_commands.Transformer):
    """An option that names a channel, thread or forum; its id is all that counts."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel, in Discord's words."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds that members are offered."""
        return list(PLACES)

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Any:
        """The library would look it up among the channels that it knows, where archived threads are not."""
        del interaction
        return value


def _slash(row: Row, tongues: Tongues, tree: Tree) -> app_commands.Command[Any, ..., Any]:
    async def callback(interaction: discord.Interaction, **options: Any) -> None:
        await tree.carrier.carry_out(interaction, row.name, arguments(options))

    parameters = {parameter.name: parameter for parameter in row.parameters}
    callback.__signature__ = _signature(row)  # type: ignore[attr-defined]  # inspect reads options from it
    described = {name: locale_str(parameter.summary) for name, parameter in parameters.items()}
    renamed = {name: locale_str(name, label=parameter.label) for name, parameter in parameters.items()}
    if parameters:
        app_commands.describe(**described)(callback)
        app_commands.rename(**renamed)(callback)
        app_commands.choices(
            **{name: _choices(parameter) for name, parameter in parameters.items() if parameter.choices}
        )(callback)
        app_commands.autocomplete(
            **{
                name: _completion(row, name, tree)
                for name, parameter in parameters.items()
                if parameter.completes
            }
        )(callback)
    command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=locale_str(row.name, names={code: row.named(code) for code in tongues.by_code}),
        description=locale_str(row.summary),
        callback=callback,
        allowed_installs=_INSTALLS,
        allowed_contexts=_CONTEXTS,
    )
    # Whoever manages by a role that was chosen for it lacks the permission, and has to find the command.
    command.default_permissions = _MANAGERS if row.managed and not row.open else None
    return command


def _menu(row: Row, tree: Tree) -> app_commands.ContextMenu:
    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        await tree.carrier.carry_out(interaction, row.name, {}, said(message))

    return app_commands.ContextMenu(
        name=locale_str(row.menu),
        callback=callback,
        allowed_installs=_INSTALLS,
        allowed_contexts=_CONTEXTS,
    )


def _signature(row: Row) -> inspect.Signature:
    kind = inspect.Parameter.KEYWORD_ONLY
    options = [
        inspect.Parameter(
            parameter.name,
            kind,
            annotation=_annotation(parameter),
            default=inspect.Parameter.empty if parameter.required else None,
        )
        for parameter in row.parameters
    ]
    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return inspect.Signature([first, *options])


def _annotation(parameter: Parameter) -> Any:
    if parameter.place:
        return app_commands.Transform[Any, Somewhere]
    return discord.Role if parameter.role else str


def _choices(parameter: Parameter) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=locale_str(label), value=value) for value, label in parameter.choices]


def _completion(
    row: Row, parameter: str, tree: Tree
) -> Callable[[discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def completion(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        del current  # stands in the interaction beside the other options
        await tree.carrier.complete(interaction, row, parameter)
        return []

    return completion


def arguments(options: Mapping[str, Any]) -> dict[str, str]:
    """The options that were given, a role or a place by its id."""
    return {
        name: str(value.id) if isinstance(value, _THINGS) else str(value)
        for name, value in options.items()
        if value is not None and value != ""
    }
