"""The packs that come with Babad, by name, and any other by its path."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from facts.pack import parse_pack, read_pack
from facts.pack_report import listed, nearest, quoted

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from facts.fact import Pack

_SUFFIX = ".yaml"


class UnknownPackError(LookupError):
    """There is neither a pack of that name nor a file; its text says so in one sentence."""


def shipped() -> tuple[str, ...]:
    """The names of the packs that come with Babad, in the order of the alphabet."""
    names = (item.name for item in _shelf().iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def locate(name: str | Path) -> Path:
    """The file of the shipped pack of that name, else the path itself.

    Raises:
        UnknownPackError: there is neither.
    """
    if isinstance(name, str) and name in shipped():
        return Path(str(_shelf() / f"{name}{_SUFFIX}"))
    path = Path(name)
    if not path.exists():
        near = nearest(str(name), shipped())
        hint = (
            f'did you mean "{near}"?' if near else f"choose {listed(shipped())}, or give the path of a file."
        )
        raise UnknownPackError(f"There is no pack and no file called {quoted(str(name))}: {hint}")
    return path


def load(name: str | Path) -> Pack:
    """Read the shipped pack of that name, else the file at that path.

    Raises:
        UnknownPackError: there is neither.
        PackError: what there is cannot be read or is no sound pack.
    """
    path = locate(name)
    if path.parent == Path(str(_shelf())):
        return parse_pack(path.read_bytes(), path.name)
    return read_pack(path)


def _shelf() -> Traversable:
    return files("facts") / "packs"
