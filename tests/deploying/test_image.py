"""The image without an engine: the Dockerfile's own lines, in a folder of their own.

The build stage's RUN lines are run as they are written, but for where they write. What they leave
is started, asked and stopped as a container would be.
"""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.deploying.image import ROOT, environment, sent, stages, the

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
GRACE = 30.0
"""Seconds between SIGTERM and SIGKILL, as the compose file has it."""


def _placed(text: str, root: Path) -> str:
    return text.replace("/opt/studyhall", str(root / "opt/studyhall"))


def _copy(source: Path, target: Path) -> None:
    """Copy what is sent to be built, and nothing else."""
    for path in [source, *source.rglob("*")] if source.is_dir() else [source]:
        relative = path.relative_to(ROOT).as_posix()
        if path.is_file() and sent(relative) and path.name not in ("__pycache__",):
            there = target / relative
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the build stage and return what stands for the root of the image."""
    root = tmp_path_factory.mktemp("image")
    work, tools = root / "src", root / "tools"
    work.mkdir()
    tools.mkdir()
    (tools / "python").symlink_to(sys.executable if sys.prefix == sys.base_prefix else _base())
    # Nothing of this checkout's own environment may help.
    env = {k: v for k, v in os.environ.items() if not k.startswith(("STUDYHALL_", "VIRTUAL_ENV"))}
    build, _ = stages()
    env |= {"PATH": f"{tools}:/usr/bin:/bin", **_but_cache(environment(build))}
    for step in build:
        if step.word == "COPY":
            for source in step.words[:-1]:
                _copy(ROOT / source, work)
        elif step.word == "RUN":
            done = subprocess.run(
                ["/bin/sh", "-euc", _placed(step.rest, root)],
                cwd=work,
                env=env,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    shutil.rmtree(work)  # the last stage has only what was installed
    return root


def _base() -> str:
    """Return the Python that this environment was made of, which has a pip as the image's has."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}")


def _but_cache(env: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in env.items() if key != "PIP_NO_CACHE_DIR"}


@pytest.fixture
def env(built: Path, tmp_path: Path) -> dict[str, str]:
    """Return the environment of the last stage, on a free port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = str(free.getsockname()[1])
    said = environment(stages()[1]) | {"STUDYHALL_DATA": str(tmp_path), "STUDYHALL_PORT": port}
    said["PATH"] = f"{built}/opt/studyhall/bin:/usr/bin:/bin"
    return said


def _run(env: dict[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    program = Path(env["PATH"].split(":")[0]) / command[0]
    return subprocess.run(
        [str(program), *command[1:]],
        env=env,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_it_has_what_it_needs_and_no_tools(built: Path, env: dict[str, str]) -> None:
    assert "Studyhall" in _run(env, "studyhall", "--help").stdout
    assert "No module named pip" in _run(env, "python", "-m", "pip").stderr
    assert "No module named" in _run(env, "python", "-c", "import setuptools").stderr
    assert "No module named" in _run(env, "python", "-c", "import pytest").stderr
    where = _run(env, "python", "-c", "import bot; print(bot.__file__)").stdout.strip()
    assert where.startswith(str(built / "opt/studyhall/lib"))
    assert (Path(where).parent / "on_web/static/room.js").is_file()
    assert list(Path(where).parent.glob("__pycache__/app.*.pyc"))  # nothing to compile at the start


def test_it_starts_is_healthy_and_ends_when_asked(env: dict[str, str], tmp_path: Path) -> None:
    _, final = stages()
    assert _run(env, "studyhall", "health").returncode == 1
    program = Path(env["PATH"].split(":")[0]) / the(final, "ENTRYPOINT").words[0]
    process = subprocess.Popen(
        [str(program), *the(final, "CMD").words],
        env=env,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert "Studyhall is open" in process.stdout.readline()
        begun = time.monotonic()
        check = _run(env, "studyhall", "health")
        assert time.monotonic() - begun < 10  # as the health check allows
        assert check.returncode == 0, check.stderr
        assert "Studyhall is well" in check.stdout
        assert _run(env, "studyhall", "backup").returncode == 0
        doctored = _run(env, "studyhall", "doctor")
        assert "The bot is running" in doctored.stdout, doctored.stderr
        begun = time.monotonic()
        process.send_signal(signal.Signals[the(final, "STOPSIGNAL").rest])
        out, err = process.communicate(timeout=GRACE)
        assert process.returncode == 0, err
        assert time.monotonic() - begun < GRACE / 3
        assert "Every answer is kept" in out
        assert "Traceback" not in err
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert {path.name for path in tmp_path.iterdir()} <= {
        "studyhall.sqlite3",
        "studyhall.sqlite3.lock",
        "backups",
    }


def test_it_runs_where_nothing_else_can_be_written(built: Path, env: dict[str, str]) -> None:
    installed = built / "opt/studyhall"
    before = {path: path.stat().st_mtime_ns for path in installed.rglob("*")}
    assert _run(env, "studyhall", "doctor").returncode == 0
    assert _run(env, "studyhall", "judge", "rapalo", "--accepted", "Rapallo").returncode == 0
    after = {path: path.stat().st_mtime_ns for path in installed.rglob("*")}
    assert after == before
    assert not any(path.stat().st_mode & stat.S_IWOTH for path in before if not path.is_symlink())
