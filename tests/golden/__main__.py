"""Writes the golden files anew: `python3 -m tests.golden`."""

from tests.golden import feeds

for path, body in feeds():
    path.write_bytes(body)
