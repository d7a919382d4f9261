"""Byte ranges of RFC 9110, section 14: one range is served, anything odder gets the whole file."""

import re
from typing import BinaryIO, NamedTuple

RANGE = re.compile(r"bytes\s*=\s*(?:(\d{1,15})\s*-\s*(\d{1,15})?|-\s*(\d{1,15}))\s*", re.IGNORECASE)


class Unsatisfiable(Exception):
    """The range lies wholly behind the end."""


class ByteRange(NamedTuple):
    """Positions of the first and last byte, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def parse(header: str, size: int) -> ByteRange | None:
    """The range asked for, None where the whole file is the right answer; may raise Unsatisfiable.

    Several ranges at once and malformed headers may be ignored, and are.
    """
    found = RANGE.fullmatch(header.strip())
    if not found:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        length = min(int(suffix), size)
        if not length:
            raise Unsatisfiable
        return ByteRange(size - length, size - 1)
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return ByteRange(start, end)


class Part:
    """A file from its present position on, for no more than so many bytes."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file = file
        self._left = length

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        self._file.close()
