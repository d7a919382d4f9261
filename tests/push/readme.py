"""The receiver that the README gives to partners, as a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cms.bootstrap import ROOT
from tests.bench.processes import wait_until_open


@contextmanager
def receiver(folder: Path, port: int, secret: str) -> Iterator[Path]:
    """Run the README's own words in a folder; yield the file of its database."""
    readme = (ROOT / "README.md").read_text()
    (code,) = re.findall(r"```python\n(.*?BaseHTTPRequestHandler.*?)```", readme, re.DOTALL)
    (folder / "receiver.py").write_text(code)
    process = subprocess.Popen(
        [sys.executable, "receiver.py"],
        cwd=folder,
        env=os.environ | {"SECRET": secret, "PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_open(port)
        yield folder / "stories.sqlite3"
    finally:
        process.kill()
        process.wait()
