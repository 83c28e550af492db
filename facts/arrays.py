"""Named arrays in one file, written once and mapped back into memory without copying.

Layout: magic, length and checksum of a JSON header, the header, then each array on an 8-byte boundary.
Nothing in the file is ever executed; what does not check out is refused with `ArraysError`.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC: Final = b"BABADIX1"
_PREFIX: Final = struct.Struct("<8sII")
_STRIPE: Final = 1 << 16
_STRIPES: Final = 256
"""At most so many stripes of an array are summed, spread evenly, so that a large file still opens fast.

Any damage is found in arrays of up to 16 MB; of larger ones, damage to a stripe that is summed.
"""

Array = NDArray[Any]


class ArraysError(ValueError):
    """The file is not one of ours, is of another version, or is damaged."""


def _checksum(data: memoryview) -> int:
    count = -(-len(data) // _STRIPE)
    step = max(1, -(-count // _STRIPES))
    total = zlib.crc32(struct.pack("<Q", len(data)))
    for stripe in range(0, count, step):
        total = zlib.crc32(data[stripe * _STRIPE : (stripe + 1) * _STRIPE], total)
    return zlib.crc32(data[-_STRIPE:], total)


def _bytes(array: Array) -> memoryview:
    flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    return flat.data.cast("B") if flat.size else memoryview(b"")


def save(path: Path, arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> None:
    """Write the arrays and ``meta`` (JSON values) to ``path``, whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    entries: dict[str, Any] = {}
    offset = 0
    for name, array in arrays.items():
        offset = -(-offset // 8) * 8
        data = _bytes(array)
        entries[name] = [array.dtype.str, list(array.shape), offset, _checksum(data)]
        offset += len(data)
    header = json.dumps({"meta": dict(meta), "arrays": entries, "size": offset}).encode()
    header += b" " * (-(len(header) + _PREFIX.size) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_PREFIX.pack(MAGIC, len(header), zlib.crc32(header)))
            file.write(header)
            start = file.tell()
            for name, array in arrays.items():
                file.seek(start + entries[name][2])
                file.write(_bytes(array))
            file.truncate(start + offset)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def load(path: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """Map the arrays of ``path`` into memory, read-only.

    Returns:
        The arrays by name, and ``meta`` as it was saved.

    Raises:
        ArraysError: the file is foreign, cut short or damaged.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        prefix = file.read(_PREFIX.size)
        if len(prefix) < _PREFIX.size or not prefix.startswith(MAGIC):
            raise ArraysError(f"{path} is not an index of this version")
        _, length, crc = _PREFIX.unpack(prefix)
        header = file.read(length)
        if len(header) < length or zlib.crc32(header) != crc:
            raise ArraysError(f"the head of {path} is damaged")
        described: dict[str, Any] = json.loads(header)
        start = _PREFIX.size + length
        if os.fstat(file.fileno()).st_size != start + described["size"]:
            raise ArraysError(f"{path} is cut short")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    arrays: dict[str, Array] = {}
    view = memoryview(mapped)
    for name, (kind, shape, offset, crc) in described["arrays"].items():
        dtype = np.dtype(kind)
        count = int(np.prod(shape, dtype=np.int64))
        data = view[start + offset : start + offset + count * dtype.itemsize]
        if _checksum(data) != crc:
            raise ArraysError(f"part {name} of {path} is damaged")
        arrays[name] = np.frombuffer(data, dtype=dtype, count=count).reshape(shape)
    return arrays, described["meta"]
