"""What the documentation says is what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from facts.pack import parse_pack
from facts.pack_model import schema

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
RECORDS = sorted(ROOT.glob("docs/adr/0*.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """What stands in fences of ``language``."""
    return [block for found, block in FENCE.findall(text) if found == language]


def script(name: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the documentation without letting it write."""
    return subprocess.run(  # noqa: S603  # our own script
        [sys.executable, ROOT / "docs" / name, "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_generated_parts_are_fresh() -> None:
    """Keys of packs and help of commands; ``make docs`` writes them."""
    result = script("generate.py")
    assert result.returncode == 0, result.stdout + result.stderr


def test_transcript_is_fresh() -> None:
    """The README shows what Babad says today; ``make transcript`` writes it."""
    result = script("transcript.py")
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_key_of_a_pack_is_explained() -> None:
    """No key is left out, however deep it stands."""
    text = page("docs/packs.md")

    def check(part: object) -> None:
        if isinstance(part, dict):
            for key in part.get("properties", {}) if part.get("additionalProperties") is False else ():
                assert key in {"id", "en"} or f"| `{key}` |" in text, key
            for value in part.values():
                check(value)
        elif isinstance(part, list):
            for value in part:
                check(value)

    check(schema())


@pytest.mark.parametrize("name", ["docs/packs.md", "CONTRIBUTING.md"])
def test_packs_in_the_documentation_are_sound(name: str) -> None:
    """Whoever copies one begins without a mistake."""
    packs = blocks(page(name), "yaml")
    assert packs
    for pack in packs:
        assert parse_pack(pack.encode(), name).facts


def test_problem_in_the_documentation_is_what_check_says(tmp_path: Path) -> None:
    """The example of a mistake is real."""
    sound = blocks(page("docs/packs.md"), "yaml")[0]
    file = tmp_path / "my-notes.yaml"
    file.write_text(f"{sound}    anwsers: {{who: seseorang}}\n", "utf-8")
    said = CliRunner().invoke(main, ["check", str(file)]).output.splitlines()[0]
    assert said.removeprefix(f"{tmp_path}/") in page("docs/packs.md")


def test_every_command_and_option_is_on_its_page() -> None:
    """Also those of commands yet to come."""
    text = page("docs/command-line.md")
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert f"\n## babad {name}\n" in text
        for parameter in command.params:
            for option in parameter.opts if parameter.param_type_name == "option" else ():
                assert option in text, option


def test_environment_is_documented() -> None:
    """Every variable that the command line reads."""
    sources = "".join(file.read_text("utf-8") for file in sorted(ROOT.glob("bot/cli/*.py")))
    read = set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", sources))
    assert "BABAD_CACHE" in read
    for variable in read:
        assert f"`{variable}" in page("docs/command-line.md"), variable


def test_every_key_of_a_language_is_explained() -> None:
    """And those that nothing reads are said to be unread."""
    text = page("docs/adding-a-language.md")
    table = re.findall(r"^\| (`[a-z_`, ]+`) \|", text, re.MULTILINE)
    explained = {key for cell in table for key in re.findall(r"`(\w+)`", cell)}
    data = yaml.load((ROOT / "facts/language/id.yaml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
    assert explained == set(data)
    source = (ROOT / "facts/language/language.py").read_text("utf-8")
    unread = {key for key in data if f'"{key}"' not in source}
    said = re.search(r"^Not read by the code yet: (.*)\.$", text, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", said[1] if said else "")) == unread


def test_every_link_leads_somewhere() -> None:
    """Within the repository."""
    links = 0
    for file in PAGES:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", file.read_text("utf-8")):
            if "://" not in target:
                links += 1
                assert (file.parent / target).exists(), f"{file.name}: {target}"
    assert links


def test_every_file_named_in_the_documentation_exists() -> None:
    """Paths in back quotes that lie in one of our folders."""
    named = 0
    for file in PAGES:
        text = re.sub(FENCE, "", file.read_text("utf-8"))
        for path in re.findall(r"`((?:facts|bot|adapters|tests|docs|bench)/[\w./-]+)`", text):
            if "CODE" not in path and not path.startswith("bench/out"):
                named += 1
                assert (ROOT / path).exists(), f"{file.name}: {path}"
    assert named


def test_decisions_are_listed_and_alike() -> None:
    """Each with context, decision and consequences, under the number and title of the index."""
    index = page("docs/adr/README.md")
    assert RECORDS
    for number, file in enumerate(RECORDS, 1):
        text = file.read_text("utf-8")
        title = text.partition("\n")[0].partition(": ")[2]
        assert text.startswith(f"# {number:04}: ")
        assert f"| [{number:04}]({file.name}) | {title} |" in index
        assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
