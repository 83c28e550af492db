"""The configuration: where it is read from, which place wins, and how all mistakes are told at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError, load, read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.config.conftest import Configure


def test_nothing_needs_to_be_set(configure: Configure, tmp_path: Path) -> None:
    """Every setting has a default, and no adapter is run."""
    reading = configure(DATA=str(tmp_path))
    settings = reading.settings
    assert reading.problems == ()
    assert settings.adapters == {}
    assert settings.store == f"sqlite:///{tmp_path}/babad.sqlite"
    assert (settings.zone, settings.language, settings.packs) == ("Asia/Jakarta", None, ())
    assert (settings.log.level, settings.log.format) == ("info", "auto")
    assert (settings.health.host, settings.health.port) == ("127.0.0.1", 8321)


def test_later_places_win(configure: Configure, tmp_path: Path) -> None:
    """The file, then secrets, then ``.env``, then the environment, setting by setting."""
    (tmp_path / "secrets" / "babad_zone").write_text("Asia/Tokyo\n")
    (tmp_path / "secrets" / "BABAD_LOG__FORMAT").write_text("json\n")
    (tmp_path / "secrets" / "unrelated").write_text("nothing\n")
    (tmp_path / ".env").write_text("BABAD_ZONE=Asia/Seoul\nBABAD_LANGUAGE=en\nOTHER=1\n")
    yaml = "zone: Asia/Jayapura\noperator: Guru\nlanguage: id\nlog: {format: text, level: debug}\n"
    reading = configure(yaml, LANGUAGE="id")
    settings = reading.settings
    assert reading.problems == ()
    assert (settings.zone, settings.language, settings.operator) == ("Asia/Seoul", "id", "Guru")
    assert (settings.log.format, settings.log.level) == ("json", "debug")
    assert reading.origin(("zone",)) == ".env:1"
    assert reading.origin(("language",)) == "BABAD_LANGUAGE"
    assert reading.origin(("operator",)) == "babad.yaml:2"
    assert reading.origin(("log", "format")).endswith("secrets/BABAD_LOG__FORMAT")


def test_an_adapter_with_a_table_is_run(configure: Configure) -> None:
    """From wherever its settings come; their values stay text, whatever YAML would make of them."""
    reading = configure("console: {language: no, history: 08, colour: [yes, 1.0]}", CONSOLE__JSON="1")
    assert reading.problems == ()
    assert reading.settings.adapters == {
        "console": {"language": "no", "history": "08", "colour": ("yes", "1.0"), "json": "1"}
    }


def test_adapters_can_be_chosen(configure: Configure) -> None:
    """Then a table alone runs none, and none is needed."""
    yaml = "console: {language: id}\n"
    assert configure(yaml, ADAPTERS="console").settings.adapters == {"console": {"language": "id"}}
    assert configure("adapters: []\n" + yaml).settings.adapters == {}
    assert configure("adapters: [console]").settings.adapters == {"console": {}}
    assert configure("console: {}").settings.adapters == {"console": {}}


def test_a_variable_may_name_a_file_with_the_value(configure: Configure, tmp_path: Path) -> None:
    """By ``_FILE``; the line break at its end is not part of a secret."""
    (tmp_path / "token").write_text("s3cret with blank \n")
    reading = configure(CONSOLE__TOKEN_FILE=str(tmp_path / "token"))
    assert reading.settings.adapters["console"] == {"token": "s3cret with blank "}
    assert reading.given["console", "token"].secret


def test_an_empty_variable_is_not_set(configure: Configure) -> None:
    """As Compose leaves it when nothing stands behind the sign."""
    reading = configure("zone: Asia/Tokyo", ZONE="", CONSOLE__TOKEN="")
    assert reading.settings.zone == "Asia/Tokyo"
    assert reading.settings.adapters == {}


def test_a_name_may_be_in_small_letters(configure: Configure) -> None:
    """As those of secrets often are."""
    assert configure(zone="Asia/Tokyo").settings.zone == "Asia/Tokyo"


def test_everything_wrong_is_told_at_once(configure: Configure, tmp_path: Path) -> None:
    """With the setting, where it stands, and how to mend it."""
    yaml = """\
zone: Asia/Jakrta
log:
  levl: debug
  format: xml
health: {port: 99999}
stoer: x
packs: [siberia-1918, nix]
"""
    reading = configure(
        yaml,
        LOG__LEVEL="loud",
        STORE="mysql://root:hunter2@db/babad",
        LANGUAGE="fr",
        ADAPTERS="console,consle",
        CONSOLE__TOKEN_FILE=str(tmp_path / "none"),
        HOMEPAGE="javascript:alert(1)",
    )
    told = {problem.setting: (problem.origin, problem.sentence) for problem in reading.problems}
    assert told["zone"] == (
        "babad.yaml:1",
        'there is no time zone called "Asia/Jakrta": did you mean Asia/Jakarta?',
    )
    assert told["log.levl"] == ("babad.yaml:3", "there is no such setting; did you mean level?")
    assert told["log.format"] == ("babad.yaml:4", "it should be 'auto', 'text' or 'json'")
    assert told["log.level"][0] == "BABAD_LOG__LEVEL"
    assert told["health.port"] == ("babad.yaml:5", "it should be less than or equal to 65535")
    assert told["stoer"] == ("babad.yaml:6", "there is no such setting; did you mean store?")
    assert told["packs"][0] == "babad.yaml:7"
    assert "nix" in told["packs"][1]
    assert told["store"][0] == "BABAD_STORE"
    assert told["language"] == ("BABAD_LANGUAGE", "it is not spoken: choose en or id")
    assert told["adapters"] == (
        "BABAD_ADAPTERS",
        'no adapter called "consle" is installed; did you mean console?',
    )
    assert told["console.token"][0] == "BABAD_CONSOLE__TOKEN_FILE"
    assert told["homepage"][0] == "BABAD_HOMEPAGE"
    assert len(reading.problems) == len(told) == 12
    assert reading.settings.zone == "Asia/Jakarta"


def test_the_list_of_mistakes_is_readable_and_without_values() -> None:
    """One line for each, and no password."""
    with pytest.raises(ConfigError) as caught:
        load(None, {"BABAD_STORE": "mysql://root:hunter2@db/babad", "BABAD_LOG__LEVEL": "hunter3"})
    title, *lines = str(caught.value).splitlines()
    assert title == "The configuration has 2 problems:"
    assert [line.split(":")[0] for line in lines] == [
        "  store (BABAD_STORE)",
        "  log.level (BABAD_LOG__LEVEL)",
    ]
    assert "hunter" not in str(caught.value)


def test_a_misspelt_variable_is_a_mistake_and_a_strange_one_is_only_told(configure: Configure) -> None:
    """Container platforms set variables of their own that may begin alike."""
    reading = configure(STOER="sqlite:////x", CONSOEL__LANGUAGE="x", SERVICE_HOST="10.0.0.1", DEBUG="1")
    assert [(problem.origin, problem.sentence) for problem in reading.problems] == [
        ("BABAD_STOER", "nothing reads it; did you mean BABAD_STORE?"),
        ("BABAD_CONSOEL__LANGUAGE", "nothing reads it; did you mean BABAD_CONSOLE__LANGUAGE?"),
    ]
    assert reading.unread == ("BABAD_SERVICE_HOST",)


def test_a_table_is_no_value(configure: Configure) -> None:
    """And a value is no table."""
    reading = configure("zone: {name: Asia/Tokyo}\nconsole: yes", LOG="debug")
    assert {problem.setting for problem in reading.problems} == {"zone", "console", "log"}


def test_the_same_setting_twice_in_one_place_is_a_mistake(configure: Configure, tmp_path: Path) -> None:
    """Nobody can tell which was meant."""
    (tmp_path / "zone").write_text("Asia/Tokyo")
    reading = configure(ZONE="Asia/Seoul", ZONE_FILE=str(tmp_path / "zone"))
    assert [problem.sentence for problem in reading.problems] == ["it is given a second time by BABAD_ZONE"]


@pytest.mark.parametrize(
    ("yaml", "line", "words"),
    [
        ("zone: Asia/Tokyo\nzone: Asia/Seoul\n", 2, "second time"),
        ("log:\n  level: [debug\n", 2, "not closed"),
        ("just words\n", 1, "lines like setting: value"),
        ("- zone\n", 1, "lines like setting: value"),
        ("zone: a\x08b\n", None, "character that YAML does not allow"),
        ("console: &a\n  x: *a\n", None, "contains itself"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(
    configure: Configure, yaml: str, line: int | None, words: str
) -> None:
    """With the line where there is one."""
    (problem,) = configure(yaml).problems
    assert problem.origin == ("babad.yaml" if line is None else f"babad.yaml:{line}")
    assert words in problem.sentence


def test_a_file_that_is_not_there_is_a_mistake(configure: Configure) -> None:
    """It was asked for by name."""
    (problem,) = configure(CONFIG="nowhere.yaml").problems
    assert problem.origin == "nowhere.yaml"
    assert "No such file" in problem.sentence


def test_files_of_another_kind_are_refused(configure: Configure, tmp_path: Path) -> None:
    """What is no text, or far too large."""
    (tmp_path / "bytes.yaml").write_bytes(b"zone: \xff\xfe\n")
    (tmp_path / "secrets" / "babad_operator").write_bytes(b"x" * 70_000)
    (tmp_path / ".env").write_bytes(b"BABAD_ZONE=\xff")
    problems = configure(CONFIG="bytes.yaml").problems
    assert [("UTF-8" in problem.sentence, "64 KiB" in problem.sentence) for problem in problems] == [
        (True, False),
        (False, True),
        (True, False),
    ]


def test_a_bad_line_of_dotenv_is_told(configure: Configure, tmp_path: Path) -> None:
    """With its number, and the others count."""
    (tmp_path / ".env").write_text("# settings\nBABAD_ZONE=Asia/Tokyo\n'unclosed\nBABAD_EMPTY\n")
    reading = configure()
    assert reading.settings.zone == "Asia/Tokyo"
    assert [problem.origin for problem in reading.problems] == [".env:3"]


def test_the_settings_do_not_show_secrets(configure: Configure) -> None:
    """Not in what a debugger or a log would print."""
    reading = configure(CONSOLE__LANGUAGE="hunter2", STORE="postgresql://babad:hunter3@db/babad")
    assert "hunter" not in repr(reading) + str(reading.settings)


@given(
    st.dictionaries(
        st.from_regex(r"BABAD_[A-Z_]{0,12}", fullmatch=True),
        st.text(max_size=12).filter(lambda t: "\0" not in t),
    )
)
def test_no_environment_breaks_the_reading(environ: dict[str, str]) -> None:
    """Whatever stands in it, there are settings and sentences."""
    reading = read(None, {**environ, "BABAD_SECRETS": "/nowhere", "BABAD_CONFIG": ""})
    assert reading.settings.health.port in range(65536)
    assert all(re.fullmatch(r".+: .+", str(problem)) for problem in reading.problems)
