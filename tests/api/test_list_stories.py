"""Stories over the API: which, in which order, with what."""

import itertools
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from news.api import stories
from news.articles import releases, withdrawals
from news.articles.embargoes import set_embargo
from news.articles.models import EditionCredit
from news.photos.models import Rights
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    role,
)

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 5, 1, tzinfo=UTC)


def ids(page: dict) -> list[str]:
    return [story["id"] for story in page["stories"]]


def keys(*editions) -> list[str]:
    return [str(edition.story_id) for edition in editions]


def test_story_tells_every_released_edition_and_no_other(ask):
    source = released(title="Хор споёт", lead="Четыре концерта.", dateline_place="Бизерта", at=DAY)
    edition = released_translation(source, "fr", title="Le chœur")
    back = released_translation(source, "ar", title="الجوقة", text="<p>نص</p>")
    withdrawals.withdraw([back], "خطأ")

    (story,) = ask("stories")["stories"]

    assert story["id"] == str(source.story_id)
    assert story["source_language"] == "ru"
    assert story["released_at"] == "2026-05-01T01:00:00+01:00"
    assert [each["language"] for each in story["editions"]] == ["fr", "ru"]
    french, russian = story["editions"]
    assert russian["urn"] == source.urn
    assert russian["headline"] == "Хор споёт"
    assert russian["summary"] == "Четыре концерта."
    assert russian["dateline"] == "Бизерта"
    assert russian["direction"] == "ltr"
    assert "Двадцать шесть детей" in russian["html"]
    assert russian["url"] == f"http://localhost:8000{quote(source.url_path)}"
    assert french["translation_of"]["urn"] == source.urn
    assert [each["urn"] for each in russian["editions"]] == [edition.urn, source.urn]


def test_facts_credits_and_photos_are_told_as_in_feeds(ask):
    person = PersonFactory(slug="vera", name_ru="Вера")
    released(
        section=SectionFactory(slug="culture", name_ru="Культура"),
        topics=[TopicFactory(slug="music")],
        authors=[person],
        lead_photo=PhotoFactory(expires_at=datetime(2099, 1, 1, tzinfo=UTC)),
    )

    (edition,) = ask("stories")["stories"][0]["editions"]

    assert edition["section"]["slug"] == "culture"
    assert [topic["slug"] for topic in edition["topics"]] == ["music"]
    assert [(each["name"], each["kind"]) for each in edition["credits"]] == [("Вера", "author")]
    (photo,) = edition["photos"]
    assert photo["is_lead"]
    assert photo["credit"] == "Самир Хаддади"
    assert photo["expires_at"] == "2099-01-01T01:00:00+01:00"


def test_name_that_fell_back_says_in_which_language_it_is(ask):
    released_translation(released(section=SectionFactory(name_ru="Культура", name_fr="")), "fr")
    french, russian = ask("stories")["stories"][0]["editions"]
    assert french["section"]["language"] == "ru"
    assert russian["section"]["language"] == ""


def test_photo_that_may_not_be_republished_stays_out(ask):
    released(lead_photo=PhotoFactory(rights=Rights.SITE))
    assert ask("stories")["stories"][0]["editions"][0]["photos"] == []


def test_what_is_not_public_is_in_no_list(ask):
    draft()
    releases.schedule(draft(), timezone.now() + timedelta(days=1))
    secret = draft()
    set_embargo(secret.story, timezone.now() + timedelta(days=2))
    withdrawals.withdraw([released()], "Ошибка.")
    released().delete()
    public = released()

    assert ids(ask("stories")) == keys(public)
    assert ids(ask("stories", language="ru")) == keys(public)


def test_newest_story_comes_first_by_the_release_of_its_first_edition(ask):
    old = released(at=DAY)
    new = released(at=DAY + timedelta(days=2))
    released_translation(old, "fr", at=DAY + timedelta(days=9))

    assert ids(ask("stories")) == keys(new, old)


def test_story_of_a_language_comes_by_its_release_in_that_language(ask):
    old, new = released(at=DAY), released(at=DAY + timedelta(days=2))
    released_translation(new, "fr", at=DAY + timedelta(days=3))
    released_translation(old, "fr", title="Autre", at=DAY + timedelta(days=9))
    released(at=DAY + timedelta(days=10))

    assert ids(ask("stories", language="fr")) == keys(old, new)


@pytest.mark.parametrize("often", [1, 400])
@pytest.mark.parametrize("language", ["", "ru"])
def test_filters_let_through_only_what_fits_all_of_them(ask, language, often, monkeypatch):
    # Somebody named so often is looked for in another way.
    monkeypatch.setattr(stories, "NAMED_OFTEN", often)
    culture, law = SectionFactory(slug="culture"), SectionFactory(slug="law")
    music, vera = TopicFactory(slug="music"), PersonFactory(slug="vera")
    one = released(section=culture, topics=[music], authors=[vera])
    two = released(section=culture, topics=[music])
    three = released(section=law, authors=[vera])

    def found(**filters):
        return set(ids(ask("stories", language=language, **filters)))

    assert found(section="culture") == set(keys(one, two))
    assert found(topic="music") == set(keys(one, two))
    assert found(person="vera") == set(keys(one, three))
    assert found(section="culture", person="vera") == set(keys(one))
    assert found(section="law", topic="music") == set()


def test_story_is_found_once_by_whoever_has_two_credits(ask):
    vera = PersonFactory(slug="vera")
    source = released(authors=[vera, vera])
    edition = released_translation(source, "fr")
    edition.credits.add(EditionCredit(person=vera, role=role("translator")))
    releases.release(edition)
    assert ids(ask("stories", person="vera")) == keys(source)


def test_former_slug_finds_what_it_was_the_slug_of(ask):
    section = SectionFactory(slug="culture")
    story = released(section=section)
    section.slug = "arts"
    section.save()
    assert ids(ask("stories", section="culture")) == keys(story)


def test_unknown_filter_is_refused_and_no_empty_list(ask):
    for name in ("section", "topic", "person"):
        assert ask("stories", 404, **{name: "nope"})["status"] == 404
    assert ask("stories", 422, language="xx")["errors"][0]["parameter"] == "language"


@pytest.mark.parametrize("filters", [{}, {"language": "ru"}, {"section": "culture"}], ids=str)
def test_cursor_walks_everything_once_while_stories_are_added(ask, filters):
    culture = SectionFactory(slug="culture")
    # Two of each moment: the order must not hang on dates alone.
    moments = [DAY + timedelta(days=number // 2) for number in range(7)]
    there = [released(section=culture, at=moment) for moment in moments]
    seen, cursor = [], ""
    for number in itertools.count():
        page = ask("stories", limit=2, cursor=cursor, **filters)
        seen += ids(page)
        released(section=culture, at=DAY + timedelta(days=100 + number))
        cursor = page["next"]
        if cursor is None:
            break

    assert sorted(seen) == sorted(keys(*there))
    assert number == 3


def test_cursor_of_another_list_is_refused(ask):
    released()
    released()
    cursor = ask("stories", limit=1)["next"]
    assert ask("stories", 422, cursor=cursor, language="ru")["errors"][0]["parameter"] == "cursor"


def test_one_story_is_read_by_its_id(ask):
    source = released()
    assert ask(f"stories/{source.story_id}") == ask("stories")["stories"][0]


def test_withdrawn_story_answers_410_with_the_reason(ask):
    source = released()
    withdrawals.withdraw([source], "Проверяем сведения.")

    told = ask(f"stories/{source.story_id}", 410)

    assert told["reason"] == "Проверяем сведения."
    assert told["urn"] == source.urn
    assert ask(f"stories/{draft().story_id}", 404)["title"] == "Not Found"
