"""Verb: make another language the original, which then owns the story's facts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from news.articles.editions import ArticlePage
from news.articles.stories import Story
from news.articles.translations import source_of, text_to_translate

_FIRST_PUBLICATION = ("first_published_in", "first_published_url")
_FACTS = (
    "section",
    "lead_photo",
    "album_url",
    *_FIRST_PUBLICATION,
    "topics",
    "credits",
    "links",
)
_MADE_FROM = ("made_from", "made_from_version")


@transaction.atomic
def make_source(edition: ArticlePage) -> None:
    """Hand the facts of the story to this edition; the former source becomes a translation.

    Readers see no difference, so nobody is told. Raises `ValidationError` where the story
    is public but this edition is not: its facts could not be released any more.
    """
    story = Story.objects.select_for_update().get(pk=edition.story_id)
    if edition.language == story.source_language:
        raise ValidationError(_("This language is the original already."))
    if story.has_released_facts and not edition.is_released:
        raise ValidationError(_("Release this language first, then make it the original."))
    former = source_of(story)
    others = [other for other in story.editions.all() if other.pk != edition.pk]
    behind = {other.pk for other in others if other.is_stale}
    story.source_language = edition.language
    story.source_version = edition.announced_version
    story.save(update_fields=["source_language", "source_version"])
    _take_facts(ArticlePage.objects.get(pk=edition.pk), story, former)
    _become_translation(ArticlePage.objects.get(pk=former.pk), edition)
    for other in others:
        version = story.source_version - (1 if other.pk in behind else 0)
        _settle_version(ArticlePage.objects.get(pk=other.pk), max(version, 0))


def _take_facts(edition: ArticlePage, story: Story, former: ArticlePage) -> None:
    facts = story if story.has_released_facts else former.get_latest_revision_as_object()
    edition.section = facts.section
    edition.lead_photo = facts.lead_photo
    edition.album_url = facts.album_url
    for name in _FIRST_PUBLICATION:
        setattr(edition, name, getattr(facts, name))
    edition.topics.set(facts.topics.all())
    own = [(credit.person_id, credit.role_id, credit.position_id) for credit in _credits(edition)]
    theirs = [(credit.person_id, credit.role_id, credit.position_id) for credit in _credits(facts)]
    _set_credits(edition, dict.fromkeys([*theirs, *own]))
    links = [(link.to_id, link.kind) for link in facts.links.all()]
    link_model = type(edition).links.rel.related_model
    edition.links.set(
        [link_model(to_id=to, kind=kind, sort_order=n) for n, (to, kind) in enumerate(links)]
    )
    edition.made_from, edition.made_from_version = None, 0
    _keep(edition)


def _become_translation(former: ArticlePage, edition: ArticlePage) -> None:
    former.section = former.lead_photo = None
    former.album_url = former.first_published_in = former.first_published_url = ""
    former.topics.set([])
    former.links.set([])
    _set_credits(former, {})
    former.made_from = text_to_translate(edition)
    _keep(former)


def _credits(holder: Any) -> list[Any]:
    return sorted(holder.credits.all(), key=lambda credit: credit.sort_order or 0)


def _set_credits(edition: ArticlePage, keys: dict[tuple[int, int, int | None], None]) -> None:
    model = type(edition).credits.rel.related_model
    edition.credits.set(
        [
            model(person_id=person, role_id=role, position_id=position, sort_order=order)
            for order, (person, role, position) in enumerate(keys)
        ]
    )


def _settle_version(edition: ArticlePage, version: int) -> None:
    edition.made_from_version = version
    edition.save(update_fields=["made_from_version"])
    _rewrite_drafts(edition, ("made_from_version",))


def _keep(edition: ArticlePage) -> None:
    """Write the row and, in drafts that wait or are scheduled, just these facts."""
    edition.save(update_fields=[*_FACTS, *_MADE_FROM])
    _rewrite_drafts(ArticlePage.objects.get(pk=edition.pk), (*_FACTS, *_MADE_FROM))


def _rewrite_drafts(edition: ArticlePage, names: tuple[str, ...]) -> None:
    content = edition.serializable_data()
    revisions = Revision.page_revisions.filter(object_id=str(edition.pk))
    waiting = revisions.filter(approved_go_live_at__isnull=False)
    for revision in {*waiting, *revisions.filter(pk=edition.latest_revision_id)}:
        revision.content = {**revision.content, **{name: content[name] for name in names}}
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
