"""Components of messages: nesting, lengths and numbers.

Source: docs.discord.com/developers/components/reference. Text Displays of a message hold 4,000 characters
together and a message 40 components; controls have unique ``custom_id``s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord.errors import Findings, Path, length
from tests.servers.discord.world import COMPONENTS_V2

if TYPE_CHECKING:
    from collections.abc import Callable

ROW, BUTTON, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 9, 10, 11, 12, 13, 14, 17
SELECTS = frozenset({3, 5, 6, 7, 8})
STRING_SELECT = 3
LINK, PREMIUM = 5, 6
MAX_COMPONENTS = 40
MAX_DISPLAYED = 4000
FIRST_GIVEN_ID = 1 << 20
"""Far above the ids that a bot may choose itself."""
TOP = frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER})
IN_CONTAINER = TOP - {CONTAINER}
IN_SECTION = frozenset({TEXT})
ACCESSORIES = frozenset({BUTTON, THUMBNAIL})
IN_ROW = SELECTS | {BUTTON}

Component = dict[str, Any]


class Controls:
    """The ids that the controls of one message or form have taken."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._custom_ids: set[str] = set()
        self._ids: set[int] = set()

    def custom_id(self, component: Component, path: Path) -> None:
        """A control's id: 1 to 100 characters, and its own."""
        value = component.get("custom_id")
        if self.findings.text((*path, "custom_id"), value, 100, 1):
            fresh = value not in self._custom_ids
            message = "Component custom id cannot be duplicated"
            self.findings.require(fresh, (*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            self._custom_ids.add(str(value))

    def number(self, component: Component, path: Path) -> None:
        """The component's number in its message, given when it has none."""
        number = component.get("id") or FIRST_GIVEN_ID + len(self._ids)
        if not isinstance(number, int) or not 0 < number < 1 << 32:
            self.findings.add((*path, "id"), "NUMBER_TYPE_COERCE", "Value is not a number of 32 bits")
            return
        message = "Component ids must be unique"
        self.findings.require(number not in self._ids, (*path, "id"), "COMPONENT_ID_DUPLICATED", message)
        self._ids.add(number)
        component["id"] = number

    def options(self, component: Component, path: Path, maximum: int = 25, minimum: int = 1) -> None:
        """The options of a list to choose from."""
        place = (*path, "options")
        values = set()
        for index, option in enumerate(
            self.findings.items(place, component.get("options"), maximum, minimum),
        ):
            self.findings.text((*place, index, "label"), option.get("label"), 100, 1)
            self.findings.text((*place, index, "value"), option.get("value"), 100, 1)
            if option.get("description") is not None:
                self.findings.text((*place, index, "description"), option["description"], 100)
            fresh = option.get("value") not in values
            message = "The specified option value is already used"
            self.findings.require(
                fresh, (*place, index, "value"), "SELECT_COMPONENT_OPTION_DUPLICATED", message
            )
            values.add(option.get("value"))

    def bounds(self, component: Component, path: Path, maximum: int = 25) -> None:
        """How many may be chosen."""
        least, most = component.get("min_values", 1), component.get("max_values", 1)
        right = isinstance(least, int) and isinstance(most, int) and 0 <= least <= most <= maximum and most
        message = f"Must be between 0 and {maximum}, and the least no more than the most"
        self.findings.require(right, (*path, "min_values"), "NUMBER_TYPE_RANGE", message)

    def select(self, component: Component, path: Path) -> None:
        """A select menu."""
        self.custom_id(component, path)
        self.bounds(component, path)
        if component.get("placeholder") is not None:
            self.findings.text((*path, "placeholder"), component["placeholder"], 150)
        if component.get("type") == STRING_SELECT:
            self.options(component, path)


class MessageComponents:
    """Checks the components of one message, noting what it finds."""

    def __init__(self, findings: Findings, files: frozenset[str] = frozenset()) -> None:
        self._findings = findings
        self._controls = Controls(findings)
        self._files = files
        self._count = self._displayed = 0
        self._checks: dict[int, Callable[[Component, Path], None]] = {
            ROW: self._row,
            BUTTON: self._button,
            SECTION: self._section,
            TEXT: self._text,
            THUMBNAIL: self._thumbnail,
            GALLERY: self._gallery,
            FILE: self._file,
            SEPARATOR: self._separator,
            CONTAINER: self._container,
            **dict.fromkeys(SELECTS, self._controls.select),
        }

    def check(self, components: object, flags: int) -> None:
        """Check them all."""
        modern = bool(flags & COMPONENTS_V2)
        path: Path = ("components",)
        found = self._findings.items(path, components, MAX_COMPONENTS if modern else 5, int(modern))
        self._children(found, path, TOP if modern else frozenset({ROW}))
        message = f"The maximum number of components ({MAX_COMPONENTS}) was exceeded"
        self._findings.require(self._count <= MAX_COMPONENTS, path, "COMPONENT_MAX_TOTAL_EXCEEDED", message)
        message = f"The total displayable text size of all components exceeds the maximum of {MAX_DISPLAYED}"
        right = self._displayed <= MAX_DISPLAYED
        self._findings.require(right, path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)

    def _children(self, components: list[Any], path: Path, allowed: frozenset[int]) -> None:
        for index, component in enumerate(components):
            self._component(component, (*path, index), allowed)

    def _component(self, component: object, path: Path, allowed: frozenset[int]) -> None:
        self._count += 1
        if not isinstance(component, dict):
            self._findings.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return
        kind = component.get("type")
        if kind not in allowed:
            names = ", ".join(map(str, sorted(allowed)))
            self._findings.add((*path, "type"), "BASE_TYPE_CHOICES", f"Value must be one of ({names}).")
            return
        self._controls.number(component, path)
        self._checks[kind](component, path)

    def _row(self, component: Component, path: Path) -> None:
        children = self._findings.items((*path, "components"), component.get("components"), 5, 1)
        self._children(children, (*path, "components"), IN_ROW)
        selects = sum(isinstance(child, dict) and child.get("type") in SELECTS for child in children)
        message = "A select fills a row alone"
        self._findings.require(
            not selects or len(children) == 1, path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message
        )

    def _button(self, component: Component, path: Path) -> None:
        style = component.get("style")
        right = style in range(1, 7)
        self._findings.require(right, (*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1 to 6).")
        if component.get("label") is not None:
            self._findings.text((*path, "label"), component["label"], 80)
        if style == PREMIUM:
            return
        right = bool(component.get("label") or component.get("emoji"))
        self._findings.require(
            right, (*path, "label"), "BASE_TYPE_REQUIRED", "A label or an emoji is required"
        )
        if style != LINK:
            self._controls.custom_id(component, path)
            self._absent(component, path, "url")
        else:
            self._findings.text((*path, "url"), component.get("url"), 512, 1)
            self._scheme(str(component.get("url")), (*path, "url"))
            self._absent(component, path, "custom_id")

    def _absent(self, component: Component, path: Path, key: str) -> None:
        message = "A custom id and url cannot both be specified"
        self._findings.require(
            key not in component, (*path, key), "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", message
        )

    def _scheme(self, url: str, path: Path, *schemes: str) -> None:
        right = url.startswith(("http://", "https://", "discord://", *schemes))
        message = "Scheme must be one of ('http', 'https', 'discord')."
        self._findings.require(right, path, "URL_TYPE_INVALID_SCHEME", message)

    def _text(self, component: Component, path: Path) -> None:
        if self._findings.text((*path, "content"), component.get("content"), MAX_DISPLAYED, 1):
            self._displayed += length(component["content"])

    def _section(self, component: Component, path: Path) -> None:
        children = self._findings.items((*path, "components"), component.get("components"), 3, 1)
        self._children(children, (*path, "components"), IN_SECTION)
        self._component(component.get("accessory"), (*path, "accessory"), ACCESSORIES)

    def _media(self, component: Component, path: Path) -> None:
        url = str((component.get("media") or component.get("file") or {}).get("url", ""))
        self._scheme(url, path, "attachment://")
        _, attached, name = url.partition("attachment://")
        message = f"The attachment {name} was not uploaded"
        self._findings.require(
            not attached or name in self._files,
            path,
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            message,
        )
        if component.get("description") is not None:
            self._findings.text((*path, "description"), component["description"], 1024, 1)

    def _thumbnail(self, component: Component, path: Path) -> None:
        self._media(component, (*path, "media"))

    def _file(self, component: Component, path: Path) -> None:
        self._media(component, (*path, "file"))

    def _gallery(self, component: Component, path: Path) -> None:
        for index, item in enumerate(self._findings.items((*path, "items"), component.get("items"), 10, 1)):
            self._media(item, (*path, "items", index))

    def _separator(self, component: Component, path: Path) -> None:
        right = component.get("spacing", 1) in {1, 2}
        self._findings.require(right, (*path, "spacing"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")

    def _container(self, component: Component, path: Path) -> None:
        colour = component.get("accent_color")
        right = colour is None or (isinstance(colour, int) and 0 <= colour <= 0xFFFFFF)
        self._findings.require(
            right, (*path, "accent_color"), "NUMBER_TYPE_MAX", "Must be a colour of 24 bits"
        )
        children = self._findings.items((*path, "components"), component.get("components"), MAX_COMPONENTS, 1)
        self._children(children, (*path, "components"), IN_CONTAINER)
