"""An upload that would hurt is refused with a sentence, before anything decodes it."""

import resource
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from news.photos import safety
from tests.photos import files


def uploaded(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def refusal(content: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        safety.check(uploaded(content))
    assert str(caught.value.messages[0]).endswith(".")
    return caught.value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_photo_is_taken_and_left_at_its_beginning(kind):
    file = uploaded(files.photo(kind))
    safety.check(file)
    assert file.tell() == 0


def test_photo_with_several_pictures_of_one_moment_is_taken():
    content = files.saved(files.picture(), "MPO", save_all=True, append_images=[files.picture()])
    safety.check(uploaded(content))


@pytest.mark.parametrize("options", [{"progressive": True}, {"optimize": True}, {"quality": 100}])
def test_every_sort_of_jpeg_is_taken(options):
    safety.check(uploaded(files.saved(files.picture(), **options)))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_photo_for_print_is_taken(mode):
    safety.check(uploaded(files.saved(files.picture(mode=mode))))


@pytest.mark.parametrize(
    "content",
    [
        files.png_header_only(20_000, 10_000),
        files.webp_header_only(16_000, 16_000),
        files.jpeg_header_only(20_000, 10_000),
        files.png_header_only(2**31 - 1, 2**31 - 1),
    ],
)
def test_two_hundred_megapixels_are_refused_by_the_header_alone(content):
    assert refusal(content).code == "too_many_pixels"


def test_refusal_says_how_large_the_photo_is_and_may_be():
    message = refusal(files.png_header_only(20_000, 10_000)).messages[0]
    assert "200" in message
    assert "60" in message


def test_bomb_is_refused_without_unpacking_it():
    bomb = files.png_bomb(30_000, 30_000)
    assert len(bomb) < 300_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    assert refusal(bomb).code == "too_many_pixels"
    assert time.perf_counter() - started < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_gif_whose_frame_outgrows_its_header_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    content = bytearray(files.saved(files.picture((40, 40)), "GIF"))
    content[6:10] = b"\x01\x00\x01\x00"
    assert refusal(bytes(content)).code == "too_many_pixels"


def test_file_above_the_limit_is_refused_unread(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
    file = uploaded(b"")
    file.size = 26 * 1024 * 1024
    with pytest.raises(ValidationError) as caught:
        safety.check(file)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xef\xbb\xbf\n <?xml version='1.0'?><svg/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16"),
        b"<!DOCTYPE html><title>x</title>",
        b"\n<HTML><body onload=alert(1)>",
        b"<!-- x --><svg/>",
    ],
)
def test_drawing_or_web_page_under_a_photo_name_is_refused(content):
    assert refusal(content).code == "active_content"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"%PDF-1.7",
        b"8BPS\x00\x01",
        b"PK\x03\x04",
        files.saved(files.picture(), "BMP"),
        files.saved(files.picture(), "TIFF"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)
def test_other_formats_are_refused(content):
    assert refusal(content).code == "unknown_format"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_truncated_file_is_refused(kind, share):
    content = files.photo(kind)
    assert refusal(content[: int(len(content) * share)]).code == "damaged"


def test_file_of_header_alone_is_refused():
    for content in (
        files.png_header_only(100, 100),
        files.webp_header_only(100, 100),
        files.jpeg_header_only(100, 100),
        files.png_header_only(0, 100),
    ):
        assert refusal(content).code == "damaged"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_moving_pictures_are_refused(kind):
    frames = [files.picture((64, 64)), files.picture((64, 64)).rotate(90)]
    content = files.saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert refusal(content).code == "animated"
