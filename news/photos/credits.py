"""Credits between a file's metadata and a photo's row: taken over on upload, never lost after."""

import os
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from babel.core import get_global
from django.utils import timezone
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname
from wagtail.images.models import SourceImageIOError

from news.newsroom.languages import codes, exact
from news.newsroom.models import Licence
from news.people.models import Person
from news.photos.metadata import PhotoMetadata, embed, read

if TYPE_CHECKING:
    from news.photos.models import Photo

# What renditions repeat in their own metadata.
EMBEDDED_FIELDS = frozenset(
    {
        *(build_localized_fieldname("credit", code) for code in codes()),
        "copyright_notice",
        "source",
        "photographer",
        "licence",
        "taken_at",
    }
)

# Creative Commons and others serve one licence under many addresses.
LICENCE_ADDRESS = re.compile(
    r"^(?:https?:)?//(?:www\.)?|/(?:deed|legalcode)(?:\.[a-z_-]+)?$|/+$", re.IGNORECASE
)
SCRIPTS = {"CYRILLIC": "Cyrl", "ARABIC": "Arab", "LATIN": "Latn"}


def fill_blanks(photo: "Photo", metadata: PhotoMetadata) -> None:
    """Write what the file says into the fields that nobody has filled; does not save."""
    file_name = os.path.basename(photo.file.name or "")
    if metadata.title and photo.title in ("", file_name, os.path.splitext(file_name)[0]):
        _write(photo, "title", metadata.title)
    if not photo.has_credit:
        _write(photo, build_localized_fieldname("credit", codes()[0]), credit_line(metadata))
    for field, text in (
        ("copyright_notice", metadata.copyright),
        ("source", metadata.source),
    ):
        if not getattr(photo, field):
            _write(photo, field, text)
    _fill_texts(photo, "caption", metadata.caption, metadata.captions)
    _fill_texts(photo, "alt", metadata.alt, metadata.alts)
    if photo.licence_id is None:
        photo.licence = licence_at(metadata.licence_url)
    if photo.photographer_id is None:
        photo.photographer = person_named(metadata.creator)
    if photo.taken_at is None and metadata.taken_at:
        moment = metadata.taken_at
        photo.taken_at = moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def credit_line(metadata: PhotoMetadata) -> str:
    """Photographer and agency as printed under a photo; neither is named twice."""
    creator, credit = metadata.creator.replace("; ", ", "), metadata.credit
    if creator and credit and creator.casefold() not in credit.casefold():
        return f"{creator} / {credit}"
    return credit or creator


def licence_at(address: str) -> Licence | None:
    """The licence whose terms are at this address, whatever its scheme, host prefix or ending."""
    wanted = _bare(address)
    if not wanted:
        return None
    return next((row for row in Licence.objects.exclude(url="") if _bare(row.url) == wanted), None)


def person_named(name: str) -> Person | None:
    """The one person with this name in any language; nobody where it is none or several."""
    if not name:
        return None
    columns = [build_localized_fieldname("name", code) for code in codes()]
    found = {
        person.pk: person
        for column in columns
        for person in Person.objects.visible().filter(**{f"{column}__iexact": name})[:2]
    }
    return next(iter(found.values())) if len(found) == 1 else None


def language_of(text: str) -> str:
    """The language that an unmarked text is in, as far as its script and the editor tell."""
    counts = dict.fromkeys(SCRIPTS.values(), 0)
    for letter in filter(str.isalpha, text):
        script = SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0])
        if script:
            counts[script] += 1
    script = max(counts, key=lambda name: counts[name])
    subtags = get_global("likely_subtags")
    possible = [code for code in codes() if f"_{script}_" in subtags.get(code, "")]
    for code in (get_language(), "en", *possible):
        if code in possible:
            return str(code)
    return codes()[0]


def embedded(photo: "Photo") -> PhotoMetadata:
    """What a rendition says of itself: the row first, the file where the row has no column.

    Captions and alternative texts stay out: a language that isn't released yet must not show.
    """
    with photo.open_file() as file:
        original = read(file)
    licence, photographer = photo.licence, photo.photographer
    return PhotoMetadata(
        credit=photo.credit_in(codes()[0]).text,
        creator=str(photographer) if photographer else original.creator,
        copyright=photo.copyright_notice,
        licence_url=licence.url if licence else original.licence_url,
        usage_terms=str(licence) if licence else original.usage_terms,
        taken_at=photo.taken_at or original.taken_at,
        source=photo.source,
    )


def write_renditions_anew(photo: "Photo") -> None:
    """Put changed credits into the renditions that exist: same addresses, same pixels."""
    metadata = embedded(photo)
    for rendition in photo.renditions.all():
        try:
            with rendition.open_file() as file:
                content = embed(file.read(), metadata)
        except SourceImageIOError:
            # Lost from the storage: whoever asks for this size next has it made.
            rendition.delete()
            continue
        rendition.write_anew(content)


def _fill_texts(photo: "Photo", field: str, text: str, by_language: Mapping[str, str]) -> None:
    texts = {code: words for code, words in by_language.items() if code in codes()}
    if text and text not in by_language.values():
        texts.setdefault(language_of(text), text)
    for code, words in texts.items():
        if not exact(photo, field, code):
            _write(photo, build_localized_fieldname(field, code), words)


def _write(photo: "Photo", field: str, text: str) -> None:
    limit = photo._meta.get_field(field).max_length
    setattr(photo, field, text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…")


def _bare(address: str) -> str:
    bare = address.strip()
    for _ending in range(3):
        bare = LICENCE_ADDRESS.sub("", bare)
    return bare.casefold()
