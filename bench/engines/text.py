"""The plain preparation of text that every baseline is given: folding, words, stop words, stems."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import Stemmer

_WORD: Final = re.compile(r"\w+")
_STEMMERS: Final = {"id": "indonesian", "en": "english"}

STOP_WORDS: Final[dict[str, frozenset[str]]] = {
    "id": frozenset(
        """ada adakah adalah akan aku anda apa apakah apaan atas atau bagaimana bagi bahwa banyak
        beberapa begitu belum berapa berapakah bisa boleh buat dalam dan dapat dari daripada dengan
        di dia dimana disebut dong hal hanya harus hingga ia ialah ini itu jika juga kah kalau kami
        kamu kapan kapankah karena kata ke kenapa kepada ketika kita lagi lah lain lalu lebih maka
        mana manakah masih mau mereka merupakan mengapa namun nya oleh pada para pernah pun saat
        saja sama sampai sang saya sebagai sebelum sebuah secara sedang sejak sekitar selama seorang
        seperti serta sesudah setelah si siapa siapakah suatu sudah supaya tapi telah tentang
        terhadap tersebut tetapi tidak tolong tuh untuk ya yaitu yakni yang""".split()  # noqa: SIM905
    ),
    "en": frozenset(
        """a about after all also am an and any are as at be because been before being but by can could
        did do does doing for from had has have he her hers him his how i if in into is it its just
        me more most my no not of on once only or other our out over own please she should so some
        such tell than that the their them then there these they this those to too under until up us
        very was we were what when where which while who whom whose why will with would you your""".split()  # noqa: SIM905
    ),
}

STOP_WORDS["mixed"] = STOP_WORDS["id"] | STOP_WORDS["en"]


def fold(text: str) -> str:
    """Fold case, compatibility forms and marks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def words(text: str) -> list[str]:
    """Split folded text into words."""
    return _WORD.findall(fold(text))


def content_words(text: str, lang: str) -> list[str]:
    """Leave out stop words, unless nothing else is there."""
    every = words(text)
    stops = STOP_WORDS.get(lang, frozenset())
    return [word for word in every if word not in stops] or every


@lru_cache(maxsize=500_000)
def stem(word: str, lang: str) -> str:
    """Stem a word as PyStemmer does in its language; a word of another language stays."""
    stemmer = _stemmer(lang)
    return stemmer.stemWord(word) if stemmer else word


def stems(word: str, lang: str) -> tuple[str, ...]:
    """Stem a word of a question, in both languages when it mixes them."""
    if lang == "mixed":
        return tuple(dict.fromkeys(stem(word, each) for each in _STEMMERS))
    return (stem(word, lang),)


@lru_cache
def _stemmer(lang: str) -> Stemmer.Stemmer | None:
    return Stemmer.Stemmer(_STEMMERS[lang], 0) if lang in _STEMMERS else None
