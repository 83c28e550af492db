"""What was not understood of a wish is told with what is wrong and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.announcements.doubts import doubt_in_words
from bot.announcements.reading import Reader
from bot.announcements.subjects import Subjects
from tests.bot.conftest import PACK
from tests.bot.turns import NOON

if TYPE_CHECKING:
    from bot.i18n import Tongues


@pytest.mark.parametrize(
    ("line", "english", "indonesian"),
    [
        ("25:00", "I can't read “25:00” as a time of day", "“25:00” tidak terbaca sebagai jam"),
        ("jam 24.00", "I can't read “24.00” as a time of day", "“24.00” tidak terbaca sebagai jam"),
        ("time=", "There is nothing written for “Time”.", "Belum ada yang ditulis untuk “Pukul”."),
        ("blub", "I don't understand “blub”.", "Aku tidak mengerti “blub”."),
        (
            "soal majapahit",
            "I know no pack, era, region or theme",
            "Aku tidak mengenal paket, zaman",
        ),
        ("tema majapahit", "I find no “majapahit” under “Themes”.", "Tema"),
        ("zona majapahit", "I know no time zone and no city", "Aku tidak mengenal zona waktu"),
    ],
)
def test_a_doubt_says_what_is_wrong(tongues: Tongues, line: str, english: str, indonesian: str) -> None:
    """As exactly as it is known what the words were to be."""
    subjects = Subjects(tongues, (PACK,))
    (doubt,) = Reader(subjects).line(line).doubts
    assert doubt_in_words(doubt, subjects, tongues.speak("en"), NOON).startswith(english)
    assert indonesian in doubt_in_words(doubt, subjects, tongues.speak("id"), NOON)
