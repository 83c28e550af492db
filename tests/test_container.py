"""The image and its composition: what is copied is there, what is installed is locked, rights are few."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.signals import PATIENCE

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
INSTRUCTIONS = [
    (line.split(None, 1)[0], line.split(None, 1)[1])
    for line in re.sub(r"\\\n\s*", "", re.sub(r"(?m)^\s*#.*\n", "", DOCKERFILE)).splitlines()
    if line.strip()
]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
PYTHON_IMAGE = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", DOCKERFILE, re.MULTILINE)[0]


def given(name: str) -> list[str]:
    """What stands behind each instruction of a name."""
    return [rest for instruction, rest in INSTRUCTIONS if instruction == name]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program in the project's folder."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # ours


def last_stage() -> list[tuple[str, str]]:
    """The instructions of the image itself."""
    starts = [number for number, (instruction, _) in enumerate(INSTRUCTIONS) if instruction == "FROM"]
    return INSTRUCTIONS[starts[-1] :]


def test_the_dockerfile_has_no_lint() -> None:
    """By hadolint, with nothing ignored."""
    hadolint = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert hadolint is not None, "make setup installs it"
    result = run(hadolint, "--no-color", "Dockerfile")
    assert (result.returncode, result.stdout) == (0, "")
    assert "hadolint ignore" not in DOCKERFILE


def test_everything_copied_is_there_and_let_in() -> None:
    """By ``.dockerignore``, which lets in nothing else."""
    sources = [word for copied in given("COPY") if "--from" not in copied for word in copied.split()[:-1]]
    assert {"requirements.txt", "pyproject.toml", "bot", "facts", "adapters"} <= set(sources)
    ignoring = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignoring
    assert sorted(sources) == sorted(line.removeprefix("!") for line in ignoring if line.startswith("!"))
    for source in sources:
        assert (ROOT / source).exists(), source


def test_what_the_wheel_is_built_from_is_copied() -> None:
    """The packages, the hook that compiles catalogues, and what the project's table names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [
        *project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"],
        project["tool"]["hatch"]["build"]["hooks"]["custom"]["path"],
        project["project"]["readme"],
        *project["project"]["license-files"],
    ]
    copied = " ".join(given("COPY")).split()
    assert [name for name in needed if name not in copied] == []


def test_only_what_is_locked_is_installed() -> None:
    """Every installation is by hashes or takes from no registry."""
    installs = re.findall(r"pip (?:install|wheel) ([^&]*)", " && ".join(given("RUN")))
    assert len(installs) == 4
    for options in installs:
        locked = "--require-hashes --requirement requirements" in options
        ours = "--no-deps" in options and ("--no-index" in options or "--no-build-isolation" in options)
        assert locked or ours, options


def test_the_base_can_be_exchanged() -> None:
    """By one argument, for every stage."""
    assert [words.split()[0] for words in given("FROM")] == ["${PYTHON_IMAGE}"] * 2
    version = re.search(r"python:(\d+)\.(\d+)", PYTHON_IMAGE)
    assert version is not None
    assert (int(version[1]), int(version[2])) >= (3, 11)


def test_the_image_runs_as_nobody_special_and_hears_signals() -> None:
    """A numbered user, which Kubernetes can check, and no shell between."""
    stage = dict(last_stage())
    uid = int(stage["USER"].partition(":")[0])
    assert uid >= 10_000
    assert json.loads(stage["ENTRYPOINT"]) == ["babad"]
    assert json.loads(stage["CMD"]) == ["run"]
    check = json.loads(stage["HEALTHCHECK"].partition("CMD ")[2])
    for command in (json.loads(stage["CMD"]), check[1:]):
        assert CliRunner().invoke(main, [*command, "--help"]).exit_code == 0
    assert stage["VOLUME"] == "/var/lib/babad"
    assert "BABAD_DATA=/var/lib/babad" in stage["ENV"]
    users = [number for number, (name, _) in enumerate(last_stage()) if name == "USER"]
    assert max(users) < [name for name, _ in last_stage()].index("ENTRYPOINT")


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_has_few_rights(name: str) -> None:
    """Read-only, no capability, no way to more; nothing of the machine."""
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(mount.startswith("/tmp:") for mount in service["tmpfs"])  # noqa: S108  # within the container
    for right in ("privileged", "cap_add", "network_mode", "pid", "ipc", "devices", "ports"):
        assert right not in service, right
    for volume in service["volumes"]:
        assert volume.partition(":")[0] in COMPOSE["volumes"], volume


def test_the_bot_has_time_to_end_and_does_not_start_for_ever() -> None:
    """Longer than the longest end; a refusal is not tried again and again."""
    service = COMPOSE["services"]["babad"]
    assert int(service["stop_grace_period"].removesuffix("s")) > PATIENCE
    assert re.fullmatch(r"on-failure:\d", service["restart"])
    assert service["volumes"] == ["data:/var/lib/babad"]
    assert "profiles" not in service


def test_postgresql_is_there_when_it_is_asked_for() -> None:
    """With its password from a file that is never committed nor sent to the builder."""
    service = COMPOSE["services"]["postgresql"]
    assert service["profiles"] == ["postgresql"]
    assert service["environment"]["POSTGRES_PASSWORD_FILE"].startswith("/run/secrets/")
    secret = COMPOSE["secrets"]["postgres_password"]["file"].removeprefix("./")
    assert f"/{secret}" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def builder() -> str:
    """A program that can build the image, with the base image at hand; else why it cannot be tried."""
    for program in ("podman", "docker"):
        path = shutil.which(program)
        if path is not None and run(path, "image", "inspect", PYTHON_IMAGE).returncode == 0:
            return path
    pytest.skip(f"no podman or docker here that runs and has the image {PYTHON_IMAGE}")


def test_the_image_is_built_answers_and_ends() -> None:
    """With a read-only root and no rights, where a builder, the base image and a registry are at hand."""
    program = builder()
    built = run(program, "build", "--quiet", ".")
    if re.search(r"NewConnectionError|name resolution|No matching distribution", built.stdout + built.stderr):
        pytest.skip("no package registry to be reached from within a build")
    assert built.returncode == 0, built.stderr
    image = built.stdout.split()[-1]
    alone = ("run", "--rm", "--read-only", "--cap-drop=ALL", "--network=none", image)
    try:
        assert "12 Januari 1918" in run(program, *alone, "ask", "Kapan Iwami tiba di Vladivostok?").stdout
        nothing = run(program, *alone)
        assert nothing.returncode == 78
        assert "none is configured" in nothing.stderr
    finally:
        run(program, "image", "rm", "--force", image)
