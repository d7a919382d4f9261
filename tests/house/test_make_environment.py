"""The bootstrap: what it installs, and what it says when it can't."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from cms import bootstrap

LOCK = "alpha==1 \\\n    --hash=sha256:aa\nbeta==2 \\\n    --hash=sha256:bb\n"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    lock = tmp_path / "requirements.txt"
    lock.write_text(LOCK)
    return lock


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment as venv leaves it, without a pip."""
    folder = tmp_path / "env"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (folder / "lib" / version / "site-packages").mkdir(parents=True)
    return folder


@pytest.fixture
def pip_says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a stand-in for pip in place that says the words and ends with the code."""

    def set_words(words: str, code: int) -> None:
        program = f"import sys; print({words!r}); sys.exit({code})"
        monkeypatch.setattr(bootstrap, "pip_for", lambda _folder: [sys.executable, "-c", program])

    return set_words


def refusal_of_install(environment: Path, lock: Path) -> str:
    with pytest.raises(bootstrap.Refusal) as refused:
        bootstrap.install(environment, lock)
    return str(refused.value)


def test_environment_is_ready_once_the_lock_is_installed(environment, lock, pip_says):
    pip_says("Collecting alpha==1", code=0)
    assert not bootstrap.is_installed(environment, lock)
    bootstrap.install(environment, lock)
    assert bootstrap.is_installed(environment, lock)


def test_changed_lock_is_installed_anew(environment, lock, pip_says):
    pip_says("", code=0)
    bootstrap.install(environment, lock)
    lock.write_text(LOCK.replace("alpha==1", "alpha==2"))
    assert not bootstrap.is_installed(environment, lock)


def test_failed_install_is_tried_again(environment, lock, pip_says):
    pip_says("something odd", code=1)
    assert "something odd" in refusal_of_install(environment, lock)
    assert not bootstrap.is_installed(environment, lock)


def test_environment_whose_python_is_gone_is_not_sound(environment):
    assert bootstrap.is_sound(environment)
    (environment / "bin" / "python").unlink()
    (environment / "bin" / "python").symlink_to("/nowhere/python3.11")
    assert not bootstrap.is_sound(environment)


@pytest.mark.parametrize(
    ("pip_words", "sentence"),
    [
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("WARNING: Retrying after NewConnectionError: Failed", "package index doesn't answer"),
        ("Temporary failure in name resolution", "package index doesn't answer"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "hash differs"),
    ],
)
def test_failure_of_pip_is_told_in_a_sentence(environment, lock, pip_says, pip_words, sentence):
    pip_says(pip_words, code=1)
    said = refusal_of_install(environment, lock)
    assert sentence in said
    assert "Traceback" not in said


def test_little_room_is_told_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda _path: SimpleNamespace(free=1024))
    with pytest.raises(bootstrap.Refusal, match="disk is full"):
        bootstrap.make_environment(tmp_path / "env")
    assert not (tmp_path / "env").exists()


def test_python_without_any_pip_names_the_debian_package(tmp_path, monkeypatch):
    find_spec = bootstrap.importlib.util.find_spec
    monkeypatch.setattr(
        bootstrap.importlib.util,
        "find_spec",
        lambda name: None if name == "ensurepip" else find_spec(name),
    )
    monkeypatch.setattr(bootstrap, "outside_pip", list)
    with pytest.raises(bootstrap.Refusal, match="apt install python3-venv"):
        bootstrap.make_environment(tmp_path / "env")


def test_environment_without_pip_is_filled_by_another_pip(environment, monkeypatch):
    monkeypatch.setattr(bootstrap, "outside_pip", lambda: ["pip3"])
    command = bootstrap.pip_for(environment)
    assert command == ["pip3", "--python", str(environment / "bin" / "python")]


def test_pip_too_old_to_fill_another_environment_is_passed_over(tmp_path, monkeypatch):
    for name in ("pip", "pip3", "python"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'pip 20.3.4 from somewhere'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap.sys, "executable", str(tmp_path / "python"))
    assert bootstrap.outside_pip() == []


def test_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("VESTNIK_ENV", str(tmp_path / "env"))

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(bootstrap, "make_environment", refuse)
    with pytest.raises(bootstrap.Refusal, match="can't be written to"):
        bootstrap.ready_environment(with_tools=False)


def test_old_python_gets_a_sentence_and_no_traceback():
    program = (
        "import sys, runpy; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (old)'; "
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=bootstrap.ROOT, capture_output=True, text=True
    )
    assert answer.stderr.strip() == "Vestnik needs Python 3.11 or newer, and this is 3.9.2."


def test_start_hands_port_and_data_to_the_settings(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    bootstrap.pass_to_settings(["manage.py", "start", "--port=8111", "--data", str(tmp_path)])
    assert os.environ["VESTNIK_PORT"] == "8111"
    assert os.environ["VESTNIK_DATA"] == str(tmp_path)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_pins_every_package_by_hash_and_names_no_index(name):
    text = (bootstrap.ROOT / name).read_text()
    entries = [entry for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index" not in text
