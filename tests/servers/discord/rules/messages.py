"""Messages: texts, embeds, files, and what may stand together.

Source: docs.discord.com/developers/resources/message.
"""

from __future__ import annotations

from typing import Any

from tests.servers.discord.errors import ApiError, Findings, Path, Problem, length
from tests.servers.discord.world import COMPONENTS_V2, EPHEMERAL, LOADING

from .components import MessageComponents

SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12
SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2 | EPHEMERAL | LOADING
MAX_CONTENT = 2000
MAX_NONCE = 25
MAX_EMBEDS_TEXT = 6000
OLD_PARTS = ("content", "embeds", "poll", "sticker_ids")
EMBED_TEXTS = {"title": 256, "description": 4096}
EMBED_PARTS = {("footer", "text"): 2048, ("author", "name"): 256}


def check_message(body: dict[str, Any], files: frozenset[str], path: Path = ()) -> None:
    """Raise :class:`~..errors.ApiError` 50035 or 50006 for a message that Discord would refuse.

    ``body`` is the message as it will stand after the request; ``files`` are the names of its attachments.
    """
    findings = Findings()
    flags = body.get("flags") or 0
    if body.get("content") is not None:
        findings.text((*path, "content"), body["content"], MAX_CONTENT)
    _check_nonce(findings, body.get("nonce"), path)
    _check_embeds(findings, body.get("embeds") or [], path)
    if not isinstance(flags, int) or flags & ~SETTABLE:
        findings.add((*path, "flags"), "MESSAGE_FLAGS_INVALID", "Invalid message flags")
        flags = 0
    if body.get("components") or flags & COMPONENTS_V2:
        MessageComponents(findings, files).check(body.get("components") or [], flags)
    if flags & COMPONENTS_V2:
        for key in OLD_PARTS:
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            findings.require(not body.get(key), (*path, key), code, message)
    findings.items((*path, "attachments"), body.get("attachments") or [], 10)
    findings.check()
    if not any(
        (str(body.get("content") or "").strip(), body.get("embeds"), body.get("components"), files)
    ) and not (body.get("poll") or body.get("sticker_ids")):
        raise ApiError(Problem.EMPTY_MESSAGE)


def _check_nonce(findings: Findings, nonce: object, path: Path) -> None:
    right = nonce is None or (isinstance(nonce, int | str) and len(str(nonce)) <= MAX_NONCE)
    message = f"Must be {MAX_NONCE} or fewer in length."
    findings.require(right, (*path, "nonce"), "NONCE_TYPE_TOO_LONG", message)


def _check_embeds(findings: Findings, embeds: object, path: Path) -> None:
    total = 0
    for index, embed in enumerate(findings.items((*path, "embeds"), embeds, 10)):
        total += _check_embed(findings, embed, (*path, "embeds", index))
    message = f"Embed size exceeds maximum size of {MAX_EMBEDS_TEXT}"
    findings.require(total <= MAX_EMBEDS_TEXT, (*path, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", message)


def _check_embed(findings: Findings, embed: dict[str, Any], path: Path) -> int:
    """Check one embed; how many characters it counts."""
    texts: list[tuple[Path, Any, int, int]] = [
        ((*path, key), embed[key], limit, 0)
        for key, limit in EMBED_TEXTS.items()
        if embed.get(key) is not None
    ]
    for (part, key), limit in EMBED_PARTS.items():
        if embed.get(part):
            texts.append(((*path, part, key), embed[part].get(key), limit, 0))
    for index, entry in enumerate(findings.items((*path, "fields"), embed.get("fields") or [], 25)):
        texts.append(((*path, "fields", index, "name"), entry.get("name"), 256, 1))
        texts.append(((*path, "fields", index, "value"), entry.get("value"), 1024, 1))
    total = 0
    for place, value, most, least in texts:
        text = value.strip() if isinstance(value, str) else value
        if findings.text(place, text, most, least):
            total += length(text)
    return total
