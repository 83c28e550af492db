"""The frame of the project: locks, the Makefile, the checks, and a word on every module."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements*.txt"))
MODULES = sorted(file for floor in ("facts", "bot", "adapters") for file in ROOT.glob(f"{floor}/**/*.py"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def locked(name: str) -> dict[str, str]:
    """The versions that a lock holds, by package."""
    pins = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(package): version for package, version in pins}


def steps(target: str) -> list[str]:
    """The commands of a target of the Makefile."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n|ifeq.*\n|else\n|endif\n)+)", MAKEFILE, re.MULTILINE)
    assert found, target
    return [line.strip().lstrip("@") for line in found[1].splitlines() if line.startswith("\t")]


def test_there_are_four_locks() -> None:
    """For running, building, developing and measuring."""
    assert [file.stem.partition("-")[2] for file in LOCKS] == ["bench", "build", "dev", ""]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda file: file.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    """Neither a registry nor a path: what is installed is told by hashes alone."""
    text = lock.read_text("utf-8")
    assert re.findall(r".*(?:://|index-url|find-links|trusted-host| /\w).*", text) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda file: file.name)
def test_every_pin_has_hashes(lock: Path) -> None:
    """A pin without one would let anything in."""
    entries = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    pins = [entry for entry in entries if not entry.startswith("#")]
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9-]+==[\w.]+( ; [^\\]+)? \\\n", pin), pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements-build.txt", [*PROJECT["build-system"]["requires"], "editables"]),
        (
            "requirements-dev.txt",
            [
                *PROJECT["project"]["dependencies"],
                *PROJECT["dependency-groups"]["dev"],
                *PROJECT["build-system"]["requires"],
            ],
        ),
        ("requirements-bench.txt", PROJECT["dependency-groups"]["bench"]),
    ],
)
def test_locks_hold_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    """After a change to ``pyproject.toml``: ``make lock``."""
    pins = locked(lock)
    for line in wanted:
        requirement = Requirement(line)
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier, line


def test_locks_agree() -> None:
    """A package has one version, whatever is installed."""
    everything = locked("requirements-dev.txt")
    for lock in LOCKS:
        for package, version in locked(lock.name).items():
            assert everything.get(package, version) == version, package


def test_commands_in_the_documentation_are_in_the_makefile() -> None:
    """Whatever a page tells to run can be run."""
    told = {
        word
        for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / ".pre-commit-config.yaml"]
        for word in re.findall(r"(?:^|`|\()make (?:-s )?([a-z-]+)", file.read_text("utf-8"), re.MULTILINE)
    }
    assert {"chat", "test", "lint"} <= told
    assert told <= TARGETS


def test_every_target_says_what_it_does() -> None:
    """So that ``make help`` lists it, and none is mistaken for a folder of its name."""
    described = set(re.findall(r"^([a-z-]+):.* ## \S", MAKEFILE, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert described == TARGETS
    assert set(phony[1].split() if phony else ()) == TARGETS


def test_hooks_run_what_lint_runs() -> None:
    """A commit that passes them passes ``make lint``, and nothing is fetched for them."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert all(hook["language"] == "system" for hook in hooks)
    entries = " ".join(hook["entry"] for hook in hooks)
    for step in (*steps("lint"), *steps("facts")):
        command = re.match(r"\$\(BIN\)/(\w[\w-]*(?: \w+)?)", step)
        assert command is None or f".venv/bin/{command[1]}" in entries, step
    assert "make types" in entries


def test_the_server_runs_what_the_readme_tells() -> None:
    """``.ci/run`` can be run, and runs the README's command for the tests."""
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "\nmake lint\n" in run.read_text("utf-8")
    assert "\nmake test\n" in run.read_text("utf-8")
    assert "```sh\nmake test\n```" in (ROOT / "README.md").read_text("utf-8")


def test_all_of_facts_must_be_run_through() -> None:
    """In a whole run, branches included."""
    assert re.search(r"^COVERAGE \?= 100$", MAKEFILE, re.MULTILINE)
    assert any("--cov=facts --cov-branch" in step and "$(COVERAGE)" in step for step in steps("test"))


@pytest.mark.parametrize("module", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(module: Path) -> None:
    """In its docstring, as a sentence."""
    docstring = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    assert docstring.partition("\n")[0].endswith((".", "!", ":", ";"))


def test_licences_are_named_once_and_there() -> None:
    """Code and facts each have theirs, and the project names both."""
    assert PROJECT["project"]["license"] == "MIT AND CC-BY-SA-4.0"
    for name in PROJECT["project"]["license-files"]:
        assert (ROOT / name).stat().st_size
    for pack in ROOT.glob("facts/packs/*.yaml"):
        assert re.search(r"^license: \S", pack.read_text("utf-8"), re.MULTILINE), pack.name
