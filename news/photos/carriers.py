"""Find and replace the metadata blocks of JPEG, PNG and WebP files, leaving pixels alone."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

JPEG_START = b"\xff\xd8"
PNG_START = b"\x89PNG\r\n\x1a\n"

EXIF_HEADER = b"Exif\x00\x00"
XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\x00"
PHOTOSHOP_HEADER = b"Photoshop 3.0\x00"
PNG_XMP_KEYWORD = b"XML:com.adobe.xmp"

SEGMENT_LIMIT = 65533
INFLATED_LIMIT = 4 * 1024 * 1024

# What a decoder needs to show the right colours; everything else may hold a private fact.
JPEG_KEPT = ((0xE0, b"JFIF\x00"), (0xE0, b"JFXX\x00"), (0xE2, b"ICC_PROFILE\x00"), (0xEE, b"Adobe"))
PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP".split())
WEBP_KEPT = frozenset((b"ICCP", b"ALPH", b"VP8 ", b"VP8L"))

# In entropy-coded data FF is followed by 00, a restart marker, or the next real marker.
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True)
class Blocks:
    """The raw metadata of a file, as its container holds it."""

    xmp: bytes = b""
    iptc: bytes = b""
    exif: bytes = b""


def kind(content: bytes) -> str:
    """`jpeg`, `png`, `webp` or `gif` by the first bytes, whatever the name says; else empty."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(PNG_START):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return ""


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels as the header says; raises ValueError or struct.error."""
    match kind(content):
        case "jpeg":
            return _jpeg_size(content)
        case "png":
            width, height = struct.unpack_from(">II", content, 16)
            return width, height
        case "webp":
            return _webp_size(content)
        case "gif":
            width, height = struct.unpack_from("<HH", content, 6)
            return width, height
    raise ValueError("not a photo")


def extract(content: bytes) -> Blocks:
    """The metadata blocks of a file; broken ones raise ValueError, struct.error or zlib.error."""
    match kind(content):
        case "jpeg":
            return _extract_from_jpeg(content)
        case "png":
            return _extract_from_png(content)
        case "webp":
            return _extract_from_webp(content)
    return Blocks()


def replace(content: bytes, blocks: Blocks) -> bytes:
    """The same picture with these blocks instead of all the metadata it had.

    Orientation goes with the EXIF, so the pixels must be upright already. PNG and WebP take
    XMP alone. Raises ValueError for any other format and for broken files.
    """
    try:
        match kind(content):
            case "jpeg":
                return _replace_in_jpeg(content, blocks)
            case "png":
                return _replace_in_png(content, blocks.xmp)
            case "webp":
                return _replace_in_webp(content, blocks.xmp)
    except (struct.error, IndexError) as error:
        raise ValueError("broken image file") from error
    raise ValueError("not a JPEG, PNG or WebP file")


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Marker, payload and end of each segment up to and with the start of the first scan."""
    position = 2
    while position + 4 <= len(content):
        if content[position] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = content[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        (length,) = struct.unpack_from(">H", content, position + 2)
        if length < 2:
            raise ValueError("segment without a length")
        end = position + 2 + length
        yield marker, content[position + 4 : end], end
        if marker == 0xDA:
            return
        position = end


def _extract_from_jpeg(content: bytes) -> Blocks:
    xmp = exif = photoshop = b""
    try:
        for marker, payload, _end in _jpeg_segments(content):
            if marker == 0xE1 and payload.startswith(XMP_HEADER):
                xmp = xmp or payload[len(XMP_HEADER) :]
            elif marker == 0xE1 and payload.startswith(EXIF_HEADER):
                exif = exif or payload[len(EXIF_HEADER) :]
            elif marker == 0xED and payload.startswith(PHOTOSHOP_HEADER):
                photoshop += payload[len(PHOTOSHOP_HEADER) :]
    except ValueError:
        # A broken segment doesn't make those before it any less true.
        pass
    return Blocks(xmp=xmp, iptc=photoshop, exif=exif)


def _replace_in_jpeg(content: bytes, blocks: Blocks) -> bytes:
    kept = [(JPEG_START, True)]
    pixels = b""
    for marker, payload, end in _jpeg_segments(content):
        is_application = 0xE0 <= marker <= 0xEF
        segment = _segment(marker, payload)
        if marker == 0xDA:
            pixels = segment + content[end : _end_of_jpeg(content, end)]
        elif is_application:
            if any(marker == kind and payload.startswith(start) for kind, start in JPEG_KEPT):
                kept.append((segment, True))
        elif marker != 0xFE:
            kept.append((segment, False))
    if not pixels:
        raise ValueError("JPEG without a scan")
    metadata = b""
    if blocks.exif:
        metadata += _segment(0xE1, EXIF_HEADER + blocks.exif)
    if blocks.xmp:
        metadata += _segment(0xE1, XMP_HEADER + blocks.xmp)
    if blocks.iptc:
        metadata += _segment(0xED, PHOTOSHOP_HEADER + blocks.iptc)
    # JFIF must come first and tables after the application segments.
    applications = b"".join(segment for segment, is_application in kept if is_application)
    tables = b"".join(segment for segment, is_application in kept if not is_application)
    return applications + metadata + tables + pixels


def _jpeg_size(content: bytes) -> tuple[int, int]:
    for marker, payload, _end in _jpeg_segments(content):
        # Start of frame; C4, C8 and CC are tables.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", payload, 1)
            return width, height
    raise ValueError("JPEG without a frame")


def _segment(marker: int, payload: bytes) -> bytes:
    if len(payload) > SEGMENT_LIMIT:
        raise ValueError("metadata too long for a JPEG segment")
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _end_of_jpeg(content: bytes, position: int) -> int:
    """Where the first picture ends: phones hang more, with metadata of their own, behind it."""
    while found := NEXT_MARKER.search(content, position):
        if content[found.start() + 1] == 0xD9:
            return found.end()
        (length,) = struct.unpack_from(">H", content, found.end())
        position = found.end() + length
    return len(content)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(PNG_START)
    while position + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, position)
        end = position + 8 + length
        if end + 4 > len(content):
            raise ValueError("PNG chunk cut off")
        yield name, content[position + 8 : end]
        if name == b"IEND":
            return
        position = end + 4


def _extract_from_png(content: bytes) -> Blocks:
    xmp = exif = b""
    try:
        for name, payload in _png_chunks(content):
            if name == b"eXIf":
                exif = payload
            elif name == b"iTXt" and payload.startswith(PNG_XMP_KEYWORD + b"\x00"):
                xmp = _international_text(payload)
    except ValueError:
        pass
    return Blocks(xmp=xmp, exif=exif)


def _international_text(payload: bytes) -> bytes:
    rest = payload[len(PNG_XMP_KEYWORD) + 1 :]
    is_compressed = rest[:1] == b"\x01"
    text = rest[2:].split(b"\x00", 2)[-1]
    return zlib.decompressobj().decompress(text, INFLATED_LIMIT) if is_compressed else text


def _png_chunk(name: bytes, payload: bytes) -> bytes:
    checksum = zlib.crc32(name + payload)
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", checksum)


def _replace_in_png(content: bytes, xmp: bytes) -> bytes:
    parts = [PNG_START]
    is_whole = False
    for name, payload in _png_chunks(content):
        if name in PNG_KEPT:
            parts.append(_png_chunk(name, payload))
        if name == b"IHDR" and xmp:
            parts.append(_png_chunk(b"iTXt", PNG_XMP_KEYWORD + b"\x00" * 5 + xmp))
        is_whole = name == b"IEND"
    if not is_whole:
        raise ValueError("PNG cut off")
    return b"".join(parts)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    while position + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, position)
        yield name, content[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _webp_chunk(name: bytes, payload: bytes) -> bytes:
    return struct.pack("<4sI", name, len(payload)) + payload + b"\x00" * (len(payload) % 2)


def _webp_size(content: bytes) -> tuple[int, int]:
    if len(content) < 30:
        raise ValueError("WebP cut off in its header")
    match content[12:16]:
        case b"VP8X":
            width, height = content[24:27], content[27:30]
            return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", content, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", content, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise ValueError("WebP without a picture")


def _extract_from_webp(content: bytes) -> Blocks:
    chunks = dict(_webp_chunks(content))
    return Blocks(
        xmp=chunks.get(b"XMP ", b""), exif=chunks.get(b"EXIF", b"").removeprefix(EXIF_HEADER)
    )


def _replace_in_webp(content: bytes, xmp: bytes) -> bytes:
    chunks = [(name, payload) for name, payload in _webp_chunks(content) if name in WEBP_KEPT]
    names = {name for name, _payload in chunks}
    lossless = next((payload for name, payload in chunks if name == b"VP8L"), b"")
    has_alpha = b"ALPH" in names or bool(lossless and lossless[4] & 0x10)
    width, height = _webp_size(content)
    flags = 0x20 * (b"ICCP" in names) | 0x10 * has_alpha | 0x04 * bool(xmp)
    header = struct.pack("<I", flags) + (width - 1).to_bytes(3, "little")
    header += (height - 1).to_bytes(3, "little")
    body = _webp_chunk(b"VP8X", header)
    body += b"".join(_webp_chunk(name, payload) for name, payload in chunks)
    if xmp:
        body += _webp_chunk(b"XMP ", xmp)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
