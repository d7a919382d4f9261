"""IPTC IIM datasets inside Photoshop image resources, read and written (IIM 4.2)."""

import hashlib
import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping

IIM_RESOURCE = 0x0404
DIGEST_RESOURCE = 0x0425

UTF8_MARKER = b"\x1b%G"

TITLE, DATE, TIME, BYLINE = 5, 55, 60, 80
HEADLINE, CREDIT, SOURCE, COPYRIGHT, CAPTION = 105, 110, 115, 116, 120

# The standard's own limits are a few dozen octets, which no present reader keeps to: a credit cut
# short is worse than a long one.
VALUE_LIMIT = 2000


def read(resources: bytes) -> dict[int, str]:
    """Application record datasets as text; repeated ones are joined by semicolons."""
    datasets: dict[int, list[bytes]] = defaultdict(list)
    marker = b""
    for record, number, value in _datasets(_iim(resources)):
        if (record, number) == (1, 90):
            marker = value
        elif record == 2:
            datasets[number].append(value)
    return {
        number: "; ".join(_decode(value, marker) for value in values)
        for number, values in datasets.items()
    }


def write(values: Mapping[int, str]) -> bytes:
    """Photoshop resources holding these datasets in UTF-8, with the digest that says XMP agrees."""
    iim = _dataset(1, 90, UTF8_MARKER) + _dataset(2, 0, b"\x00\x04")
    for number, value in sorted(values.items()):
        repeated = value.split("; ") if number == BYLINE else [value]
        iim += b"".join(_dataset(2, number, _encode(part)) for part in repeated if part)
    return _resource(IIM_RESOURCE, iim) + _resource(
        DIGEST_RESOURCE, hashlib.md5(iim, usedforsecurity=False).digest()
    )


def _iim(resources: bytes) -> bytes:
    position = 0
    while position + 12 <= len(resources) and resources[position : position + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", resources, position + 4)
        name_end = position + 7 + resources[position + 6]
        name_end += (name_end - position) % 2
        (size,) = struct.unpack_from(">I", resources, name_end)
        start = name_end + 4
        if number == IIM_RESOURCE:
            return resources[start : start + size]
        position = start + size + size % 2
    return b""


def _datasets(iim: bytes) -> Iterator[tuple[int, int, bytes]]:
    position = 0
    while position + 5 <= len(iim) and iim[position] == 0x1C:
        record, number, size = struct.unpack_from(">BBH", iim, position + 1)
        position += 5
        if size & 0x8000:
            octets = size & 0x7FFF
            size = int.from_bytes(iim[position : position + octets], "big")
            position += octets
        yield record, number, iim[position : position + size]
        position += size


def _decode(value: bytes, marker: bytes) -> str:
    # Without a marker most writers mean UTF-8 today and Latin-1 in the past; bytes tell them apart.
    if marker in (UTF8_MARKER, b""):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return value.decode("cp1252")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _encode(text: str) -> bytes:
    return text.encode()[:VALUE_LIMIT].decode("utf-8", "ignore").encode()


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def _resource(number: int, payload: bytes) -> bytes:
    return (
        struct.pack(">4sHHI", b"8BIM", number, 0, len(payload))
        + payload
        + b"\x00" * (len(payload) % 2)
    )
