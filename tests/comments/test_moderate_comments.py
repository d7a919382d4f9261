"""Moderation: who may decide, what readers then see, and a count that is always right."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from news.comments import moderation
from news.comments.models import Comment, CommentState
from news.newsroom.generation import generation
from tests.factories import UserFactory, released

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/"
STATES = list(CommentState)


@pytest.fixture
def edition():
    return released()


@pytest.fixture
def moderator():
    return UserFactory(groups=["Comment moderators"])


def comment_on(edition, state=CommentState.PENDING, text="Спасибо", **fields):
    fields = {"name": "Тамара", "language": "ru", **fields}
    return Comment.objects.create(story=edition.story, state=state, text=text, **fields)


def count(edition) -> int:
    edition.story.refresh_from_db()
    return edition.story.comment_count


def test_approved_comment_is_counted_and_shown(client, edition):
    comment = comment_on(edition)
    assert count(edition) == 0
    assert moderation.approve(comment)
    assert count(edition) == 1
    assert "Спасибо" in client.get(edition.url_path).text


def test_double_approval_counts_once_and_keeps_the_first_moderator(edition, moderator, chief):
    comment, again = comment_on(edition), Comment.objects.get()
    assert moderation.approve(comment, by=moderator)
    assert not moderation.approve(again, by=chief)
    assert count(edition) == 1
    assert again.moderated_by == moderator


@pytest.mark.parametrize("verb", [moderation.reject, moderation.mark_spam])
def test_comment_taken_back_is_counted_out_and_never_rendered(client, edition, verb):
    comment = comment_on(edition, CommentState.APPROVED)
    assert count(edition) == 1
    assert verb(comment)
    assert count(edition) == 0
    assert "Спасибо" not in client.get(edition.url_path).text


def save_state(comment):
    comment.state = CommentState.REJECTED
    comment.save()


@pytest.mark.parametrize(
    "path",
    [
        save_state,
        lambda comment: comment.delete(),
        lambda comment: Comment.objects.all().delete(),
        lambda comment: Comment.objects.all().update(state=CommentState.SPAM),
        lambda comment: comment.story.comments.update(state=CommentState.PENDING),
        lambda comment: Comment.objects.bulk_update([save_later(comment)], ["state"]),
        moderation.purge_comment,
    ],
)
def test_count_follows_whatever_path_takes_a_comment_away(edition, path):
    comment = comment_on(edition, CommentState.APPROVED)
    path(comment)
    assert count(edition) == 0


def save_later(comment):
    comment.state = CommentState.REJECTED
    return comment


def test_count_follows_comments_made_in_bulk(edition):
    fields = {"story": edition.story, "language": "ru", "name": "А", "text": "Б"}
    Comment.objects.bulk_create(Comment(state=state, **fields) for state in STATES)
    assert count(edition) == 1


def test_count_is_rolled_back_with_the_decision(edition):
    comment = comment_on(edition)
    with transaction.atomic():
        moderation.approve(comment)
        transaction.set_rollback(True)
    assert count(edition) == 0
    assert Comment.objects.get().state == CommentState.PENDING


def test_what_readers_see_changes_the_generation_and_nothing_else_does(edition):
    comment = comment_on(edition)
    before = generation("fr")
    moderation.reject(comment)
    moderation.mark_spam(comment)
    assert generation("fr") == before
    moderation.approve(comment)
    assert generation("fr") == before + 1
    comment.text = "Исправлено"
    comment.save()
    assert generation("fr") == before + 2


def test_decision_in_bulk_raises_the_generation_once(edition):
    keys = [comment_on(edition).pk for _number in range(5)]
    before = generation("ru")
    assert moderation.decide(keys, CommentState.APPROVED) == 5
    assert count(edition) == 5
    assert generation("ru") == before + 1


def test_approval_never_changes_the_date_of_an_edition(edition):
    changed = edition.changed_at
    moderation.approve(comment_on(edition))
    edition.refresh_from_db()
    assert edition.changed_at == changed


def test_purged_comment_leaves_no_words_in_the_log(edition, chief):
    comment = comment_on(edition, text="Мой адрес")
    log(comment, "wagtail.edit", user=chief)
    moderation.purge_comment(comment, by=chief)
    labels = " ".join(ModelLogEntry.objects.values_list("label", flat=True))
    assert "Мой адрес" not in labels
    assert "Тамара" not in labels
    assert ModelLogEntry.objects.filter(action="wagtail.delete", user=chief).exists()


@pytest.mark.parametrize("group", ["Comment moderators", "Editors", "Editors in chief"])
def test_group_moderates(client, edition, group):
    comment = comment_on(edition)
    client.force_login(UserFactory(groups=[group]))
    page = client.get(f"{LIST}?state=pending")
    assert "Спасибо" in page.text
    assert edition.title in page.text
    client.post(LIST, {"decide": f"approved:{comment.pk}"})
    assert count(edition) == 1


def test_translator_may_not_moderate(client, edition, translator_fr):
    comment = comment_on(edition)
    client.force_login(translator_fr)
    assert client.get(LIST).status_code == 302
    client.post(LIST, {"decide": f"approved:{comment.pk}"})
    assert count(edition) == 0
    assert LIST not in client.get("/admin/").text


def test_ticked_comments_are_decided_together(client, edition, moderator):
    keys = [comment_on(edition).pk for _number in range(3)]
    client.force_login(moderator)
    client.post(LIST, {"decide": "spam", "comment": keys[:2]})
    assert list(Comment.objects.waiting().values_list("pk", flat=True)) == keys[2:]


@pytest.mark.parametrize(
    "fields",
    [{}, {"decide": "approved"}, {"decide": "pending:1"}, {"decide": "x:y:z"}, {"comment": "²"}],
)
def test_decision_on_nothing_changes_nothing(client, edition, moderator, fields):
    comment_on(edition)
    client.force_login(moderator)
    assert client.post(LIST, fields).status_code == 302
    assert Comment.objects.waiting().count() == 1


def test_listing_is_filtered_by_state_language_and_story(client, edition, moderator):
    comment_on(edition, text="Ждёт по-русски")
    comment_on(edition, text="Attend en français", language="fr")
    comment_on(edition, CommentState.SPAM, text="Куплю")
    comment_on(released(title="Мост открыт"), text="О мосте")
    client.force_login(moderator)

    def seen(query: str) -> list[bool]:
        page = client.get(f"{LIST}?{query}").text
        return [words in page for words in ("Ждёт", "Attend", "Куплю", "О мосте")]

    assert seen("") == [True, True, True, True]
    assert seen("state=spam") == [False, False, True, False]
    assert seen("language=fr") == [False, True, False, False]
    assert seen("story=Мост") == [False, False, False, True]
    assert seen(f"story={edition.story_id}") == [True, True, True, False]


def test_menu_says_how_many_wait(client, edition, moderator):
    comment_on(edition)
    comment_on(edition)
    comment_on(edition, CommentState.APPROVED)
    client.force_login(moderator)
    assert "(2)" in client.get("/admin/").text.split("state=pending")[0][-400:]


def test_listing_asks_the_same_however_many_comments(
    client, edition, moderator, django_assert_num_queries
):
    client.force_login(moderator)
    comment_on(edition)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(8):
        comment_on(released(title=f"Материал {number}"))
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_only_who_may_delete_erases(client, edition, moderator, chief):
    comment = comment_on(edition)
    address = f"{LIST}erase/{comment.pk}/"
    client.force_login(moderator)
    client.post(address)
    assert Comment.objects.exists()
    client.force_login(chief)
    assert client.get(address).status_code == 200
    client.post(address)
    assert not Comment.objects.exists()
