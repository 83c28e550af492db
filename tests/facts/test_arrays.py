"""Named arrays in a file: what is written comes back, and a file that is not sound is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from facts import arrays
from facts.arrays import ArraysError, load, save

DTYPES = st.sampled_from(["<u1", "<u2", "<u4", "<u8", "<i8", "<f4", ">u4", "?"])
SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5)
NAMED = st.dictionaries(
    st.text(max_size=8), DTYPES.flatmap(lambda kind: hnp.arrays(kind, SHAPES)), max_size=5
)
META = st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text() | st.lists(st.booleans()))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound file of two arrays."""
    path = tmp_path / "sound.index"
    save(path, {"a": np.arange(7, dtype=np.uint32), "b": np.arange(5, dtype=np.uint8)}, {"made": "here"})
    return path


def leftovers(folder: Path) -> list[str]:
    """Files that a save began and did not finish."""
    return [path.name for path in folder.iterdir() if path.suffix == ".tmp"]


@settings(deadline=None)
@given(named=NAMED, meta=META)
def test_whatever_is_saved_comes_back(named: dict[str, arrays.Array], meta: dict[str, Any]) -> None:
    """Names, kinds, shapes (empty ones too), values and meta survive."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.index"
        save(path, named, meta)
        found, said = load(path)
    assert said == meta
    assert list(found) == list(named)
    for name, array in named.items():
        assert found[name].dtype == array.dtype
        assert found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes()


def test_arrays_that_lie_scattered_in_memory_come_back(tmp_path: Path) -> None:
    """A transposed view is written by its values, not by its memory."""
    turned = np.arange(12, dtype=np.int64).reshape(3, 4).T[::2]
    save(tmp_path / "x", {"turned": turned}, {})
    assert load(tmp_path / "x")[0]["turned"].tolist() == turned.tolist()


def test_arrays_begin_on_a_boundary_of_eight_bytes(tmp_path: Path) -> None:
    """What follows an odd number of bytes is still aligned, so that no access is slow or refused."""
    save(tmp_path / "x", {"odd": np.zeros(3, np.uint8), "wide": np.arange(4, dtype=np.uint64)}, {"m": "."})
    wide = load(tmp_path / "x")[0]["wide"]
    assert wide.flags.aligned
    assert wide.ctypes.data % 8 == 0


def test_mapped_arrays_cannot_be_written(file: Path) -> None:
    """Nobody can change an index that others are reading, not even by asking."""
    mapped = load(file)[0]["a"]
    with pytest.raises(ValueError, match="read-only"):
        mapped[0] = 1
    with pytest.raises(ValueError, match="cannot set WRITEABLE"):
        mapped.flags.writeable = True


def test_a_folder_is_made_for_the_file(tmp_path: Path) -> None:
    """The cache need not exist before."""
    save(tmp_path / "not" / "yet" / "x", {"a": np.ones(1)}, {})
    assert load(tmp_path / "not" / "yet" / "x")[0]["a"].tolist() == [1.0]


def test_a_file_cut_short_anywhere_is_refused(file: Path) -> None:
    """Every shorter length is seen to be short."""
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(ArraysError):
            load(file)


def test_a_file_with_something_behind_it_is_refused(file: Path) -> None:
    """A longer file is none of ours either."""
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(ArraysError, match="cut short"):
        load(file)


def test_every_flipped_bit_is_found_or_harmless(file: Path) -> None:
    """One wrong bit anywhere is refused; only the filling between arrays may be anything."""
    whole = file.read_bytes()
    sound = {name: array.tolist() for name, array in load(file)[0].items()}
    harmless = 0
    for place in range(len(whole)):
        for bit in (0, 7):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            file.write_bytes(damaged)
            try:
                found, meta = load(file)
            except ArraysError:
                continue
            harmless += 1
            assert meta == {"made": "here"}
            assert {name: array.tolist() for name, array in found.items()} == sound
    assert harmless == 2 * 4  # 28 bytes of "a", then four to the boundary at which "b" begins


@pytest.mark.parametrize("foreign", [b"", b"PK\3\4" + b"\0" * 100, b"BABADIX2" + b"\0" * 100, b"{}" * 50])
def test_a_foreign_file_is_refused(tmp_path: Path, foreign: bytes) -> None:
    """What does not begin as ours does is not read further."""
    (tmp_path / "x").write_bytes(foreign)
    with pytest.raises(ArraysError, match="not an index of this version"):
        load(tmp_path / "x")


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    """Not of the format: callers tell the two apart."""
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "x")


@pytest.mark.parametrize("place", [0, 64 * 5, 64 * 10 - 1])
def test_damage_to_a_summed_stripe_of_a_large_array_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    """Of ten stripes every fifth is summed here, and always the last."""
    monkeypatch.setattr(arrays, "_STRIPE", 64)
    monkeypatch.setattr(arrays, "_STRIPES", 2)
    path = tmp_path / "x"
    save(path, {"large": np.zeros(640, np.uint8)}, {})
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) - 640 + place] = 1
    path.write_bytes(damaged)
    with pytest.raises(ArraysError, match="part large"):
        load(path)


def test_all_of_an_array_of_sixteen_megabytes_is_summed() -> None:
    """Up to there no damage goes unseen."""
    data = bytearray(16 << 20)
    before = arrays._checksum(memoryview(data))
    for stripe in (1, 17, 128, 254):
        data[stripe << 16] = 1
        assert arrays._checksum(memoryview(data)) != before
        data[stripe << 16] = 0


def test_a_save_that_fails_leaves_what_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays sound, and no half of a new one stays behind."""

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, f"No space left for {self} to become {target}")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        save(file, {"a": np.zeros(3)}, {})
    assert load(file)[1] == {"made": "here"}
    assert leftovers(file.parent) == []


def test_what_is_mapped_stays_as_it_was_when_the_file_is_replaced(file: Path) -> None:
    """A running bot goes on reading the index it opened."""
    mapped = load(file)[0]["a"]
    save(file, {"a": np.zeros(7, np.uint32)}, {})
    assert mapped.tolist() == list(range(7))
    assert load(file)[0]["a"].tolist() == [0] * 7


SAVER = """
import sys
from pathlib import Path
import numpy as np
from facts.arrays import save
for _ in range(150):
    save(Path(sys.argv[1]), {"a": np.full(20_000, int(sys.argv[2]))}, {"by": int(sys.argv[2])})
"""


def test_two_processes_that_save_at_once_leave_a_sound_file(tmp_path: Path) -> None:
    """Whoever is last wins as a whole; a reader in between never sees a mixture."""
    path = tmp_path / "x"
    save(path, {"a": np.full(20_000, 0)}, {"by": 0})
    savers = [
        subprocess.Popen([sys.executable, "-c", SAVER, str(path), str(number)])  # noqa: S603  # our own text
        for number in (1, 2)
    ]
    seen = set()
    while any(saver.poll() is None for saver in savers):
        found, meta = load(path)
        seen.add(meta["by"])
        assert set(np.unique(found["a"]).tolist()) == {meta["by"]}
    assert [saver.wait() for saver in savers] == [0, 0]
    assert load(path)[1]["by"] in {1, 2}
    assert seen
    assert leftovers(tmp_path) == []
