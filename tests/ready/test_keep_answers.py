"""What is answered from bytes kept ready, and what never is."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage, HomePage
from news.comments.models import Comment
from news.newsroom.models import NewsroomSettings
from news.ready.layer import MOST_TRIES
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    UserFactory,
    draft,
    released,
    released_translation,
)
from tests.layered import LayeredClient

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def edition(db) -> ArticlePage:
    """A released edition with everything a page shows."""
    return released(
        slug="choir",
        title="Хор споёт в Бизерте",
        section=SectionFactory(slug="culture", name_ru="Культура"),
        topics=[TopicFactory(slug="music")],
        authors=[PersonFactory(slug="vera", name_ru="Вера Лунина")],
        lead_photo=PhotoFactory(caption_ru="Хор на сцене"),
    )


PAGES = [
    "/ru/",
    "/ru/news/",
    "/ru/news/?month=2026-11",
    "/ru/news/choir/",
    "/ru/sections/culture/",
    "/ru/topics/music/",
    "/ru/people/",
    "/ru/people/vera/",
    "/ru/about/",
    "/ru/feeds/",
    "/ru/feeds/all.rss",
    "/ru/feeds/section-culture.atom",
    "/ru/feeds/person-vera.json",
    "/ru/feeds/index.opml",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-news.xml",
]


@pytest.mark.parametrize("path", PAGES)
def test_second_answer_is_the_first_one_kept(reader, edition, path: str):
    first = reader.get(path)
    again = reader.get(path)

    assert first.status_code == 200
    assert again.content == first.content
    assert again.headers == first.headers
    assert reader.built == 1


@pytest.mark.parametrize("path", PAGES)
def test_kept_answer_may_be_kept_by_others_for_a_second(reader, edition, path: str):
    response = reader.get(path)
    assert response["Cache-Control"].startswith("public, max-age=")
    assert "s-maxage=1" in response["Cache-Control"]
    assert "Accept-Encoding" in response["Vary"]
    assert response["Age"] == "0"
    assert not response.cookies


@pytest.mark.parametrize("path", PAGES)
def test_client_that_has_the_bytes_is_told_so(reader, edition, path: str):
    packed = reader.get(path, headers=GZIP)
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == reader.get(path).content
    unchanged = reader.get(path, headers=GZIP | {"If-None-Match": packed["ETag"]})
    assert unchanged.status_code == 304
    assert unchanged.content == b""
    assert unchanged["ETag"] == packed["ETag"]
    assert reader.built == 1


def test_head_is_answered_from_what_a_get_made_and_makes_it_itself(reader, edition):
    asked = reader.head("/ru/news/choir/")
    full = reader.get("/ru/news/choir/")
    assert asked.content == b""
    assert asked["Content-Length"] == str(len(full.content))
    assert reader.built == 1


@pytest.mark.parametrize("query", ["fbclid=Iw", "utm_source=x&utm_medium=y", "a[]=1&b", "%00=%ff"])
@pytest.mark.parametrize("path", ["/ru/news/choir/", "/ru/feeds/all.rss", "/ru/"])
def test_what_a_link_carries_along_leads_to_the_same_bytes(reader, edition, path, query):
    first = reader.get(path)
    assert reader.get(f"{path}?{query}").content == first.content
    assert reader.built == 1


def test_first_request_with_a_tracking_word_keeps_the_page_for_all(reader, edition):
    reader.get("/ru/news/choir/?fbclid=one")
    reader.get("/ru/news/choir/?fbclid=two")
    reader.get("/ru/news/choir/")
    assert reader.built == 1


def test_parameters_that_matter_have_answers_of_their_own(reader, edition):
    whole = reader.get("/ru/news/")
    month = reader.get("/ru/news/?month=2020-01")
    tracked = reader.get("/ru/news/?fbclid=x&month=2020-01")
    assert month.content != whole.content
    assert tracked.content == month.content
    assert reader.built == 2


def test_question_mark_in_a_path_is_no_query(reader, edition):
    reader.get("/ru/news/?month=2020-01")
    assert reader.get("/ru/news/%3Fmonth=2020-01").status_code == 301


def changes(edition: ArticlePage):
    """Return every kind of change that a reader could see, and where."""
    photo, person = edition.story.lead_photo, edition.story.credits.get().person

    def rename(thing, **fields):
        for name, value in fields.items():
            setattr(thing, name, value)
        thing.save()

    def release_again(kind: str, note: str = ""):
        fresh = ArticlePage.objects.get(pk=edition.pk)
        fresh.title = f"Другой заголовок {kind}"
        releases.release(fresh, kind=kind, note=note)

    return {
        "fix": lambda: release_again("fix"),
        "update": lambda: release_again("update"),
        "correction": lambda: release_again("correction", "Было неверно."),
        "translation": lambda: released_translation(edition, "fr"),
        "comment": lambda: Comment.objects.create(
            story=edition.story, language="ru", name="Т.", text="Да", state="approved"
        ),
        "person": lambda: rename(person, name_ru="Вера Иванова"),
        "photo": lambda: rename(photo, caption_ru="Другая подпись", credit_ru="Другой автор"),
        "section": lambda: rename(edition.story.section, name_ru="Сцена"),
        "settings": lambda: rename(NewsroomSettings.load(), name_ru="Мост"),
        "licence": lambda: rename(photo.licence, name_ru="Другая лицензия"),
    }


@pytest.mark.parametrize(
    "what",
    [
        "fix",
        "update",
        "correction",
        "translation",
        "comment",
        "person",
        "photo",
        "section",
        "settings",
        "licence",
    ],
)
@pytest.mark.parametrize("path", ["/ru/news/choir/", "/ru/feeds/all.json"])
def test_change_is_seen_at_once(reader, edition, path: str, what: str):
    before = reader.get(path)
    changes(edition)[what]()
    after = reader.get(path)
    assert after.status_code == 200
    assert reader.built == 2
    if (path, what) != ("/ru/feeds/all.json", "correction"):
        assert after.content != before.content or what in {"section", "licence", "comment"}
    assert after.content == Client().get(path).content


def test_withdrawn_edition_is_gone_at_once_and_back_at_once(reader, edition):
    reader.get("/ru/news/choir/")
    withdrawals.withdraw([edition], "Проверяем сведения.")
    gone = reader.get("/ru/news/choir/")
    assert gone.status_code == 410
    assert "Хор споёт" not in gone.content.decode()
    assert reader.get("/ru/news/choir/", headers={"If-None-Match": "*"}).status_code == 410
    assert reader.built == 2
    withdrawals.restore(ArticlePage.objects.get(pk=edition.pk))
    assert reader.get("/ru/news/choir/").status_code == 200


def test_photo_that_expires_leaves_without_a_change(reader, time_machine):
    # Far from midnight, when the page would say another day.
    now = datetime(2027, 3, 1, 9, tzinfo=UTC)
    time_machine.move_to(now)
    photo = PhotoFactory(caption_ru="Закат", expires_at=now + timedelta(hours=1))
    released(slug="may", lead_photo=photo, title="Май")
    for path in ("/ru/news/may/", "/ru/feeds/all.json", "/ru/"):
        reader.get(path)
    before = reader.get("/ru/news/may/").content.decode()
    assert "Закат" in before
    time_machine.move_to(now + timedelta(minutes=59))
    assert reader.get("/ru/news/may/").content.decode() == before
    time_machine.move_to(now + timedelta(hours=1, seconds=1))
    for path in ("/ru/news/may/", "/ru/feeds/all.json"):
        assert "Закат" not in reader.get(path).content.decode()
    assert photo.key not in reader.get("/ru/").content.decode()


def test_photo_in_a_text_that_this_process_remembers_leaves_on_time(reader, time_machine):
    now = timezone.now()
    photo = PhotoFactory(caption_ru="Закат", expires_at=now + timedelta(hours=1))
    image = {"image": photo.pk, "decorative": False, "alt_text": "Море"}
    block = {"type": "photo", "value": {"image": image, "caption": "Закат"}}
    released(slug="sea", title="Море", body=ArticlePage().body.stream_block.to_python([block]))
    assert "Закат" in reader.get("/ru/news/sea/").content.decode()
    released(title="Другое")
    assert "Закат" in reader.get("/ru/news/sea/").content.decode()
    time_machine.move_to(now + timedelta(hours=1, seconds=1))
    assert "Закат" not in reader.get("/ru/news/sea/").content.decode()


def test_page_says_the_new_day_after_midnight(reader, edition, time_machine):
    time_machine.move_to("2026-11-12T22:59:00Z")
    assert "Четверг, 12" in reader.get("/ru/").content.decode()
    time_machine.move_to("2026-11-12T23:00:01Z")
    assert "Пятница, 13" in reader.get("/ru/").content.decode()


def test_answer_made_while_something_changed_is_made_again(reader, edition):
    """Its first query still sees a person with a public story; its last one sees no story."""
    withdrawn = []

    def withdraw_meanwhile(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if not withdrawn and '"slug" = ' in sql and "vera" in params:
            withdrawn.append(edition)
            withdrawals.withdraw([edition], "Проверяем.")
        return found

    with connection.execute_wrapper(withdraw_meanwhile):
        answer = reader.get("/ru/people/vera/")

    assert withdrawn
    assert answer.status_code == 404


def test_answer_is_given_and_not_kept_where_changes_never_end(reader, edition):
    def change_meanwhile(execute, sql, params, many, context):
        if '"slug" = ' in sql and "vera" in params:
            NewsroomSettings.load().save()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(change_meanwhile):
        assert reader.get("/ru/people/vera/").status_code == 200
    assert reader.built == MOST_TRIES

    assert reader.get("/ru/people/vera/").status_code == 200
    assert reader.built == MOST_TRIES + 1


def test_bytes_that_come_out_the_same_keep_their_date(reader, edition, time_machine):
    first = reader.get("/ru/feeds/all.rss")
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    NewsroomSettings.load().save()
    again = reader.get("/ru/feeds/all.rss")
    assert reader.built == 2
    assert again["Last-Modified"] == first["Last-Modified"]
    assert again["ETag"] == first["ETag"]


def signed_in(folder: Path) -> LayeredClient:
    editor = LayeredClient(folder)
    editor.force_login(UserFactory(groups=["Editors"]))
    return editor


def test_page_of_somebody_signed_in_is_made_anew_and_kept_for_nobody(edition, tmp_path):
    editor, reader = signed_in(tmp_path), LayeredClient(tmp_path)
    editor.get("/ru/news/choir/")
    answer = editor.get("/ru/news/choir/")
    assert editor.built == 2
    assert "ETag" not in answer
    reader.get("/ru/news/choir/")
    assert reader.built == 1


def test_feed_is_the_same_for_somebody_signed_in(edition, tmp_path):
    editor = signed_in(tmp_path)
    LayeredClient(tmp_path).get("/ru/feeds/all.rss")
    reader = LayeredClient(tmp_path)
    reader.get("/ru/feeds/all.rss")
    assert reader.built == 0
    assert editor.get("/ru/feeds/all.rss").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Basic Og=="},
        {"Cookie": "sessionid=forged"},
        {"Cookie": "a=b; csrftoken=x"},
    ],
)
def test_whoever_brings_a_key_is_answered_by_django(reader, edition, headers):
    reader.get("/ru/news/choir/")
    reader.get("/ru/news/choir/", headers=headers)
    reader.get("/ru/news/choir/", headers=headers)
    assert reader.built == 3


def test_cookie_of_another_program_changes_nothing(reader, edition):
    reader.get("/ru/news/choir/")
    reader.get("/ru/news/choir/", headers={"Cookie": "theme=dark; mysessionid=1"})
    assert reader.built == 1


def test_foreign_host_gets_nothing_kept(reader, edition, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    reader.get("/ru/news/choir/")
    assert reader.get("/ru/news/choir/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/ru/search/?q=хор", "/", "/livez", "/ru/news/none/", "/admin/login/", "/ru/comments/"]
)
def test_what_depends_on_the_reader_is_never_kept(reader, edition, path: str):
    reader.get(path)
    reader.get(path)
    assert reader.built == 2


def test_preview_is_kept_for_nobody(edition, tmp_path):
    editor = signed_in(tmp_path)
    page = draft(slug="secret", title="Тайный заголовок")
    page.save_revision()
    response = editor.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "Тайный заголовок" in response.content.decode()
    reader = LayeredClient(tmp_path)
    for path in ("/ru/news/secret/", "/ru/", f"/admin/pages/{page.pk}/view_draft/"):
        assert "Тайный заголовок" not in reader.get(path).content.decode()


def test_address_opened_in_a_browser_has_the_type_that_it_styles(reader, edition):
    reader.get("/ru/feeds/all.rss")
    opened = reader.get("/ru/feeds/all.rss", headers={"Sec-Fetch-Dest": "document"})
    assert opened["Content-Type"] == "application/xml; charset=utf-8"
    assert reader.built == 1


def test_every_plain_page_and_front_page_is_kept_in_its_language(reader):
    for home in HomePage.objects.all():
        reader.get(home.url)
        assert reader.get(home.url)["Content-Language"] == home.language_code
    assert reader.built == HomePage.objects.count()
