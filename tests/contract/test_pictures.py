"""The pictures of answers: drawn from what is sent today, and told to those who cannot see them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
KINDS = ("answer", "post")
PICTURES = sorted(file for kind in KINDS for file in (ROOT / "docs" / "pictures").glob(f"{kind}-*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def test_pictures_are_fresh() -> None:
    """The golden files are what is drawn; ``make pictures`` draws them anew."""
    result = subprocess.run(
        [sys.executable, "-m", "docs.drawing", "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_language_has_a_picture_of_each_platform() -> None:
    """Of an answer and of a post, four files each."""
    names = {
        f"{kind}-{platform}.{code}.svg"
        for kind in KINDS
        for platform in ("discord", "telegram")
        for code in ("en", "id")
    }
    assert {file.name for file in PICTURES} == names


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.name)
def test_a_picture_says_what_it_is_and_what_it_shows(file: Path) -> None:
    """A drawing and no screenshot, with the whole answer in words; every letter has its outline."""
    drawn = ET.parse(file).getroot()  # noqa: S314  # our own file
    assert drawn.get("role") == "img"
    denied = {"en": "not a screenshot", "id": "bukan tangkapan layar"}[file.suffixes[-2].removeprefix(".")]
    assert denied in str(drawn.findtext(f"{SVG}title"))
    assert "1918" in str(drawn.findtext(f"{SVG}desc"))
    outlines = {path.get("id") for path in drawn.iter(f"{SVG}path")} - {None}
    used = {str(use.get("href")).removeprefix("#") for use in drawn.iter(f"{SVG}use")}
    assert used
    assert used == outlines
