"""The ways to the ledger of a story and to the health of a partner."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.widgets.button import ListingButton
from wagtail.models import Page

from news.articles.advances import Advance
from news.articles.models import ArticlePage
from news.partners.models import Partner
from news.push.reading import seen_languages


def ledger_button(page: Page, user: Any, **_kwargs: Any) -> Iterator[PageMenuItem]:
    """Yield the way from an edition that partners know of to what they were told of its story."""
    edition = page.specific if page.specific_class is ArticlePage else None
    if edition is None or edition.language not in seen_languages(user):
        return
    if edition.released_at or _was_foretold(edition):
        yield PageMenuItem(
            label=_("What partners were told"),
            url=reverse("push-ledger", args=[edition.story_id]),
            icon_name="list-ul",
            priority=46,
            page=page,
        )


def _was_foretold(edition: ArticlePage) -> bool:
    """Whether it is scheduled, or was: the ledger tells of a cancelled release too."""
    return Advance.objects.filter(urn=edition.urn).exists()


def health_button(snippet: Any, user: Any, _next: str = "") -> Iterator[ListingButton]:
    """Yield the way from a partner in a list to how it fares."""
    if isinstance(snippet, Partner) and user.has_perm("news.change_subscription"):
        yield ListingButton(
            _("How it fares"),
            url=reverse("push-health", args=[snippet.pk]),
            icon_name="view",
            priority=25,
        )
