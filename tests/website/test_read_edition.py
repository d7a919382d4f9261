"""The page of an edition says honestly what it is, who made it and what others may do."""

import json
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from news.articles import releases
from news.articles.models import ArticlePage, EditionCredit
from news.comments.models import Comment
from news.newsroom.generation import mark_shared
from news.newsroom.models import NewsroomSettings
from news.website.edition import reuse
from news.website.related import TOPICS
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    role,
)

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


def page_of(reader, edition) -> str:
    response = reader.get(edition.url)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u2011", "-")


def arabic(source: ArticlePage) -> ArticlePage:
    return released_translation(source, "ar", title="الجوقة", text="<p>نص</p>")


def test_headline_lead_text_and_place_are_shown(reader) -> None:
    edition = released(title="Хор споёт", lead="Вход свободный.", dateline_place="Тунис", at=MOMENT)
    page = page_of(reader, edition)
    assert '<h1 id="headline">Хор споёт</h1>' in page
    assert '<p class="standfirst">Вход свободный.</p>' in page
    assert '<p><span class="dateline">Тунис, 9 ноября.</span> Двадцать шесть детей' in page


def test_no_cookie_no_session_and_nothing_that_varies(reader) -> None:
    response = reader.get(released().url)
    assert not response.cookies
    assert "Vary" not in response.headers
    assert response.headers["Content-Language"] == "ru"


def test_original_and_translation_are_told_apart(reader) -> None:
    source = released(at=MOMENT)
    translation = released_translation(source, "fr")
    page = page_of(reader, translation)
    assert re.search(r'<a href="/ru/news/[^"]+" lang="ru" dir="ltr" hreflang="ru">Русский', page)
    assert '<b lang="fr">Français</b> <small>' in page
    assert 'class="stale"' not in page
    assert 'href="/de/" lang="de" dir="ltr" hreflang="de">Deutsch' in page


def test_a_translation_says_that_the_original_has_changed_since(reader) -> None:
    source = released(at=MOMENT)
    translation = released_translation(source, "fr")
    source = ArticlePage.objects.get(pk=source.pk)
    source.lead = "Вход платный."
    releases.release(source, kind="correction", note="Мы ошиблись.")
    page = page_of(reader, translation)
    assert page.count('class="stale"') == 1
    assert re.search(r'href="/ru/news/[^"]+#correction"', page)
    assert "Мы ошиблись." not in page


def test_a_correction_is_said_on_the_page_it_concerns(reader) -> None:
    edition = released(at=MOMENT)
    edition.lead = "Иначе."
    releases.release(edition, kind="correction", note="Хор основан в 2018 году <b>.")
    page = page_of(reader, edition)
    assert 'id="correction"' in page
    assert "Хор основан в 2018 году &lt;b&gt;." in page


def test_authors_and_translators_are_named_with_their_positions(reader) -> None:
    organisation = OrganisationFactory(name_ru="Мост", name_fr="Le Pont")
    author, translator = PersonFactory(slug="vera"), PersonFactory(slug="amira")
    PositionFactory(person=author, organisation=organisation, title_fr="rédactrice")
    source = released(authors=[author])
    translation = released_translation(source, "fr")
    translation.credits.add(EditionCredit(person=translator, role=role("translator")))
    translation = releases.release(translation)
    page = page_of(reader, translation)
    assert '<a href="/fr/people/vera/">Nom vera</a></b><small>rédactrice, Le Pont</small>' in page
    assert '<a href="/fr/people/amira/">Nom amira</a>' in page
    assert "Nom amira" in page_of(reader, source).replace("Имя amira", "Nom amira")


def test_a_name_that_falls_back_says_in_which_language_it_is(reader) -> None:
    source = released(authors=[PersonFactory(slug="vera")])
    page = page_of(reader, arabic(source))
    assert '<bdi lang="ru" dir="ltr">Имя vera</bdi>' in page


def test_a_hidden_person_is_named_without_a_link(reader) -> None:
    page = page_of(reader, released(authors=[PersonFactory(slug="ivan", is_hidden=True)]))
    assert "Имя ivan" in page
    assert "/people/ivan/" not in page


def test_each_photo_has_its_credit_licence_and_sizes(reader) -> None:
    page = page_of(reader, released(lead_photo=PhotoFactory(credit_ru="Иван Иванов")))
    assert "<bdi>Иван Иванов</bdi>" in page
    assert 'rel="license">' in page
    assert 'type="image/webp" srcset="/photos/' in page
    assert 'alt="Хор на сцене"' in page


def test_a_credit_is_printed_in_the_language_of_the_page(reader) -> None:
    source = released(lead_photo=PhotoFactory(credit_ar="سمير / AFP"))
    page = page_of(reader, arabic(source))
    assert page.count("<bdi>سمير / AFP</bdi>") == 2
    assert "Самир" not in page


def test_a_credit_that_falls_back_says_in_which_language_it_is(reader) -> None:
    photo = PhotoFactory(credit_ru="Самир <b> / «Мост»", credit_ar="")
    page = page_of(reader, arabic(released(lead_photo=photo)))
    marked = '<bdi lang="ru" dir="ltr">Самир &lt;b&gt; / «Мост»</bdi>'
    assert page.count(marked) == 2
    assert f"<bdi>{marked}" not in page


def test_photos_of_one_credit_are_named_once_in_the_terms_of_reuse(reader) -> None:
    lead, other = PhotoFactory(credit_ar=""), PhotoFactory(credit_ar="")
    bare = PhotoFactory(credit_ru="", credit_fr="", credit_ar="", source="Архив")
    telling = SimpleNamespace(
        page=SimpleNamespace(language="ar"),
        photos=[lead, other, bare],
        frame=SimpleNamespace(name="الجسر", newsroom=NewsroomSettings()),
    )
    assert reuse(telling)["free"] == [
        '<bdi lang="ru" dir="ltr">Самир Хаддади</bdi>',
        "<bdi>Архив</bdi>",
    ]


def test_an_expired_photo_is_not_shown(reader) -> None:
    photo = PhotoFactory(expires_at=datetime.now(UTC) + timedelta(hours=1))
    edition = released(lead_photo=photo)
    photo.expires_at = datetime.now(UTC) - timedelta(hours=1)
    photo.save()
    assert "<picture>" not in page_of(reader, edition)


def test_a_photo_whose_file_is_lost_does_not_break_the_page(reader) -> None:
    photo = PhotoFactory()
    edition = released(lead_photo=photo)
    photo.file.storage.delete(photo.file.name)
    assert "<picture>" not in page_of(reader, edition)


def test_languages_point_at_each_other_and_at_a_default(reader) -> None:
    source = released()
    translation = released_translation(source, "fr")
    links = [
        re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page_of(reader, e))
        for e in (source, translation)
    ]
    assert links[0] == links[1]
    assert [code for code, _url in links[0]] == ["ru", "fr", "x-default"]
    assert links[0][2][1] == links[0][0][1]


def test_linked_data_cannot_end_its_script(reader) -> None:
    edition = released(title="</script><script>alert(1)</script> & Ко")
    page = page_of(reader, edition)
    assert "<script>alert" not in page
    said = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert said["@type"] == "NewsArticle"
    assert said["headline"] == edition.title
    assert said["@id"] == edition.urn


def test_a_draft_of_a_live_story_shows_nowhere(reader) -> None:
    edition = released(section=SectionFactory(slug="culture"))
    edition.title = "Тайный заголовок"
    edition.section = SectionFactory(slug="secret", name_ru="Тайная рубрика")
    edition.save_revision()
    page = page_of(reader, edition)
    assert "Тайный" not in page
    assert 'class="rubric"><a href="/ru/sections/culture/"' in page


def test_an_edition_answers_in_its_own_language_only(reader) -> None:
    edition = released()
    assert reader.get(edition.url.replace("/ru/", "/fr/", 1)).status_code == 404


def test_a_preview_of_the_source_shows_its_own_draft_facts(reader) -> None:
    edition = draft(
        section=SectionFactory(slug="later", name_ru="Будущая"),
        authors=[PersonFactory(slug="vera")],
        topics=[TopicFactory(slug="music")],
    )
    preview = edition.make_preview_request()
    assert preview.status_code == 200
    for word in ("Будущая", "Имя vera", "Тема music"):
        assert word in preview.rendered_content


def rich_edition(number_of_each: int) -> ArticlePage:
    people = [PersonFactory() for _ in range(number_of_each)]
    positions = [PositionFactory(person=person) for person in people]
    photos = [PhotoFactory() for _ in range(2 * number_of_each)]
    uses = [{"image": photo, "caption": "Подпись"} for photo in photos]
    for use in uses:
        use["image"].contextual_alt_text, use["image"].decorative = "Описание", False
    body = [("paragraph", "<p>Текст.</p>"), ("gallery", {"photos": uses})]
    for person, position in zip(people, positions, strict=True):
        quote = {"text": "Слова.", "speaker": person, "position": position, "speaker_text": ""}
        body.append(("quote", quote))
    edition = released(
        body=body,
        lead_photo=PhotoFactory(),
        section=SectionFactory(),
        topics=[TopicFactory() for _ in range(number_of_each)],
        authors=people,
    )
    released_translation(edition, "fr")
    for order in range(number_of_each):
        Comment.objects.create(
            story=edition.story, language="ru", name="Т.", text=f"{order}", state="approved"
        )
    return edition


def test_a_page_asks_the_same_number_of_questions_however_much_is_on_it(
    reader, newsroom, django_assert_num_queries
) -> None:
    # What to read next is looked for under the first topics, one by one.
    for much, looked_under in ((1, 1), (4, TOPICS), (9, TOPICS)):
        edition = rich_edition(much)
        reader.get(edition.url)
        with django_assert_num_queries(9 + looked_under):
            reader.get(edition.url)
        mark_shared()
        with django_assert_num_queries(25 + looked_under):
            reader.get(edition.url)


def test_what_stands_around_the_page_follows_the_settings(reader, newsroom) -> None:
    edition = released()
    assert "Мост" in page_of(reader, edition)
    newsroom.name_ru = "Маяк"
    newsroom.save()
    assert "Маяк" in page_of(reader, edition)
    cache.clear()
