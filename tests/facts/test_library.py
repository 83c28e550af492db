"""The packs that come with Babad, and loading by name or path."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.library import UnknownPackError, load, shipped
from facts.pack import PackError

MINIMAL = Path(__file__).parents[1] / "data" / "packs" / "valid" / "minimal.yaml"


def test_packs_are_shipped() -> None:
    """At least the first pack is there, and names are in order."""
    assert "siberia-1918" in shipped()
    assert list(shipped()) == sorted(shipped())


@pytest.mark.parametrize("name", shipped())
def test_shipped_packs_are_sound(name: str) -> None:
    """Each can be read, is called by its file, and has what shipped packs must have."""
    pack = load(name)
    assert pack.id == name
    assert pack.license
    assert pack.origin == f"{name}.yaml"
    for fact in pack.facts:
        assert set(fact.text) == {"id", "en"}, fact.id
        assert fact.tags, fact.id


def test_load_by_path(tmp_path: Path) -> None:
    """A path may be a text or a path; only a text can be a name."""
    assert load(MINIMAL).id == "my-notes"
    assert load(str(MINIMAL)).id == "my-notes"
    with pytest.raises(UnknownPackError):
        load(tmp_path / "siberia-1918")


def test_unknown_pack_is_told_in_a_sentence() -> None:
    """With the name that was probably meant, else with all."""
    with pytest.raises(UnknownPackError) as near:
        load("siberia-1981")
    assert str(near.value) == (
        'There is no pack and no file called "siberia-1981": did you mean "siberia-1918"?'
    )
    with pytest.raises(UnknownPackError, match=r"choose .*siberia-1918.*, or give the path of a file\.$"):
        load("zzz\n")


def test_faulty_file_is_refused(tmp_path: Path) -> None:
    """A file that is there but no pack is another matter."""
    path = tmp_path / "x.yaml"
    path.touch()
    with pytest.raises(PackError):
        load(path)
