"""Commands as users see them, the options they fill in, and the fields of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads
from .errors import length
from .permissions import Permission
from .rules.commands import GROUP, INTEGER, NUMBER, STRING, SUBCOMMAND
from .rules.components import SELECTS
from .rules.modals import CHECKBOX, CHECKBOXES, INPUT, RADIO
from .world import Attachment, Channel, Kind, Role, User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .platform import Platform

Value = str | int | float | bool | User | Channel | Role | Attachment
TRUTH, OF_USER, OF_CHANNEL, OF_ROLE, OF_MENTIONABLE, OF_FILE = 5, 6, 7, 8, 9, 11
PLAIN: dict[int, tuple[type, ...]] = {STRING: (str,), INTEGER: (int,), TRUTH: (bool,), NUMBER: (int, float)}
THINGS: dict[int, tuple[type, ...]] = {
    OF_USER: (User,),
    OF_CHANNEL: (Channel,),
    OF_ROLE: (Role,),
    OF_MENTIONABLE: (User, Role),
    OF_FILE: (Attachment,),
}
INSTALLED_BY_USER = 1


def find(platform: Platform, user: User, channel: Channel, name: str, kind: int) -> dict[str, Any]:
    """The command that a user finds in a channel; ``LookupError`` or ``ValueError`` when there is none."""
    command = platform.commands.find(name, kind, channel.guild_id)
    context = 1 if channel.kind is Kind.DM else 0
    contexts = command.get("contexts")
    if contexts is not None and context not in contexts:
        raise ValueError(f"{name!r} cannot be used in context {context}, only in {contexts}")
    guild = channel.guild
    if guild and not guild.joined and INSTALLED_BY_USER not in command.get("integration_types", [0]):
        raise ValueError(f"{name!r} cannot be installed by users")
    needed = command["default_member_permissions"]
    granted = channel.permissions(user)
    if guild and needed is not None and (granted & int(needed) != int(needed) or not int(needed)):
        raise ValueError(f"{name!r} is not shown to {user.name}, who lacks permissions")
    if guild and not granted & Permission.USE_APPLICATION_COMMANDS:
        raise ValueError(f"{user.name} may not use commands here")
    return command


def heading(command: dict[str, Any]) -> dict[str, Any]:
    """What every use of a command carries."""
    data = {key: command[key] for key in ("id", "name", "type")}
    return {**data, "guild_id": command["guild_id"]} if "guild_id" in command else data


def fill(
    command: dict[str, Any], path: list[str], given: Mapping[str, Value], focused: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of a use of a command, and the things that its options name."""
    data = heading(command)
    level, definition = data, command
    for step in path:
        definition = _option(definition, step)
        level["options"] = [{"name": step, "type": definition["type"]}]
        level = level["options"][0]
    defined = definition.get("options", [])
    if any(option["type"] in {SUBCOMMAND, GROUP} for option in defined):
        raise ValueError(f"{command['name']!r} needs one of its subcommands")
    missing = [o["name"] for o in defined if o.get("required") and o["name"] not in given]
    if missing and focused is None:
        raise ValueError(f"{command['name']!r} needs the options {missing}")
    resolved: dict[str, Any] = {}
    level["options"] = [
        _given(_option(definition, name), value, focused, resolved) for name, value in given.items()
    ]
    return data, resolved


def _option(definition: dict[str, Any], name: str) -> dict[str, Any]:
    for option in definition.get("options", []):
        if option["name"] == name:
            found: dict[str, Any] = option
            return found
    raise LookupError(f"{definition['name']!r} has no option {name!r}")


def _given(
    option: dict[str, Any], value: Value, focused: str | None, resolved: dict[str, Any]
) -> dict[str, Any]:
    """One option as filled in."""
    kind, name = option["type"], option["name"]
    given: dict[str, Any] = {"name": name, "type": kind, "value": value}
    if name == focused:
        if not option.get("autocomplete"):
            raise ValueError(f"{name!r} has no autocomplete")
        return {**given, "focused": True}
    if kind in THINGS:
        if not isinstance(value, THINGS[kind]) or isinstance(value, str | int | float):
            raise ValueError(f"{name!r} takes {THINGS[kind]}, not {value!r}")
        kinds = option.get("channel_types")
        if kinds and isinstance(value, Channel) and value.kind not in kinds:
            raise ValueError(f"{name!r} takes channels of the types {kinds}, not {value.kind!r}")
        _resolve(value, resolved)
        return {**given, "value": str(value.id)}
    _check(option, value)
    return given


def _check(option: dict[str, Any], value: Value) -> None:
    name = option["name"]
    if not isinstance(value, str | int | float) or not isinstance(value, PLAIN[option["type"]]):
        raise ValueError(f"{name!r} takes {PLAIN[option['type']]}, not {value!r}")  # noqa: TRY004  # as the others
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise ValueError(f"{name!r} is one of {choices}, not {value!r}")
    measure = "length" if isinstance(value, str) else "value"
    size = length(value) if isinstance(value, str) else value
    least, most = (option.get(f"{bound}_{measure}") for bound in ("min", "max"))
    if (least is not None and size < least) or (most is not None and size > most):
        raise ValueError(f"{name!r} is not between {least} and {most}: {value!r}")


def _resolve(value: Value, resolved: dict[str, Any]) -> None:
    """Put a thing among those that the interaction explains."""
    if isinstance(value, User):
        resolved.setdefault("users", {})[str(value.id)] = payloads.user(value)
    elif isinstance(value, Channel):
        channel = {**payloads.channel(value), "permissions": "0"}
        resolved.setdefault("channels", {})[str(value.id)] = channel
    elif isinstance(value, Attachment):
        resolved.setdefault("attachments", {})[str(value.id)] = payloads.attachment(value)
    elif isinstance(value, Role):
        role = {"id": str(value.id), "name": value.name, "permissions": str(value.permissions), "position": 1}
        resolved.setdefault("roles", {})[str(value.id)] = {
            **role,
            "color": 0,
            "hoist": False,
            "managed": False,
        }


def filled(part: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a form with what the user entered."""
    answer = {"type": part["type"], "id": part["id"]}
    if "component" in part:
        answer["component"] = _field(part["component"], values)
    elif "components" in part:
        answer["components"] = [_field(child, values) for child in part["components"]]
    return answer


def _field(field: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    name, kind = field["custom_id"], field["type"]
    answer = {"type": kind, "id": field["id"], "custom_id": name}
    if kind == INPUT:
        return {**answer, "value": _text(field, values.get(name, field.get("value") or ""))}
    if kind in {CHECKBOX, RADIO}:
        value = values.get(name, field.get("default", False) if kind == CHECKBOX else _default(field))
        return {**answer, "value": _chosen(field, value) if kind == RADIO else value}
    if kind in SELECTS | {CHECKBOXES}:
        shown = [option["value"] for option in field.get("options", ()) if option.get("default")]
        return {**answer, "values": chosen(field, values.get(name, shown))}
    return {**answer, "values": values.get(name, [])}


def chosen(field: dict[str, Any], values: list[str]) -> list[str | None]:
    """The values chosen in a select or in boxes; ``ValueError`` when they are not offered or too many."""
    offered = len(field.get("options", ())) or 1
    most = field.get("max_values", offered if field["type"] == CHECKBOXES else 1)
    least = field.get("min_values", 1) if values or field.get("required", True) else 0
    if not least <= len(values) <= most:
        raise ValueError(f"{field['custom_id']!r} takes {least} to {most} values, not {values}")
    return [_chosen(field, value) for value in values]


def _default(field: dict[str, Any]) -> str | None:
    return next((str(option["value"]) for option in field["options"] if option.get("default")), None)


def _chosen(field: dict[str, Any], value: str | None) -> str | None:
    offered = [option["value"] for option in field.get("options", ())]
    if value is None and not field.get("required", True):
        return None
    if offered and value not in offered:
        raise ValueError(f"{field['custom_id']!r} is one of {offered}, not {value!r}")
    return value


def _text(field: dict[str, Any], text: str) -> str:
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if field.get("required", True):
        least = max(1, least)
    if (text or least) and not least <= length(text) <= most:
        raise ValueError(f"{field['custom_id']!r} takes {least} to {most} characters, not {length(text)}")
    return text
