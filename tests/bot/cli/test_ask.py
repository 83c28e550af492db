"""``babad ask`` on the packs that are shipped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.telling import LIMIT

if TYPE_CHECKING:
    from pathlib import Path

PACK = ("--pack", "siberia-1918")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Indexes are built once for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def environment(cache: Path) -> dict[str, str | None]:
    """Nothing of the machine's own settings."""
    return {"BABAD_CACHE": str(cache), "LANG": "id_ID.UTF-8", "LC_ALL": None, "LC_MESSAGES": None}


def ask(environment: dict[str, str | None], *args: str, stdin: str | bytes | None = None) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["ask", *args], input=stdin, env=environment)


def records(result: Result) -> list[dict[str, Any]]:
    """The records written."""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Kapan Iwami tiba di Vladivostok?", ["12 Januari 1918.\n", "\nSumber: ", "\nFakta: "]),
        ("When did the Iwami reach Vladivostok?", ["12 January 1918.\n", "\nSource", "\nFact: "]),
        ("kpn iwami tiba di vladivostk", ["12 Januari 1918.\n"]),
    ],
)
def test_a_question_is_answered_in_its_language(
    environment: dict[str, str | None], question: str, parts: list[str]
) -> None:
    """The short answer first, then the statement, its source and its id."""
    result = ask(environment, *PACK, question)
    assert result.exit_code == 0, result.output
    assert all(part in result.stdout for part in parts), result.stdout
    assert result.stdout.startswith(parts[0])
    assert len(result.stdout.rstrip("\n")) <= LIMIT


def test_words_need_no_quotes(environment: dict[str, str | None]) -> None:
    """Several arguments are one question."""
    assert "12 Januari 1918" in ask(environment, *PACK, "kapan", "Iwami", "tiba", "di", "Vladivostok").stdout


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Siapa presiden Brasil sekarang?", "Aku belum tahu jawabannya."),
        ("Who won the world cup in 1998?", "I don't know the answer to that yet."),
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(
    environment: dict[str, str | None], question: str, start: str
) -> None:
    """With nothing passed off as an answer."""
    assert ask(environment, *PACK, question).stdout.startswith(start)


def test_the_language_can_be_declared(environment: dict[str, str | None]) -> None:
    """The reply is in it, whatever the words are in."""
    result = ask(environment, *PACK, "--lang", "en", "Kapan Iwami tiba di Vladivostok?")
    assert result.stdout.startswith("12 January 1918.")


def test_reasons_are_given_on_demand(environment: dict[str, str | None]) -> None:
    """After the answer; small talk has none."""
    result = ask(environment, *PACK, "--explain", "Kapan Iwami tiba di Vladivostok?")
    assert "Aku membacanya sebagai pertanyaan tentang waktu" in result.stdout
    assert "“iwami”" in result.stdout.casefold()
    assert "Aku membacanya" not in ask(environment, *PACK, "--explain", "makasih kak").stdout


def test_one_question_can_be_answered_as_json(environment: dict[str, str | None]) -> None:
    """The same record as in a batch, without an id."""
    (record,) = records(ask(environment, *PACK, "--json", "--rank", "3", "Kapan Iwami tiba di Vladivostok?"))
    assert "id" not in record
    assert record["outcome"] == "answer"
    assert record["facts"][0]["id"] == record["ranked"][0]["id"]
    assert len(record["ranked"]) == 3


def test_a_batch_is_answered_line_for_line(environment: dict[str, str | None]) -> None:
    """In order, bad lines included, with exit code 1 when there was one."""
    lines = [
        '{"id": "q1", "question": "Kapan Iwami tiba di Vladivostok?"}',
        "nonsense",
        '{"id": "q3", "question": "hai kak"}',
        '{"id": "q4", "question": "terus kapan mundurnya?", "history": ["Kapan Iwami tiba di Vladivostok?"]}',
    ]
    result = ask(environment, *PACK, "--jsonl", stdin="\n".join(lines) + "\n")
    assert result.exit_code == 1
    first, bad, talk, followed = records(result)
    assert (first["id"], first["outcome"]) == ("q1", "answer")
    assert "Sumber: " in first["reply"]
    assert bad["error"]["line"] == 2
    assert (talk["outcome"], talk["facts"]) == ("chitchat", [])
    assert followed["id"] == "q4"
    assert ask(environment, *PACK, "--jsonl", stdin=lines[0]).exit_code == 0


def test_an_empty_batch_is_no_mistake(environment: dict[str, str | None]) -> None:
    """Nothing in, nothing out."""
    result = ask(environment, *PACK, "--jsonl", stdin="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_plain_statements_can_stand_in_for_packs(environment: dict[str, str | None], tmp_path: Path) -> None:
    """One statement a line, answered without packs."""
    path = tmp_path / "facts.jsonl"
    facts = [
        {"id": "f1", "lang": "id", "text": "Perjanjian Linggarjati ditandatangani pada 25 Maret 1947."},
        {"id": "f2", "lang": "id", "text": "Kerajaan Kutai berdiri di Kalimantan Timur."},
    ]
    path.write_text("\n".join(map(json.dumps, facts)), "utf-8")
    question = '{"id": 1, "question": "Kapan Perjanjian Linggarjati ditandatangani?"}'
    (record,) = records(ask(environment, "--jsonl", "--facts", str(path), "--rank", "2", stdin=question))
    assert record["ranked"][0]["id"] == "f1"


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--jsonl", "question"),
        ("--lang", "fr", "question"),
        ("--rank", "0", "question"),
        ("--pack", "no-such-pack", "question"),
        ("--pack", "no/such/file.yaml", "question"),
        ("--facts", "no-such-file", "question"),
        ("--facts", __file__, "--pack", "siberia-1918", "question"),
        ("--nonsense",),
    ],
)
def test_wrong_use_is_told_in_a_sentence(environment: dict[str, str | None], args: tuple[str, ...]) -> None:
    """Exit code 2, nothing on the standard output, no traceback."""
    result = ask(environment, *args)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("content", [b"nonsense", b"\xff\xfe", b'{"id": 1}', b"[]"])
def test_a_broken_file_of_statements_is_told_in_a_sentence(
    environment: dict[str, str | None], tmp_path: Path, content: bytes
) -> None:
    """As wrong use."""
    path = tmp_path / "facts.jsonl"
    path.write_bytes(content)
    result = ask(environment, "--facts", str(path), "question")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_exit_codes_stand_in_the_help(environment: dict[str, str | None]) -> None:
    """Where scripts' authors look for them."""
    result = ask(environment, "--help")
    assert "Exit codes: 0" in result.stdout


def test_hostile_questions_drive_no_terminal(environment: dict[str, str | None]) -> None:
    """Escape sequences, overrides of direction and lone surrogates are stripped before they are echoed."""
    result = ask(environment, *PACK, "siapa \x1b[31mXyzzy\u202e \x9bQuux\x07?")
    assert result.exit_code == 0
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(result.stdout)
