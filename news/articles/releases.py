"""Verbs of release: make an edition public, fix, update or correct it, on time."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from news.articles import refusals
from news.articles.circumstances import under
from news.articles.editions import ArticlePage
from news.articles.ledger import ReleaseIntent, ReleaseKind
from news.newsroom.cleaning import clean_text


def intend(revision: Any, kind: str, note: str = "") -> ReleaseIntent:
    """Keep with a revision what its release will be, for whichever path carries it out.

    Raises `ValidationError` where a correction does not say what was wrong.
    """
    note = clean_text(note).strip()
    if kind == ReleaseKind.CORRECTION and not note:
        raise ValidationError(_("Say in a sentence what was wrong: readers will see it."))
    intent, _is_new = ReleaseIntent.objects.update_or_create(
        revision=revision, defaults={"kind": kind, "note": note}
    )
    return intent


@transaction.atomic
def release(
    edition: ArticlePage,
    *,
    by: Any = None,
    kind: str = ReleaseKind.UPDATE,
    note: str = "",
) -> ArticlePage:
    """Make the edition as it is in memory public, and return it anew.

    `kind` and `note` say what a re-release is; a first release needs neither. Raises
    `ReleaseRefused` with sentences that say what to do.
    """
    refusals.check(edition)
    edition.go_live_at = None
    revision = edition.save_revision(user=by)
    if edition.is_released:
        intend(revision, kind, note)
    with under(actor=by):
        revision.publish(user=by, skip_permission_checks=True)
    return ArticlePage.objects.get(pk=edition.pk)


@transaction.atomic
def schedule(
    edition: ArticlePage,
    at: datetime,
    *,
    by: Any = None,
    kind: str = ReleaseKind.UPDATE,
    note: str = "",
) -> ArticlePage:
    """Have the edition as it is in memory released at a moment; raises `ReleaseRefused`."""
    refusals.check(edition, at)
    edition.go_live_at = at
    revision = edition.save_revision(user=by)
    if edition.is_released:
        intend(revision, kind, note)
    revision.publish(user=by, skip_permission_checks=True)
    return ArticlePage.objects.get(pk=edition.pk)


@transaction.atomic
def change_address(edition: ArticlePage, slug: str, *, by: Any = None) -> ArticlePage:
    """Give an edition another address; the old one leads there for ever.

    Raises `ValidationError` where the word is empty or taken.
    """
    slug = slugify(slug, allow_unicode=True)
    if not slug:
        raise ValidationError(_("Write at least one letter or digit."))
    saved = ArticlePage.objects.get(pk=edition.pk)
    saved.slug = slug
    with under(actor=by, changes_address=True):
        saved.save()
    return saved
