"""The admin's own API obeys the newsroom's rules, and refuses in words."""

import pytest
from django.urls import reverse

from news.articles import tree
from news.articles.models import ArticlePage
from tests.factories import draft, released, released_translation, translated


def act(client, page, action: str, **data):
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    return client.post(url, data, content_type="application/json")


def test_unfit_text_is_refused_in_words(desk):
    bad = draft(body=[])
    answer = act(desk, bad, "publish")
    assert answer.status_code == 400
    assert not ArticlePage.objects.get(pk=bad.pk).live


def test_alias_is_refused(desk):
    edition = released()
    answer = act(desk, edition, "create_alias")
    assert answer.status_code in {400, 403}
    assert ArticlePage.objects.count() == 1


def test_copy_is_a_draft_of_a_new_story(desk):
    edition = released()
    assert act(desk, edition, "copy", keep_live=True).status_code == 201
    copy = ArticlePage.objects.exclude(pk=edition.pk).get()
    assert not copy.live
    assert copy.story != edition.story


@pytest.mark.parametrize("action", ["move", "delete"])
def test_source_with_translations_stays(desk, action):
    source = released()
    translated(source)
    data = {"destination_page_id": tree.news_index("fr").pk} if action == "move" else {}
    assert act(desk, source, action, **data).status_code in {302, 400, 403}
    assert ArticlePage.objects.get(pk=source.pk).get_parent().locale == source.locale


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "copy"])
def test_translator_does_nothing_to_other_languages(client, translator_fr, action):
    arabic = released_translation(released(), "ar", title="الجوقة", text="<p>نص.</p>")
    client.force_login(translator_fr)
    before = ArticlePage.objects.count()
    assert act(client, arabic, action).status_code in {302, 403, 404}
    assert ArticlePage.objects.count() == before
    assert ArticlePage.objects.get(pk=arabic.pk).live


def test_translator_reads_no_draft_of_another_language(client, translator_fr):
    secret = draft(title="Ещё не вышло")
    client.force_login(translator_fr)
    listed = client.get(reverse("wagtailadmin_api:pages:listing"))
    assert "Ещё не вышло" not in listed.content.decode()
    detail = client.get(reverse("wagtailadmin_api:pages:detail", args=[secret.pk]))
    assert "Ещё не вышло" not in detail.content.decode()
