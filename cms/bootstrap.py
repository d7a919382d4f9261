"""Makes the Python environment on first use and steps into it; standard library only."""

import errno
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[1]
PRODUCT_LOCK = ROOT / "requirements.txt"
TOOLS_LOCK = ROOT / "requirements-dev.txt"
ROOM_NEEDED = 900 * 1024 * 1024
# The first pip that can install into another interpreter's environment (--python).
PIP_FOR_OTHERS = (22, 3)

NO_PIP = (
    "This Python comes without pip, so nothing can be installed. On Debian and Ubuntu run, as "
    "root, “apt install python3-venv”, then this command again."
)
DISK_FULL = (
    "The disk is full: about {megabytes} MB are needed in {folder}. Free some room, or name "
    "another folder in VESTNIK_ENV, then run this command again."
)
NOT_WRITABLE = (
    "{folder} can't be written to. Run this as the owner of the checkout, or name a folder of "
    "your own in VESTNIK_ENV."
)
NETWORK_AWAY = (
    "The Python packages couldn't be downloaded: the package index doesn't answer. Check the "
    "network or the proxy, then run this command again; what is installed already is kept."
)
WRONG_HASH = (
    "A downloaded package is not the one that {lock} names (its hash differs), so nothing was "
    "installed from it. Check which package index pip is set to use."
)
PIP_FAILED = (
    "The Python packages couldn't be installed. pip's last words, in full in {log}:\n{tail}"
)

NETWORK_WORDS = re.compile(
    r"NewConnectionError|NameResolutionError|Temporary failure in name resolution|"
    r"ConnectTimeout|ReadTimeout|ProxyError|Max retries exceeded|Network is unreachable|"
    r"Connection refused",
    re.IGNORECASE,
)


class Refusal(Exception):
    """Why the environment can't be made, in a sentence for the person who started it."""


def main(argv: Sequence[str]) -> int:
    try:
        python = ready_environment(with_tools="test" in argv[1:2])
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; run the command again to go on from here.", file=sys.stderr)
        return 130
    if Path(sys.prefix).resolve() != python.parents[1].resolve():
        sys.stdout.flush()
        os.execv(python, [str(python), *argv])  # noqa: S606
    return run_inside(list(argv))


def run_inside(argv: list[str]) -> int:
    """Carry out the command in the finished environment."""
    from cms import catalogues

    catalogues.compile_stale(ROOT / "locales")
    if argv[1:2] == ["test"]:
        return run_tests(argv[2:])
    pass_to_settings(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    # Commands are typed with a dash; Python's modules can't be named so.
    named = [word if word.startswith("-") else word.replace("-", "_") for word in argv[1:2]]
    try:
        execute_from_command_line([argv[0], *named, *argv[2:]])
    except ImproperlyConfigured as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def run_tests(arguments: list[str]) -> int:
    """The suite on the embedded defaults; whatever follows `test` goes to pytest."""
    os.chdir(ROOT)
    import pytest

    # Long tests come at any place of a random order: whoever is idle takes from the others. Some
    # wait for processes of their own, so one more than there are cores keeps all cores at work.
    processes = (os.cpu_count() or 1) + 1
    whole = [] if arguments else [f"--numprocesses={processes}", "--dist=worksteal"]
    return int(
        pytest.main(
            ["-m", "not browser and not bench and not nginx and not php", *whole, *arguments]
        )
    )


def pass_to_settings(argv: Sequence[str]) -> None:
    """Put what `start` is told about port and data where the settings look: the environment."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--port")
    parser.add_argument("--data")
    known, _others = parser.parse_known_args(argv[2:])
    if argv[1:2] == ["start"]:
        if known.port:
            os.environ["VESTNIK_PORT"] = known.port
        if known.data:
            os.environ["VESTNIK_DATA"] = os.path.abspath(known.data)


def ready_environment(*, with_tools: bool) -> Path:
    """Return the environment's interpreter, made or brought up to date where needed."""
    folder = Path(os.environ.get("VESTNIK_ENV") or ROOT / ".venv")
    locks = [PRODUCT_LOCK, TOOLS_LOCK] if with_tools else [PRODUCT_LOCK]
    python = folder / "bin" / "python"
    if all(is_installed(folder, lock) for lock in locks):
        return python
    try:
        with only_one_installing(folder):
            if not is_sound(folder):
                make_environment(folder)
            for lock in locks:
                if not is_installed(folder, lock):
                    install(folder, lock)
    except PermissionError as fault:
        raise Refusal(NOT_WRITABLE.format(folder=folder)) from fault
    except OSError as fault:
        if fault.errno != errno.ENOSPC:
            raise
        raise Refusal(disk_full(folder)) from fault
    return python


def disk_full(folder: Path) -> str:
    return DISK_FULL.format(megabytes=ROOM_NEEDED // 1024**2, folder=folder.parent)


def is_sound(folder: Path) -> bool:
    """Whether the environment's interpreter is there and of the version it was made with."""
    python = folder / "bin" / "python"
    if not python.exists():
        return False
    # A system upgrade can put a newer Python behind the same link; its libraries are elsewhere.
    named = re.fullmatch(r"python3\.\d+", python.resolve().name)
    version = named[0] if named else "python3*"
    return any((folder / "lib").glob(f"{version}/site-packages"))


def stamp_of(folder: Path, lock: Path) -> Path:
    return folder / f"{lock.stem}.sha256"


def is_installed(folder: Path, lock: Path) -> bool:
    """Whether the environment holds just what the lock says now."""
    stamp = stamp_of(folder, lock)
    if not stamp.exists() or not is_sound(folder):
        return False
    return stamp.read_text() == digest(lock)


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


@contextmanager
def only_one_installing(folder: Path) -> Iterator[None]:
    """Let two commands that start at once wait for each other instead of installing twice."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as latch:
        fcntl.flock(latch, fcntl.LOCK_EX)
        yield


def make_environment(folder: Path) -> None:
    if shutil.disk_usage(folder.parent).free < ROOM_NEEDED:
        raise Refusal(disk_full(folder))
    if importlib.util.find_spec("venv") is None:
        raise Refusal(NO_PIP)
    import venv

    has_own_pip = importlib.util.find_spec("ensurepip") is not None
    if not has_own_pip and not outside_pip():
        raise Refusal(NO_PIP)
    print(f"Making a Python environment in {folder} …", flush=True)
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=has_own_pip).create(folder)


def outside_pip() -> list[str]:
    """A pip outside the environment that can fill it from there, or nothing."""
    for command in ([sys.executable, "-m", "pip"], ["pip3"], ["pip"]):
        if shutil.which(command[0]) is None:
            continue
        answer = subprocess.run([*command, "--version"], capture_output=True, text=True)
        found = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
        if found and (int(found[1]), int(found[2])) >= PIP_FOR_OTHERS:
            return command
    return []


def pip_for(folder: Path) -> list[str]:
    python = str(folder / "bin" / "python")
    if any((folder / "lib").glob("python*/site-packages/pip")):
        return [python, "-m", "pip"]
    outside = outside_pip()
    if not outside:
        raise Refusal(NO_PIP)
    return [*outside, "--python", python]


def install(folder: Path, lock: Path) -> None:
    """Install exactly what the lock names, telling the waiting person how far it is."""
    command = [*pip_for(folder), "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--requirement", str(lock)]
    total = len(re.findall(r"^[A-Za-z0-9]", lock.read_text(), re.MULTILINE))
    log = folder / f"{lock.stem}.log"
    with (
        log.open("w") as record,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process,
    ):
        assert process.stdout is not None  # noqa: S101
        show_progress(tee(process.stdout, record), total)
    if process.returncode:
        raise Refusal(explain_failure(log, lock, folder))
    stamp_of(folder, lock).write_text(digest(lock))


def tee(lines: Iterable[str], record: TextIO) -> Iterator[str]:
    for line in lines:
        record.write(line)
        yield line


def show_progress(lines: Iterable[str], total: int) -> None:
    """One rewritten line on a terminal, a line for every tenth package elsewhere."""
    on_terminal = sys.stdout.isatty()
    fetched = 0
    for line in lines:
        if line.startswith("Collecting "):
            fetched += 1
            name = line.split()[1].partition("==")[0]
            if on_terminal:
                print(f"\r\033[KFetching package {fetched} of {total}: {name}", end="", flush=True)
            elif fetched % 10 == 1:
                print(f"Fetching package {fetched} of {total}: {name}", flush=True)
        elif line.startswith("Installing collected packages") and fetched:
            print("\r\033[K" if on_terminal else "", end="")
            print("Unpacking them …", flush=True)


def explain_failure(log: Path, lock: Path, folder: Path) -> str:
    """Turn what pip said into one sentence that says what to do."""
    said = log.read_text(errors="replace")
    if "No space left on device" in said:
        return disk_full(folder)
    if "DO NOT MATCH THE HASHES" in said:
        return WRONG_HASH.format(lock=lock.name)
    if NETWORK_WORDS.search(said):
        return NETWORK_AWAY
    return PIP_FAILED.format(log=log, tail="".join(said.splitlines(keepends=True)[-12:]))
