"""Releasing in the admin: asked first, refused with sentences, whatever the way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles import releases
from news.articles.ledger import NoticeKind, ReleaseIntent
from news.articles.models import ArticlePage, Notice
from news.newsroom.models import NewsroomSettings
from tests.desk.conftest import edit_url, latest, sentences, typed
from tests.factories import (
    PhotoFactory,
    draft,
    released,
    released_translation,
    translated,
)

PUBLISH = {"action-publish": "action-publish"}
SUBMIT = {"action-submit": "action-submit"}


def kinds(edition: ArticlePage) -> list[str]:
    return list(Notice.objects.filter(edition=edition).values_list("kind", flat=True))


def approve(client, edition: ArticlePage, **fields):
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    return client.post(edit_url(edition), {**typed(**fields), **action}, follow=True)


def test_first_release_is_asked_nothing(desk):
    edition = draft()
    assert "release-dialog" not in desk.get(edit_url(edition)).content.decode()
    desk.post(edit_url(edition), {**typed(), **PUBLISH})
    assert kinds(edition) == [NoticeKind.RELEASED]


def test_refused_release_keeps_what_was_typed_and_says_what_to_do(desk):
    edition = draft()
    answer = desk.post(edit_url(edition), {**typed(title="Набрано", text=""), **PUBLISH})
    assert answer.status_code == 200
    assert "Набрано" in answer.content.decode()
    assert sentences(answer)
    assert not ArticlePage.objects.get(pk=edition.pk).live
    assert not kinds(edition)


def test_story_released_from_its_first_form_is_checked_too(desk):
    url = reverse(
        "wagtailadmin_pages:add",
        args=["news", "articlepage", draft().get_parent().pk],
    )
    before = ArticlePage.objects.count()
    bare = PhotoFactory(credit_ru="", credit_fr="", credit_ar="", alt_ru="")
    answer = desk.post(url, {**typed(title="Новое", lead_photo=bare.pk), **PUBLISH})
    assert answer.status_code == 200
    assert ArticlePage.objects.count() == before
    answer = desk.post(url, {**typed(title="Новое", lead_photo=PhotoFactory().pk), **PUBLISH})
    assert answer.status_code == 302
    assert ArticlePage.objects.get(title="Новое").live


def test_release_anew_must_say_what_it_is(desk):
    edition = released()
    assert "release-dialog" in desk.get(edit_url(edition)).content.decode()
    answer = desk.post(edit_url(edition), {**typed(title="Хор споёт"), **PUBLISH})
    assert answer.context["form"].errors["release_kind"]
    assert kinds(edition) == [NoticeKind.RELEASED]


@pytest.mark.parametrize(
    ("kind", "note", "told"),
    [
        ("fix", "", NoticeKind.FIXED),
        ("update", "", NoticeKind.UPDATED),
        ("correction", "Хор основан в 2018 году.", NoticeKind.CORRECTED),
    ],
)
def test_release_anew_is_told_as_it_was_meant(desk, kind, note, told):
    edition = released()
    answered = typed(title="Хор споёт", release_kind=kind, release_note=note)
    desk.post(edit_url(edition), {**answered, **PUBLISH})
    assert kinds(edition)[-1] == told
    assert Notice.objects.latest("sequence").note == note


def test_correction_without_a_note_is_refused(desk):
    edition = released()
    answered = typed(title="Хор споёт", release_kind="correction", release_note=" ")
    answer = desk.post(edit_url(edition), {**answered, **PUBLISH})
    assert answer.context["form"].errors["release_note"]
    assert kinds(edition) == [NoticeKind.RELEASED]


def test_scheduled_correction_is_one_when_its_hour_comes(desk):
    edition = released()
    later = timezone.now() + timedelta(hours=3)
    answered = typed(
        title="Хор споёт",
        release_kind="correction",
        release_note="Час был не тот.",
        go_live_at=later.strftime("%Y-%m-%d %H:%M"),
    )
    desk.post(edit_url(edition), {**answered, **PUBLISH})
    assert kinds(edition) == [NoticeKind.RELEASED]
    intent = ReleaseIntent.objects.get(revision__approved_go_live_at__isnull=False)
    assert (intent.kind, intent.note) == ("correction", "Час был не тот.")


def test_schedule_before_the_original_is_refused(desk):
    edition = translated(draft())
    later = timezone.now() + timedelta(hours=3)
    scheduled = typed(title="Le chœur", text="<p>Oui.</p>", go_live_at=later.isoformat(" ")[:16])
    answer = desk.post(edit_url(edition), {**scheduled, **PUBLISH})
    assert answer.status_code == 200
    assert sentences(answer)
    assert not edition.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_translator_submits_and_an_editor_approves(client, translator_fr, editor):
    edition = translated(released())
    client.force_login(translator_fr)
    client.post(edit_url(edition), {**typed(title="Le chœur", text="<p>Oui.</p>"), **SUBMIT})
    assert latest(edition).current_workflow_state
    assert not ArticlePage.objects.get(pk=edition.pk).live

    client.force_login(editor)
    approve(client, edition, title="Le chœur", text="<p>Oui.</p>")

    assert ArticlePage.objects.get(pk=edition.pk).live
    assert ArticlePage.objects.get(pk=edition.pk).title == "Le chœur"


def test_approval_carries_out_what_the_translator_said(client, translator_fr, editor):
    edition = released_translation(released())
    client.force_login(translator_fr)
    words = {"title": "Le chœur chante", "text": "<p>Oui.</p>"}
    answered = typed(**words, release_kind="correction", release_note="Erreur de date.")
    client.post(edit_url(edition), {**answered, **SUBMIT})

    client.force_login(editor)
    approve(client, edition, title="Le chœur chantera", text="<p>Oui.</p>")

    notice = Notice.objects.filter(edition=edition).latest("sequence")
    assert (notice.kind, notice.note) == (NoticeKind.CORRECTED, "Erreur de date.")
    assert ArticlePage.objects.get(pk=edition.pk).title == "Le chœur chantera"


def test_refused_approval_is_a_sentence(client, translator_fr, editor):
    source = released(lead_photo=PhotoFactory(alt_fr=""))
    edition = translated(source)
    words = {"title": "Le chœur", "text": "<p>Oui.</p>"}
    client.force_login(translator_fr)
    client.post(edit_url(edition), {**typed(**words), **SUBMIT})
    client.force_login(editor)

    answer = approve(client, edition, **words)
    assert sentences(answer)
    assert not ArticlePage.objects.get(pk=edition.pk).live

    state = latest(edition).current_workflow_state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[edition.pk, "approve", state.pk])
    answer = client.post(url, {"next": edit_url(edition)}, follow=True)
    assert answer.status_code == 200
    assert not ArticlePage.objects.get(pk=edition.pk).live


def test_translator_publishes_where_the_newsroom_lets_them(client, translator_fr):
    edition = translated(released())
    client.force_login(translator_fr)
    words = typed(title="Le chœur", text="<p>Oui.</p>")
    client.post(edit_url(edition), {**words, **PUBLISH})
    assert not ArticlePage.objects.get(pk=edition.pk).live

    NewsroomSettings.objects.update_or_create(defaults={"translators_may_release": True})
    client.post(edit_url(edition), {**words, **PUBLISH})
    assert ArticlePage.objects.get(pk=edition.pk).live


def test_release_by_hand_ends_the_review(client, translator_fr, editor):
    edition = translated(released())
    words = typed(title="Le chœur", text="<p>Oui.</p>")
    client.force_login(translator_fr)
    client.post(edit_url(edition), {**words, **SUBMIT})
    client.force_login(editor)
    client.post(edit_url(edition), {**words, **PUBLISH})
    edition = ArticlePage.objects.get(pk=edition.pk)
    assert edition.live
    assert edition.current_workflow_state is None


def test_bulk_release_says_what_stands_against_it_and_releases_none(desk):
    good, bad = draft(), draft(title="Пустой", body=[])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    index = reverse("wagtailadmin_explore", args=[good.get_parent().pk])
    query = f"?id={good.pk}&id={bad.pk}&next={index}"
    answer = desk.post(f"{url}{query}", follow=True)
    assert "Пустой" in sentences(answer)
    assert not ArticlePage.objects.filter(live=True).exists()
    desk.post(f"{url}?id={good.pk}&next={index}")
    assert ArticlePage.objects.get(pk=good.pk).live


def test_admin_api_refuses_translators(client, translator_fr):
    edition = translated(released())
    client.force_login(translator_fr)
    url = reverse("wagtailadmin_api:pages:action", args=[edition.pk, "publish"])
    assert client.post(url, {}, content_type="application/json").status_code in {302, 403}
    assert not ArticlePage.objects.get(pk=edition.pk).live


def test_reverted_text_is_released_as_said(desk):
    edition = released()
    first = edition.latest_revision
    releases.release(ArticlePage.objects.get(pk=edition.pk))
    url = reverse("wagtailadmin_pages:revisions_revert", args=[edition.pk, first.pk])
    assert desk.get(url).status_code == 200
    answered = typed(release_kind="update", revision=first.pk)
    desk.post(edit_url(edition), {**answered, **PUBLISH})
    assert kinds(edition)[-1] == NoticeKind.UPDATED


def test_buttons_say_review_and_withdraw(client, translator_fr, editor):
    edition = translated(released())
    client.force_login(translator_fr)
    page = client.get(edit_url(edition)).content.decode()
    assert 'name="action-submit"' in page
    assert "Review fr" not in page
    client.force_login(editor)
    page = client.get(edit_url(edition.story.editions.get(language="ru")))
    assert reverse("wagtailadmin_pages:unpublish", args=[page.context["page"].pk])
    assert 'data-a11y-dialog-show="release-dialog"' in page.content.decode()
