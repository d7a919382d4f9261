"""Who is told: colleagues by their rights in a language, or by their part in a text."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from news.articles.models import ArticlePage
from news.articles.tree import front_page, news_index
from news.desk.assignments import Assignment


def writers_of(language: str) -> QuerySet:
    """Return those who may write in a language, as `may_translate` says of one."""
    return _with_right("add", news_index(language))


def releasers_of(language: str) -> QuerySet:
    """Return those who may release a language, as `may_ask` says of one."""
    return _with_right("publish", front_page(language))


def _with_right(right: str, page: Page) -> QuerySet:
    policy = policy_registry.get_by_type(Page)
    return policy.users_with_permission_for_instance(right, page)


def translator_of(edition: ArticlePage, task: Assignment | None) -> AbstractUser | None:
    """Return whose text an edition is: who claimed it, else submitted it, else began it."""
    if task is not None and task.claimed_by is not None:
        return task.claimed_by
    submitted = WorkflowState.objects.for_instance(edition).exclude(requested_by=None)
    last = submitted.select_related("requested_by").order_by("-created_at", "-pk").first()
    return last.requested_by if last else edition.owner


def may_be_told(person: Any, language: str) -> bool:
    """Say whether somebody still works here, in this language."""
    return writers_of(language).filter(pk=person.pk).exists()
