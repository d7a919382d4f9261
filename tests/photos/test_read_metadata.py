"""What a photo file says of itself is understood, and nonsense in it does no harm."""

import random
from datetime import UTC, datetime
from io import BytesIO

import pytest

from news.photos.metadata import PhotoMetadata, read
from tests.photos import files

RUSSIAN = "Анна Ковалёва"


def test_everything_the_standard_knows_is_read_from_xmp():
    packet = files.xmp(
        """<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Regatta</rdf:li></rdf:Alt></dc:title>
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Boats</rdf:li>
        <rdf:li xml:lang="fr-FR">Des bateaux</rdf:li></rdf:Alt></dc:description>
        <dc:creator><rdf:Seq><rdf:li>Анна Ковалёва</rdf:li><rdf:li>Ben Ali</rdf:li></rdf:Seq>
        </dc:creator>
        <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Bridge</rdf:li></rdf:Alt></dc:rights>
        <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="en">Press only</rdf:li></rdf:Alt>
        </xmpRights:UsageTerms>
        <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="ru">Парусники</rdf:li>
        </rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
        <photoshop:Source>Bridge archive</photoshop:Source>
        <cc:license rdf:resource="https://licences.example.org/by/4.0/"/>""",
        'photoshop:Credit="Bridge Agency" photoshop:DateCreated="2024-05-09T10:30:00+01:00"',
    )
    found = read(files.with_xmp(files.photo(), packet))
    assert found.title == "Regatta"
    assert found.caption == "Boats"
    assert found.captions == {"fr": "Des bateaux"}
    assert found.creator == f"{RUSSIAN}; Ben Ali"
    assert found.copyright == "© Bridge"
    assert found.usage_terms == "Press only"
    assert (found.alt, found.alts) == ("Парусники", {"ru": "Парусники"})
    assert found.source == "Bridge archive"
    assert found.licence_url == "https://licences.example.org/by/4.0/"
    assert found.credit == "Bridge Agency"
    assert found.taken_at is not None
    assert found.taken_at.astimezone(UTC) == datetime(2024, 5, 9, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "properties",
    [
        "<xmpRights:WebStatement>https://example.org/terms</xmpRights:WebStatement>",
        """<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">
        <plus:LicensorURL>https://example.org/terms</plus:LicensorURL></rdf:li></rdf:Seq>
        </plus:Licensor>""",
    ],
)
def test_licence_is_found_where_other_writers_put_it(properties):
    found = read(files.with_xmp(files.photo(), files.xmp(properties)))
    assert found.licence_url == "https://example.org/terms"


def test_iptc_is_read_in_utf_8_where_the_file_says_so():
    block = files.iptc(
        (80, RUSSIAN.encode()),
        (110, "Мост".encode()),
        (116, "© Мост".encode()),
        (120, "Гонка".encode()),
        (115, b"Archive"),
        (55, b"20240509"),
        (60, b"103000+0100"),
        marker=b"\x1b%G",
    )
    found = read(files.with_iptc(files.photo(), block))
    assert (found.creator, found.credit, found.copyright) == (RUSSIAN, "Мост", "© Мост")
    assert (found.caption, found.source) == ("Гонка", "Archive")
    assert found.taken_at is not None
    assert found.taken_at.isoformat() == "2024-05-09T10:30:00+01:00"


@pytest.mark.parametrize("marker", [b"", b"\x1b.A"])
def test_iptc_without_a_utf_8_marker_is_read_as_latin_1(marker):
    block = files.iptc((80, "Hélène Gérard".encode("latin-1")), marker=marker)
    assert read(files.with_iptc(files.photo(), block)).creator == "Hélène Gérard"


def test_unmarked_iptc_that_is_utf_8_is_read_as_such():
    block = files.iptc((80, RUSSIAN.encode()))
    assert read(files.with_iptc(files.photo(), block)).creator == RUSSIAN


def test_repeated_bylines_are_all_kept():
    block = files.iptc((80, b"Anna"), (80, b"Ben"))
    assert read(files.with_iptc(files.photo(), block)).creator == "Anna; Ben"


def test_exif_is_read_where_nothing_better_is_there():
    block = files.exif(
        Artist=RUSSIAN,
        Copyright="Anna\x00Bridge",
        ImageDescription="Boats",
    )
    found = read(files.saved(files.picture(), exif=block))
    assert (found.creator, found.copyright, found.caption) == (RUSSIAN, "Anna; Bridge", "Boats")


def test_xmp_goes_before_iptc_and_iptc_before_exif():
    content = files.saved(
        files.picture(), exif=files.exif(Artist="From EXIF", Copyright="From EXIF")
    )
    content = files.with_iptc(
        content, files.iptc((80, b"From IPTC"), (110, b"From IPTC"), (116, b"From IPTC"))
    )
    found = read(files.with_xmp(content, files.xmp(attributes='photoshop:Credit="From XMP"')))
    assert (found.credit, found.creator, found.copyright) == ("From XMP", "From IPTC", "From IPTC")
    content = files.saved(files.picture(), exif=files.exif(Artist="From EXIF"))
    assert read(content).creator == "From EXIF"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_xmp_is_read_from_other_formats(kind):
    assert read(files.photo(kind, credit="Мост")).credit == "Мост"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_exif_is_read_from_other_formats(kind):
    content = files.saved(files.picture(), kind, exif=files.exif(Artist="Anna"))
    assert read(content).creator == "Anna"


def test_file_without_metadata_says_nothing():
    assert read(files.photo()) == PhotoMetadata()


def test_reading_leaves_the_file_at_its_beginning():
    file = BytesIO(files.photo(credit="Bridge"))
    file.seek(7)
    assert read(file).credit == "Bridge"
    assert file.tell() == 0


def test_text_is_freed_of_control_and_direction_characters():
    block = files.iptc((110, "Bridge\x00\n\u202eegdirB\u202c\t ltd".encode()), marker=b"\x1b%G")
    assert read(files.with_iptc(files.photo(), block)).credit == "Bridge egdirB ltd"


def test_xmp_with_entities_is_not_expanded():
    packet = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + files.xmp("<dc:title>&a;</dc:title>")
    content = files.with_iptc(files.photo(), files.iptc((110, b"Bridge")))
    found = read(files.with_xmp(content, packet))
    assert (found.title, found.credit) == ("", "Bridge")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\x00\x01",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt",
        b"RIFF\x00\x00\x00\x00WEBPXMP \xff\xff\xff\xff<x",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        files.with_segment(files.photo(), 0xE1, b"Exif\x00\x00MM\x00*\xff\xff\xff\xff"),
        files.with_segment(files.photo(), 0xED, b"Photoshop 3.0\x008BIM\x04\x04\xff"),
        files.with_iptc(files.photo(), b"8BIM\x04\x04\x00\x00\xff\xff\xff\xff\x1c\x02\x50\xff\xff"),
        files.with_xmp(files.photo(), b"<x:xmpmeta>"),
        files.with_xmp(files.photo(), b"\xff\xfe\x00"),
    ],
)
def test_malformed_metadata_is_nothing_and_never_an_error(content):
    assert read(content) == PhotoMetadata()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_random_damage_is_survived(kind):
    dice = random.Random(20240509)
    whole = files.saved(files.picture((32, 32)), kind, exif=files.exif(Artist="Anna"))
    if kind == "JPEG":
        whole = files.with_iptc(whole, files.iptc((110, b"Bridge"), marker=b"\x1b%G"))
        whole = files.with_xmp(whole, files.xmp("<dc:source>Bridge</dc:source>"))
    for _attempt in range(400):
        damaged = bytearray(whole)
        for _hit in range(dice.randint(1, 12)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        read(bytes(damaged[: dice.randrange(len(damaged))]))
        read(bytes(damaged))
