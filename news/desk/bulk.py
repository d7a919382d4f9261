"""Releasing and withdrawing several editions at once, by the same rules as one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction

from news.articles import refusals, withdrawals
from news.articles.models import ArticlePage
from news.desk.withdrawing import reason_field


class BulkWithdrawalForm(DefaultPageForm):
    """The one reason for all."""

    include_descendants = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = reason_field()


class BulkWithdrawal(UnpublishBulkAction):
    """Withdraws the chosen editions with one reason; plain pages are unpublished."""

    form_class = BulkWithdrawalForm
    template_name = "news/desk/bulk_withdraw.html"

    def get_execution_context(self) -> dict[str, Any]:
        reason = self.cleaned_form.cleaned_data["reason"]
        return {**super().get_execution_context(), "reason": reason}

    @classmethod
    def execute_action(
        cls, objects: list[Any], reason: str = "", user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        pages = [page.specific for page in objects]
        editions = [page for page in pages if isinstance(page, ArticlePage)]
        withdrawals.withdraw(editions, reason, by=user)
        for page in pages:
            if not isinstance(page, ArticlePage):
                page.unpublish(user=user)
        return len(pages), 0


class BulkRelease(PublishBulkAction):
    """Releases all that were chosen, or none: what stands against it is said for each."""

    def prepare_action(self, objects: list[Any], _without_access: Any) -> HttpResponse | None:
        reasons = [
            (page.draft_title, reason)
            for page in (page.specific for page in objects)
            if isinstance(page, ArticlePage)
            for reason in _against(page)
        ]
        for title, reason in reasons:
            messages.error(
                self.request,
                _("“%(title)s”: %(reason)s") % {"title": title, "reason": reason},
            )
        return redirect(self.next_url) if reasons else None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as refused:
            for reason in refused.messages:
                messages.error(self.request, reason)
            return redirect(self.next_url)


def _against(page: ArticlePage) -> list[str]:
    draft = page.get_latest_revision_as_object()
    return refusals.refusals(draft, draft.go_live_at)
