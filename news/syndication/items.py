"""Making an item of an edition, as one audience may have it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from news.articles.known import Credited
from news.articles.models import ArticlePage, Notice, Section, Topic
from news.articles.rendering import Figure, Terms, body_html, words_for
from news.newsroom.dates import Calendar
from news.newsroom.languages import direction, localized
from news.newsroom.models import NewsroomSettings
from news.newsroom.phrases import ORIGINAL_IN, TRANSLATION_INTO, phrase
from news.people.models import RoleKind
from news.photos.models import Photo
from news.syndication import addresses, documents
from news.syndication.audience import Audience
from news.syndication.cleaning import standalone
from news.syndication.pictures import Use, licence_document, photo_document
from news.syndication.rights import may_give, usage_terms
from news.syndication.texts import written


def item(
    edition: ArticlePage, newsroom: NewsroomSettings, audience: Audience, now: datetime
) -> documents.Item:
    """Return a loaded edition as an item; a withdrawn one without a word of its text."""
    with translation.override(edition.language):
        if edition.is_withdrawn:
            return _withdrawn(edition, newsroom)
        return item_of(edition, newsroom, audience, now)


def item_of(
    edition: ArticlePage,
    newsroom: NewsroomSettings,
    audience: Audience,
    now: datetime,
    address: Callable[[Photo, str], str] = lambda _photo, url: url,
) -> documents.Item:
    """Return a loaded edition as an item, in the active language.

    `address` makes of a photo's address the one that this audience gets.
    """
    language, story, zone = edition.language, edition.story, newsroom.zone
    url = addresses.edition_url(edition)
    photos = {
        use.photo.pk: replace(photo, url=address(use.photo, photo.url))
        for use in photo_uses(edition)
        if may_give(use.photo, audience, now) and (photo := photo_document(use, language, zone))
    }
    licence = licence_document(audience.licence_of_texts(newsroom), language)
    corrections = tuple(
        documents.Correction(
            at=each.made_at.astimezone(zone), note=each.note, title=capfirst(_("correction"))
        )
        for each in edition.corrections.all()
    )
    elsewhere = first_published(edition)
    origin = translation_of(edition, newsroom, elsewhere)
    told = Provenance(origin, elsewhere, tuple(own_credits(edition)))
    return documents.Item(
        urn=edition.urn,
        url=url,
        language=language,
        direction=direction(language),
        headline=edition.title,
        summary=summary(edition),
        html=_html(edition, photos, corrections, told, newsroom.calendar(language)),
        released_at=edition.released_at.astimezone(zone),
        changed_at=edition.changed_at.astimezone(zone),
        credits=(*story_credits(edition), *told.credits),
        photos=tuple(photos.values()),
        section=term(story.section, language) if story.section else None,
        topics=tuple(term(topic, language) for topic in edition.story_topics),
        dateline=edition.dateline_place,
        corrections=corrections,
        licence=licence,
        rights=rights(newsroom, language, audience),
        comment_count=story.comment_count,
        comments_url=f"{url}#comments",
        editions=tuple(
            documents.Edition(language=each.language, url=addresses.edition_url(each), urn=each.urn)
            for each in sorted(edition.released_editions, key=lambda each: each.language)
        ),
        translation_of=origin,
        first_published=elsewhere,
        version=edition.version or 1,
        publisher=documents.Medium(
            name=publisher_name(newsroom, language), url=addresses.front_url(language)
        ),
        story=f"urn:uuid:{edition.story_id}",
        package_url=addresses.package_url(edition.story_id),
    )


def _withdrawn(edition: ArticlePage, newsroom: NewsroomSettings) -> documents.Item:
    at = edition.withdrawn_at.astimezone(newsroom.zone)
    return documents.Item(
        urn=edition.urn,
        url=addresses.edition_url(edition),
        language=edition.language,
        direction=direction(edition.language),
        headline=_("Withdrawn"),
        released_at=(edition.released_at or edition.withdrawn_at).astimezone(newsroom.zone),
        changed_at=at,
        withdrawal=documents.Withdrawal(
            at=at, title=_("Withdrawn"), reason=edition.withdrawal_reason
        ),
    )


def deleted_item(
    notice: Notice, newsroom: NewsroomSettings, released_at: datetime | None = None
) -> documents.Item:
    """Return what is left of an edition that was deleted while public."""
    at = notice.occurred_at.astimezone(newsroom.zone)
    with translation.override(notice.language):
        title = _("Withdrawn")
    return documents.Item(
        urn=notice.urn,
        url=addresses.absolute(notice.address_before),
        language=notice.language,
        direction=direction(notice.language),
        headline=title,
        released_at=released_at.astimezone(newsroom.zone) if released_at else at,
        changed_at=at,
        withdrawal=documents.Withdrawal(at=at, title=title, reason=notice.note),
    )


def summary(edition: ArticlePage) -> str:
    """Return the lead, or how the first paragraphs begin."""
    return edition.lead or edition.text.opening


def publisher_name(newsroom: NewsroomSettings, language: str) -> str:
    """Return what the newsroom is called in the language."""
    return localized(newsroom, "name", language).text or "Vestnik"


def rights(newsroom: NewsroomSettings, language: str, audience: Audience) -> str:
    """Return whose the texts are, under which licence and which terms that were agreed.

    Without a year, which would pass.
    """
    licence = licence_document(audience.licence_of_texts(newsroom), language)
    owner = f"© {publisher_name(newsroom, language)}"
    said = (owner, licence.name if licence else "", usage_terms(audience))
    return ". ".join(filter(None, said))


def photo_uses(edition: ArticlePage) -> Iterator[Use]:
    """Yield the photos of an edition once each: the lead photo, then those of the body."""
    seen: set[int] = set()
    if lead := edition.story.lead_photo:
        seen.add(lead.pk)
        yield Use(lead, *edition.lead_words(lead), is_lead=True)
    for use in edition.text.uses:
        if use.photo.pk not in seen:
            seen.add(use.photo.pk)
            yield use


def story_credits(edition: ArticlePage) -> Iterator[documents.Credit]:
    """Yield who made the story."""
    return (_credit(each, edition.language) for each in edition.story_credits)


def own_credits(edition: ArticlePage) -> Iterator[documents.Credit]:
    """Yield who translated and edited a translation; of an original nobody."""
    own = [] if edition.is_source else edition.own_credits
    return (_credit(each, edition.language) for each in own)


def _credit(credit: Credited, language: str) -> documents.Credit:
    person, position = credit.person, credit.position
    name = person.name_in(language)
    parts = dict.fromkeys(("position", "organisation"), "")
    if position:
        parts["position"] = localized(position, "title", language).text
        if position.organisation:
            parts["organisation"] = localized(position.organisation, "name", language).text
    is_in_sight = not person.is_hidden and person.merged_into_id is None
    return documents.Credit(
        name=name.text,
        kind=credit.role.kind,
        role=credit.role.title_for(person, language).text,
        url=addresses.listing_url("person", person.slug, language) if is_in_sight else "",
        language="" if name.language == language else name.language,
        **parts,
    )


def term(subject: Section | Topic, language: str) -> documents.Term:
    """Return a section or topic for a document."""
    name = subject.name_in(language)
    return documents.Term(
        slug=subject.slug,
        name=name.text or subject.slug,
        url=addresses.listing_url(subject.kind, subject.slug, language),
        scheme=addresses.listings_url(subject.kind, language),
        language="" if name.language == language else name.language,
    )


def first_published(edition: ArticlePage) -> documents.Medium | None:
    """Return the medium that had the text before the newsroom, if another one had."""
    story = edition.story
    if not story.first_published_in:
        return None
    return documents.Medium(name=story.first_published_in, url=story.first_published_url)


def translation_of(
    edition: ArticlePage, newsroom: NewsroomSettings, elsewhere: documents.Medium | None
) -> documents.Original | None:
    """Return the original of a translation; without an address where that isn't public."""
    if edition.is_source:
        return None
    language = edition.story.source_language
    medium = elsewhere or documents.Medium(
        name=publisher_name(newsroom, edition.language), url=addresses.front_url(language)
    )
    for each in edition.released_editions:
        if each.language == language:
            url = addresses.edition_url(each)
            return documents.Original(language=language, url=url, urn=each.urn, medium=medium)
    return documents.Original(language=language, url="", medium=medium)


class Provenance(NamedTuple):
    """Where a text comes from: its original, its first publication, who translated it."""

    original: documents.Original | None
    elsewhere: documents.Medium | None
    credits: tuple[documents.Credit, ...]

    def words(self, language: str) -> dict[str, Any]:
        """Return what the text's last lines say of it."""
        said: dict[str, Any] = {"elsewhere": self.elsewhere}
        if self.original:
            said |= {
                "original": self.original,
                "original_words": phrase(ORIGINAL_IN, self.original.language),
                "medium": "" if self.elsewhere else self.original.medium.name,
            }
        by_label = (
            (phrase(TRANSLATION_INTO, language), RoleKind.TRANSLATOR),
            (_("Editing of the translation"), RoleKind.EDITOR),
        )
        made = [(label, [c for c in self.credits if c.kind == kind]) for label, kind in by_label]
        return {**said, "made_by": [(label, people) for label, people in made if people]}


def _html(
    edition: ArticlePage,
    photos: dict[int, documents.Photo],
    corrections: tuple[documents.Correction, ...],
    provenance: Provenance,
    calendar: Calendar,
) -> str:
    """Return the whole text, written anew only where something in it differs."""
    made_of = (
        addresses.origin(),
        tuple(photos.items()),
        corrections,
        provenance,
        calendar,
        edition.lead,
        edition.dateline_place,
        edition.story.album_url,
    )
    return written(
        edition, made_of, lambda: _write_html(edition, photos, corrections, provenance, calendar)
    )


def _write_html(
    edition: ArticlePage,
    photos: dict[int, documents.Photo],
    corrections: tuple[documents.Correction, ...],
    provenance: Provenance,
    calendar: Calendar,
) -> str:
    base_url = addresses.origin()
    body = body_html(
        edition,
        "feed",
        figure_for=lambda use: _in_body(use, photos, edition.language),
        base_url=base_url,
    )
    lead = next((photo for photo in photos.values() if photo.is_lead), None)
    html = render_to_string(
        "news/syndication/item.html",
        {
            "language": edition.language,
            "direction": direction(edition.language),
            "corrections": [
                {
                    "note": each.note,
                    "date": calendar.day(each.at),
                    "datetime": each.at.isoformat(),
                }
                for each in corrections
            ],
            "lead": edition.lead,
            "dateline": edition.dateline_place,
            "figure": _figure(lead, lead.alt, lead.caption) if lead else None,
            "body": body,
            "album_url": edition.story.album_url,
            **provenance.words(edition.language),
        },
    )
    return standalone(html, base_url).strip()


def _in_body(use: Any, photos: dict[int, documents.Photo], language: str) -> Figure | None:
    """Return a photo block's value as the body shows it, None where it may not be given."""
    photo = photos.get(use["image"].pk) if use["image"] else None
    if photo is None:
        return None
    alt, caption = words_for(use, language)
    return _figure(photo, alt, caption)


def _figure(photo: documents.Photo, alt: str, caption: str) -> Figure:
    return Figure(
        url=photo.url,
        width=photo.width,
        height=photo.height,
        alt=alt,
        caption=caption,
        credit=photo.credit,
        licence=Terms(photo.licence.name, photo.licence.url) if photo.licence else None,
    )
