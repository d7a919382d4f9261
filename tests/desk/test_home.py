"""The home screen: first steps, what waits for whoever looks, what was released."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage
from wagtail.users.models import UserProfile

from news.articles import releases, tree
from news.articles.models import ArticlePage
from news.articles.tree import news_index
from news.comments.models import Comment
from news.desk.workflows import ensure_workflows
from news.newsroom import troubles
from news.newsroom.languages import codes
from news.newsroom.models import NewsroomSettings
from tests.factories import (
    PersonFactory,
    SectionFactory,
    UserFactory,
    draft,
    released,
    released_translation,
    translated,
)

HOME = "wagtailadmin_home"


def home_of(client, user) -> str:
    client.force_login(user)
    return client.get(reverse(HOME)).content.decode()


def test_first_steps_go_when_all_are_done(client, chief):
    assert 'class="steps"' in home_of(client, chief)
    NewsroomSettings.objects.update_or_create(defaults={"name_ru": "Мост"})
    SectionFactory()
    PersonFactory()
    released_translation(released())
    assert 'class="steps"' not in home_of(client, chief)


def test_translator_is_not_asked_to_found_the_newsroom(client, translator_fr):
    assert 'class="steps"' not in home_of(client, translator_fr)


def test_translator_sees_what_their_language_lacks_and_nothing_of_others(client, translator_fr):
    released(title="Хор споёт в Бизерте")
    arabic = released_translation(released(title="Письма матроса"), "ar", title="رسائل")
    shown = home_of(client, translator_fr)
    assert "Хор споёт в Бизерте" in shown
    assert arabic.title not in shown
    assert shown.count("/translate/fr/") == 2


def test_draft_waits_for_whoever_wrote_it(client, editor):
    edition = draft(title="Письма матроса", owner=editor)
    edition.save_revision(user=editor)
    home = home_of(client, editor)
    assert "Письма матроса" in home
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[edition.pk])}"' in home
    assert "Письма матроса" not in home_of(client, UserFactory(groups=["Editors"]))


def test_translation_behind_its_original_waits(client, translator_fr):
    source = released()
    released_translation(source)
    assert "state--changed" not in home_of(client, translator_fr)
    releases.release(ArticlePage.objects.get(pk=source.pk))
    assert "state--changed" in home_of(client, translator_fr)


def test_moderators_are_told_how_many_comments_wait(client, editor, translator_fr):
    story = released().story
    Comment.objects.create(story=story, language="ru", name="Анна", text="Спасибо!")
    assert reverse("comments_admin:index") in home_of(client, editor)
    assert "Анна" not in home_of(client, translator_fr)


def test_troubles_are_shown_to_those_who_release(client, editor, translator_fr):
    troubles.report("schedule:1", "Материал не вышел.")
    assert "Материал не вышел." in home_of(client, editor)
    assert "Материал не вышел." not in home_of(client, translator_fr)


def test_trouble_somebody_has_seen_leaves_the_screen(client, editor, translator_fr):
    trouble = troubles.report("schedule:1", "Материал не вышел.")
    url = reverse("desk-trouble-seen", args=[trouble.pk])
    client.force_login(translator_fr)
    client.post(url)
    assert "Материал не вышел." in home_of(client, editor)
    client.post(url)
    assert "Материал не вышел." not in home_of(client, editor)


@pytest.mark.parametrize("language", ["ru", "en", "fr", "ar", "es", "de"])
def test_home_speaks_each_language(client, editor, language):
    translated(released())
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = language
    profile.save()
    shown = home_of(client, get_user_model().objects.get(pk=editor.pk))
    assert f'lang="{language}"' in shown
    assert ('dir="rtl"' in shown.split("<body")[0]) is (language == "ar")


def test_home_asks_as_many_questions_for_many_stories_as_for_few(client, editor):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            home_of(client, editor)
        return len(asked)

    def write(number: int) -> None:
        draft(title=f"Черновик {number}", owner=editor)
        released(title=f"Вышло {number}")

    write(1)
    questions()
    few = questions()
    for number in range(2, 5):
        write(number)
    assert questions() == few


def test_notices_are_read_by_editors_alone(client, editor, translator_fr):
    released(title="Хор споёт в Бизерте")
    url = reverse("desk-notices")
    client.force_login(editor)
    assert "Хор споёт в Бизерте" in client.get(url).content.decode()
    assert client.get(url, {"kind": "withdrawn"}).status_code == 200
    assert client.get(url, {"export": "csv"}).status_code == 200
    client.force_login(translator_fr)
    assert client.get(url).status_code == 302


def test_each_language_has_its_review_and_making_it_twice_changes_nothing(db):
    ensure_workflows()
    ensure_workflows()
    assert Workflow.objects.filter(name__startswith="Review ").count() == len(codes())
    assert GroupApprovalTask.objects.filter(name__startswith="Review ").count() == len(codes())
    for code in codes():
        workflow = WorkflowPage.objects.get(page=tree.front_page(code)).workflow
        names = {group.name for group in workflow.tasks.get().specific.groups.all()}
        assert names == {"Editors", "Editors in chief"}


def test_admin_keeps_the_newsroom_s_time(client, editor):
    NewsroomSettings.objects.update_or_create(defaults={"time_zone": "Asia/Beirut"})
    client.force_login(editor)
    assert UserProfile.get_for_user(editor).current_time_zone == "Asia/Beirut"
    settings = NewsroomSettings.objects.get()
    settings.time_zone = "Africa/Tunis"
    settings.save()
    assert UserProfile.objects.get(user=editor).current_time_zone == "Africa/Tunis"


def test_story_is_begun_from_home_in_the_languages_one_writes(client, editor, translator_fr):
    def begins(language: str) -> str:
        return reverse(
            "wagtailadmin_pages:add", args=["news", "articlepage", news_index(language).pk]
        )

    assert all(begins(code) in home_of(client, editor) for code in codes())
    home = home_of(client, translator_fr)
    assert begins("fr") in home
    assert begins("ar") not in home
