"""A message says what its audience may have now, and never a word that isn't public."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.ledger import Notice
from news.articles.models import ArticlePage
from news.articles.timetable import publish_due
from news.newsroom.models import Licence, NewsroomSettings
from news.partners.audiences import audience_of
from news.photos.models import Rights
from news.push.fanning import fan_out
from news.push.messages import Writer
from tests.factories import PhotoFactory, draft, released, released_translation, translated
from tests.push.post import ENDPOINT, Post, carry, subscribe

pytestmark = pytest.mark.django_db


def fresh(edition) -> ArticlePage:
    return ArticlePage.objects.get(pk=edition.pk)


def change(edition, kind: str, note: str = "", **fields) -> None:
    again = fresh(edition)
    for name, value in fields.items():
        setattr(again, name, value)
    releases.release(again, kind=kind, note=note)


def test_release_is_told_with_its_whole_item(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://news.example"
    subscribe()
    edition = released(title="Хор споёт", text="<p>Двадцать шесть детей.</p>")
    post = Post()
    carry(post)
    (letter,) = post.sent
    said = letter.said
    assert set(said) == {"type", "timestamp", "data"}
    assert said["type"] == "story.released"
    assert said["data"]["urn"] == edition.urn
    assert said["data"]["language"] == "ru"
    assert said["data"]["url"] == letter.item["url"]
    assert said["data"]["url"].startswith("https://news.example/ru/news/")
    assert said["data"]["sequence"] == 1
    assert letter.item["id"] == edition.urn
    assert "Двадцать шесть детей." in letter.item["content_html"]
    assert letter.headers["content-type"] == "application/json"
    assert "Хор".encode() in letter.body


def test_each_kind_of_news_has_its_type_and_note():
    subscribe()
    edition = released()
    post = Post()
    steps = [
        lambda: None,
        lambda: change(edition, "update", title="Два"),
        lambda: change(edition, "correction", "Хор другой.", title="Три"),
        lambda: withdrawals.withdraw([fresh(edition)], "Ошибка."),
        lambda: withdrawals.restore(fresh(edition)),
    ]
    for step in steps:
        step()
        carry(post)
    assert post.types == [
        "story.released",
        "story.updated",
        "story.corrected",
        "story.withdrawn",
        "story.restored",
    ]
    assert [letter.said["data"]["note"] for letter in post.sent] == [
        "",
        "",
        "Хор другой.",
        "Ошибка.",
        "",
    ]
    sequences = [letter.said["data"]["sequence"] for letter in post.sent]
    assert sequences == sorted(set(sequences))


def test_moved_text_is_told_with_its_new_address():
    subscribe()
    edition = released(slug="khor")
    post = Post()
    carry(post)
    releases.change_address(fresh(edition), "khor-2")
    carry(post)
    assert post.types == ["story.released", "story.moved"]
    assert post.sent[-1].said["data"]["url"].endswith("/khor-2/")


def test_withdrawal_is_told_without_a_word_of_the_text():
    subscribe()
    edition = released(title="Тайное слово", text="<p>Тайное слово.</p>", lead="Тайное слово")
    post = Post()
    carry(post)
    withdrawals.withdraw([edition], "Ошибка.")
    carry(post)
    letter = post.sent[-1]
    assert letter.item["_vestnik"]["withdrawn"]["reason"] == "Ошибка."
    assert letter.item["id"] == edition.urn
    assert "Тайное" not in letter.body.decode()


def test_text_that_was_withdrawn_meanwhile_is_never_sent():
    subscription = subscribe()
    edition = released(title="Тайное слово", text="<p>Тайное слово.</p>")
    notice, writer = Notice.objects.get(), Writer()
    audience = audience_of(subscription.partner)
    assert "Тайное" in writer.write(notice, audience, timezone.now()).decode()
    withdrawals.withdraw([edition], "Ошибка.")
    body = writer.write(notice, audience, timezone.now())
    assert json.loads(body)["type"] == "story.withdrawn"
    assert "Тайное" not in body.decode()


def test_deleted_text_is_told_as_withdrawn():
    subscribe()
    edition = released(title="Тайное слово")
    post = Post()
    carry(post)
    fresh(edition).delete()
    carry(post)
    assert post.types[-1] == "story.withdrawn"
    assert post.sent[-1].item["id"] == edition.urn
    assert "Тайное" not in post.sent[-1].body.decode()


def test_draft_of_a_released_text_is_not_told():
    subscribe()
    edition = released(title="Видно", text="<p>Видно.</p>")
    again = fresh(edition)
    again.title, again.lead = "Тайное слово", "Тайное слово"
    again.save_revision()
    translated(edition, title="Mot secret", text="<p>Mot secret.</p>")
    draft(title="Тайное слово")
    post = Post()
    carry(post)
    assert post.titles == ["Видно"]
    said = post.sent[0].body.decode()
    assert "Тайное" not in said
    assert "secret" not in said


def test_embargoed_text_is_told_at_its_moment_and_not_before(time_machine):
    now = timezone.now()
    subscribe()
    releases.schedule(draft(title="Под эмбарго"), now + timedelta(hours=1))
    post = Post()
    carry(post)
    assert post.sent == []
    time_machine.move_to(now + timedelta(hours=1, seconds=1))
    publish_due()
    carry(post)
    assert post.titles == ["Под эмбарго"]


def test_photo_for_the_site_alone_and_one_that_has_expired_are_absent():
    subscribe()
    free = PhotoFactory()
    site = PhotoFactory(rights=Rights.SITE, alt_ru="Тайное слово")
    expired = PhotoFactory(expires_at=timezone.now() - timedelta(days=1), alt_ru="Тайное слово")
    for photo in (free, site, expired):
        released(lead_photo=photo)
    post = Post()
    carry(post)
    assert ["image" in letter.item for letter in post.sent] == [True, False, False]
    assert not any("Тайное" in letter.body.decode() for letter in post.sent)


def test_photo_that_expires_between_two_partners_is_absent_for_the_second(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    subscription = subscribe()
    released(lead_photo=PhotoFactory(expires_at=now + timedelta(seconds=30)))
    # The first who asks for the settings makes them, which is a change.
    NewsroomSettings.load()
    notice, writer = Notice.objects.get(), Writer()
    audience = audience_of(subscription.partner)
    first = writer.write(notice, audience, now)
    later = now + timedelta(seconds=31)
    time_machine.move_to(later, tick=False)
    assert b'"image"' in first
    assert b'"image"' not in writer.write(notice, audience, later)


def test_each_partner_has_it_on_its_own_terms():
    licence = Licence.objects.get(key="cc-by-nc-4.0")
    subscribe(may_print_photos=False)
    subscribe(endpoint=f"{ENDPOINT}/2", licence=licence, attribution="Текст: «Мост».")
    released(lead_photo=PhotoFactory())
    post = Post()
    carry(post)
    by_place = {letter.url: letter for letter in post.sent}
    assert "image" not in by_place[ENDPOINT].item
    assert "image" in by_place[f"{ENDPOINT}/2"].item
    assert "Текст: «Мост»." in by_place[f"{ENDPOINT}/2"].item["_vestnik"]["rights"]


def test_those_on_the_same_terms_share_what_is_written():
    for number in range(8):
        subscribe(endpoint=f"{ENDPOINT}/{number}")
    released()
    fan_out(timezone.now())
    # The first who asks for the settings makes them, which is a change.
    NewsroomSettings.load()
    with CaptureQueriesContext(connection) as asked:
        carry(Post())
    texts = [query for query in asked.captured_queries if "news_correction" in query["sql"]]
    assert len(texts) == 1


def test_translation_is_told_to_those_who_take_its_language():
    subscribe("fr:all")
    released_translation(released())
    post = Post()
    carry(post)
    (letter,) = post.sent
    assert letter.said["data"]["language"] == "fr"
    assert {each["language"] for each in letter.item["_vestnik"]["editions"]} == {"ru", "fr"}
