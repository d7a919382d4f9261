"""The few EXIF tags that say who made a photo, of what and when."""

from PIL import Image
from PIL.ExifTags import IFD, Base

WINDOWS_TITLE, WINDOWS_AUTHOR = 0x9C9B, 0x9C9D

# All that Pillow was seen to raise on EXIF that is cut off or lies about its own offsets.
BROKEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


def read(block: bytes) -> dict[str, str]:
    """Text by our own names: title, caption, creator, copyright, taken_at (ISO 8601)."""
    exif = Image.Exif()
    exif.load(block)
    details = exif.get_ifd(IFD.Exif)
    return {
        "title": _windows_text(exif.get(WINDOWS_TITLE)),
        "caption": _text(exif.get(Base.ImageDescription)),
        "creator": _text(exif.get(Base.Artist)) or _windows_text(exif.get(WINDOWS_AUTHOR)),
        # Photographer's and editor's copyright, divided by a NUL.
        "copyright": "; ".join(
            part.strip() for part in _text(exif.get(Base.Copyright)).split("\x00") if part.strip()
        ),
        "taken_at": _moment(
            _text(details.get(Base.DateTimeOriginal)), _text(details.get(Base.OffsetTimeOriginal))
        ),
    }


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    # The standard says ASCII, writers say UTF-8, Pillow reads Latin-1.
    try:
        return value.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return value.strip()


def _windows_text(value: object) -> str:
    if isinstance(value, tuple):
        value = bytes(part for part in value if isinstance(part, int) and 0 <= part < 256)
    if not isinstance(value, bytes):
        return ""
    return value.decode("utf-16-le", "ignore").strip("\x00 ")


def _moment(stamp: str, offset: str) -> str:
    date, _space, time = stamp.partition(" ")
    return f"{date.replace(':', '-')}T{time}{offset}" if time else ""
