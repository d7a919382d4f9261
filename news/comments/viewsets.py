"""The moderators' desk: the queue, decisions singly and in bulk, and erasing for good."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet

from news.articles.models import ArticlePage
from news.comments import moderation
from news.comments.models import Comment, CommentQuerySet, CommentState
from news.comments.tongues import UNKNOWN
from news.newsroom.languages import AUTONYMS, codes, direction

MAY_MODERATE = "news.change_comment"
DECISIONS = (
    (CommentState.APPROVED, gettext_lazy("Approve")),
    (CommentState.REJECTED, gettext_lazy("Reject")),
    (CommentState.SPAM, gettext_lazy("Spam")),
)


def language_choices() -> list[tuple[str, Any]]:
    """Return the languages in which a comment may be."""
    return [*((code, AUTONYMS.get(code, code)) for code in codes()), (UNKNOWN, _("unknown"))]


class CommentFilters(WagtailFilterSet):
    """By state, language and story; a story is named by words of a headline, or its key."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=CommentState.choices, widget=forms.RadioSelect
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), choices=language_choices, widget=forms.RadioSelect
    )
    story = django_filters.CharFilter(
        label=gettext_lazy("Words of the headline"), method="about_story"
    )

    class Meta:
        model = Comment
        fields = ["state", "language", "story"]

    def about_story(self, comments: CommentQuerySet, name: str, value: str) -> CommentQuerySet:
        try:
            return comments.filter(story=UUID(value))
        except ValueError:
            named = ArticlePage.objects.released().filter(
                story=OuterRef("story"), title__icontains=value
            )
            return comments.filter(Exists(named))


class TickColumn(BaseColumn):
    """A box to tick for a decision in bulk."""

    header_template_name = "news/comments/moderation/tick_header.html"
    cell_template_name = "news/comments/moderation/tick.html"


class WordsColumn(Column):
    """Who wrote what, under which story, and a button per decision that isn't taken yet."""

    cell_template_name = "news/comments/moderation/words.html"

    def get_cell_context_data(self, instance: Comment, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        edition = shown_edition(instance)
        erase_url = reverse("comments_admin:erase", args=[instance.pk])
        may_erase = parent_context["request"].user.has_perm("news.delete_comment")
        return context | {
            "comment": instance,
            "direction": direction(instance.language),
            "tongue": AUTONYMS.get(instance.language, ""),
            "edition": edition,
            "edition_url": quote(edition.url_path) if edition else "",
            "decisions": [each for each in DECISIONS if each[0] != instance.state],
            "erase_url": erase_url if may_erase else "",
        }


def shown_edition(comment: Comment) -> ArticlePage | None:
    """Return the released edition to link: in the comment's language, or else the original."""
    editions = {each.language: each for each in comment.story.shown_editions}
    wanted = (comment.language, comment.story.source_language, *editions)
    return next((editions[code] for code in wanted if code in editions), None)


class CommentIndexView(generic.IndexView):
    """All comments, newest first; takes decisions by POST."""

    model = Comment
    any_permission_required = ["change"]
    results_template_name = "news/comments/moderation/results.html"
    default_ordering = "-written_at"
    filterset_class = CommentFilters
    paginate_by = 30
    search_fields = ["name", "text"]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TickColumn("tick"),
            WordsColumn("text", label=pgettext_lazy("noun", "Comment"), sort_key="written_at"),
            StatusTagColumn(
                "state",
                label=gettext_lazy("State"),
                accessor="get_state_display",
                primary=lambda comment: comment.state == CommentState.PENDING,
            ),
        ]

    def get_base_queryset(self) -> CommentQuerySet:
        editions = ArticlePage.objects.released().only(
            "title", "language", "url_path", "path", "depth", "story_id"
        )
        shown = Prefetch("story__editions", queryset=editions, to_attr="shown_editions")
        return Comment.objects.select_related("story").prefetch_related(shown)

    def search_queryset(self, queryset: CommentQuerySet) -> CommentQuerySet:
        if not self.is_searching:
            return queryset
        words = self.search_query
        return queryset.filter(Q(name__icontains=words) | Q(text__icontains=words))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        query = self.request.GET.copy()
        query.pop("_w_filter_fragment", None)
        return context | {
            "decisions": DECISIONS,
            "here": f"{self.index_url}?{query.urlencode()}",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry out a decision on one comment, or on those that are ticked."""
        if not self.user_has_permission("change"):
            raise PermissionDenied
        state, key = f"{request.POST.get('decide', '')}:".split(":")[:2]
        keys = [key] if key else request.POST.getlist("comment")
        numbers = [int(each) for each in keys if each.isascii() and each.isdigit()]
        if state not in moderation.DECISIONS or not numbers:
            messages.warning(request, _("Tick at least one comment first."))
        else:
            changed = moderation.decide(numbers, state, by=request.user)
            messages.success(request, _said_of(state, changed))
        return redirect(request.get_full_path())


def _said_of(state: str, count: int) -> str:
    said = {
        CommentState.APPROVED: ngettext(
            "%(count)d comment approved.", "%(count)d comments approved.", count
        ),
        CommentState.REJECTED: ngettext(
            "%(count)d comment rejected.", "%(count)d comments rejected.", count
        ),
        CommentState.SPAM: ngettext(
            "%(count)d comment marked as spam.", "%(count)d comments marked as spam.", count
        ),
    }
    return said[CommentState(state)] % {"count": count}


class EraseView(generic.DeleteView):
    """Erasing a comment for good, on somebody's legal request."""

    model = Comment
    page_title = gettext_lazy("Erase for good")
    header_icon = "bin"
    success_message = gettext_lazy("The comment was erased.")

    @property
    def confirmation_message(self) -> str:
        return _(
            "Erase this comment where somebody may demand it by law. Nothing brings it back. To "
            "keep it from readers only, reject it."
        )

    def delete_action(self) -> None:
        moderation.purge_comment(self.object, by=self.request.user)


class CommentMenuItem(MenuItem):
    """The queue in the admin's menu, with the number of comments that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_MODERATE)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        count = Comment.objects.waiting().count()
        words = _("Comments (%(count)d)") % {"count": count} if count else self.label
        return LinkMenuItem(
            self.name, words, self.url, icon_name=self.icon_name, classname=self.classname
        )


class CommentViewSet(ViewSet):
    """Comments in the admin: read, decided on, erased; never written or rewritten."""

    name = "comments_admin"
    url_prefix = "comments"
    icon = "comment"
    menu_label = gettext_lazy("Comments")
    menu_name = "comments"
    menu_order = 150
    menu_item_class = CommentMenuItem
    add_to_admin_menu = True

    @cached_property
    def menu_url(self) -> str:
        return f"{reverse('comments_admin:index')}?state={CommentState.PENDING}"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            header_icon=self.icon,
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            delete_url_name=self.get_url_name("erase"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[Any]:
        results = self.construct_view(CommentIndexView, results_only=True)
        return [
            path("", self.construct_view(CommentIndexView), name="index"),
            path("results/", results, name="index_results"),
            path("erase/<int:pk>/", self.construct_view(EraseView), name="erase"),
        ]

    def on_register(self) -> None:
        super().on_register()
        hooks.register("register_permissions", _permissions)


def _permissions() -> Any:
    """Return what a group may be given in the admin: moderating and erasing."""
    return Permission.objects.filter(
        content_type__app_label="news", codename__in=["change_comment", "delete_comment"]
    )


comments = CommentViewSet()
