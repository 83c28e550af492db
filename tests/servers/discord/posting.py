"""Posting, editing and deleting messages: rules, storage, and the events that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import payloads
from .errors import ApiError, Problem
from .rules.mentions import pings, risk
from .rules.messages import SUPPRESS_EMBEDS, check_message
from .sessions import Event, Intent
from .world import COMPONENTS_V2, EPHEMERAL, LOADING, Attachment, Channel, Kind, Message, User, walk

if TYPE_CHECKING:
    from .errors import Path
    from .platform import Platform

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as the bot asked for it; ``path`` is where it stands in the request's body."""

    body: Body
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    path: Path = ()
    where: str = ""


async def post(platform: Platform, channel: Channel, draft: Draft, **fields: Any) -> Message:
    """Check, keep and tell a new message of the bot's; ``fields`` are further ones of the message."""
    attachments = _uploads(platform, draft)
    check_message(draft.body, frozenset(one.filename for one in attachments), draft.path)
    judge_mentions(platform, draft)
    message = Message(
        fields.pop("id", None) or platform.ids.next(),
        channel,
        platform.bot,
        platform.clock.stamp(),
        attachments=attachments,
        nonce=draft.body.get("nonce"),
        **fields,
    )
    _write(message, draft.body, int(draft.body.get("flags") or 0) | message.flags)
    await publish(platform, message)
    return message


async def publish(platform: Platform, message: Message) -> None:
    """Keep a message and tell it, unless only one user may see it."""
    messages = message.channel.messages
    messages[message.id] = message
    while len(messages) > platform.keep_messages:
        messages.popitem(last=False)
    await tell(platform, message, "MESSAGE_CREATE")


async def edit(platform: Platform, message: Message, draft: Draft) -> Message:
    """Check and make a change to one of the bot's messages."""
    body = draft.body
    wanted = body.get("flags")
    if message.flags & COMPONENTS_V2 and wanted is not None and not int(wanted) & COMPONENTS_V2:
        wanted = int(wanted) | COMPONENTS_V2
    flags = message.flags & ~LOADING | (int(wanted or 0) & (COMPONENTS_V2 | SUPPRESS_EMBEDS))
    attachments = _uploads(platform, draft, message.attachments)
    after = {
        "content": body.get("content", message.content),
        "embeds": body.get("embeds", message.embeds),
        "components": body.get("components", message.components),
        "flags": flags & ~EPHEMERAL,
        "attachments": body.get("attachments"),
    }
    check_message(after, frozenset(one.filename for one in attachments), draft.path)
    judge_mentions(platform, draft)
    message.attachments = attachments
    _write(message, {**body, **after}, flags)
    message.raw = body
    message.edited = platform.clock.stamp()
    await tell(platform, message, "MESSAGE_UPDATE")
    return message


async def delete(platform: Platform, message: Message) -> None:
    """Take a message away."""
    message.deleted = True
    message.channel.messages.pop(message.id, None)
    if not message.ephemeral:
        data = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if message.channel.guild_id:
            data["guild_id"] = str(message.channel.guild_id)
        await platform.gateway.dispatch(_event(message.channel, "MESSAGE_DELETE", data))


async def tell(platform: Platform, message: Message, name: str) -> None:
    """Tell of a message that others can see where the bot is."""
    guild = message.channel.guild
    if message.ephemeral or (guild and not guild.joined) or not platform.gateway.sessions:
        return
    data = payloads.message_event(message, platform.users)
    event = _event(message.channel, name, data, payloads.withheld(message, data, platform.bot))
    await platform.gateway.dispatch(event)


def _event(channel: Channel, name: str, data: Body, withheld: Body | None = None) -> Event:
    intent = Intent.DIRECT_MESSAGES if channel.kind is Kind.DM else Intent.GUILD_MESSAGES
    return Event(name, data, channel.guild_id, intent, withheld)


def user_message(platform: Platform, author: User, channel: Channel, text: str, **fields: Any) -> Message:
    """A message that a user writes."""
    message = Message(platform.ids.next(), channel, author, platform.clock.stamp(), content=text, **fields)
    message.pings |= pings(text, None)
    return message


def judge_mentions(platform: Platform, draft: Draft) -> None:
    """Note a violation when a body could ping somebody."""
    danger = risk(draft.body)
    if danger:
        platform.journal.blame("ping", draft.where, danger)


def _uploads(platform: Platform, draft: Draft, existing: list[Attachment] | None = None) -> list[Attachment]:
    """The files that a message has after a request: those it names, and those uploaded with it."""
    known = {str(one.id): one for one in existing or []}
    listed = draft.body.get("attachments")
    if listed is None:
        listed = [*({"id": number} for number in known), *({"id": index} for index in draft.files)]
    attachments = []
    for entry in listed:
        number = str(entry.get("id"))
        if number in draft.files:
            filename, content = draft.files[number]
            attachments.append(
                platform.store(entry.get("filename") or filename, content, entry.get("description"))
            )
        elif number in known:
            attachments.append(known[number])
        else:
            errors = {"attachments": {"_errors": [{"code": "ATTACHMENT_NOT_FOUND", "message": number}]}}
            raise ApiError(Problem.INVALID_FORM, errors)
    return attachments


def _write(message: Message, body: Body, flags: int) -> None:
    """What a body says becomes the message."""
    message.raw = body
    message.content = (body.get("content") or "").strip()
    message.embeds = [{"type": "rich", **embed} for embed in body.get("embeds") or []]
    message.components = body.get("components") or []
    message.flags = flags
    _resolve_media(message)
    replied = message.reference.author.id if message.reference else None
    message.pings = pings(message.text, body.get("allowed_mentions"), replied)


def _resolve_media(message: Message) -> None:
    """Replace ``attachment://`` by the URLs of the files."""
    urls = {f"attachment://{one.filename}": one.url for one in message.attachments}
    if not urls:
        return
    for part in walk(message.components):
        for holder in (part, *part.get("items", ())):
            for key in ("media", "file"):
                media = holder.get(key)
                if isinstance(media, dict) and media.get("url") in urls:
                    media["url"] = urls[media["url"]]
    for embed in message.embeds:
        for key in ("image", "thumbnail"):
            if embed.get(key, {}).get("url") in urls:
                embed[key]["url"] = urls[embed[key]["url"]]
