"""Unpublishing an edition in the admin is withdrawing it: in public, with a reason."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets import AdminAutoHeightTextInput

from news.articles import withdrawals
from news.articles.models import ArticlePage
from news.newsroom.languages import AUTONYMS


def reason_field() -> forms.CharField:
    """Return the field for why something is withdrawn."""
    return forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Readers and partners will see this sentence."),
        widget=AdminAutoHeightTextInput({"rows": 2, "dir": "auto"}),
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Say in a sentence why: readers and partners will see it.")
        },
    )


class WithdrawalForm(forms.Form):
    """Why, and which languages of the story."""

    editions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Languages to withdraw"),
        queryset=ArticlePage.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose one language at least.")},
    )
    reason = reason_field()

    def __init__(self, *args: Any, editions: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["editions"]
        field.queryset = editions
        field.label_from_instance = _label


def _label(edition: ArticlePage) -> str:
    return f"{AUTONYMS.get(edition.language, edition.language)}: {edition.title}"


class WithdrawView(View):
    """Asks for the reason and withdraws; of a source, every language is chosen at first."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        self.edition = get_object_or_404(ArticlePage.objects.select_related("story"), pk=page_id)
        if not self.edition.permissions_for_user(request.user).can_unpublish():
            raise PermissionDenied
        self.choice = self.withdrawable(request.user)
        return super().dispatch(request, **kwargs)

    def withdrawable(self, user: Any) -> Any:
        public = ArticlePage.objects.released().filter(story=self.edition.story)
        allowed = [
            edition.pk for edition in public if edition.permissions_for_user(user).can_unpublish()
        ]
        return ArticlePage.objects.filter(pk__in=allowed).order_by("path")

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = self.choice if self.edition.is_source else [self.edition]
        form = WithdrawalForm(
            editions=self.choice, initial={"editions": [edition.pk for edition in chosen]}
        )
        return self.show(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WithdrawalForm(request.POST, editions=self.choice)
        if not form.is_valid():
            return self.show(form)
        editions = list(form.cleaned_data["editions"])
        try:
            withdrawals.withdraw(editions, form.cleaned_data["reason"], by=request.user)
        except ValidationError as refused:
            form.add_error("reason", refused)
            return self.show(form)
        names = [AUTONYMS.get(edition.language, edition.language) for edition in editions]
        messages.success(
            request,
            _("Withdrawn: %(languages)s. The address says so, with the reason.")
            % {"languages": ", ".join(names)},
        )
        return redirect(get_valid_next_url_from_request(request) or self.edit_url())

    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.edition.pk])

    def show(self, form: WithdrawalForm) -> HttpResponse:
        return render(
            self.request,
            "news/desk/withdraw.html",
            {
                "title": _("Withdraw"),
                "subtitle": self.edition.title,
                "icon": "download",
                "verb": _("Withdraw"),
                "is_serious": True,
                "form": form,
                "media": form.media,
                "back": self.edit_url(),
            },
        )
