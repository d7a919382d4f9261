"""Credits are written where other programs find them; what is private is gone."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, IptcImagePlugin

from news.photos.carriers import extract
from news.photos.metadata import PhotoMetadata, embed, read
from tests.photos import files

METADATA = PhotoMetadata(
    title="Регата",
    caption="Лодки <на> воде & ветру",
    credit="Анна Ковалёва / Мост",
    creator="Анна Ковалёва; Ben Ali",
    copyright="© Мост 2024",
    licence_url="https://licences.example.org/by/4.0/?a=1&b=2",
    usage_terms="CC BY 4.0",
    taken_at=datetime(2024, 5, 9, 9, 30, tzinfo=UTC),
    source="Мост",
    alt="Три лодки",
    captions={"ru": "Лодки", "ar": "قوارب"},
    alts={"ar": "ثلاثة قوارب"},
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_embedded_is_read_back(kind):
    assert read(embed(files.photo(kind), METADATA)) == METADATA


def test_iptc_alone_says_who_made_the_photo():
    content = embed(files.photo(), METADATA)
    blocks = extract(content)
    image = Image.open(BytesIO(content))
    found = IptcImagePlugin.getiptcinfo(image)
    assert found is not None
    assert blocks.iptc
    assert found[(2, 110)] == METADATA.credit.encode()
    assert found[(2, 80)] == ["Анна Ковалёва".encode(), b"Ben Ali"]
    assert found[(2, 116)] == METADATA.copyright.encode()
    assert found[(1, 90)] == b"\x1b%G"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_another_reader_finds_the_xmp(kind):
    image = Image.open(BytesIO(embed(files.photo(kind), METADATA)))
    assert b"<photoshop:Credit>" in image.info["xmp"]
    assert image.getxmp()["xmpmeta"]["RDF"]["Description"]["Credit"] == METADATA.credit


def test_jpeg_keeps_its_compressed_pixels_byte_for_byte():
    content = files.saved(files.picture(), "JPEG", progressive=True, icc_profile=b"p" * 90_000)
    written = embed(content, METADATA)
    scan = content[content.index(b"\xff\xda") :]
    assert written.endswith(scan)
    assert Image.open(BytesIO(written)).tobytes() == Image.open(BytesIO(content)).tobytes()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True})])
def test_other_formats_keep_pixels_and_transparency(kind, options, mode):
    content = files.saved(files.picture(mode=mode), kind, **options)
    before, after = Image.open(BytesIO(content)), Image.open(BytesIO(embed(content, METADATA)))
    assert (after.mode, after.size) == (before.mode, before.size)
    assert after.tobytes() == before.tobytes()


def test_lossy_webp_with_transparency_keeps_it():
    image = files.picture(mode="RGB").convert("RGBA")
    image.putalpha(files.picture(mode="L"))
    content = files.saved(image, "WEBP")
    before, after = Image.open(BytesIO(content)), Image.open(BytesIO(embed(content, METADATA)))
    assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_old_credits_are_dropped(kind):
    content = files.saved(files.picture(), kind, exif=files.exif(Artist="Somebody"))
    assert b"Phone maker" in content
    written = embed(content, METADATA)
    assert b"Phone maker" not in written
    assert b"Somebody" not in written
    assert not dict(Image.open(BytesIO(written)).getexif())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colour_profile_stays(kind):
    content = files.saved(files.picture(), kind, icc_profile=b"profile" * 100)
    written = embed(content, METADATA)
    assert Image.open(BytesIO(written)).info["icc_profile"] == b"profile" * 100


def test_pictures_hung_behind_a_jpeg_are_cut_off():
    hidden = files.saved(files.picture(), exif=files.exif(Artist="Somebody"))
    written = embed(files.photo() + hidden, METADATA)
    assert b"Somebody" not in written
    assert written.endswith(b"\xff\xd9")


def test_embedding_twice_leaves_one_copy():
    once = embed(files.photo(), METADATA)
    assert embed(once, METADATA) == once


def test_texts_too_long_for_a_segment_give_way_to_the_credits():
    captions = dict.fromkeys(("ru", "en", "fr", "ar", "es", "de"), "🙂" * 2000)
    found = read(
        embed(files.photo(), PhotoMetadata(credit="Мост", captions=captions, alts=captions))
    )
    assert found.credit == "Мост"
    assert found.captions == {}


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(ValueError, match=".+"):
        embed(content, METADATA)
