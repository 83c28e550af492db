"""The texts that a bot sends: markup read, limits held, and a watch for pings and previews."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.servers.telegram.entities import covered, utf16_length, with_detected
from tests.servers.telegram.html_markup import link_fault, parse_html
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.servers.telegram.calls import Call

TEXT_LENGTH = 4_096
CAPTION_LENGTH = 1_024
MOST_ENTITIES = 100
"""Of those beyond, Telegram keeps none and says nothing."""

KNOWN = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)

# Telegram drops line and paragraph separators, directional overrides and carriage returns, and makes every
# other control character a space.
_REMOVED = re.compile("[\r\u2028-\u202e]")
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")


def read(text: str, mode: str, given: Any) -> tuple[str, list[dict[str, Any]]]:
    """The text as a reader sees it, and its entities: from markup or given, and those detected.

    Raises:
        Refusal: 400, for markup or entities that Telegram does not take.
    """
    if not mode:
        text = _CONTROL.sub(" ", text)
        entities = [_entity(text, entity) for entity in given or ()]
    elif mode.lower() == "html":
        text, entities = parse_html(_CONTROL.sub(" ", _REMOVED.sub("", text)))
    else:
        raise bad_request("unsupported parse_mode")
    return _trimmed(text, with_detected(text, entities))


def message_text(call: Call) -> tuple[str, list[dict[str, Any]]]:
    """The text of a message to send or to edit.

    Raises:
        Refusal: 400, for an empty, overlong or unparsable text.
    """
    if not call.text("text"):
        raise bad_request("message text is empty")
    text, entities = read(call.text("text"), call.text("parse_mode"), call.value("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    return text, entities


def caption(call: Call) -> dict[str, Any]:
    """The caption of a file, as fields of its message; none when there is none.

    Raises:
        Refusal: 400, for an overlong or unparsable caption.
    """
    mode = call.text("parse_mode")
    text, entities = read(call.text("caption"), mode, call.value("caption_entities"))
    if utf16_length(text) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def doubts(text: str, entities: list[dict[str, Any]], own: str, previews: Any) -> Iterator[str]:
    """What Telegram would let pass and a good bot avoids."""
    if len(entities) > MOST_ENTITIES:
        yield f"{len(entities)} entities, of which Telegram keeps {MOST_ENTITIES}"
    for entity in entities:
        words = covered(text, entity)
        named = entity["type"] == "mention" and words.lower() != f"@{own.lower()}"
        if named or entity["type"] == "text_mention":
            yield f"pings {words!r}"
    if linked(entities) and not _previews_wanted(previews):
        yield "a link preview is not disabled"


def linked(entities: Iterable[dict[str, Any]]) -> bool:
    """Whether a text holds an address that Telegram would preview."""
    return any(entity["type"] in {"url", "text_link"} for entity in entities)


def _previews_wanted(options: Any) -> bool:
    """Previews are off, or one address was chosen on purpose."""
    return isinstance(options, dict) and bool(options.get("is_disabled") or options.get("url"))


def _entity(text: str, entity: Any) -> dict[str, Any]:
    prefix = "can't parse MessageEntity: "
    if not isinstance(entity, dict) or entity.get("type") not in KNOWN:
        raise bad_request(f"{prefix}Unsupported type specified")
    offset, length, whole = int(entity["offset"]), int(entity["length"]), utf16_length(text)
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset > whole:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > whole:
        end = f"ends after the end of the text at UTF-16 offset {offset + length}"
        raise bad_request(f"entity beginning at UTF-16 offset {offset} {end}")
    if "�" in covered(text, entity) and "�" not in text:
        raise bad_request(f"entity beginning at UTF-16 offset {offset} splits a character")
    if entity["type"] == "text_link" and (fault := link_fault(entity.get("url", ""))):
        raise bad_request(f"entity URL '{entity.get('url', '')}' is invalid: {fault}")
    return entity


def _trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Cut white space at both ends, and move the entities along."""
    trimmed = text.strip()
    if trimmed == text:
        return text, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    size = utf16_length(trimmed)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if start < end:
            kept.append({**entity, "offset": start, "length": end - start})
    return trimmed, kept
