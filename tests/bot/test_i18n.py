"""The catalogues say all that the source says, in every language."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot import i18n

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog

ROOT = i18n.LOCALES.parent.parent
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "mark": None}
CODES = sorted(path.name for path in i18n.LOCALES.iterdir() if path.is_dir())


def catalogue(code: str) -> Catalog:
    """The catalogue as its translators see it."""
    with (i18n.LOCALES / code / "LC_MESSAGES" / "babad.po").open("rb") as source:
        return read_po(source, locale=code)


def placeholders(text: str) -> Counter[str]:
    """The placeholders of a message."""
    return Counter(re.findall(r"\{\w*\}", text))


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_holds_just_what_the_source_says(code: str) -> None:
    """Extracting again would neither add nor drop a message."""
    extracted = {
        message
        for floor in ("bot", "adapters")
        for _, _, message, _, _ in extract_from_dir(
            ROOT / floor, method_map=[("**.py", "python")], keywords=KEYWORDS
        )
    }
    known = catalogue(code)
    assert extracted
    assert {tuple(m.id) if isinstance(m.id, list) else m.id for m in known if m.id} == extracted
    assert not known.obsolete


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_translated_with_the_same_placeholders(code: str) -> None:
    """None empty, none fuzzy, and what is filled in is the same in every form."""
    for message in catalogue(code):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        sources = message.id if isinstance(message.id, list | tuple) else [message.id]
        forms = message.string if isinstance(message.string, list | tuple) else [message.string]
        assert all(forms), message.id  # none is missing or empty
        for form in forms:
            # A form for exactly one thing may leave its number out.
            allowed = [placeholders(source) for source in sources]
            assert placeholders(str(form)) in allowed, message.id


def test_indonesian_has_one_plural_form() -> None:
    """Tools write two by default, and every count would then go wrong."""
    header = (i18n.LOCALES / "id/LC_MESSAGES/babad.po").read_text("utf-8")
    assert "nplurals=1; plural=0;" in header


def test_counts_take_the_form_of_their_language(tongues: i18n.Tongues) -> None:
    """One fact, two facts; satu fakta, dua fakta."""
    english, indonesian = tongues.speak("en"), tongues.speak("id")
    assert english.ngettext("{count} fact", "{count} facts", 1) == "1 fact"
    assert english.ngettext("{count} fact", "{count} facts", 2) == "2 facts"
    assert indonesian.ngettext("{count} fact", "{count} facts", 2) == "2 fakta"


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (("en",), "en"),
        (("en-GB", "id"), "en"),
        (("id_ID.UTF-8",), "id"),
        (("fr", None, "", "EN"), "en"),
        (("C.UTF-8",), "id"),
        ((), "id"),
    ],
)
def test_the_first_language_that_is_spoken_is_taken(
    tongues: i18n.Tongues, wishes: tuple[str | None, ...], code: str
) -> None:
    """Regions and encodings do not matter; the default stands in."""
    assert tongues.speak(*wishes).code == code


def test_values_are_never_read_as_templates(tongues: i18n.Tongues) -> None:
    """Braces in a member's words stay braces."""
    assert tongues.speak("en").gettext("Note: {note}", note="{0} {x}") == "Note: {0} {x}"


def test_missing_catalogues_are_told_in_one_sentence(tmp_path: Path) -> None:
    """An installation that was not built says what to do."""
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "babad.po").touch()
    with pytest.raises(i18n.CatalogueError, match="install the project again"):
        i18n.load(tmp_path)
