"""Memory that a photo took goes back to the system."""

import platform
import subprocess
import sys

import pytest

PHOTO = 1_500_000
# What was large once is taken from the heap from then on, and stays there below what came later.
CUT = """
import resource, sys
from news.newsroom.memory import keep_no_spare

whether, photo = sys.argv[1], int(sys.argv[2])
if whether == "asked":
    keep_no_spare()
b"x" * photo
photos, between = [], []
for _each in range(40):
    photos.append(b"x" * photo)
    between.append(b"x" * 100_000)
photos.clear()
pages = int(open("/proc/self/statm").read().split()[1])
print(pages * resource.getpagesize())
"""


def kept(whether: str) -> int:
    """Return the bytes that a process has once its photos are cut."""
    command = [sys.executable, "-c", CUT, whether, str(PHOTO)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries give back unasked")
def test_what_photos_took_is_given_back():
    assert kept("asked") < kept("unasked") - 20 * PHOTO
