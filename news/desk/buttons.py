"""The buttons of an edition: Wagtail's where they do, ours where releasing differs."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    PublishMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
)
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from news.articles.models import ArticlePage


class ReleaseAgainItem(PublishMenuItem):
    """Opens the dialog that asks what the release of something released is."""

    template_name = "news/desk/dialog_button.html"


class SubmitAgainItem(SubmitForModerationMenuItem):
    """The same for somebody who may only submit."""

    template_name = "news/desk/dialog_button.html"


class WithdrawItem(UnpublishMenuItem):
    """Unpublishing by its name here."""

    label = _("Withdraw")


def arrange_actions(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Have a released edition ask before it is released or submitted again."""
    page = context.get("page")
    if not isinstance(page, ArticlePage) or not page.live:
        return
    for place, item in enumerate(items):
        if type(item) is PublishMenuItem:
            items[place] = ReleaseAgainItem(order=item.order)
        elif type(item) is SubmitForModerationMenuItem:
            items[place] = SubmitAgainItem(order=item.order)
        elif type(item) is UnpublishMenuItem:
            items[place] = WithdrawItem(order=item.order)


class EditionButton(PageMenuItem):
    """A verb of ours, for whoever may release the edition."""

    def is_shown(self, user: Any) -> bool:
        return self.page.permissions_for_user(user).can_publish()


def edition_buttons(page: Page, user: Any, **_kwargs: Any) -> Iterator[EditionButton]:
    """Yield what can be done to an edition beside Wagtail's own."""
    edition = page.specific if page.specific_class is ArticlePage else None
    if edition is None:
        return
    if edition.is_withdrawn:
        yield _button(edition, "desk-restore", _("Restore"), "rotate", 41)
    if edition.released_at:
        yield _button(edition, "desk-address", _("Change address"), "link", 42)
    if not edition.is_source:
        yield _button(edition, "desk-make-source", _("Make this the original"), "resubmit", 43)


def _button(edition: Page, url_name: str, label: Any, icon: str, order: int) -> EditionButton:
    button = EditionButton(label=label, icon_name=icon, priority=order, page=edition)
    button.url_name = url_name
    return button
