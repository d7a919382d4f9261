"""What tests of the desk share: forms as the browser would post them."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from news.articles.models import ArticlePage


def edit_url(edition: ArticlePage) -> str:
    """Return where an edition is edited."""
    return reverse("wagtailadmin_pages:edit", args=[edition.pk])


def typed(**fields: Any) -> dict[str, Any]:
    """Return a form as posted, complete unless told otherwise; `text` is one paragraph."""
    topics = fields.pop("topics", [])
    text = fields.pop("text", "<p>Двадцать шесть детей готовят программу.</p>")
    form = {
        "title": "Хор споёт в Бизерте",
        "slug": "",
        "lead": "",
        "dateline_place": "",
        "lead_alt": "",
        "lead_caption": "",
        "body": streamfield([("paragraph", rich_text(text))]),
        "lead_photo": "",
        "album_url": "",
        "first_published_in": "",
        "first_published_url": "",
        "section": "",
        "go_live_at": "",
        "credits": inline_formset([]),
        "links": inline_formset([]),
        "comments": inline_formset([]),
        **fields,
    }
    return {**nested_form_data(form), "topics": topics}


@pytest.fixture
def desk(client, editor):
    """An editor at the admin."""
    client.force_login(editor)
    return client


def sentences(answer: Any) -> str:
    """Return what the admin said on top of the page."""
    return " ".join(str(message) for message in answer.context["messages"])


def latest(edition: ArticlePage) -> ArticlePage:
    """Return the newest draft of an edition, read anew."""
    return ArticlePage.objects.get(pk=edition.pk).get_latest_revision_as_object()
