"""Why an edition may not be released: asked by forms, permissions, verbs and the last wall."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from news.newsroom.languages import AUTONYMS

if TYPE_CHECKING:
    from news.articles.editions import ArticlePage
    from news.photos.models import Photo


class ReleaseRefused(ValidationError):
    """The edition may not be released as it is; the messages say what to do."""

    @property
    def message_dict(self) -> dict[str, list[str]]:
        """The messages as Wagtail's API asks for them."""
        return {"__all__": self.messages}


class UsedPhoto(NamedTuple):
    """A photo as this edition uses it."""

    photo: "Photo"
    alt: str
    is_decorative: bool


def used_photos(edition: "ArticlePage") -> Iterator[UsedPhoto]:
    """Return the photos of an edition: the lead photo, then those of the body."""
    if lead := edition.shown_lead_photo():
        alt, _caption = edition.lead_words(lead)
        yield UsedPhoto(lead, alt or lead.alt_in(edition.language), False)
    for use in body_photos(edition.body):
        image = use["image"]
        if image:
            alt = image.contextual_alt_text or image.alt_in(edition.language)
            yield UsedPhoto(image, alt, bool(image.decorative))


def body_photos(body: Any) -> Iterator[Any]:
    """Return the photo blocks of a body, those in galleries too."""
    for block in body:
        if block.block_type == "photo":
            yield block.value
        elif block.block_type == "gallery":
            yield from block.value["photos"]


def used_papers(edition: Any) -> Iterator[Any]:
    """Return the documents to download that a body offers."""
    for block in edition.body:
        if block.block_type == "document" and block.value["document"]:
            yield block.value["document"]


def refusals(edition: "ArticlePage", at: datetime | None = None) -> list[str]:
    """Return the reasons, each a sentence saying what to do, against a release at a moment."""
    moment = at or timezone.now()
    return [
        *_of_words(edition),
        *_of_photos(edition),
        *_of_siblings(edition),
        *_of_story(edition, moment),
    ]


def check(edition: "ArticlePage", at: datetime | None = None) -> None:
    """Raise `ReleaseRefused` with all reasons, where there are any."""
    if reasons := refusals(edition, at):
        raise ReleaseRefused(reasons)


def _of_words(edition: "ArticlePage") -> Iterator[str]:
    if not edition.title.strip():
        yield _("Write a headline.")
    text = edition.plain_text().strip()
    if not text:
        yield _("Write the text: it has no words yet.")
    if edition.is_source:
        return
    original = edition.made_from or {}
    if edition.title.strip() and edition.title.strip() == (original.get("title") or "").strip():
        yield _("Translate the headline: it is the same as the original's.")
    if text and text == (original.get("text") or "").strip():
        yield _("Translate the text: it is the same as the original's.")


def _of_photos(edition: "ArticlePage") -> Iterator[str]:
    for photo, alt, is_decorative in used_photos(edition):
        named = {"photo": photo.title}
        if not alt.strip() and not is_decorative:
            yield (
                _(
                    "Describe the photo “%(photo)s” for those who do not see it, in this "
                    "language, or mark it as decorative."
                )
                % named
            )
        if not photo.has_credit:
            yield _("Say who took the photo “%(photo)s”: its credit is empty.") % named
        if photo.licence_id is None:
            yield _("Choose a licence for the photo “%(photo)s”.") % named


def _of_siblings(edition: "ArticlePage") -> Iterator[str]:
    """A source's new lead photo is shown by its released translations at once."""
    photo = edition.lead_photo
    if not edition.is_source or photo is None or photo == edition.story.lead_photo:
        return
    siblings = edition.story.editions.filter(live=True).exclude(pk=edition.pk)
    for language in siblings.values_list("language", flat=True):
        if not photo.alt_in(language).strip():
            yield _(
                "Describe the photo “%(photo)s” in %(language)s too: the released "
                "translation will show it."
            ) % {"photo": photo.title, "language": AUTONYMS[language]}


def _of_story(edition: "ArticlePage", moment: datetime) -> Iterator[str]:
    story = edition.story
    if story.is_under_embargo(moment):
        yield _("The story is under embargo until %(moment)s: schedule the release for then.") % {
            "moment": date_format(timezone.localtime(story.embargo_until), "DATETIME_FORMAT")
        }
    if edition.is_source or story.has_released_facts:
        return
    if not _source_is_due(edition, moment):
        yield _("Release the original first, or schedule it for an earlier moment.")


def _source_is_due(edition: "ArticlePage", moment: datetime) -> bool:
    from wagtail.models import Revision

    source = edition.story.editions.filter(language=edition.story.source_language).first()
    if source is None or moment <= timezone.now():
        return False
    return (
        Revision.page_revisions.filter(object_id=str(source.pk))
        .filter(approved_go_live_at__lte=moment)
        .exists()
    )
