"""Discord's events as the values of the seam: who says what, where, and with which rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import discord

from adapters.discord.markdown import visible
from bot.seam import Change, Command, Member, Membership, Place, Press, Question, Right, Submit

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "discord"
_SPOKEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})


def place(channel: Any, channel_id: int, guild_id: int | None, user_id: int, *, private: bool) -> Place:
    """Where something is said; a channel that is not known counts as one without threads."""
    if guild_id is not None:
        community = str(guild_id)
    else:
        community = f"user:{user_id}" if private else f"group:{channel_id}"
    if isinstance(channel, discord.Thread):
        return Place(NAME, community, str(channel.parent_id), str(channel_id))
    return Place(NAME, community, str(channel_id), private=private)


def member(user: discord.User | discord.Member, *, manages: bool, locale: str | None = None) -> Member:
    """Who says it."""
    roles = user.roles if isinstance(user, discord.Member) else ()
    return Member(
        NAME,
        str(user.id),
        visible(user.display_name),
        frozenset({Right.MANAGE} if manages else ()),
        locale,
        frozenset(str(role.id) for role in roles if not role.is_default()),
    )


def question(message: discord.Message, me: int) -> Question | None:
    """What a message asks, None when it is nothing said by a member or its words are withheld."""
    if message.author.bot or message.webhook_id is not None or message.type not in _SPOKEN:
        return None
    channel: Any = message.channel
    private = isinstance(channel, discord.DMChannel)
    text, mentioned = _words(message, me)
    if not message.content:
        return None
    author = message.author
    manages = private or (isinstance(author, discord.Member) and author.guild_permissions.manage_guild)
    # A server that is not known yet has an id all the same.
    guild_id = message.guild.id if message.guild else getattr(channel, "guild_id", None)
    where = place(channel, channel.id, guild_id, author.id, private=private)
    return Question(
        where,
        member(author, manages=manages),
        message.created_at,
        text,
        quoted=_quoted(message, me),
        addressed=private or mentioned or _answers(message, me),
    )


def _words(message: discord.Message, me: int) -> tuple[str, bool]:
    """The words without the mention; a post in a forum that only mentions the bot asks its title."""
    text = " ".join(re.sub(rf"<@!?{me}>", " ", message.content).split())
    channel = message.channel
    if not text and isinstance(channel, discord.Thread) and channel.id == message.id:
        text = channel.name
    return text, any(user.id == me for user in message.mentions)


def _replied(message: discord.Message) -> discord.Message | None:
    reference = message.reference
    resolved = reference.resolved if reference is not None else None
    return resolved if isinstance(resolved, discord.Message) else None


def _answers(message: discord.Message, me: int) -> bool:
    replied = _replied(message)
    return replied is not None and replied.author.id == me


def _quoted(message: discord.Message, me: int) -> str | None:
    """What is replied to, unless it is the bot's own."""
    replied = _replied(message)
    return said(replied) or None if replied is not None and replied.author.id != me else None


def said(message: discord.Message) -> str:
    """The words of a message: its content, else what its embeds or containers show."""
    if message.content:
        return message.content
    if message.embeds:
        return "\n".join(embed.description or embed.title or "" for embed in message.embeds).strip()
    return "\n".join(_displayed(message.components))


def _displayed(components: Any) -> list[str]:
    shown = []
    for component in components:
        if isinstance(component, discord.TextDisplay):
            shown.append(component.content)
        shown += _displayed(getattr(component, "children", ()))
    return shown


def _where(interaction: discord.Interaction) -> tuple[Place, Member]:
    private = interaction.guild_id is None and _is_private(interaction)
    where = place(
        interaction.channel,
        interaction.channel_id or 0,
        interaction.guild_id,
        interaction.user.id,
        private=private,
    )
    manages = private or (interaction.guild_id is not None and interaction.permissions.manage_guild)
    return where, member(interaction.user, manages=manages, locale=interaction.locale.value)


def _is_private(interaction: discord.Interaction) -> bool:
    """With the bot itself; between members, where it was brought along, others read as well."""
    context = interaction.context
    return context.dm_channel or (
        not context.private_channel and isinstance(interaction.channel, discord.DMChannel)
    )


def asks(interaction: discord.Interaction) -> tuple[Place, Member]:
    """Where and who, for a completion."""
    return _where(interaction)


def command(
    interaction: discord.Interaction, name: str, args: Mapping[str, str], quoted: str | None = None
) -> Command:
    """A command given."""
    where, who = _where(interaction)
    return Command(where, who, interaction.created_at, name, args, quoted)


def press(interaction: discord.Interaction, action: str) -> Press:
    """A button pressed, with who asked for the message that it is on, when Discord tells."""
    where, who = _where(interaction)
    return Press(where, who, interaction.created_at, action, _asker(interaction.message))


def _asker(message: discord.Message | None) -> str | None:
    if message is None:
        return None
    if message.interaction_metadata is not None:
        return str(message.interaction_metadata.user.id)
    replied = _replied(message)
    return str(replied.author.id) if replied is not None else None


def submit(interaction: discord.Interaction, form: str, values: Mapping[str, str]) -> Submit:
    """A form filled in."""
    where, who = _where(interaction)
    return Submit(where, who, interaction.created_at, form, values)


def membership(guild: discord.Guild, change: Change, me: int) -> Membership:
    """The bot was added to a server or removed; the place is where it may greet."""
    chat = guild.system_channel or next(iter(guild.text_channels), None)
    where = Place(NAME, str(guild.id), str(chat.id if chat is not None else guild.id))
    return Membership(where, Member(NAME, str(me)), discord.utils.utcnow(), change)
