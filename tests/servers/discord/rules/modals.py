"""Forms: their title, their parts and their fields.

Source: docs.discord.com/developers/interactions/receiving-and-responding and /components/reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord.errors import Findings, Path

from .components import ROW, SELECTS, TEXT, Component, Controls

if TYPE_CHECKING:
    from collections.abc import Callable

LABEL, INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 4, 19, 21, 22, 23
FIELDS = SELECTS | {INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX}


def check_modal(data: dict[str, Any]) -> None:
    """Raise :class:`~..errors.ApiError` 50035 for a form that Discord would refuse."""
    findings = Findings()
    findings.text(("data", "custom_id"), data.get("custom_id"), 100, 1)
    findings.text(("data", "title"), data.get("title"), 45, 1)
    path: Path = ("data", "components")
    parts = _Parts(findings)
    for index, part in enumerate(findings.items(path, data.get("components"), 5, 1)):
        parts.check(part, (*path, index))
    findings.check()


class _Parts:
    """Checks the parts of one form."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._controls = Controls(findings)
        self._fields: dict[int, Callable[[Component, Path], None]] = {
            INPUT: self._input,
            UPLOAD: self._upload,
            RADIO: self._radio,
            CHECKBOXES: self._checkboxes,
            CHECKBOX: self._controls.custom_id,
            **dict.fromkeys(SELECTS, self._controls.select),
        }

    def check(self, part: Component, path: Path) -> None:
        """A row with one field, a label with one, or plain text."""
        self._controls.number(part, path)
        kind = part.get("type")
        if kind == ROW:
            children = self._findings.items((*path, "components"), part.get("components"), 1, 1)
            for child in children:
                self._findings.text((*path, "components", 0, "label"), child.get("label"), 45, 1)
                self._field(child, (*path, "components", 0), frozenset({INPUT}))
        elif kind == LABEL:
            self._label(part, path)
        elif kind == TEXT:
            self._findings.text((*path, "content"), part.get("content"), 4000, 1)
        else:
            self._findings.add((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of (1, 10, 18).")

    def _label(self, part: Component, path: Path) -> None:
        self._findings.text((*path, "label"), part.get("label"), 45, 1)
        if part.get("description") is not None:
            self._findings.text((*path, "description"), part["description"], 100)
        self._field(part.get("component") or {}, (*path, "component"), FIELDS)

    def _field(self, field: Component, path: Path, allowed: frozenset[int]) -> None:
        kind = field.get("type")
        if kind not in allowed:
            self._findings.add(
                (*path, "type"), "BASE_TYPE_CHOICES", f"Value must be one of {sorted(allowed)}."
            )
            return
        self._controls.number(field, path)
        self._fields[kind](field, path)

    def _input(self, field: Component, path: Path) -> None:
        self._controls.custom_id(field, path)
        right = field.get("style") in {1, 2}
        self._findings.require(right, (*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
        if field.get("placeholder") is not None:
            self._findings.text((*path, "placeholder"), field["placeholder"], 100)
        if field.get("value") is not None:
            self._findings.text((*path, "value"), field["value"], field.get("max_length") or 4000)
        least, most = field.get("min_length") or 0, field.get("max_length") or 4000
        message = "Must be between 0 and 4000, and the least no more than the most"
        self._findings.require(
            0 <= least <= most <= 4000, (*path, "min_length"), "NUMBER_TYPE_RANGE", message
        )

    def _upload(self, field: Component, path: Path) -> None:
        self._controls.custom_id(field, path)
        self._controls.bounds(field, path, 10)

    def _radio(self, field: Component, path: Path) -> None:
        self._controls.custom_id(field, path)
        self._controls.options(field, path, 10, 2)

    def _checkboxes(self, field: Component, path: Path) -> None:
        self._controls.custom_id(field, path)
        self._controls.options(field, path, 10, 1)
        self._controls.bounds({"max_values": len(field.get("options") or []), **field}, path, 10)
