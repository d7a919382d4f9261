"""The thread below an edition: all languages, in order, counted in the reader's grammar."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from news.comments.models import Comment, CommentState
from news.comments.threads import count_words, thread
from news.comments.tongues import language_of
from news.newsroom.models import NewsroomSettings
from tests.factories import released, released_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return released()


def approved(edition, text, language, minutes=0, **fields):
    return Comment.objects.create(
        story=edition.story,
        name=fields.pop("name", "Анна"),
        text=text,
        language=language,
        state=CommentState.APPROVED,
        written_at=timezone.now() - timedelta(minutes=minutes),
        **fields,
    )


def test_all_languages_stand_in_one_thread_in_order_of_writing(client, edition):
    french = released_translation(edition)
    approved(edition, "Спасибо", "ru", minutes=1)
    approved(edition, "شكرا", "ar", minutes=3)
    approved(edition, "Merci", "fr", minutes=2)
    for page in (edition, french):
        html = client.get(page.url_path).text
        places = [html.index(text) for text in ("شكرا", "Merci", "Спасибо")]
        assert places == sorted(places)
        assert '<div lang="ar" dir="rtl"><p>شكرا</p></div>' in html


def test_comment_says_its_language_only_where_it_is_foreign(edition):
    approved(edition, "Спасибо", "ru")
    approved(edition, "Merci", "fr")
    tongues = {each.language: each.tongue for each in thread(edition.story, "ru").comments}
    assert tongues == {"ru": "", "fr": "Français"}


@pytest.mark.parametrize("state", [s for s in CommentState if s != CommentState.APPROVED])
def test_comment_that_is_not_approved_is_never_rendered(client, edition, state):
    comment = approved(edition, "Не показывать", "ru")
    Comment.objects.filter(pk=comment.pk).update(state=state)
    assert "Не показывать" not in client.get(edition.url_path).text


def test_words_of_readers_are_never_markup(client, edition):
    approved(edition, "<script>x</script>", "ru", name="<img src=x>")
    html = client.get(edition.url_path).text
    assert "<script>x" not in html
    assert "<img src=x>" not in html


def test_page_and_story_count_alike(client, edition):
    for number in range(3):
        approved(edition, f"Комментарий {number}", "ru")
    edition.story.refresh_from_db()
    assert thread(edition.story, "ru").count == edition.story.comment_count == 3


def test_thread_takes_the_same_queries_however_long(edition, django_assert_num_queries):
    newsroom = NewsroomSettings.load()
    for number in range(5):
        approved(edition, f"Комментарий {number}", "ru")
    with django_assert_num_queries(1):
        thread(edition.story, "ru", newsroom=newsroom)


def test_form_is_shown_only_while_comments_are_open(client, edition):
    assert 'action="/ru/comments/"' in client.get(edition.url_path).text
    edition.story.comments_open = False
    edition.story.save()
    approved(edition, "Спасибо", "ru")
    html = client.get(edition.url_path).text
    assert 'action="/ru/comments/"' not in html
    assert "Спасибо" in html


def test_form_is_in_the_words_of_whoever_reads(client, edition):
    translated = released_translation(edition, "fr")
    for page, label in ((edition, "Имя"), (translated, "Nom"), (edition, "Имя")):
        assert f'<label for="comment-name">{label}</label>' in client.get(page.url_path).text


def test_count_is_in_the_words_of_the_reader():
    with translation.override("en"):
        assert [count_words(n) for n in (0, 1, 2)] == ["0 comments", "1 comment", "2 comments"]


@pytest.mark.parametrize(
    ("text", "page_language", "language"),
    [
        ("Спасибо!", "ru", "ru"),
        ("Спасибо!", "fr", "ru"),
        ("شكرا جزيلا", "ru", "ar"),
        ("Merci pour la photo, elle est très belle", "ru", "fr"),
        ("Vielen Dank, das ist sehr schön", "ar", "de"),
        ("Muchas gracias por las fotos", "en", "es"),
        ("The bridge is beautiful", "fr", "en"),
        ("Bravo", "fr", "fr"),
        ("Bravo", "ru", "und"),
        ("👏👏", "ar", "ar"),
    ],
)
def test_language_is_the_one_that_was_written(text, page_language, language):
    assert language_of(text, page_language) == language
