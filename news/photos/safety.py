"""Refuse an uploaded photo that would hurt, before anything decodes it."""

import struct
import zlib
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image

from news.photos import carriers

# Beginnings of what browsers would run, after any white space.
ACTIVE_STARTS = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script", b"<!--", b"<body", b"<head")

UNREADABLE = (
    ArithmeticError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
)


def check(file: File) -> None:
    """Raise ValidationError, with a sentence for the editor, unless this is a photo we can take.

    Size and dimensions are read from the header; only what passes is decoded, to find out whether
    the file is whole. Leaves the file at its beginning.
    """
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > limit:
        raise ValidationError(
            _("This file is %(size)s large; at most %(limit)s are taken. Save it smaller."),
            code="too_large",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )
    file.seek(0)
    content = file.read()
    file.seek(0)
    _check_kind(content)
    _check_dimensions(content)
    _check_picture(content)


def _check_kind(content: bytes) -> None:
    if carriers.kind(content):
        return
    start = content[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    if start.startswith(ACTIVE_STARTS):
        raise ValidationError(
            _("This is not a photo but a drawing or web page under a photo's name."),
            code="active_content",
        )
    raise ValidationError(
        _("This is not a photo we can take. Save it as JPEG, PNG, WebP or GIF."),
        code="unknown_format",
    )


def _check_dimensions(content: bytes) -> None:
    try:
        width, height = carriers.dimensions(content)
    except UNREADABLE as error:
        raise _damaged() from error
    if not width or not height:
        raise _damaged()
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if width * height > limit:
        raise _too_many_pixels(width, height)


def _check_picture(content: bytes) -> None:
    try:
        with Image.open(BytesIO(content), formats=[carriers.kind(content).upper()]) as image:
            # A GIF's first frame may be larger than the screen its header declares.
            if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise _too_many_pixels(image.width, image.height)
            if image.format != "MPO" and getattr(image, "is_animated", False):
                raise ValidationError(
                    _("Moving pictures are not taken. Save one frame as JPEG or PNG."),
                    code="animated",
                )
            # JPEG can be read through at an eighth of its size, which finds a missing end as well.
            image.draft(None, (image.width // 8, image.height // 8))
            image.load()
    except (Image.DecompressionBombError, *UNREADABLE) as error:
        raise _damaged() from error


def _too_many_pixels(width: int, height: int) -> ValidationError:
    return ValidationError(
        _(
            "This photo has %(megapixels)s megapixels (%(width)s × %(height)s); at most"
            " %(limit)s are taken. Save it smaller."
        ),
        code="too_many_pixels",
        params={
            "megapixels": round(width * height / 1_000_000),
            "width": width,
            "height": height,
            "limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
        },
    )


def _damaged() -> ValidationError:
    return ValidationError(
        _("This file is damaged or incomplete. Export the photo anew and upload that."),
        code="damaged",
    )
