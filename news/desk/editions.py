"""Writing and releasing an edition in the admin: forms that refuse with a sentence."""

from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import HiddenInput, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from news.articles import refusals, releases
from news.articles.ledger import ReleaseIntent
from news.articles.models import ArticlePage, PlainPage, Story
from news.articles.refusals import ReleaseRefused
from news.desk.explorer import EditionUseView, NewsListView, PageSearchView
from news.desk.saving import OneAtATimeMixin
from news.desk.withdrawing import WithdrawView
from news.desk.workbench import taking

APPROVALS = frozenset({"approve"})


def say_refused(request: HttpRequest, reasons: list[str]) -> None:
    """Show why a release was refused, each reason a sentence saying what to do."""
    messages.error(
        request,
        format_html(
            "{}<ul>{}</ul>",
            _("This cannot be released yet. What you wrote is kept below."),
            format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons)),
        ),
    )


class RefusingMixin:
    """What writing and releasing share: ask first, act after, and keep what was typed."""

    def form_valid(self, form: Any) -> HttpResponse:
        if self.is_releasing and (reasons := self.reasons_against(form)):
            return self.refuse(reasons)
        return super().form_valid(form)

    @property
    def is_releasing(self) -> bool:
        return self.action_name == "publish"

    def reasons_against(self, form: Any) -> list[str]:
        return refusals.refusals(form.instance, form.cleaned_data.get("go_live_at"))

    def refuse(self, reasons: list[str]) -> HttpResponse:
        self.form.restore_required_fields()
        say_refused(self.request, reasons)
        return self.show_again(reasons)

    def show_again(self, reasons: list[str]) -> HttpResponse:
        self.errors_debug = repr(reasons)
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())


class EditionEditMixin(OneAtATimeMixin, RefusingMixin):
    """The edition's own ways to save, submit, approve and release."""

    @property
    def action_name_and_method(self) -> tuple[str, Any]:
        chosen = super().action_name_and_method
        self.form.must_say_kind = chosen[0] in {"publish", "submit"}
        self.form.is_autosaved = self.expects_json_response
        return chosen

    @property
    def is_releasing(self) -> bool:
        name = self.action_name
        approves = name == "perform_workflow_action" and self.workflow_action in APPROVALS
        return name == "publish" or (approves and self.page.current_workflow_state.is_at_final_task)

    def form_invalid(self, form: Any) -> HttpResponse:
        if "release_kind" in form.errors or "release_note" in form.errors:
            for name in ("release_kind", "release_note"):
                for error in form.errors.get(name, ()):
                    messages.error(self.request, error)
        return super().form_invalid(form)

    def publish_action(self) -> HttpResponse:
        try:
            with transaction.atomic():
                response = super().publish_action()
                self.end_review()
                return response
        except ReleaseRefused as refused:
            # The wall inside the save knows something newer than the form did.
            self.page.latest_revision = self.latest_revision
            return self.refuse(refused.messages)

    def end_review(self) -> None:
        """A release by hand answers the review that was under way."""
        state = self.page.current_workflow_state
        if state:
            state.cancel(user=self.request.user)

    def perform_workflow_action(self) -> HttpResponse:
        if self.page.live and self.has_content_changes:
            self.page = self.form.save(commit=False)
            self.page.save_revision(user=self.request.user, log_action=True)
            self.has_content_changes = False
        self.keep_intent(self.page.get_latest_revision())
        try:
            with transaction.atomic():
                return super().perform_workflow_action()
        except ReleaseRefused as refused:
            return self.refuse(refused.messages)

    def redirect_and_remain(self) -> HttpResponse:
        """Return to the form, at the passage that was copied from the original."""
        response = super().redirect_and_remain()
        taken = self.form.cleaned_data.get("take")
        if taken and taken != taking.STRUCTURE:
            response["Location"] += f"#passage-{quote(taken)}"
        return response

    def run_hook(self, hook_name: str, *args: Any, **kwargs: Any) -> Any:
        is_submitted = hook_name == "after_edit_page" and self.action_name == "submit"
        if hook_name == "before_publish_page" or is_submitted:
            self.keep_intent(self.page.latest_revision)
        return super().run_hook(hook_name, *args, **kwargs)

    def keep_intent(self, revision: Any) -> None:
        """Keep with the revision what its release will be: as said now, or when submitted."""
        kind = self.form.cleaned_data.get("release_kind")
        if kind:
            releases.intend(revision, kind, self.form.cleaned_data.get("release_note") or "")
            return
        if self.page.live and not ReleaseIntent.objects.filter(revision=revision).exists():
            said = ReleaseIntent.objects.filter(
                revision__in=self.page.revisions.filter(pk__gt=self.page.live_revision_id or 0)
            ).order_by("-revision_id")
            if earlier := said.first():
                releases.intend(revision, earlier.kind, earlier.note)


class EditionEditView(EditionEditMixin, EditView):
    """The form of an edition."""


class EditionRevertView(EditionEditMixin, RevisionsRevertView):
    """An older version in the form of the edition."""


class EditionCreateView(RefusingMixin, CreateView):
    """The form of a story just begun."""

    def reasons_against(self, form: Any) -> list[str]:
        edition = form.instance
        edition.language = self.parent_page.locale.language_code
        edition.story = Story(pk=edition.translation_key, source_language=edition.language)
        reasons = super().reasons_against(form)
        if reasons:
            edition.story = None
        return reasons

    def publish_action(self) -> HttpResponse:
        with transaction.atomic():
            return super().publish_action()


class EditionCopyForm(CopyForm):
    """A copy is a draft of a new story beside the first: no alias, nothing released."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("alias", "publish_copies", "copy_subpages"):
            self.fields.pop(name, None)
        self.fields["new_parent_page"].widget = HiddenInput()

    def clean_new_parent_page(self) -> Any:
        chosen = self.cleaned_data["new_parent_page"]
        if chosen.pk != self.page.get_parent().pk:
            raise ValidationError(_("A copy stays in the language of its text."))
        return chosen


class EditionCopyView(CopyView):
    """Begins a new story from the words of another."""

    template_name = "news/desk/form.html"

    def get_form_class(self) -> type[EditionCopyForm]:
        return EditionCopyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "title": _("Copy"),
            "subtitle": self.page.specific_deferred.get_admin_display_title(),
            "icon": "copy",
            "verb": _("Copy"),
            "media": context["form"].media,
            "back": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }


class EditionDeleteView(DeleteView):
    """Deletes an edition; the original of translations stays."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any):
        edition = get_object_or_404(ArticlePage, pk=page_id)
        if not edition.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if edition.is_source and edition.story.editions.exclude(pk=edition.pk).exists():
            messages.error(
                request,
                _(
                    "The original cannot be deleted while translations exist. Withdraw it, or "
                    "make another language the original."
                ),
            )
            return redirect("wagtailadmin_pages:edit", edition.pk)
        return super().dispatch(request, page_id, *args, **kwargs)


class EditionViewSet(PageViewSet):
    """The views of editions, in place of Wagtail's own for pages."""

    model = ArticlePage
    icon = "doc-full"
    index_view_class = NewsListView
    content_type_use_view_class = EditionUseView
    add_view_class = EditionCreateView
    edit_view_class = EditionEditView
    revisions_revert_view_class = EditionRevertView
    copy_view_class = EditionCopyView
    delete_view_class = EditionDeleteView
    unpublish_view_class = WithdrawView


class PlainPageViewSet(PageViewSet):
    """The views of pages that are not news."""

    model = PlainPage
    icon = "doc-empty"
    copy_view_class = EditionCopyView


class AnyPageViewSet(PageViewSet):
    """The views of pages of whatever kind."""

    model = Page
    search_view_class = PageSearchView


any_viewset = AnyPageViewSet()
edition_viewset = EditionViewSet()
plain_viewset = PlainPageViewSet()
