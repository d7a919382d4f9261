"""What the workbench asks while somebody writes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path

from news.articles.models import ArticlePage
from news.desk import assignments
from news.desk.workbench.bench import Bench, bench_of


def remarks(request: HttpRequest, pk: int) -> JsonResponse:
    """Say anew, of the draft as it was last kept, how far it is and what is doubtful.

    The answer holds HTML by the id of the element whose place it takes.
    """
    row = get_object_or_404(ArticlePage.objects.select_related("story"), pk=pk)
    if row.is_source or not row.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    edition = row.get_latest_revision_as_object()
    bench = bench_of(edition)
    found = {
        f"remarks-{each.key}": render_to_string(
            "news/desk/workbench/remarks.html", {"sentences": each.sentences}
        )
        for each in bench.rows
    }
    found["bench-bar"] = render_to_string("news/desk/workbench/bar.html", bar(edition, bench))
    return JsonResponse(found)


def bar(edition: ArticlePage, bench: Bench) -> dict[str, Any]:
    """Return what the line above the workbench tells."""
    task = assignments.of(edition.story, edition.language)
    return {
        "bench": bench,
        "task": task,
        "until": assignments.day(task.claimed_until) if task else "",
        "brought_by": assignments.name_of(bench.brought and bench.brought.user),
    }


urlpatterns = [path("workbench/<int:pk>/remarks/", remarks, name="desk-remarks")]
