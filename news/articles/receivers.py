"""Receivers on the way of every change to a page: they write state and notices inside it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
    pre_save,
)
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import post_page_move, pre_page_move

from news.articles import placements, refusals, state, tombstones
from news.articles.circumstances import circumstances
from news.articles.editions import ArticlePage
from news.articles.files import in_public_use, register_plain_uses, register_portrait
from news.articles.pages import FixedPage, HomePage, NewsIndexPage, PlainPage
from news.articles.stories import Story
from news.articles.vocabulary import Section, Topic
from news.newsroom.cleaning import clean_lines
from news.newsroom.generation import mark_shared, raise_generation
from news.newsroom.models import Licence, NewsroomSettings
from news.people.models import Organisation, Person, Position, Role
from news.photos import consent
from news.photos.models import Paper, Photo, Rendition

# Whatever page shows these is stale when one of them changes.
SHOWN_EVERYWHERE = (
    Licence,
    NewsroomSettings,
    Organisation,
    Paper,
    Person,
    Photo,
    Position,
    Role,
    Section,
    Topic,
)
_PUBLIC_COLUMNS = frozenset({"live", "slug", "url_path", "live_revision", "title", "body"})


def connect() -> None:
    """Connect the receivers; called once, when the application starts."""
    for model in (Page, ArticlePage):
        pre_save.connect(remember, sender=model, dispatch_uid=f"remember-{model.__name__}")
        post_save.connect(account, sender=model, dispatch_uid=f"account-{model.__name__}")
    pre_delete.connect(account_for_deletion, sender=ArticlePage, dispatch_uid="edition-deleted")
    for model in (HomePage, NewsIndexPage):
        pre_save.connect(keep_fixed, sender=model, dispatch_uid=f"fixed-{model.__name__}")
        pre_delete.connect(refuse_deletion, sender=model, dispatch_uid=f"kept-{model.__name__}")
    post_save.connect(register_plain_page, sender=PlainPage, dispatch_uid="plain-page-files")
    pre_page_move.connect(refuse_move, dispatch_uid="no-moves")
    for kept in (Photo, Paper):
        pre_delete.connect(keep_file_in_use, sender=kept, dispatch_uid=f"kept-{kept.__name__}")
    pre_delete.connect(keep_topic_in_use, sender=Topic, dispatch_uid="topic-kept")
    post_delete.connect(forget_story, sender=ArticlePage, dispatch_uid="story-forgotten")
    for model in (*SHOWN_EVERYWHERE, ArticlePage, PlainPage):
        pre_save.connect(clean_words, sender=model, dispatch_uid=f"clean-{model.__name__}")
    post_save.connect(register_person, sender=Person, dispatch_uid="portrait")
    post_delete.connect(consent.settle_portrait, sender=Person, dispatch_uid="portrait-left")
    m2m_changed.connect(
        consent.settle_marked, sender=Photo.shows.through, dispatch_uid="people-on-photos"
    )
    for signal in (post_save, post_delete):
        for model in (*SHOWN_EVERYWHERE, PlainPage):
            signal.connect(freshen, sender=model, dispatch_uid=f"freshen-{model.__name__}")
        signal.connect(freshen_cut, sender=Rendition, dispatch_uid="freshen-cut")
    post_page_move.connect(freshen, dispatch_uid="freshen-order")


def _is_public_change(update_fields: Any) -> bool:
    return update_fields is None or not _PUBLIC_COLUMNS.isdisjoint(update_fields)


def remember(sender: type[Page], instance: Page, update_fields: Any = None, **_kwargs: Any) -> None:
    """Before a save: keep what was public, and refuse what may not become public."""
    if not instance.pk or not _is_public_change(update_fields):
        return
    if sender is Page and _refuse_if_fixed(instance):
        return
    before = state.seen(instance.pk)
    instance.public_before = before
    if before is None or not instance.live:
        return
    if not before.is_live or instance.live_revision_id != before.edition.live_revision_id:
        edition = instance if isinstance(instance, ArticlePage) else before.edition
        refusals.check(edition, circumstances().moment)


def account(sender: type[Page], instance: Page, created: bool, **_kwargs: Any) -> None:
    """After a save, in its transaction: write what changed for readers."""
    if sender is Page and instance.specific_class is PlainPage:
        freshen()
    before = instance.__dict__.pop("public_before", None)
    if before is not None and not created:
        instance.accounted_kind = state.account_for(instance, before)


def account_for_deletion(sender: type[Page], instance: ArticlePage, **_kwargs: Any) -> None:
    """Before a deletion, in its transaction: a released edition is withdrawn."""
    if circumstances().erases:
        return
    if instance.is_source and instance.story.editions.exclude(pk=instance.pk).exists():
        raise ValidationError(
            _(
                "The original cannot be deleted while translations exist. Withdraw it, or "
                "make another language the original."
            )
        )
    state.account_for_deletion(instance)


def _refuse_if_fixed(page: Page) -> bool:
    specific = page.specific_class
    if specific is None or not issubclass(specific, FixedPage):
        return False
    keep_fixed(specific, page)
    return True


def _refusal_of_fixed() -> ValidationError:
    return ValidationError(
        _("The front page and the news list cannot be renamed, unpublished or deleted.")
    )


def keep_fixed(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    """Refuse to rename or unpublish a page on which the tree stands."""
    if not instance.pk:
        return
    saved = Page.objects.filter(pk=instance.pk).values("slug", "live", "url_path").first()
    if saved is None:
        return
    if saved["slug"] != instance.slug or (saved["live"] and not instance.live):
        raise _refusal_of_fixed()


def refuse_deletion(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    """Refuse to delete a page on which the tree stands, with all that is below it."""
    if not circumstances().erases:
        raise _refusal_of_fixed()


def refuse_move(
    sender: Any, instance: Page, parent_page_before: Page, parent_page_after: Page, **_kwargs: Any
) -> None:
    """Refuse moves to another parent: an edition belongs to its language's news."""
    if parent_page_before.pk != parent_page_after.pk:
        raise ValidationError(_("Pages stay in the tree of their language."))


def register_person(sender: type[Person], instance: Person, **_kwargs: Any) -> None:
    """Write that a person's page shows a portrait, and where a merged entry is listed now."""
    # While it is still known which portrait there was before.
    consent.settle_photos_of(instance)
    register_portrait(instance)
    if instance.merged_into_id:
        placements.follow_merge(instance)
        tombstones.follow_merge(instance)


def freshen(**_kwargs: Any) -> None:
    """Something that many pages show has changed: what is kept is stale."""
    mark_shared()
    raise_generation()


def freshen_cut(created: bool = False, **_kwargs: Any) -> None:
    """A photo's file at some size is another, or gone; a new one is nowhere yet."""
    if not created:
        freshen()


def register_plain_page(
    sender: type[Page], instance: PlainPage, update_fields: Any = None, **_kwargs: Any
) -> None:
    """Write which files a public plain page uses; the saving of a draft changes none."""
    if update_fields is None and instance.live:
        register_plain_uses(PlainPage.objects.get(pk=instance.pk))


def keep_file_in_use(sender: type[Photo | Paper], instance: Photo | Paper, **_kwargs: Any) -> None:
    """Refuse to delete a file that a public page shows."""
    if not circumstances().erases and in_public_use(instance).exists():
        raise ValidationError(
            _("“%(title)s” is part of a public page. Take it out of the text there first.")
            % {"title": instance.title}
        )


def keep_topic_in_use(sender: type[Topic], instance: Topic, **_kwargs: Any) -> None:
    """Refuse to delete a topic under which stories stand: readers and partners follow it."""
    carry = ArticlePage.objects.filter(Q(topics=instance) | Q(story__topics=instance))
    if not circumstances().erases and carry.exists():
        raise ValidationError(
            _("Stories stand under the topic “%(topic)s”. Take it off them first.")
            % {"topic": str(instance)}
        )


def forget_story(sender: type[Page], instance: ArticlePage, **_kwargs: Any) -> None:
    """A story goes with its last edition; its notices and addresses stay."""
    Story.objects.filter(pk=instance.story_id, editions=None).delete()


def clean_words(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    """Keep out of the database what breaks XML or turns text around."""
    clean_lines(instance)
