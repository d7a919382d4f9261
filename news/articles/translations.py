"""Starting a translation, and keeping the text it was made from."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from news.articles.editions import ArticlePage, placeholder_slug
from news.articles.stories import Story
from news.people.models import Role, RoleKind

_EMPTIED = [
    "section",
    "topics",
    "lead_photo",
    "album_url",
    "first_published_in",
    "first_published_url",
    "credits",
    "links",
    # Whoever locked the original holds the original alone.
    "locked",
    "locked_at",
    "locked_by",
]
# What stands before the body, and what is said of the lead photo.
WORDS = ("title", "lead", "dateline_place", "lead_alt", "lead_caption")


def source_of(story: Story) -> ArticlePage:
    """Return the edition the story was written in."""
    return ArticlePage.objects.select_related("story").get(
        story=story, language=story.source_language
    )


def text_to_translate(source: ArticlePage) -> dict[str, Any]:
    """Return the source's words, as released if it is, comparable and complete."""
    shown = source if source.live else source.get_latest_revision_as_object()
    return {
        **{name: getattr(shown, name) for name in WORDS},
        "version": source.announced_version,
        "body": list(shown.body.get_prep_value()),
        "text": shown.plain_text(),
    }


def may_translate(user: Any, language: str) -> bool:
    """Say whether the user may write in this language's tree."""
    index = _news_index(language)
    return index is not None and index.permissions_for_user(user).can_add_subpage()


def _news_index(language: str):
    from news.articles.pages import NewsIndexPage

    return NewsIndexPage.objects.filter(locale__language_code=language).first()


def start(source: ArticlePage, language: str, *, by: Any) -> ArticlePage:
    """Return the story's edition in this language, begun now if there was none.

    It begins as a draft with the source's text; two people at once get the same page.
    Raises `PermissionDenied` where the person may not write in that language.
    """
    if not may_translate(by, language):
        raise PermissionDenied(_("You may not write in this language."))
    existing = ArticlePage.objects.filter(story_id=source.story_id, language=language)
    if edition := existing.first():
        return edition
    try:
        with transaction.atomic():
            return _copy(source, language, by)
    except IntegrityError:
        return existing.get()


def _copy(source: ArticlePage, language: str, by: Any) -> ArticlePage:
    """Copy as Wagtail's own action does, but look for no free slug: ours is nobody else's."""
    shown = source if source.live else source.get_latest_revision_as_object()
    slug = placeholder_slug(source.translation_key, language)
    copied = shown.copy(
        to=_news_index(language),
        update_attrs={"locale": Locale.objects.get(language_code=language), "slug": slug},
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        exclude_fields=_EMPTIED,
        log_action="wagtail.copy_for_translation",
        user=by,
    )
    edition = ArticlePage.objects.get(pk=copied.pk)
    edition.made_from = text_to_translate(source)
    edition.made_from_version = edition.made_from["version"]
    edition.owner = by
    edition.title = edition.draft_title = source.title
    edition.save()
    _credit_translator(edition, by)
    edition.save_revision(user=by, changed=True)
    return edition


def _credit_translator(edition: ArticlePage, by: Any) -> None:
    person = getattr(by, "person", None)
    role = Role.objects.filter(kind=RoleKind.TRANSLATOR).order_by("pk").first()
    if person is not None and role is not None:
        edition.credits.create(person=person, role=role)


def settle(source: ArticlePage) -> None:
    """At the source's first release: note which translations already say what it says.

    Those begun from a draft that has changed since are behind the original at once.
    """
    words = text_to_translate(source)
    begun = ArticlePage.objects.filter(story=source.story, made_from_version=0).exclude(
        pk=source.pk
    )
    for edition in begun:
        if _is_of(edition.made_from, words):
            ArticlePage.objects.filter(pk=edition.pk).update(
                made_from=words, made_from_version=words["version"]
            )
        for revision in edition.revisions.all():
            if _is_of(revision.content.get("made_from"), words):
                revision.content["made_from"] = words
                revision.content["made_from_version"] = words["version"]
                revision.save(update_fields=["content"])


def _is_of(made_from: dict[str, Any] | None, words: dict[str, Any]) -> bool:
    compared = (*WORDS, "text")
    return made_from is not None and all(made_from.get(name) == words[name] for name in compared)


def bring_up_to_date(edition: ArticlePage) -> None:
    """Note on a draft that it now says what the source says; the caller saves it."""
    edition.made_from = text_to_translate(source_of(edition.story))
    edition.made_from_version = edition.made_from["version"]
