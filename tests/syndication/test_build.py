"""Feeds of real editions: what is in them, and what is not."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import feedparser
import pytest
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage, EditionCredit, Story
from news.articles.state import count_comments
from news.newsroom.generation import raise_generation
from news.newsroom.models import NewsroomSettings
from news.people import merging
from news.photos.models import Rights
from news.syndication.formats import FORMATS
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    draft,
    jpeg,
    released,
    released_translation,
    role,
    translated,
)

pytestmark = pytest.mark.django_db


def items(client, channel: str = "all", language: str = "ru") -> list[dict]:
    response = client.get(f"/{language}/feeds/{channel}.json")
    assert response.status_code == 200, response.content
    return json.loads(response.content)["items"]


def titles(client, channel: str = "all", language: str = "ru") -> list[str]:
    return [item["title"] for item in items(client, channel, language)]


def test_feed_holds_what_is_released_in_its_language_alone(client):
    source = released(title="Хор споёт")
    released_translation(source, "fr", title="Le chœur chantera")
    draft(title="Черновик")
    assert titles(client) == ["Хор споёт"]
    assert titles(client, language="fr") == ["Le chœur chantera"]
    assert titles(client, language="ar") == []


def test_item_tells_the_facts_of_the_story(client):
    writer = PersonFactory(name_ru="Вера Лунина", slug="vera", gender="f")
    position = PositionFactory(person=writer, title_ru="корреспондент")
    source = draft(
        title="Хор споёт",
        lead="Четыре концерта.",
        dateline_place="Бизерта",
        section=SectionFactory(slug="culture", name_ru="Культура"),
        topics=[TopicFactory(slug="choir", name_ru="Хор «Парус»")],
        authors=[writer],
        lead_photo=PhotoFactory(),
    )
    credit = source.credits.first()
    credit.position = position
    source.credits.add(credit)
    releases.release(source)
    (item,) = items(client)
    assert item["id"] == source.urn
    assert item["url"] == f"http://localhost:8000{quote(ArticlePage.objects.get().url_path)}"
    assert item["summary"] == "Четыре концерта."
    assert item["authors"] == [
        {"name": "Вера Лунина", "url": "http://localhost:8000/ru/people/vera/"}
    ]
    assert item["tags"] == ["Культура", "Хор «Парус»"]
    told = item["_vestnik"]
    assert told["credits"][0]["kind"] == "author"
    assert told["credits"][0]["position"] == "корреспондент"
    assert told["credits"][0]["organisation"] == position.organisation.name_ru
    assert told["dateline"] == "Бизерта"
    assert told["section"]["slug"] == "culture"
    (photo,) = item["attachments"]
    assert photo["mime_type"] == "image/jpeg"
    assert photo["size_in_bytes"] > 0
    assert photo["_vestnik"]["credit"] == "Самир Хаддади"
    assert photo["_vestnik"]["licence"]["name"]
    assert item["image"] == photo["url"]
    assert photo["url"].startswith("http://localhost:8000/photos/")


def test_text_stands_alone_with_absolute_addresses(client):
    other = released(title="Другая")
    photo = PhotoFactory()
    body = [
        {
            "type": "paragraph",
            "value": (
                f'<p>Смотри <a linktype="page" id="{other.pk}">здесь</a> и '
                '<a href="https://example.org/">там</a>.</p>'
            ),
        },
        {"type": "heading", "value": "Программа"},
        {"type": "quote", "value": {"text": "Ура", "speaker_text": "Хормейстер"}},
        {
            "type": "photo",
            "value": {
                "image": {"image": photo.pk, "alt_text": "Хор", "decorative": False},
                "caption": "На сцене",
            },
        },
        {"type": "facts", "value": {"title": "Билеты", "lines": [{"label": "Вход", "value": "0"}]}},
        {"type": "number", "value": {"value": "26", "text": "детей"}},
        {"type": "embed", "value": {"url": "https://example.org/v", "title": "Видео"}},
    ]
    released(title="Хор споёт", body=json.dumps(body))
    html = next(item for item in items(client) if item["title"] == "Хор споёт")["content_html"]
    assert html.startswith('<div lang="ru" dir="ltr">')
    assert "class=" not in html
    assert "style=" not in html
    assert 'href="/' not in html
    assert 'src="/' not in html
    assert 'href="http://localhost:8000/ru/news/' in html
    for words in ("Программа", "Ура", "Хормейстер", "На сцене", "Билеты", "26", "Видео"):
        assert words in html


def test_story_without_a_lead_is_summed_up_by_how_it_begins(client):
    released(
        text="<p>Хор &amp; оркестр.</p><ul><li>Вход <b>сво</b>бодный.</li></ul>" + "<p>Да.</p>" * 99
    )
    summary = items(client)[0]["summary"]
    assert summary.startswith("Хор & оркестр. Вход свободный. Да. Да.")
    assert len(summary) == 280


def test_link_to_a_page_that_is_not_public_loses_its_address(client):
    secret = draft(title="Тайна")
    text = f'<p>Об этом <a linktype="page" id="{secret.pk}">скоро</a>.</p>'
    released(text=text)
    html = items(client)[0]["content_html"]
    assert "скоро" in html
    assert secret.slug not in html
    assert "linktype" not in html


def test_photo_that_may_not_be_republished_stays_out(client):
    site_only = PhotoFactory(rights=Rights.SITE)
    source = released(lead_photo=site_only)
    (item,) = items(client)
    assert "attachments" not in item
    assert "<img" not in item["content_html"]
    assert source.story.lead_photo == site_only


def test_credit_of_a_photo_is_in_the_language_of_the_edition_or_plainly_in_another(client):
    photo = PhotoFactory(credit_fr="Samir / Le Pont", credit_ar="", alt_ar="جوقة")
    source = released(lead_photo=photo)
    released_translation(source, "fr")
    released_translation(source, "ar", title="الجوقة", text="<p>نص</p>")
    credits = {}
    for language in ("ru", "fr", "ar"):
        (item,) = items(client, language=language)
        credits[language] = item["attachments"][0]["_vestnik"]["credit"]
    assert credits == {"ru": "Самир Хаддади", "fr": "Samir / Le Pont", "ar": "Самир Хаддади"}


def test_photo_leaves_the_feed_when_its_time_is_over(client, time_machine):
    time_machine.move_to(datetime(2026, 5, 1, tzinfo=UTC), tick=False)
    released(lead_photo=PhotoFactory(expires_at=timezone.now() + timedelta(hours=1)))
    assert items(client)[0]["attachments"]
    time_machine.shift(timedelta(hours=2))
    assert "attachments" not in items(client)[0]


def test_translation_names_its_original_and_translator(client):
    author = PersonFactory(name_ru="Вера Лунина", name_fr="Vera Lounina")
    translator = PersonFactory(name_fr="Sonia Haddad")
    source = released(authors=[author])
    edition = released_translation(source, "fr")
    edition.credits.add(
        type(edition).credits.rel.related_model(person=translator, role=role("translator"))
    )
    releases.release(edition, kind=ReleaseKind.FIX)
    (item,) = items(client, language="fr")
    told = item["_vestnik"]
    assert [(credit["name"], credit["kind"]) for credit in told["credits"]] == [
        ("Vera Lounina", "author"),
        ("Sonia Haddad", "translator"),
    ]
    assert [author["name"] for author in item["authors"]] == ["Vera Lounina"]
    assert told["translation_of"]["language"] == "ru"
    assert told["translation_of"]["id"] == source.urn
    assert [each["language"] for each in told["editions"]] == ["fr", "ru"]
    assert told["translation_of"]["url"] in item["content_html"]


def test_name_that_fell_back_says_in_which_language_it_is(client):
    section = SectionFactory(name_ru="Культура", name_fr="")
    edition = released_translation(released(section=section), "fr")
    (item,) = items(client, language="fr")
    assert item["_vestnik"]["section"]["language"] == "ru"
    assert edition.language == "fr"


def test_correction_raises_an_old_story_and_says_what_was_wrong(client, time_machine):
    time_machine.move_to(datetime(2026, 5, 1, tzinfo=UTC))
    old = released(title="Старая")
    time_machine.shift(timedelta(days=1))
    released(title="Новая")
    assert titles(client) == ["Новая", "Старая"]
    time_machine.shift(timedelta(days=1))
    releases.release(old, kind=ReleaseKind.CORRECTION, note="Концертов четыре.")
    assert titles(client) == ["Старая", "Новая"]
    item = items(client)[0]
    assert item["_vestnik"]["corrections"][0]["note"] == "Концертов четыре."
    assert "</strong> Концертов четыре.</p>" in item["content_html"]
    assert str(timezone.now().year) in item["content_html"].split("Концертов")[0]
    assert "Концертов четыре." in item["content_html"]
    assert item["date_modified"] > item["date_published"]


def test_minor_fix_changes_the_text_and_no_date(client):
    edition = released(title="Хор споет")
    before = items(client)[0]
    edition.title = "Хор споёт"
    releases.release(edition, kind=ReleaseKind.FIX)
    after = items(client)[0]
    assert after["title"] == "Хор споёт"
    assert after["date_modified"] == before["date_modified"]


def test_draft_on_a_released_edition_changes_no_byte(client):
    edition = released(title="Хор споёт", section=SectionFactory())
    before = {name: client.get(f"/ru/feeds/all.{name}").content for name in ("rss", "atom")}
    edition.title = "Тайна"
    edition.section = SectionFactory()
    edition.save_revision()
    raise_generation()
    for name, body in before.items():
        assert client.get(f"/ru/feeds/all.{name}").content == body


def test_withdrawn_edition_leaves_its_id_and_reason(client):
    edition = released(title="Тайна", text="<p>Секретный текст.</p>")
    withdrawals.withdraw([edition], reason="Ошибка.")
    (item,) = items(client)
    assert item["id"] == edition.urn
    assert item["content_text"] == "Ошибка."
    assert item["_vestnik"]["withdrawn"]["reason"] == "Ошибка."
    for name in ("rss", "atom", "json"):
        body = client.get(f"/ru/feeds/all.{name}").content.decode()
        assert "Секретный" not in body
        assert "Тайна" not in body
        assert edition.urn in body


def test_withdrawn_edition_leaves_the_feed_after_ninety_days(client, time_machine):
    time_machine.move_to(datetime(2026, 1, 1, tzinfo=UTC), tick=False)
    withdrawals.withdraw([released()], reason="Ошибка.")
    assert len(items(client)) == 1
    time_machine.shift(timedelta(days=91))
    assert items(client) == []


def test_deleted_edition_is_told_as_withdrawn_in_its_former_channels(client):
    section = SectionFactory(slug="culture")
    edition = released(section=section)
    urn = edition.urn
    edition.delete()
    assert [item["id"] for item in items(client)] == [urn]
    assert [item["id"] for item in items(client, "section-culture")] == [urn]
    assert items(client, f"section-{SectionFactory().slug}") == []


def test_channels_hold_their_subject_alone(client):
    culture, law = SectionFactory(slug="culture"), SectionFactory(slug="law")
    choir, writer = TopicFactory(slug="choir"), PersonFactory(slug="vera")
    released(title="А", section=culture, topics=[choir], authors=[writer])
    released(title="Б", section=law)
    assert titles(client, "section-culture") == ["А"]
    assert titles(client, "section-law") == ["Б"]
    assert titles(client, "topic-choir") == ["А"]
    assert titles(client, "person-vera") == ["А"]


@pytest.mark.parametrize("name", ["rss", "atom", "json"])
def test_renamed_slug_leads_its_feeds_to_the_new_address(client, name: str):
    section = SectionFactory(slug="culture")
    released(section=section)
    section.slug = "arts"
    section.save()
    response = client.get(f"/ru/feeds/section-culture.{name}")
    assert response.status_code == 301
    assert response["Location"] == f"http://localhost:8000/ru/feeds/section-arts.{name}"
    assert client.get(f"/ru/feeds/section-arts.{name}").status_code == 200


def test_hidden_person_has_no_feed(client):
    person = PersonFactory(slug="vera")
    released(authors=[person])
    person.is_hidden = True
    person.save()
    assert client.get("/ru/feeds/person-vera.rss").status_code == 404


def test_merged_person_leads_to_the_other(client):
    one, other = PersonFactory(slug="one"), PersonFactory(slug="other")
    released(authors=[other])
    one.merged_into = other
    one.save()
    assert client.get("/ru/feeds/person-one.rss")["Location"].endswith("/person-other.rss")


def test_feed_id_survives_a_renamed_slug(client):
    section = SectionFactory(slug="culture")
    before = feedparser.parse(client.get("/ru/feeds/section-culture.atom").content).feed.id
    section.slug = "arts"
    section.save()
    assert feedparser.parse(client.get("/ru/feeds/section-arts.atom").content).feed.id == before


def test_comment_count_is_the_same_in_every_format(client):
    edition = released()
    count_comments(edition.story_id, 3)
    raise_generation()
    counts = set()
    for name in ("rss", "atom"):
        (entry,) = feedparser.parse(client.get(f"/ru/feeds/all.{name}").content).entries
        counts.add(entry.thr_total)
        counts.add(entry.get("slash_comments", entry.thr_total))
    (item,) = items(client)
    assert counts == {"3"}
    assert item["_vestnik"]["comment_count"] == 3
    assert Story.objects.get().comment_count == 3


def many(number: int, section=None, topics=(), authors=()) -> list[ArticlePage]:
    """Release editions with everything that could cost a query each; return translations."""
    made = []
    for index in range(number):
        photo, person = PhotoFactory(), PersonFactory()
        position = PositionFactory(person=person)
        body = [
            {"type": "paragraph", "value": "<p>Текст</p>"},
            {
                "type": "quote",
                "value": {
                    "text": "Ура",
                    "speaker": person.pk,
                    "position": position.pk,
                    "speaker_text": "",
                },
            },
            {
                "type": "gallery",
                "value": {
                    "photos": [
                        {
                            "image": {"image": each.pk, "alt_text": "Хор", "decorative": False},
                            "caption": "",
                        }
                        for each in (photo, PhotoFactory(file__data=jpeg()))
                    ]
                },
            },
        ]
        source = released(
            title=f"Материал {index}",
            section=section or SectionFactory(),
            topics=[TopicFactory(), *topics],
            authors=[person, *authors],
            lead_photo=photo,
            body=json.dumps(body),
        )
        linked = f'<p><a linktype="page" id="{source.pk}">здесь</a></p>'
        edition = released_translation(source, "fr", text=linked)
        made.append(releases.release(edition, kind=ReleaseKind.CORRECTION, note="Faute."))
    return made


@pytest.mark.parametrize("language", ["ru", "fr"])
@pytest.mark.parametrize("page", ["all", "archive"])
def test_number_of_queries_does_not_grow(
    client, django_assert_max_num_queries, page: str, language: str
):
    def ask() -> int:
        path = f"/{language}/feeds/all.atom"
        if page == "archive":
            feed = feedparser.parse(client.get(path).content).feed
            path = next(link.href for link in feed.links if link.rel == "prev-archive")
        raise_generation()
        client.get(path)  # makes renditions
        raise_generation()
        with django_assert_max_num_queries(40) as counted:
            assert client.get(path).status_code == 200
        return len(counted)

    many(1)
    few = ask()
    many(3)
    assert ask() == few


def test_number_of_queries_grows_in_no_channel_and_no_format(client, count_queries):
    shared = {
        "section": SectionFactory(slug="culture"),
        "topics": [TopicFactory(slug="choir")],
        "authors": [PersonFactory(slug="vera")],
    }
    channels = ("all", "section-culture", "topic-choir", "person-vera")
    paths = [
        f"/{language}/feeds/{channel}.{name}"
        for language in ("ru", "fr")
        for channel in channels
        for name in FORMATS
    ]

    def ask() -> dict[str, int]:
        return {path: count_queries(lambda path=path: client.get(path)) for path in paths}

    withdrawals.withdraw(many(3, **shared)[:1], reason="Faute.")
    few = ask()
    withdrawals.withdraw(many(6, **shared)[:2], reason="Faute.")
    assert ask() == few
    assert max(few.values()) <= 40


def test_ready_bytes_cost_a_look_at_two_numbers(client, django_assert_num_queries):
    released()
    NewsroomSettings.load()
    client.get("/ru/feeds/all.rss")
    with django_assert_num_queries(2):
        client.get("/ru/feeds/all.rss")


def test_html_is_cleaned_again_on_the_way_out(client):
    text = (
        '<p onclick="x()" style="color:red" class="x">Хор\u202e <script>alert(1)</script>'
        '<a href="javascript:alert(1)">здесь</a> <a href="data:text/html,x">там</a>'
        '<iframe src="https://example.org/"></iframe><img src=x onerror=alert(1)></p>'
    )
    released(title="Хор\u202e споёт", text=text)
    for name in ("rss", "atom", "json"):
        body = client.get(f"/ru/feeds/all.{name}").content.decode()
        assert "Хор" in body
        for wrong in ("alert", "onclick", "javascript:", "data:text", "iframe", "\u202e", "style="):
            assert wrong not in body


def test_photo_whose_file_is_lost_does_not_break_the_feed(client, caplog):
    photo = PhotoFactory()
    released(title="Хор споёт", lead_photo=photo)
    photo.file.storage.delete(photo.file.name)
    (item,) = items(client)
    assert item["title"] == "Хор споёт"
    assert "attachments" not in item
    assert "cannot be read" in caplog.text


def test_withdrawn_edition_is_told_where_it_was_to_be_read(client):
    author, translator = PersonFactory(slug="vera"), PersonFactory(slug="amira")
    source = released(
        authors=[author],
        section=SectionFactory(slug="culture"),
        topics=[TopicFactory(slug="choir")],
    )
    translation = translated(source)
    translation.credits.add(EditionCredit(person=translator, role=role("translator")))
    translation = releases.release(translation)
    withdrawals.withdraw([source, translation], reason="Ошибка.")
    assert client.get("/fr/feeds/person-amira.rss").status_code == 200
    channels = ["all", "section-culture", "topic-choir", "person-vera"]
    for channel in channels:
        assert [item["id"] for item in items(client, channel)] == [source.urn]
    for channel in [*channels, "person-amira"]:
        assert [item["id"] for item in items(client, channel, "fr")] == [translation.urn]


def test_draft_of_a_withdrawn_edition_reaches_no_feed(client):
    source = released(section=SectionFactory(slug="culture"))
    translation = released_translation(source)
    withdrawals.withdraw([source, translation], reason="Ошибка.")
    named, other = PersonFactory(slug="named"), SectionFactory(slug="law")
    released(authors=[named])
    for edition in ArticlePage.objects.filter(story=source.story_id):
        edition.section = other
        edition.credits.add(EditionCredit(person=named, role=role("editor")))
        edition.save()
    gone = {source.urn, translation.urn}
    for language in ("ru", "fr"):
        for channel in ("person-named", "section-law"):
            assert not gone & {item["id"] for item in items(client, channel, language)}
        assert gone & {item["id"] for item in items(client, "section-culture", language)}


def test_withdrawn_translation_stays_where_it_was_when_the_story_moves_on(client):
    source = released(section=SectionFactory(slug="culture"))
    translation = released_translation(source)
    withdrawals.withdraw([translation], reason="Faute.")
    source.section = SectionFactory(slug="law")
    releases.release(source)
    assert items(client, "section-law", "fr") == []
    assert [item["id"] for item in items(client, "section-culture", "fr")] == [translation.urn]


def test_withdrawal_follows_a_person_into_another_entry(client):
    one, other = PersonFactory(slug="one"), PersonFactory(slug="other")
    edition = released(authors=[one])
    released(authors=[other])
    withdrawals.withdraw([edition], reason="Ошибка.")
    merging.merge(one, other)
    assert edition.urn in {item["id"] for item in items(client, "person-other")}


def test_person_has_a_feed_from_the_first_credit_on_for_good(client, time_machine):
    time_machine.move_to(datetime(2026, 1, 1, tzinfo=UTC), tick=False)
    person = PersonFactory(slug="vera")
    edition = draft(authors=[person])
    assert client.get("/ru/feeds/person-vera.rss").status_code == 404
    edition = releases.release(edition)
    assert client.get("/ru/feeds/person-vera.rss").status_code == 200
    withdrawals.withdraw([edition], reason="Ошибка.")
    assert [item["id"] for item in items(client, "person-vera")] == [edition.urn]
    time_machine.shift(timedelta(days=91))
    # What was withdrawn stands in the archive, which is found from here.
    assert items(client, "person-vera") == []
    assert "prev-archive" in client.get("/ru/feeds/person-vera.rss")["Link"]


def test_former_address_of_somebody_who_is_not_credited_leads_nowhere(client):
    person = PersonFactory(slug="guessed")
    person.slug = "secret"
    person.save()
    draft(authors=[person])
    assert client.get("/ru/feeds/person-guessed.rss").status_code == 404
    released(authors=[person])
    assert client.get("/ru/feeds/person-guessed.rss")["Location"].endswith("/person-secret.rss")
