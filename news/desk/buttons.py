"""The buttons of an edition: Wagtail's where they do, ours where releasing differs."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
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
from news.articles.translations import may_translate
from news.desk import assignments


class ReleaseAgainItem(PublishMenuItem):
    """Opens the dialog that asks what the release of something released is."""

    template_name = "news/desk/dialog_button.html"


class SubmitItem(SubmitForModerationMenuItem):
    """Submitting by what it is for, not by the name of the workflow."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        state = parent_context["page"].current_workflow_state
        if state is None or state.status != state.STATUS_NEEDS_CHANGES:
            context["label"] = _("Submit for review")
        return context


class SubmitAgainItem(SubmitItem):
    """The same on a released edition: the dialog asks first."""

    template_name = "news/desk/dialog_button.html"


class WithdrawItem(UnpublishMenuItem):
    """Unpublishing by its name here."""

    label = _("Withdraw")


def arrange_actions(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Have an edition speak the newsroom's words, and a released one ask before it acts."""
    page = context.get("page")
    if not isinstance(page, ArticlePage) or not page.pk:
        return
    ours = {UnpublishMenuItem: WithdrawItem, SubmitForModerationMenuItem: SubmitItem}
    if page.live:
        ours |= {PublishMenuItem: ReleaseAgainItem, SubmitForModerationMenuItem: SubmitAgainItem}
    for place, item in enumerate(items):
        if replacement := ours.get(type(item)):
            items[place] = replacement(order=item.order)


class EditionButton(PageMenuItem):
    """A verb of ours, for whoever may release the edition."""

    def is_shown(self, user: Any) -> bool:
        return self.page.permissions_for_user(user).can_publish()


def edition_buttons(page: Page, user: Any, **_kwargs: Any) -> Iterator[PageMenuItem]:
    """Yield what can be done to an edition beside Wagtail's own."""
    edition = page.specific if page.specific_class is ArticlePage else None
    if edition is None:
        return
    if not edition.is_source:
        yield from _task_buttons(edition, user)
    if edition.is_withdrawn:
        yield _button(edition, "desk-restore", _("Restore"), "rotate", 41)
    if edition.released_at:
        yield _button(edition, "desk-address", _("Change address"), "link", 42)
    if not edition.is_source:
        yield _button(edition, "desk-make-source", _("Make this the original"), "resubmit", 43)


def _task_buttons(edition: ArticlePage, user: Any) -> Iterator[PageMenuItem]:
    """Yield taking the language of a text in hand, or handing it back."""
    if not may_translate(user, edition.language):
        return
    task = assignments.of(edition.story, edition.language)
    given = {"icon_name": "user", "priority": 40, "page": edition}
    where = [edition.story_id, edition.language]
    if task is None or not task.is_claimed:
        yield PageMenuItem(_("Take in hand"), url=reverse("desk-claim", args=where), **given)
    elif task.claimed_by == user or assignments.may_ask(user, edition.language):
        yield PageMenuItem(_("Hand back"), url=reverse("desk-hand-back", args=where), **given)


def _button(edition: Page, url_name: str, label: Any, icon: str, order: int) -> EditionButton:
    button = EditionButton(label=label, icon_name=icon, priority=order, page=edition)
    button.url_name = url_name
    return button
