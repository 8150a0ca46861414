"""The files an operator starts from agree with the code: commands, options, settings, packages."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.test_project import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = ("prepare", "web", "worker")


def settings_of(path, name):
    return [line.partition("=")[2] for line in path.read_text().splitlines() if line.startswith(f"{name}=")]


def commands():
    """Every command of a unit, of the compose file and of the image, as words."""
    for unit in UNITS:
        for line in settings_of(unit, "ExecStart"):
            yield shlex.split(line)
    for service in COMPOSE["services"].values():
        if "command" in service:
            words = service["command"]
            yield from (
                shlex.split(part) for part in (words[-1] if words[0] == "sh" else shlex.join(words)).split("&&")
            )
    (image,) = re.findall(r"^CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    yield yaml.safe_load(image)


def test_every_command_is_one_of_ours():
    seen = [words for words in commands() if "manage.py" in words]
    assert len(seen) >= 8
    for words in seen:
        assert words[words.index("manage.py") + 1] in get_commands()


def test_every_option_of_the_server_is_known_to_it():
    helped = subprocess.run(
        [str(Path(sys.executable).parent / "granian"), "--help"], check=True, capture_output=True, text=True
    ).stdout
    servers = [words for words in commands() if "granian" in words[0]]
    assert len(servers) == 2
    for words in servers:
        assert words[-1] == "sanbao.wsgi:application"
        assert all(re.search(rf"{word}\b", helped) for word in words if word.startswith("--"))


def test_every_setting_named_here_is_in_the_readme():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    texts = [path.read_text() for path in DEPLOY.rglob("*") if path.is_file()]
    named = set(re.findall(r"\b(SANBAO_[A-Z_]+|DATABASE_URL)\b", "".join(texts)))
    assert {"SANBAO_SECRET_KEY", "DATABASE_URL"} <= named
    assert named <= documented


def test_the_examples_hold_no_secrets_and_the_real_ones_are_ignored():
    for path in DEPLOY.glob("*.env.example"):
        for line in path.read_text().splitlines():
            name, _, value = line.partition("=")
            assert not value or not re.search("SECRET|_PASSWORD", name), line
    keys = [f"deploy/{name}{end}" for name in ("ledger.key", "paper.key", "evidence.key") for end in ("", ".pub")]
    for name in ("deploy/sanbao.env", "deploy/database.env", *keys):
        assert subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False).returncode == 0  # noqa: S607


def test_containers_of_ours_may_write_their_state_alone():
    for name in OURS:
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["volumes"] == ["state:/var/lib/sanbao"]
    assert COMPOSE["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_images_have_plain_names():
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    images = [service["image"] for service in COMPOSE["services"].values()]
    images += re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    assert all("/" not in image for image in images)


def test_the_example_names_every_setting_that_an_operator_has():
    named = set(re.findall(r"SANBAO_[A-Z_]+", (DEPLOY / "sanbao.env.example").read_text()))
    documented = re.findall(r"^\| `(SANBAO_[A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert named == set(documented)


def told(name):
    """The processes that are told a setting, in the compose file and by the units."""
    services = {one for one in OURS if name in COMPOSE["services"][one].get("environment", {})}
    units = {unit.name for unit in UNITS if re.search(rf"{name}=", unit.read_text())}
    assert {unit.removeprefix("sanbao-").partition(".")[0].strip("@") for unit in units} == services
    return services


@pytest.mark.parametrize("name", ["SANBAO_LEDGER_KEY", "SANBAO_PAPER_KEY"])
def test_the_worker_alone_is_told_a_key_that_signs(name):
    assert told(name) == {"worker"}


@pytest.mark.parametrize("name", ["SANBAO_LEDGER_PUBLIC_KEYS", "SANBAO_PAPER_PUBLIC_KEYS"])
def test_the_site_is_told_the_public_keys_it_publishes(name):
    assert told(name) == {"web"}


def test_site_and_worker_open_evidence():
    assert told("SANBAO_EVIDENCE_KEY") == {"web", "worker"}


@pytest.mark.parametrize("name", OURS)
def test_every_key_file_of_a_container_is_handed_to_it_and_no_other(name):
    service = COMPOSE["services"][name]
    named = {value for value in service.get("environment", {}).values() if value.startswith("/run/secrets/")}
    assert named == {f"/run/secrets/{secret}" for secret in service.get("secrets", [])}
    assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])


def test_the_guide_makes_every_key_file():
    guide = (ROOT / "docs/operations.md").read_text()
    files = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert files == {"evidence.key", "ledger.key", "ledger.key.pub", "paper.key", "paper.key.pub"}
    for name in files:
        assert guide.count(f"/etc/sanbao/{name}") >= 1, name
        assert re.search(rf" {re.escape(name)}\b", guide), name


@pytest.mark.parametrize("owner", ["sanbao", "10001"])
@pytest.mark.parametrize("name", ["ledger.key", "paper.key", "evidence.key"])
def test_the_guide_gives_every_private_key_to_the_user_that_reads_it(name, owner):
    folder = "/etc/sanbao/" if owner == "sanbao" else ""
    guide = (ROOT / "docs/operations.md").read_text().splitlines()
    (step,) = [line for line in guide if re.search(rf"^\d\. .* (-out|>) {folder}{name}`", line)]
    assert "`chmod 600`" in step
    assert f"`chown {owner}`" in step


def test_the_image_has_the_packages_and_the_uv_of_the_project():
    dockerfile, installer = (DEPLOY / "Dockerfile").read_text(), (ROOT / ".ci/system-packages").read_text()
    needed = installer[installer.index("wanted=(") : installer.index("\n)\n")]
    packages = [word for line in needed.splitlines()[1:] for word in line.partition("#")[0].split()]
    assert "fonts-noto-cjk" in packages
    assert all(re.search(rf"\s{re.escape(package)}\s", dockerfile) for package in packages)
    version = re.search(r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert f"UV_VERSION={version[1]}" in dockerfile


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_unprivileged_and_writes_its_state_alone(unit):
    said = unit.read_text()
    for line in ("User=sanbao", "NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=sanbao"):
        assert line in said.splitlines()


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / ".ci").iterdir()))
def test_scripts_are_sound_shell(script):
    checked = subprocess.run(["bash", "-n", f".ci/{script}"], cwd=ROOT, check=False, capture_output=True)  # noqa: S607
    assert (checked.returncode, checked.stderr) == (0, b"")
