"""What a photo file says of itself in XMP, IPTC IIM and EXIF: read, and written anew."""

import logging
import re
import struct
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from news.photos import carriers, exif, iptc, xmp

logger = logging.getLogger(__name__)

BROKEN = (struct.error, zlib.error, *exif.BROKEN, *xmp.BROKEN)

TEXT_LIMIT = 2000
# They reorder the text around them, and nobody types them into a credit.
BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...


@dataclass(frozen=True)
class PhotoMetadata:
    """Names follow the IPTC Photo Metadata Standard; unknown texts are empty.

    `captions` and `alts` hold by language code what the file marks with a language; `caption` and
    `alt` are its default. `taken_at` is naive where the camera did not say its zone. Several
    creators are joined by semicolons.
    """

    title: str = ""
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright: str = ""
    licence_url: str = ""
    usage_terms: str = ""
    taken_at: datetime | None = None
    source: str = ""
    alt: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)
    alts: Mapping[str, str] = field(default_factory=dict)


def read(file: Readable | bytes) -> PhotoMetadata:
    """What the file says, nothing where it is malformed. Leaves the file at its beginning."""
    if isinstance(file, bytes):
        content = file
    else:
        file.seek(0)
        content = file.read()
        file.seek(0)
    try:
        blocks = carriers.extract(content)
    except BROKEN as error:
        logger.info("Unreadable photo container: %s", error)
        return PhotoMetadata()
    packet = _xmp_packet(blocks.xmp)
    # The order of precedence that the IPTC recommends.
    sources = (_from_xmp(packet), _from_iptc(blocks.iptc), _from_exif(blocks.exif))
    found: dict[str, str] = {}
    for source in sources:
        for name, text in source.items():
            if not found.get(name):
                found[name] = clean(text)
    moments = (_moment(source.get("taken_at", "")) for source in sources)
    found.pop("taken_at", None)
    return PhotoMetadata(
        **found,
        taken_at=next((moment for moment in moments if moment), None),
        captions=_by_language(packet, "dc:description"),
        alts=_by_language(packet, "Iptc4xmpCore:AltTextAccessibility"),
    )


def embed(content: bytes, metadata: PhotoMetadata) -> bytes:
    """The same pixels with this metadata and nothing of what the file said before.

    Place, camera and editing history are dropped for privacy; colour profiles stay. JPEG takes XMP
    and IPTC IIM, PNG and WebP take XMP. The picture must be upright already: orientation is EXIF.
    Raises ValueError for other formats and broken files.
    """
    packet = _packet(metadata)
    if len(packet) > carriers.SEGMENT_LIMIT - len(carriers.XMP_HEADER):
        # Six languages of long texts can outgrow a segment; credits must not be lost for them.
        packet = _packet(replace(metadata, captions={}, alts={}))
    return carriers.replace(content, carriers.Blocks(xmp=packet, iptc=_resources(metadata)))


def clean(text: str) -> str:
    """One line without control characters, in composed form."""
    text = unicodedata.normalize("NFC", text.translate(BIDI_CONTROLS))
    text = re.sub(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", text)
    return text.strip()[:TEXT_LIMIT]


def _xmp_packet(block: bytes) -> xmp.Packet | None:
    if not block.strip(b"\x00 \t\r\n"):
        return None
    try:
        return xmp.Packet(block)
    except BROKEN as error:
        logger.info("Unreadable XMP in a photo: %s", error)
        return None


def _from_xmp(packet: xmp.Packet | None) -> dict[str, str]:
    if packet is None:
        return {}
    return {
        "title": packet.text("dc:title") or packet.text("photoshop:Headline"),
        "caption": packet.text("dc:description"),
        "credit": packet.text("photoshop:Credit"),
        "creator": packet.text("dc:creator"),
        "copyright": packet.text("dc:rights"),
        "licence_url": packet.text("cc:license")
        or packet.text("xmpRights:WebStatement")
        or packet.nested("plus:LicensorURL"),
        "usage_terms": packet.text("xmpRights:UsageTerms"),
        "taken_at": packet.text("photoshop:DateCreated") or packet.text("xmp:CreateDate"),
        "source": packet.text("photoshop:Source"),
        "alt": packet.text("Iptc4xmpCore:AltTextAccessibility"),
    }


def _from_iptc(block: bytes) -> dict[str, str]:
    try:
        values = iptc.read(block)
    except BROKEN as error:
        logger.info("Unreadable IPTC in a photo: %s", error)
        return {}
    date, time = values.get(iptc.DATE, ""), values.get(iptc.TIME, "")
    return {
        "title": values.get(iptc.TITLE) or values.get(iptc.HEADLINE, ""),
        "caption": values.get(iptc.CAPTION, ""),
        "credit": values.get(iptc.CREDIT, ""),
        "creator": values.get(iptc.BYLINE, ""),
        "copyright": values.get(iptc.COPYRIGHT, ""),
        "taken_at": f"{date}T{time}" if time else date,
        "source": values.get(iptc.SOURCE, ""),
    }


def _from_exif(block: bytes) -> dict[str, str]:
    if not block:
        return {}
    try:
        return exif.read(block)
    except BROKEN as error:
        logger.info("Unreadable EXIF in a photo: %s", error)
        return {}


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp.strip())
    except ValueError:
        return None


def _by_language(packet: xmp.Packet | None, name: str) -> dict[str, str]:
    if packet is None:
        return {}
    texts = packet.texts(name).items()
    return {
        language.partition("-")[0]: clean(text)
        for language, text in texts
        if language != xmp.ANY_LANGUAGE and clean(text)
    }


def _packet(metadata: PhotoMetadata) -> bytes:
    return xmp.write(
        plain={
            "photoshop:Credit": metadata.credit,
            "photoshop:Source": metadata.source,
            "photoshop:DateCreated": metadata.taken_at.isoformat() if metadata.taken_at else "",
            "xmpRights:WebStatement": metadata.licence_url,
            "xmpRights:Marked": "True" if metadata.copyright or metadata.licence_url else "",
        },
        resources={"cc:license": metadata.licence_url},
        ordered={"dc:creator": metadata.creator.split("; ")},
        alternatives={
            "dc:title": {xmp.ANY_LANGUAGE: metadata.title},
            "dc:description": {xmp.ANY_LANGUAGE: metadata.caption, **metadata.captions},
            "dc:rights": {xmp.ANY_LANGUAGE: metadata.copyright},
            "xmpRights:UsageTerms": {xmp.ANY_LANGUAGE: metadata.usage_terms},
            "Iptc4xmpCore:AltTextAccessibility": {
                xmp.ANY_LANGUAGE: metadata.alt,
                **metadata.alts,
            },
        },
    )


def _resources(metadata: PhotoMetadata) -> bytes:
    taken_at = metadata.taken_at
    return iptc.write(
        {
            iptc.TITLE: metadata.title,
            iptc.BYLINE: metadata.creator,
            iptc.CREDIT: metadata.credit,
            iptc.SOURCE: metadata.source,
            iptc.COPYRIGHT: metadata.copyright,
            iptc.CAPTION: metadata.caption,
            iptc.DATE: f"{taken_at:%Y%m%d}" if taken_at else "",
            iptc.TIME: f"{taken_at:%H%M%S%z}" if taken_at else "",
        }
    )
