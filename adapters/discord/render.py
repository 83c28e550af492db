"""A reply as a Discord message: one container of Components V2, or plain Markdown where that is wanted.

Limits are from Discord's references of components and messages.  Buttons carry their action in ``custom_id``,
so that any process answers a press on any message, also after a restart.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, assert_never

import discord
from discord import ui
from discord.http import handle_message_parameters

from adapters.discord.markdown import escape, line, link, measure, shorten, units
from bot.blocks import Bullets, File, Heading, Image, Quiz, Sources, Text, Weight
from bot.delivery import Capabilities
from bot.fit import fit
from bot.plain import marker, plain_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Action, Block, Citation, Reply

DISPLAYED: Final = 4_000
"""Characters over all texts of a message of Components V2."""
CONTENT: Final = 2_000
"""Characters of a plain message."""
ROW: Final = 5
LABEL: Final = 80
ALT: Final = 256
"""Characters of a picture's description."""
FORM: Final = "!"
"""Stands before an action in ``custom_id`` when its press is answered by a form."""

# What decoration may take is kept free; 12 blocks are 24 components at most, three rows of buttons 18.
CONTAINED: Final = Capabilities(
    text=3_500, posts=40.0, actions=10, blocks=12, images=True, files=True, measure=measure
)
"""The limits of a message of Components V2: 40 components, the container and nested ones included."""
PLAIN: Final = Capabilities(
    text=1_750, posts=40.0, actions=10, blocks=12, images=True, files=True, measure=measure
)
"""The limits of a plain message: ten files among them."""

_JPEG: Final = b"\xff\xd8"
_STYLES: Final = {
    Weight.NORMAL: discord.ButtonStyle.secondary,
    Weight.PRIMARY: discord.ButtonStyle.primary,
    Weight.DANGER: discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How messages are to look: contained, with the colour of the edge, or plain."""

    accent: int
    plain: bool = False

    @property
    def capabilities(self) -> Capabilities:
        """What a message can hold."""
        return PLAIN if self.plain else CONTAINED


def pages(reply: Reply, look: Look) -> tuple[Reply, ...]:
    """The messages, at least one, that say all of ``reply``."""
    return fit(reply, look.capabilities)


def message(page: Reply, look: Look, mark: int | None = None) -> dict[str, Any]:
    """The arguments with which the library sends ``page``; for one request, since files are read once.

    ``mark`` numbers a component, unseen by members: the container, or the first button of a plain message.
    """
    files = [discord.File(BytesIO(data), name, description=alt) for name, data, alt in _files(page)]
    view = _buttons(page, mark) if look.plain else _container(page, look.accent, mark)
    view.stop()  # keeps the library from remembering it: a press carries all that is needed
    said: dict[str, Any] = {"content": _content(page)} if look.plain else {}
    said |= {"files": files} if files else {}
    return {**said, "view": view, "allowed_mentions": discord.AllowedMentions.none()}


def edited(page: Reply, look: Look) -> dict[str, Any]:
    """As ``message``, to put in place of another of the same look."""
    arguments = message(page, look)
    files = arguments.pop("files", [])
    return {**arguments, "attachments": files}


def payload(page: Reply, look: Look) -> dict[str, Any]:
    """What is sent for ``page`` as JSON, files apart; ``pages`` makes pages of a reply."""
    with handle_message_parameters(**message(page, look)) as made:
        if made.payload is not None:
            return dict(made.payload)
        said: dict[str, Any] = json.loads((made.multipart or [])[0]["value"])
        return said


def title(reply: Reply) -> str:
    """What a forum post of ``reply`` is called."""
    words = (block.text if isinstance(block, Heading) else plain_block(block) for block in reply.blocks)
    return shorten(next(filter(str.strip, words), "") or "…", 100)


def _container(page: Reply, accent: int, mark: int | None) -> ui.LayoutView:
    items = [*_items(page)]
    shown = sum(units(item.content) for item in items if isinstance(item, ui.TextDisplay))
    if shown > DISPLAYED:
        items = [*_items(page, decorated=False)]
    # The type parameters of the library's items stand for the view that they will be part of.
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=accent, id=mark)
    for item in items:
        container.add_item(item)
    for row in _rows(page.actions):
        container.add_item(ui.ActionRow(*row))
    return ui.LayoutView(timeout=None).add_item(container)


def _items(page: Reply, *, decorated: bool = True) -> Iterator[ui.Item[Any]]:
    names = iter(_files(page))
    empty = True
    for block in page.blocks:
        text = _markdown(block) if decorated else _undecorated(block)
        match block:
            case Image(_, alt, _):
                item = discord.MediaGalleryItem(
                    f"attachment://{next(names)[0]}", description=shorten(alt, ALT) or None
                )
                yield ui.MediaGallery(item)
                empty = False
            case File():
                yield ui.File(f"attachment://{next(names)[0]}")
                empty = False
        if text.strip():
            yield ui.TextDisplay(text)
            empty = False
    if empty:
        yield ui.TextDisplay("…")


def _content(page: Reply) -> str:
    for write in (_beside_files, _undecorated):
        text = "\n".join(filter(str.strip, map(write, page.blocks))) or "…"
        if units(text) <= CONTENT:
            break
    return text


def _beside_files(block: Block) -> str:
    """As in a container, but a picture is described here: an attachment is easily looked at without."""
    return _undecorated(block) if isinstance(block, Image) else _markdown(block)


def _undecorated(block: Block) -> str:
    return "\n".join(map(escape, plain_block(block).split("\n")))


def _markdown(block: Block) -> str:  # noqa: PLR0911  # one for each block
    match block:
        case Text(spans):
            return line(spans)
        case Heading(text):
            return f"### {escape(text)}"
        case Bullets(items, first):
            return "\n".join(f"{marker(first, at)} {line(item)}" for at, item in enumerate(items))
        case Sources(label, items):
            return f"-# {escape(label)}: " + "; ".join(map(_citation, items))
        case Quiz(question, options):
            asked = [f"**{escape(question)}**" if question.strip() else ""]
            return "\n".join(asked + [f"{at}. {escape(text)}" for at, text in enumerate(options, 1)])
        case Image(_, alt, caption):
            # A description that is cut off is said in full below the picture.
            return "\n".join(escape(text) for text in (alt if units(alt) > ALT else "", caption) if text)
        case File(_, _, description):
            return f"-# {escape(description)}" if description else ""
        case _:  # pragma: no cover
            assert_never(block)


def _citation(item: Citation) -> str:
    return link(item.title, item.url) if item.url else escape(item.title)


def _files(page: Reply) -> Iterator[tuple[str, bytes, str | None]]:
    """Names that Discord keeps as they are, contents and descriptions of what goes along, block by block."""
    for at, block in enumerate(page.blocks, 1):
        match block:
            case Image(data, alt):
                ending = "jpg" if data.startswith(_JPEG) else "png"
                yield f"picture-{at}.{ending}", data, shorten(alt, ALT) or None
            case File(name, data):
                yield _file_name(name, at), data, None


def _file_name(name: str, at: int) -> str:
    kept = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")
    stem, dot, ending = kept.rpartition(".")
    return f"{(stem if dot else ending)[:60] or 'file'}-{at}{f'.{ending[:20]}' if dot else ''}"


def _buttons(page: Reply, mark: int | None) -> ui.View:
    view = ui.View(timeout=None)
    for number, row in enumerate(_rows(page.actions)):
        for button in row:
            button.row = number
            button.id, mark = mark, None
            view.add_item(button)
    return view


def _rows(actions: tuple[Action, ...]) -> Iterator[list[ui.Button[Any]]]:
    # Discord refuses a message on which two buttons do the same.
    once = list({custom_id(action): action for action in reversed(actions)}.values())[::-1]
    for at in range(0, len(once), ROW):
        yield [
            ui.Button(
                label=shorten(action.label, LABEL) or "…",
                custom_id=custom_id(action),
                style=_STYLES[action.weight],
            )
            for action in once[at : at + ROW]
        ]


def custom_id(action: Action) -> str:
    """What the button of ``action`` carries."""
    return f"{FORM}{action.action}" if action.opens_form else action.action


def pressed(carried: str) -> tuple[str, bool] | None:
    """The action of a button and whether a form answers it; None when the button is none of ours."""
    action = carried.removeprefix(FORM)
    return (action, action != carried) if ":" in action else None
