"""Photo files made in memory: honest ones, and those that somebody tampered with."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from news.photos.metadata import PhotoMetadata, embed

XMP_TEMPLATE = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 xmlns:cc="http://creativecommons.org/ns#" {attributes}>{properties}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def picture(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """A gradient, so that lossy formats have something to compress."""
    return Image.linear_gradient("L").resize(size).convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **metadata: object) -> bytes:
    """A photo file, with these metadata embedded by our own writer."""
    content = saved(picture(size), kind)
    return embed(content, PhotoMetadata(**metadata)) if metadata else content


def xmp(properties: str = "", attributes: str = "") -> bytes:
    return XMP_TEMPLATE.format(properties=properties, attributes=attributes).encode()


def iptc(*datasets: tuple[int, bytes], marker: bytes = b"") -> bytes:
    """An APP13 payload as Photoshop writes it, another resource standing before the IIM."""
    iim = struct.pack(">BBBH", 0x1C, 1, 90, len(marker)) + marker if marker else b""
    for number, value in datasets:
        iim += struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
    first = b"8BIM\x03\xed\x03abc\x00\x00\x00\x03xyz\x00"
    return first + b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(iim)) + iim


def exif(**texts: str) -> Image.Exif:
    """EXIF with these Base tags, and the place where a phone took the photo."""
    block = Image.Exif()
    for name, text in texts.items():
        block[Base[name]] = text.encode()
    block[Base.Make] = "Phone maker"
    gps = block.get_ifd(IFD.GPSInfo)
    gps[GPS.GPSLatitudeRef] = "N"
    gps[GPS.GPSLatitude] = (36.0, 48.0, 0.0)
    return block


def with_segment(jpeg: bytes, marker: int, payload: bytes) -> bytes:
    """The JPEG with one more segment behind its start."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload + jpeg[2:]


def with_xmp(jpeg: bytes, packet: bytes) -> bytes:
    return with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet)


def with_iptc(jpeg: bytes, resources: bytes) -> bytes:
    return with_segment(jpeg, 0xED, b"Photoshop 3.0\x00" + resources)


def png_header_only(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of this size."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, payload) for name, payload in chunks)


def png_bomb(width: int, height: int) -> bytes:
    """A whole PNG of one colour: kilobytes that unpack to gigabytes."""
    packer = zlib.compressobj(9)
    row = bytes(width // 8 + 1)
    rows = b"".join(packer.compress(row) for _row in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, payload) for name, payload in chunks)


def webp_header_only(width: int, height: int) -> bytes:
    header = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", len(header)) + header
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_header_only(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def _chunk(name: bytes, payload: bytes) -> bytes:
    checksum = zlib.crc32(name + payload)
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", checksum)
