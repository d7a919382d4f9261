"""The ways from an edition to its copies at partners and to the report of its withdrawal."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from news.articles.models import ArticlePage
from news.push.copies.report import last_withdrawal
from news.push.copies.views import may_see


def copy_buttons(page: Page, user: Any, **_kwargs: Any) -> Iterator[PageMenuItem]:
    """Yield what leads from an edition that was public to where partners have it."""
    edition = page.specific if page.specific_class is ArticlePage else None
    if edition is None or not edition.released_at or not may_see(user, edition.language):
        return
    yield PageMenuItem(
        label=_("Copies at partners"),
        url=reverse("push-copies", args=[edition.pk]),
        icon_name="site",
        priority=44,
        page=page,
    )
    withdrawal = last_withdrawal(edition.urn) if edition.is_withdrawn else None
    if withdrawal:
        yield PageMenuItem(
            label=_("Report of the withdrawal"),
            url=reverse("push-withdrawal-report", args=[withdrawal.pk]),
            icon_name="doc-full",
            priority=45,
            page=page,
        )
