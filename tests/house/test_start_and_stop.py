"""`manage.py start` as a person runs it: a process of its own, on a free port, in a new folder."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError

from cms.bootstrap import ROOT
from news.management.commands.start import Command

INSIDE = "import sys; from cms.bootstrap import run_inside; sys.exit(run_inside(sys.argv))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=10) as page:
        return page.status, page.read().decode()


def wait_until_open(process: subprocess.Popen[str]) -> str:
    """Read what the command says until it has given its addresses."""
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if "/welcome/" in line:
            return said
    raise AssertionError(f"It ended before it was open:\n{said}")


def has_let_go(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all: who comes first pays for the migrations."""
    return tmp_path_factory.mktemp("newsroom")


@pytest.fixture
def newsroom(data: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-c", INSIDE, "start", "--port", str(port), "--data", str(data)],
        cwd=ROOT,
        env=kept | {"LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process, port
    process.kill()
    process.wait(timeout=10)


def test_start_serves_and_offers_a_link(newsroom):
    process, port = newsroom
    said = wait_until_open(process)
    assert answer(port, "/livez") == (200, "ok\n")
    status, facts = answer(port, "/readyz")
    assert status == 200
    assert '"database": "ok"' in facts
    link = re.search(r"http://localhost:\d+(/welcome/\S+)", said)
    assert link is not None
    status, page = answer(port, link[1])
    assert status == 200
    style = re.search(r'href="(/static/news/css/welcome\.[0-9a-f]{12}\.css)"', page)
    assert style is not None
    assert answer(port, style[1])[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_all_within_seconds(newsroom, number):
    process, port = newsroom
    wait_until_open(process)
    assert answer(port, "/livez")[0] == 200
    started = time.monotonic()
    process.send_signal(number)
    assert process.wait(timeout=20) == 0
    assert time.monotonic() - started < 10
    assert has_let_go(port)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of it")
def test_killed_parent_leaves_nobody_on_the_port(newsroom):
    process, port = newsroom
    wait_until_open(process)
    assert answer(port, "/livez")[0] == 200
    process.kill()
    deadline = time.monotonic() + 10
    while not has_let_go(port) and time.monotonic() < deadline:
        pass
    assert has_let_go(port)


@pytest.mark.parametrize("is_said", ["in the command", "in the environment"])
def test_taken_port_is_named_and_another_proposed(is_said):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = ["--port", str(port)] if is_said == "in the command" else []
        named = {} if words else {"VESTNIK_PORT": str(port)}
        kept = {name: os.environ[name] for name in ("PATH", "VESTNIK_DATA")}
        ended = subprocess.run(
            [sys.executable, "-c", INSIDE, "start", *words],
            cwd=ROOT,
            env=kept | named,
            capture_output=True,
            text=True,
        )
    assert ended.returncode == 1
    assert f"--port {port + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_is_done_apart_leaves_nothing_and_its_failure_is_told(tmp_path):
    program = """
import django
from django.core.management import CommandError
django.setup()
from news.newsroom.apart import done_apart
kept = []
def fail(fault):
    raise fault
print("here", end=" ")
print(done_apart(lambda: kept.append(1)), kept)
print(done_apart(lambda: fail(CommandError("The folder is missing."))))
print(done_apart(lambda: fail(RuntimeError("a fault of ours"))))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "cms.settings", "VESTNIK_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stdout == "here True []\nFalse\nFalse\n"
    told, _line, fault = ended.stderr.partition("\n")
    assert told == "The folder is missing."
    assert "a fault of ours" in fault


def test_start_goes_no_further_than_what_failed(monkeypatch):
    monkeypatch.setattr("news.management.commands.start.done_apart", lambda _work: False)
    with pytest.raises(CommandError, match="manage.py demo"):
        Command().call_apart("demo")
