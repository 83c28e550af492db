"""How a question is read: its language, kind, words and what weight they carry."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facts.language import languages
from facts.outcome import Asked
from facts.reading import (
    BORROWED_WEIGHT,
    FILLER_WEIGHT,
    SEMI_WEIGHT,
    Reading,
    Term,
    guessed,
    number_said,
    read,
)
from facts.wording import guess_language, kind_of

MOST: Final = 4_000
"""Letters that any question comes to at most, once folded."""
HOSTILE: Final = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [
                *("kapan", "kpn", "kapal2", "siapaaaa", "dua", "belas", "ribu", "1918", "70rb", "VIII", "x"),
                *("the", "who", "itu", "-nya", "?", ".", "!", "\n", "<b>", "</b>", "<@1>", "@bot", ":smile:"),
                *"\u200b\u202e\u0301\ud800😀ﷺ\uff12፩²_'",
                *("👨\u200d👩\u200d👧", "ベルリン"),
            ]
        ),
        max_size=60,
    ).map(" ".join),
)


def term(reading: Reading, written: str) -> Term:
    """The term that was written so."""
    (found,) = [each for each in reading.terms if each.written == written]
    return found


def first_readings(question: str) -> list[str]:
    """The likeliest reading of each term."""
    return [each.readings[0] for each in read(question).terms]


@settings(deadline=None, max_examples=200)
@given(HOSTILE, st.sampled_from([None, "id", "en", "xx"]))
@example("a" + "\u0301" * 9_999, None)
@example("<" * 10_000, None)
@example("ﷺ" * 10_000, "id")
@example("\u202e" * 10_000, "id")
@example("1" * 10_000, "en")
@example("kapan " * 2_000, "en")
def test_any_text_is_read_and_what_is_read_is_bounded(question: str, language: str | None) -> None:
    """Whatever is typed or pasted: no error, and nothing longer than what is looked at."""
    reading = read(question, language=language)
    assert reading == read(question, language=language)
    assert reading.language in languages()
    assert sum(len(each.readings[-1]) for each in reading.terms) <= 4 * MOST
    assert len({each.readings for each in reading.terms if not each.borrowed}) == sum(
        not each.borrowed for each in reading.terms
    )
    assert reading.focus is None or 0 <= reading.focus < len(reading.terms)
    for each in reading.terms:
        assert 0 < each.weight <= 1
        assert each.readings
        assert all(each.readings)
        assert all(0 < similarity <= 1 for _, similarity in each.meant)


@pytest.mark.parametrize(
    "noise",
    [
        "<b>",
        "<@123>",
        "<@!9>",
        "@babad_bot",
        ":smile:",
        "😀",
        "\u200b",
        "\u202e",
        "https://x.example/kapan",
        "&nbsp;",
    ],
)
def test_what_is_not_words_is_passed_over(noise: str) -> None:
    """Mentions, markup, addresses, emoji and invisible signs change nothing."""
    clean, noisy = read("kapan Semenov mundur"), read(f"{noise} kapan Semenov {noise} mundur {noise}")
    assert noisy == clean


def test_invisible_signs_do_not_split_words() -> None:
    """A word with a zero-width space in it is that word."""
    assert read("kapan Seme\u200bnov mun\u00addur") == read("kapan Semenov mundur")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("kapan Jepang menarik pasukannya dari Siberia", "id"),
        ("when did Japan withdraw its troops from Siberia", "en"),
        ("kpn jepang mundur sih", "id"),
        ("when did the kapal Iwami arrive", "en"),
        ("kapan Iwami arrive di Vladivostok", "id"),
    ],
)
def test_the_language_is_that_of_the_function_words(question: str, language: str) -> None:
    """Names and a few borrowed words do not turn it."""
    assert read(question).language == language


@pytest.mark.parametrize(("preferred", "guessed"), [(None, "id"), ("en", "en"), ("id", "id"), ("xx", "id")])
def test_where_words_do_not_tell_the_language_preferred_is_taken(preferred: str | None, guessed: str) -> None:
    """And where none is preferred, or an unknown one, Indonesian."""
    assert guess_language(["iwami"], preferred) == guessed
    assert read("Iwami", language=preferred).language == guessed


def test_the_language_preferred_does_not_outweigh_the_words() -> None:
    """An English question in an Indonesian chat is English."""
    assert guess_language(["when", "did", "the", "iwami", "arrive"], "id") == "en"


def test_a_tie_without_indonesian_goes_to_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it would where a chat is in other languages only."""
    english = languages()["en"]
    monkeypatch.setattr("facts.wording.languages", lambda: {"en": english})
    assert guess_language(["iwami"]) == "en"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("kapan Iwami tiba", Asked.WHEN),
        ("siapa yang memimpin", Asked.WHO),
        ("di mana Kolchak ditembak", Asked.WHERE),
        ("kenapa Jepang mundur", Asked.WHY),
        ("bagaimana Jepang mundur", Asked.HOW),
        ("berapa tentara Jepang", Asked.HOW_MANY),
        ("apakah Jepang mundur", Asked.YES_NO),
        ("jelaskan tentang Semenov", Asked.OPEN),
        ("Semenov Chita", Asked.KEYWORDS),
        ("apa nama kapal itu", Asked.WHAT),
        ("which ship arrived first", Asked.WHAT),
        ("when did the ship arrive", Asked.WHEN),
        ("who led them", Asked.WHO),
        ("how many soldiers", Asked.HOW_MANY),
        ("siapa yang memimpin ketika Jepang mundur", Asked.WHO),
    ],
)
def test_the_kind_of_question_is_that_of_its_first_question_word(question: str, asked: Asked) -> None:
    """Behind it "ketika" and "where" open clauses."""
    assert read(question).asked is asked


def test_a_question_word_may_carry_an_enclitic() -> None:
    """With one, "siapakah" asks who, "kapankah" when."""
    assert read("siapakah Semenov").asked is Asked.WHO
    assert kind_of(["kapankah", "iwami", "tiba"], "id") is Asked.WHEN


def test_another_language_may_ask() -> None:
    """In a mixed question the question word counts in whichever language."""
    assert read("when kapal itu tiba di sana dan pasukannya mundur").asked is Asked.WHEN


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("kapan Iwami tiba", {"when"}),
        ("siapa panglima mereka", {"who"}),
        ("apa alasan Jepang mundur", {"why"}),
        ("panglima Semenov", {"who"}),
        ("apa itu Semenov", set()),
        ("kapan panglima mereka tiba", {"when"}),
        ("apakah Jepang mundur", set()),
    ],
)
def test_a_noun_may_name_the_kind_of_answer(question: str, wants: set[str]) -> None:
    """Where the question word itself leaves it open."""
    assert read(question).wants == wants


def test_words_that_name_a_kind_of_answer_are_roles() -> None:
    """A fact that lacks the commander does not tell who commanded."""
    reading = read("siapa panglima Iwami")
    assert term(reading, "panglima").role
    assert not term(reading, "iwami").role


def test_chat_slang_is_read_as_the_standard_and_reported() -> None:
    """One word for one, one for several, several for one."""
    reading = read("kpn jepang dmn mundur")
    assert reading.asked is Asked.WHEN
    assert ("kpn", "kapan") in reading.corrected
    assert reading.text == "kapan jepang di mana mundur"
    assert read("y").corrected == (("y", "why"),)


def test_slang_keeps_what_was_typed_as_another_reading() -> None:
    """A fact may hold the chat form itself, as a name say."""
    assert term(read("prg Semenov"), "prg").readings == ("perang", "prg")


def test_slang_of_several_words_is_taken_whole() -> None:
    """And no word of it is searched for twice."""
    reading = read("pd 2 di Asia")
    assert ("pd 2", "perang dunia 2") in reading.corrected
    assert [each.readings[0] for each in reading.terms] == ["perang", "dunia", "2", "asia"]
    assert {each.written for each in reading.terms} == {"pd 2", "asia"}


def test_slang_of_another_language_counts_only_where_the_word_means_nothing_in_ones_own() -> None:
    """A word that both know is read as the question's own language has it."""
    english = languages()["en"]
    indonesian_only = next(
        key[0]
        for key, value in languages()["id"].slang.items()
        if len(key) == 1 and key[0] in english.function_words and not english.slang.get(key) and value
    )
    assert indonesian_only not in [a for a, _ in read(f"when did the {indonesian_only} war begin").corrected]
    assert ("gmn", "bagaimana") in read("when did the war gmn").corrected


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("kapaaaan Semenov", "semenov"), ("Semenoooov", "semenov"), ("Iwamiiiii", "iwami")],
)
def test_letters_held_down_count_once(typed: str, read_as: str) -> None:
    """Such a "kapaaaan" is "kapan"."""
    assert first_readings(typed) == [read_as]


@pytest.mark.parametrize("number", ["1999", "2000", "111", "70000", "1888"])
def test_digits_that_repeat_are_no_letters_held_down(number: str) -> None:
    """1999 is not 19."""
    assert first_readings(f"gempa {number}") == ["gempa", number]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("II", "2"), ("III", "3"), ("VIII", "8"), ("XIII", "13"), ("XVIII", "18"), ("XXI", "21")],
)
def test_roman_numerals_are_numbers(numeral: str, value: str) -> None:
    """Also those with one letter three times."""
    found = term(read(f"Hamengkubuwono {numeral}"), numeral.lower())
    assert found.number
    assert found.readings[:2] == (value, numeral.lower())


def test_numbers_too_large_for_a_roman_numeral_of_history_are_words() -> None:
    """Both "XXII" and "mix" are left as they stand."""
    assert first_readings("grup xxii mix") == ["grup", "xxii", "mix"]


@pytest.mark.parametrize(("letter", "value"), [("I", "1"), ("V", "5"), ("X", "10")])
def test_a_letter_behind_a_name_is_its_numeral(letter: str, value: str) -> None:
    """Hamengkubuwono X is not Hamengkubuwono IX."""
    reading = read(f"kapan Hamengkubuwono {letter} lahir")
    found = term(reading, letter.lower())
    assert (found.readings[0], found.weight) == (value, 1.0)


@pytest.mark.parametrize("question", ["x", "kapan x mundur", "did i ask", "kapal b", "di mana v"])
def test_a_letter_elsewhere_is_noise(question: str) -> None:
    """It stands behind nothing, or is no numeral, or is the English "I"."""
    assert not {each.written for each in read(question).terms} & {"x", "i", "b", "v"}


@pytest.mark.parametrize("said", ["2", "II", "kedua", "ke-2", "dua", "second", "two"])
def test_a_number_is_the_same_however_it_is_said(said: str) -> None:
    """In digits, as a numeral, as a word, as an ordinal, in either language."""
    number = read(f"Kongres {said}").terms[-1]
    assert number.number
    assert number.readings[0] == "2"
    assert {"2", "ii", "dua", "kedua", "two", "second"} <= set(number.readings)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("1918", "1918"),
        ("viii", "8"),
        ("x", "10"),
        ("kedua", "2"),
        ("second", "2"),
        ("2nd", "2"),
        ("perang", None),
    ],
)
def test_a_single_word_may_say_a_number(word: str, number: str | None) -> None:
    """In digits, as a numeral, as an ordinal; words that count ("dua") may be part of a larger one."""
    assert number_said(word) == number
    assert number_said("dua") is None


def test_one_is_not_read_as_a_word_that_mostly_counts_nothing() -> None:
    """Neither "salah satu" nor "one of" speaks for a first."""
    readings = set(read("Kongres 1").terms[-1].readings)
    assert {"i", "pertama", "first"} <= readings
    assert not readings & {"satu", "one"}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("dua belas ribu", "12000"),
        ("seventy thousand", "70000"),
        ("70 ribu", "70000"),
        ("70rb", "70000"),
        ("sembilan belas delapan belas", "1918"),
        ("nineteen eighteen", "1918"),
    ],
)
def test_numbers_in_words_are_one_term(question: str, value: str) -> None:
    """With the digits first, by which facts mostly hold them."""
    (found,) = read(f"{question} tentara").terms[:1]
    assert found.readings[0] == value
    assert found.known


@pytest.mark.parametrize("typed", ["70.000", "70,000", "70000"])
def test_separators_of_thousands_do_not_matter(typed: str) -> None:
    """However a number is written, it is one."""
    assert first_readings(f"{typed} tentara")[0] == "70000"


def test_an_ordinal_in_digits_is_not_taken_apart() -> None:
    """Whereas "2nd" is the second, "5km" is two words."""
    assert term(read("the 3rd congress"), "3rd").readings[0] == "3"
    assert first_readings("front 5km")[:2] == ["front", "5"]


def test_a_word_written_twice_with_a_two_is_that_word() -> None:
    """So "kapal2" are ships, "ke2" is an ordinal."""
    assert first_readings("kapal2 Jepang") == ["kapal", "jepang"]
    assert first_readings("kongres ke2") == ["kongres", "2"]


def test_each_word_counts_once() -> None:
    """Doubled for the plural or repeated in haste; what the question word stands beside is kept in view."""
    reading = read("Semenov kapal-kapal Semenov kapal berapa kapal tiba")
    assert [each.written for each in reading.terms] == ["semenov", "kapal", "tiba"]
    assert reading.focus == 1


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("berapa tentara Jepang di Chita", "tentara"),
        ("Semenov pergi kapan", "pergi"),
        ("how many soldiers left Chita", "soldiers"),
        ("Semenov Chita", None),
    ],
)
def test_the_focus_is_the_word_beside_the_question_word(question: str, focus: str | None) -> None:
    """Behind it rather than before; mere key words have none."""
    reading = read(question)
    assert (None if reading.focus is None else reading.terms[reading.focus].written) == focus


def test_words_that_tell_little_weigh_little() -> None:
    """Function words nothing, chat a quarter, words that describe the answer less than half."""
    reading = read("tolong dong nama kapal the Iwami")
    assert {each.written: each.weight for each in reading.terms} == {
        "tolong": FILLER_WEIGHT,
        "nama": SEMI_WEIGHT,
        "kapal": 1.0,
        "iwami": 1.0,
    } | {each.written: FILLER_WEIGHT for each in reading.terms if each.written in {"dong", "the"}}


def test_function_words_of_the_other_language_weigh_little() -> None:
    """In a mixed question they are function words too."""
    weights = {
        each.written: each.weight for each in read("siapa yang commanded the kapal itu dan with mereka").terms
    }
    assert weights["with"] == FILLER_WEIGHT


@pytest.mark.parametrize(
    ("typed", "standard"),
    [("nyerang", "menyerang"), ("kirimin", "mengirimkan")],
)
def test_informal_affixes_are_read_as_the_standard(typed: str, standard: str) -> None:
    """As Indonesian chat begins and ends its verbs."""
    assert term(read(f"siapa {typed} Chita"), typed).readings[0] == standard


def test_an_informal_form_that_no_list_holds_is_led_back_by_its_affixes() -> None:
    """As sure as if it were spelt by the book."""
    found = term(read("Semenov ngerundingkan Chita"), "ngerundingkan")
    assert found.meant == ()
    assert guessed(found).meant == (("rundingkan", 0.95),)


def test_a_misspelt_word_of_the_language_may_stand_for_those_near_to_it() -> None:
    """With similarity; a name, a number and a word that is known stand for themselves."""
    (meant, similarity), *_ = guessed(term(read("kapan peprangan"), "peprangan")).meant
    assert meant == "peperangan"
    assert 0.8 < similarity < 1
    for word in ("semenov", "1918", "perang", "qz"):
        found = term(read(f"Kolchak {word}"), word)
        assert guessed(found) == found


def test_a_misspelt_word_that_tells_little_still_tells_little() -> None:
    """A typo does not make a function word a name, nor a word that weighs little anyway another."""
    typed = Term("adalaah", ("adalaah",), language="id")
    light = guessed(typed)
    assert (light.weight, light.known, light.meant[0][0]) == (SEMI_WEIGHT, True, "adalah")
    chat = guessed(replace(typed, weight=FILLER_WEIGHT))
    assert (chat.weight, chat.known) == (FILLER_WEIGHT, False)
    far = guessed(replace(typed, readings=("adalaahh",)))
    assert (far.weight, far.known) == (1.0, False)
    content = guessed(Term("peprangan", ("peprangan",), language="id"))
    assert (content.weight, content.known) == (1.0, False)


def test_a_misspelt_word_for_a_kind_of_answer_names_it_too() -> None:
    """Else a typo would make of the captain that is asked for a word like any other."""
    assert guessed(Term("panglimma", ("panglimma",), language="id")).role
    assert not guessed(Term("peprangan", ("peprangan",), language="id")).role


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("soerabaja", ("soerabaja", "surabaya")),
        ("tjokroaminoto", ("tjokroaminoto", "cokroaminoto")),
        ("surabaya", ("surabaya",)),
        ("shoes", ("shoes", "shus")),
        ("dojo", ("dojo",)),
        ("oemar", ("oemar", "umar")),
        ("adjie", ("adjie", "ajie")),
        ("oentuk", ("oentuk",)),
    ],
)
def test_a_word_in_an_older_spelling_is_also_read_in_that_of_today(
    written: str, readings: tuple[str, ...]
) -> None:
    """Beside the word as it stands, and never as a function word ("oentuk": "untuk")."""
    assert term(read(f"siapa Chita {written} itu"), written).readings == readings


@pytest.mark.parametrize("question", ["when does it join", "poet John Jones in June", "bad kings"])
def test_english_is_not_taken_for_old_indonesian(question: str) -> None:
    """Words that the language knows, and those without a mark, have one reading."""
    assert all(len(each.readings) == 1 for each in read(question).terms)


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("apakah Jepang tidak mundur", True),
        ("gak mundur kah Jepang", True),
        ("did Japan not withdraw", True),
        ("apakah Jepang mundur", False),
    ],
)
def test_a_negation_is_seen_and_not_searched_for(question: str, negated: bool) -> None:  # noqa: FBT001  # expected
    """The fact answers a question that denies it, too."""
    reading = read(question)
    assert reading.negated is negated
    assert not {each.readings[0] for each in reading.terms} & {"tidak", "not"}


@pytest.mark.parametrize(
    ("question", "leaning"),
    [
        ("terus kapan Jepang mundur dari Chita", True),
        ("kapan dia pergi dari Chita ke Moskwa", True),
        ("kapan mundurnya pasukan dari Chita", True),
        ("kapan mundurnya pasukan Jepang dari Chita", False),
        ("lalu kapan mundurnya pasukan Jepang dari Chita", True),
        ("lalu kapan mundurnya pasukan Jepang dari Chita ke Vladivostok", False),
        ("Newton was born at home, or is that a myth?", False),
        ("where did he go from Chita to Moscow", True),
        ("kapan?", True),
        ("kapan mundur?", True),
        ("kapan mennyerang?", True),
        ("tahun 1918?", True),
        ("siapa Semenov?", False),
        ("kapan Jepang mundur dari Chita", False),
    ],
)
def test_a_question_leans_on_the_one_before(question: str, leaning: bool) -> None:  # noqa: FBT001  # expected
    """When it opens like a follow-up, points back, or names nothing; a name by itself is a topic.

    Of a question with many words of weight, what points back mostly points within it.
    """
    assert read(question).leaning is leaning


@pytest.mark.parametrize(
    ("question", "continuing"),
    [
        ("terus kapan Jepang mundur dari Chita", True),
        ("lalu kapan mundurnya pasukan Jepang dari Chita ke Vladivostok", False),
        ("where was he buried?", True),
        ("where did he go from Chita to Moscow", False),
        ("kapan mundur?", False),
        ("siapa Semenov?", False),
    ],
)
def test_a_question_may_mean_little_by_itself(question: str, continuing: bool) -> None:  # noqa: FBT001  # expected
    """When it opens like a follow-up, or points back and names next to nothing."""
    assert read(question).continuing is continuing


def test_english_words_on_nya_do_not_point_back() -> None:
    """The enclitic is Indonesian."""
    assert not read("when did the Kenya campaign of Nairobi end").leaning


NOISE: Final = (
    "Halo semuanya selamat malam, saya lagi mengerjakan tugas tentang Kolchak buat besok pagi. "
    "Guru saya bilang ini penting sekali dan saya sudah cari ke mana-mana tapi belum ketemu juga. "
)


def test_in_a_long_message_the_sentence_that_asks_counts() -> None:
    """What stands around it speaks for a fact at half weight, and never against one."""
    reading = read(NOISE + "Kapan Semenov meninggalkan Chita? Terima kasih banyak ya semuanya.")
    assert reading.asked is Asked.WHEN
    assert [each.written for each in reading.terms if not each.aside] == ["semenov", "meninggalkan", "chita"]
    kolchak = term(reading, "kolchak")
    assert (kolchak.aside, kolchak.borrowed, kolchak.weight) == (True, True, BORROWED_WEIGHT)


def test_a_long_message_may_ask_without_a_question_mark() -> None:
    """Then the sentences with a question word ask."""
    around = "Besok pagi tugas sejarah Kolchak dikumpulkan bersama teman sekelas. " * 4
    reading = read(around + "Kapan Semenov meninggalkan Chita. Tolong.")
    assert [each.written for each in reading.terms if not each.aside] == ["semenov", "meninggalkan", "chita"]


@pytest.mark.parametrize(
    "text", ["Semenov meninggalkan Chita menuju Manchuria. " * 8, "Kapan Semenov meninggalkan Chita? " * 8]
)
def test_a_long_message_that_asks_everywhere_or_nowhere_is_read_whole(text: str) -> None:
    """There is nothing to set aside."""
    reading = read(text)
    assert {"semenov", "chita"} <= {each.written for each in reading.terms}
    assert not any(each.aside for each in reading.terms)


def test_a_full_stop_within_a_number_ends_no_sentence() -> None:
    """A "7.000" stays one number in a long message."""
    reading = read(NOISE + "Siapa yang memimpin 7.000 tentara ke Chita?")
    assert term(reading, "7000").aside is False
    assert reading.asked is Asked.WHO


def test_what_surrounds_a_question_is_bounded() -> None:
    """A page of names adds a dozen at most, and none that the question holds itself."""
    names = " ".join(f"Qwz{chr(97 + i // 26)}{chr(97 + i % 26)}k" for i in range(60))
    reading = read(f"{names} Semenov. Kapan Semenov meninggalkan Chita?")
    assert sum(each.aside for each in reading.terms) == 12
    assert [each.written for each in reading.terms].count("semenov") == 1


def test_words_within_a_phrase_have_its_meaning() -> None:
    """Together "world war" means more than its words."""
    whole, alone = read("the second world war in Asia"), read("a war")
    assert term(whole, "war").concepts - term(alone, "war").concepts
