"""The compose file, the Dockerfile and the unit say what they should, and agree."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from typer.main import get_command

from bot.__main__ import app
from bot.config import Config
from tests.deploying.image import ROOT, environment, sent, stages, the

DURATION = re.compile(r"\d+(s|m|h)")
SCHEMA = Path(__file__).parent / "data" / "compose-spec.json"
"""The Compose Specification as its authors publish it; their licence lies beside it."""


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return read


def commands() -> dict[str, set[str]]:
    """Return the options of each of the program's commands."""
    group: Any = get_command(app)
    return {
        name: {option for each in command.params for option in each.opts}
        for name, command in group.commands.items()
    }


def runs(words: list[str]) -> bool:
    """Return whether the program has this command with these options."""
    name, *rest = words
    return name in commands() and {w for w in rest if w.startswith("--")} <= commands()[name]


def test_the_compose_file_fits_its_published_schema() -> None:
    fits = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8")))
    assert [each.message for each in fits.iter_errors(compose())] == []
    slip = compose()
    slip["services"]["studyhall"]["read_olny"] = True
    assert "read_olny" in "".join(each.message for each in fits.iter_errors(slip))


def test_one_service_and_one_volume_without_asking_for_more() -> None:
    read = compose()
    assert set(read) == {"name", "services", "volumes", "x-studyhall"}
    assert list(read["volumes"]) == ["data"]
    assert [name for name, each in read["services"].items() if "profiles" not in each] == [
        "studyhall"
    ]


@pytest.mark.parametrize("name", ["studyhall", "backups"])
def test_every_service_is_locked_up_and_can_be_stopped(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["user"].split(":")[0] not in ("0", "root")
    assert service["restart"] == "unless-stopped"
    assert service["stop_signal"] == "SIGTERM"
    assert DURATION.fullmatch(service["stop_grace_period"])
    assert any(each.startswith("/tmp") for each in service["tmpfs"])
    assert service["logging"]["options"]["max-size"]
    assert runs(service["command"])
    assert (ROOT / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    for volume in service["volumes"]:
        source, target = re.fullmatch(r"(\$\{[^}]*\}|\w+):(/\w+)", volume).groups()  # type: ignore[union-attr]
        assert source in compose()["volumes"] or source.startswith("${BACKUPS_AT")
        assert target in ("/data", "/backups")


@pytest.mark.parametrize("name", ["studyhall", "backups"])
def test_the_settings_of_a_service_are_settings(name: str) -> None:
    service = compose()["services"][name]
    assert all(isinstance(value, str) for value in service["environment"].values())
    config = Config.from_env(service["environment"])
    targets = {volume.rpartition(":")[2] for volume in service["volumes"]}
    assert str(config.data) in targets
    assert any(str(config.backups).startswith(target) for target in targets)


def test_the_classroom_is_published_to_this_machine_alone_and_watched() -> None:
    service = compose()["services"]["studyhall"]
    (published,) = service["ports"]
    assert published.startswith("${CLASSROOM_AT:-127.0.0.1:")
    assert published.endswith(f":{Config.from_env(service['environment']).port}")
    check = service["healthcheck"]
    assert check["test"][:2] == ["CMD", "studyhall"]
    assert runs(check["test"][2:])
    assert all(DURATION.fullmatch(check[key]) for key in ("interval", "timeout", "start_period"))


def test_the_image_and_the_compose_file_agree() -> None:
    _, final = stages()
    service = compose()["services"]["studyhall"]
    assert the(final, "USER").rest == service["user"]
    assert the(final, "STOPSIGNAL").rest == service["stop_signal"]
    assert the(final, "ENTRYPOINT").words == ["studyhall"]
    assert the(final, "CMD").words == service["command"]
    ours = {k: v for k, v in environment(final).items() if k.startswith("STUDYHALL_")}
    assert ours.items() <= service["environment"].items()
    assert Config.from_env(ours).port == int(the(final, "EXPOSE").rest)
    check = the(final, "HEALTHCHECK").rest
    told = service["healthcheck"]
    for option, key in (("interval", "interval"), ("timeout", "timeout"), ("retries", "retries")):
        assert f"--{option}={told[key]}" in check
    assert check.endswith('CMD ["studyhall", "health"]')
    assert "/opt/studyhall/bin:" in environment(final)["PATH"]


def test_the_image_is_built_of_what_is_locked_and_keeps_no_tools() -> None:
    build, final = stages()
    assert build[0].rest.endswith(" AS build")
    installs = " ".join(step.rest for step in build if step.word == "RUN")
    assert "--require-hashes" in installs
    assert "--only-binary :all:" in installs
    assert "--no-deps" in installs
    assert "--without-pip" in installs
    assert "uninstall --yes setuptools" in installs
    assert "apt-get" not in installs
    (brought,) = re.findall(r"apt-get install (.*?) &&", the(final, "RUN").rest)
    options = ["--yes", "--no-install-recommends"]
    assert brought.split() == [*options, "libfribidi0"]  # all that Pillow's wheel looks for outside
    assert "rm -rf /var/lib/apt/lists/*" in the(final, "RUN").rest
    copied = the(final, "COPY")
    assert copied.words[0] == "--from=build"
    assert build[0].rest.split()[0] == final[0].rest  # the venv's Python is the image's


def test_what_is_copied_is_sent_and_secrets_and_data_are_not() -> None:
    build, _ = stages()
    for step in build:
        if step.word == "COPY":
            for source in step.words[:-1]:
                assert (ROOT / source).exists(), source
                assert sent(source), source
    for path in ("bot/on_web/static/room.js", "content/bank", "storage/migrations"):
        assert sent(path)
    for path in (
        ".env",
        ".git/config",
        ".venv/bin/python",
        "data/studyhall.sqlite3",
        "backups/x.sqlite3",
        "tests/conftest.py",
        "bot/__pycache__/app.pyc",
        "bot/.env",
        "content/x.sqlite3-wal",
    ):
        assert not sent(path), path


def test_the_unit_starts_the_program_and_lets_it_write_its_data_alone() -> None:
    unit = (ROOT / "deploy" / "studyhall.service").read_text("utf-8")
    said = dict(line.split("=", 1) for line in unit.splitlines() if re.match(r"\w+=", line))
    program, *words = said["ExecStart"].split()
    assert program.endswith(".venv/bin/studyhall")
    assert runs(words)
    assert said["ProtectSystem"] == "strict"
    assert said["User"] != "root"
    assert f"STUDYHALL_DATA=/var/lib/{said['StateDirectory']}" in said["Environment"]
    assert int(said["TimeoutStopSec"]) >= 10


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "studyhall.service").read_text("utf-8")
    unit = tmp_path / "studyhall.service"
    unit.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", text), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert "studyhall.service" not in done.stderr, done.stderr


GUIDE = (ROOT / "docs" / "deploying.md").read_text("utf-8")


def anchors_of(page: Path) -> set[str]:
    """Return what a link can point at within a page."""
    return {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in page.read_text("utf-8").splitlines()
        if line.startswith("#")
    }


def test_the_guide_points_at_what_is_there() -> None:
    anchors = anchors_of(ROOT / "docs" / "deploying.md")
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        file, _, anchor = target.partition("#")
        assert not file or (ROOT / "docs" / file).exists(), target
        assert not anchor or anchor in (anchors if not file else anchors_of(ROOT / "docs" / file))
    assert "](docs/deploying.md)" in (ROOT / "README.md").read_text("utf-8")


def test_every_command_in_the_guide_is_one() -> None:
    said = re.findall(r"(?:bin/|exec studyhall |`)studyhall ((?:[\w-]+)(?: --[\w-]+)*)", GUIDE)
    said += re.findall(r"(?:run --rm|\S+:ro\") studyhall ([\w-]+)", GUIDE)
    assert len(said) >= 8
    for words in said:
        assert runs(words.split()), words


def test_every_number_in_the_guide_is_told() -> None:
    source = (ROOT / "bot" / "on_web" / "metrics.py").read_text("utf-8")
    names = set(re.findall(r"`studyhall_([a-z_]+)`", GUIDE))
    assert len(names) >= 10
    for name in names:
        assert f'{name.removesuffix("_total")}"' in source, name


PARTS = (
    *("ten-minutes-on-a-small-server", "https-in-front-of-it", "backups", "updating"),
    *("moving-house", "what-is-kept-and-for-how-long", "privacy-summary-for-schools"),
)


@pytest.mark.parametrize("part", PARTS)
def test_the_guide_has_each_part_and_names_it_at_its_top(part: str) -> None:
    assert f"](#{part})" in GUIDE.partition("\n## ")[0]
    assert part in anchors_of(ROOT / "docs" / "deploying.md")
