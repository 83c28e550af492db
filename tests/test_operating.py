"""What operators are told is what the code does: settings, log events, exit codes, variables."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import yaml
from dotenv import dotenv_values

from bot.cli.exits import MEANINGS, Exit
from bot.config import ELSEWHERE, read
from bot.config.model import Settings

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
NOWHERE = {"BABAD_SECRETS": "/nowhere"}


def test_every_event_in_the_log_is_explained() -> None:
    """And no other is."""
    sources = "".join(file.read_text("utf-8") for file in sorted(ROOT.glob("bot/**/*.py")))
    logged = set(
        re.findall(r"log\.(?:info|warning|error|exception)\(\s*\"([a-z]+(?:_[a-z]+)*)\"[,)]", sources)
    )
    table = PAGE.partition("| event |")[2].partition("\n\n")[0]
    explained = set(re.findall(r"`(\w+)`", "".join(row.split("|")[1] for row in table.splitlines()[2:])))
    assert {"serving", "adapter_failed", "store_away"} <= logged
    assert logged == explained


def test_every_exit_code_has_a_meaning() -> None:
    """Those of ``sysexits.h`` keep theirs."""
    assert set(MEANINGS) == set(Exit)
    assert (Exit.REFUSED, Exit.CONFIG) == (77, 78)
    assert f"RestartPreventExitStatus={Exit.REFUSED} {Exit.CONFIG}" in PAGE


def test_every_variable_that_is_no_setting_is_explained() -> None:
    """They would be told as unread otherwise."""
    for name in ELSEWHERE:
        assert f"`{name}`" in PAGE, name


def test_the_example_in_yaml_is_sound(tmp_path: Path) -> None:
    """But for the pack and the token, which everybody has of their own."""
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    file = tmp_path / "babad.yaml"
    file.write_text(example, "utf-8")
    problems = read(file, NOWHERE).problems
    assert [problem.setting for problem in problems] == ["packs"]
    assert yaml.safe_load(example)


def test_the_list_of_mistakes_is_what_it_looks_like(tmp_path: Path) -> None:
    """The example is real."""
    file = tmp_path / "babad.yaml"
    file.write_text("language: id\nadapters: [console]\n\nlog:\n  levl: debug\n", "utf-8")
    said = {str(problem) for problem in read(file, {**NOWHERE, "BABAD_ZONE": "Asia/Jakrta"}).problems}
    assert len(said) == 2
    for line in said:
        assert line.replace(f"{tmp_path}/", "") in PAGE


def test_the_example_of_variables_names_settings() -> None:
    """Nothing in it is refused once it is filled in."""
    filled = EXAMPLE.replace("#BABAD_", "BABAD_")
    variables = {name: value or "x" for name, value in dotenv_values(stream=StringIO(filled)).items()}
    assert "BABAD_DISCORD__TOKEN" in variables
    reading = read(None, {**NOWHERE, **variables})
    assert reading.problems == ()
    assert reading.unread == ()
    assert set(reading.settings.adapters) == {"discord", "telegram"}
    assert not any(value for name, value in dotenv_values(stream=StringIO(EXAMPLE)).items() if name), (
        "commented"
    )


def test_the_defaults_in_the_example_are_those_of_the_code() -> None:
    """Where it shows one."""
    settings = Settings()
    assert f"#BABAD_ZONE={settings.zone}\n" in EXAMPLE
    assert f"#BABAD_LOG__LEVEL={settings.log.level}\n" in EXAMPLE
