"""Verbs of withdrawal: take editions back in public, and restore them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from news.articles.circumstances import under
from news.articles.editions import ArticlePage
from news.newsroom.cleaning import clean_text


@transaction.atomic
def withdraw(editions: Iterable[ArticlePage], reason: str, *, by: Any = None) -> None:
    """Take released editions back; the reason is public. Raises `ValidationError` without it.

    Editions that are not released are passed over.
    """
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError(_("Say in a sentence why: readers and partners will see it."))
    with under(reason=reason, actor=by):
        for edition in editions:
            edition.unpublish(user=by)


@transaction.atomic
def restore(edition: ArticlePage, *, by: Any = None) -> ArticlePage:
    """Make a withdrawn edition public again, as it last was; raises `ReleaseRefused`."""
    last = edition.notices.filter(revision_id__isnull=False).order_by("-sequence").first()
    revision = edition.revisions.filter(pk=last.revision_id).first() if last else None
    revision = revision or edition.get_latest_revision()
    with under(actor=by):
        revision.publish(user=by, skip_permission_checks=True)
    return ArticlePage.objects.get(pk=edition.pk)
