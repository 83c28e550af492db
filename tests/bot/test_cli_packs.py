"""``babad check``, ``babad schema`` and ``babad facts``: output, status, and never a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli import SafeGroup, main
from bot.version import __version__
from facts.library import load
from facts.pack_model import schema

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "tests" / "data" / "packs"
FULL = str(PACKS / "valid" / "full.yaml")
FAULTY = PACKS / "invalid" / "key-misspelt.yaml"
PROBLEM = '10:5: facts[one].anwsers: "anwsers" is not a key of a fact; did you mean "answers"?'


def run(*arguments: str) -> Result:
    """What the command does in this process."""
    return CliRunner().invoke(main, arguments, prog_name="babad")


def test_check_of_sound_packs() -> None:
    """One line, status 0; a file named twice is checked once."""
    result = run("check", FULL, FULL, str(PACKS / "valid" / "minimal.yaml"))
    assert (result.exit_code, result.output) == (0, "2 packs checked, 3 facts: no problems.\n")


def test_check_of_a_directory() -> None:
    """All packs in it and below."""
    result = run("check", str(PACKS / "valid"))
    assert (result.exit_code, result.output) == (0, "6 packs checked, 8 facts: no problems.\n")


def test_check_prints_every_problem_and_ends_with_1() -> None:
    """On lines that editors can follow."""
    result = run("check", str(FAULTY), FULL)
    assert result.exit_code == 1
    assert result.stdout == f"{FAULTY}:{PROBLEM}\n1 problem in 1 of 2 packs.\n"
    assert result.stderr == ""


def test_check_as_json() -> None:
    """An array of objects, empty when all is well, with the same status."""
    result = run("check", "--json", str(FAULTY))
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "file": str(FAULTY),
            "line": 10,
            "column": 5,
            "path": "facts[one].anwsers",
            "problem": '"anwsers" is not a key of a fact',
            "hint": 'did you mean "answers"?',
        }
    ]
    sound = run("check", "--json", FULL)
    assert (sound.exit_code, sound.stdout) == (0, "[]\n")


def test_check_of_nothing(tmp_path: Path) -> None:
    """A wrong path is one sentence and status 2, the status of a command typed wrongly."""
    missing = run("check", FULL, str(tmp_path / "none.yaml"))
    assert missing.exit_code == 2
    assert missing.stdout == ""
    assert missing.stderr.startswith("Error: There is no file or directory called ")
    assert missing.stderr.count("\n") == 1
    empty = run("check", str(tmp_path))
    assert empty.exit_code == 2
    assert "holds no pack" in empty.stderr
    assert run("check").exit_code == 2


def test_schema_is_printed() -> None:
    """As it stands in the file."""
    result = run("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema()


def test_facts_as_json() -> None:
    """Each fact with all that its pack says of it."""
    result = run("facts", "--json", "--pack", FULL)
    assert result.exit_code == 0
    first, second = json.loads(result.stdout)
    assert first == {
        "id": "iwami-reaches-vladivostok",
        "pack": "siberia-1918",
        "when": "1918-01-12",
        "kind": "event",
        "yearly": True,
        "text": dict(load(FULL).facts[0].text),
        "answers": {
            "who": {"id": "kapal perang Iwami", "en": "the battleship Iwami"},
            "where": {"id": "Vladivostok", "en": "Vladivostok"},
        },
        "asked": {"id": ["Kapan Iwami sampai?"], "en": ["When did the Iwami arrive?"]},
        "certainty": "sure",
        "note": {},
        "sources": [
            {
                "id": "wikipedia",
                "title": {"id": "Intervensi Jepang di Siberia"},
                "author": None,
                "publisher": "Wikipedia",
                "year": None,
                "url": {"id": "https://id.wikipedia.org/wiki/Intervensi_Jepang_di_Siberia"},
                "license": "CC-BY-SA-4.0",
            }
        ],
        "ref": [22],
        "tags": {"era": ["modern"], "region": ["asia", "europe"], "theme": ["war", "sea"]},
    }
    assert second["calendar"] == "julian"
    assert second["derived_from"] == "kalender lama"
    assert (
        json.loads(run("facts", "--json", "--pack", str(PACKS / "valid" / "minimal.yaml")).stdout)[0]["when"]
        is None
    )


def test_facts_to_read() -> None:
    """Date, texts, doubt and sources, in a few lines each."""
    result = run("facts", "--pack", FULL, "--pack", str(PACKS / "valid" / "minimal.yaml"))
    assert result.exit_code == 0
    blocks = result.stdout.split("\n\n")
    assert blocks[1] == (
        "siberia-1918/october-revolution  1917-10-25 (julian)\n"
        "  id: Revolusi Oktober.\n"
        "  en: The October Revolution.\n"
        "  disputed (id): Menurut sebagian.\n"
        "  disputed (en): According to some.\n"
        "  source: Spencer C. Tucker, World War I, ABC-CLIO, 2006, https://example.org/a(b)?c=d#e\n"
        "  source: Intervensi Jepang di Siberia, Wikipedia, "
        "https://id.wikipedia.org/wiki/Intervensi_Jepang_di_Siberia"
    )
    assert blocks[2].startswith("my-notes/linggarjati  no date\n")
    assert blocks[3] == "3 facts.\n"


def test_facts_by_tag() -> None:
    """Several tags narrow the list; one that does not exist is told."""
    assert run("facts", "--pack", FULL, "--tag", "sea", "--tag", "modern").stdout.endswith("\n\n1 fact.\n")
    assert run("facts", "--pack", FULL, "--tag", "sea", "--tag", "law").stdout == "0 facts.\n"
    near = run("facts", "--tag", "see")
    assert (near.exit_code, near.stderr) == (2, 'Error: There is no tag "see": did you mean "sea"?\n')
    assert "choose from africa," in run("facts", "--tag", "zzzz").stderr


def test_facts_of_all_shipped_packs() -> None:
    """Without a pack named, all are listed."""
    packs = {fact["pack"] for fact in json.loads(run("facts", "--json").stdout)}
    assert "siberia-1918" in packs


def test_facts_of_no_pack() -> None:
    """Unknown names have status 2, faulty packs 1."""
    unknown = run("facts", "--pack", "siberia")
    assert unknown.exit_code == 2
    assert 'did you mean "siberia-1918"?' in unknown.stderr
    faulty = run("facts", "--pack", str(FAULTY))
    assert (faulty.exit_code, faulty.stdout) == (1, "")
    assert faulty.stderr == f"Error: The pack cannot be used:\n{FAULTY}:{PROBLEM}\n"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ValueError("x\x1b"),
            "Error: Babad made a mistake of its own; please report it. (ValueError: x<U+001B>)\n",
        ),
        (OSError(28, "No space left on device"), "Error: [Errno 28] No space left on device\n"),
        (OSError(errno.EPIPE, "Broken pipe"), ""),
        (click.ClickException("known"), "Error: known\n"),
    ],
)
def test_nothing_ends_in_a_traceback(error: Exception, sentence: str) -> None:
    """Whatever is raised, the user reads a sentence and the status is not 0."""

    @click.command()
    def fail() -> None:
        raise error

    result = CliRunner().invoke(SafeGroup(commands={"fail": fail}), ["fail"])
    assert (result.exit_code, result.stderr) == (1, sentence)


def babad(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def test_version_by_the_module() -> None:
    """``python -m bot`` is ``babad``."""
    with babad("--version") as process:
        assert process.communicate() == (f"babad {__version__}\n".encode(), b"")
    assert process.returncode == 0


def test_closed_pipe_ends_quietly() -> None:
    """As in ``babad facts | head``: no complaint when the reader leaves."""
    with babad("facts", "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_terminal_without_the_letters() -> None:
    """A terminal of Western Europe gets numbers for letters from elsewhere."""
    with babad(
        "facts", "--pack", str(PACKS / "valid" / "language-among-several.yaml"), PYTHONIOENCODING="latin-1"
    ) as process:
        output, complaint = process.communicate()
    assert (process.returncode, complaint) == (0, b"")
    assert "Iwami & é".encode("latin-1") in output
    with babad("facts", PYTHONIOENCODING="latin-1") as process:
        output, complaint = process.communicate()
    assert (process.returncode, complaint) == (0, b"")
    assert b"\\u30b7\\u30d9" in output


def test_output_that_is_no_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that calls us with an output of its own keeps it as it is."""
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    main(["check", FULL], prog_name="babad", standalone_mode=False)
    assert output.getvalue() == "1 pack checked, 2 facts: no problems.\n"
