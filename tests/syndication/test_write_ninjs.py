"""ninjs says in its own words all that the standard has words for."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from news.syndication.documents import Edition, Licence, Original
from news.syndication.formats import ninjs
from tests.syndication.ninjs_schema import faults
from tests.syndication.samples import (
    ARABIC,
    CC_BY,
    EMPTY_FEED,
    HARBOUR,
    LA_PRESSE,
    LIBRARY,
    PLAIN,
    RELEASED,
    RUSSIAN_FEED,
    SITE,
    TUNIS,
    WITHDRAWN,
)

FRENCH = replace(
    RELEASED,
    urn="urn:uuid:5e0a2f6e-7c4c-5d77-8a53-3b6b3f0d1c06",
    language="fr",
    headline="Le chœur Parus chante à Bizerte",
    translation_of=Original(
        language="ru", url=RELEASED.url, urn=RELEASED.urn, medium=RELEASED.publisher
    ),
)


def told(item: Any) -> dict[str, Any]:
    """Return what ninjs says of an item, which the schema allows."""
    value = json.loads(json.dumps(ninjs.news_object(item)))
    assert faults(value) == []
    return value


def related(item: Any, *relations: str) -> list[dict[str, Any]]:
    return [each for each in told(item)["associations"] if each["rel"] in relations]


def by_role(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["role"]: row["value"] for row in rows}


def test_feed_is_an_array_of_news_objects_alone():
    assert [each["uri"] for each in json.loads(ninjs.write(RUSSIAN_FEED))] == [
        RELEASED.urn,
        WITHDRAWN.urn,
        PLAIN.urn,
    ]
    assert json.loads(ninjs.write(EMPTY_FEED)) == []


def test_object_names_itself_its_version_and_its_standard():
    value = told(RELEASED)
    assert (value["uri"], value["type"], value["language"]) == (RELEASED.urn, "text", "ru")
    assert value["version"] == "3"
    assert value["pubStatus"] == "usable"
    assert value["standard"]["version"] == "3.1"


def test_dates_are_of_the_first_release_and_the_last_change():
    value = told(RELEASED)
    assert value["firstCreated"] == "2026-11-12T09:30:00+01:00"
    assert value["versionCreated"] == "2026-11-13T18:05:07+01:00"


def test_text_is_there_as_html_and_as_plain_text_with_its_length():
    html, text = told(RELEASED)["bodies"]
    assert (html["contentType"], html["value"]) == ("text/html", RELEASED.html)
    assert text["contentType"] == "text/plain"
    assert text["value"] == "Хор «Парус» даст четыре концерта. & Вход свободный: 5 < 6."
    assert text["charCount"] == len(text["value"])
    assert text["wordCount"] == 11


def test_headline_summary_dateline_and_page_are_told():
    value = told(RELEASED)
    assert by_role(value["headlines"]) == {"main": RELEASED.headline}
    assert by_role(value["descriptions"])["summary"] == RELEASED.summary
    assert value["located"] == "Бизерта"
    assert value["renditions"] == [
        {"name": "web", "href": RELEASED.url, "contentType": "text/html"}
    ]


def test_byline_names_the_authors_as_their_language_lists_them():
    assert told(RELEASED)["by"] == "Вера Лунина, Анна Жмых"
    two = (ARABIC.credits[0], replace(ARABIC.credits[0], name="مريم"))
    assert told(replace(ARABIC, credits=two))["by"] == "فيرا لونينا، مريم"


def test_everybody_who_made_it_is_a_source_with_the_kind_of_role():
    sources = told(RELEASED)["infoSources"]
    assert [(each["name"], each["role"]) for each in sources] == [
        ("Вера Лунина", "author"),
        ("Анна Жмых", "author"),
        ("Марк Бен Салем", "photographer"),
        ("Sonia Haddad", "spokesperson"),
        ("Мост", "publisher"),
    ]
    assert sources[0]["uri"] == f"{SITE}/ru/people/vera-lunina/"
    assert "uri" not in sources[1]


def test_medium_that_published_first_is_a_source():
    sources = {each["role"]: each for each in told(ARABIC)["infoSources"]}
    assert sources["firstPublisher"]["name"] == "La Presse"
    assert sources["firstPublisher"]["uri"] == LA_PRESSE.url


def test_section_and_topics_are_subjects_with_the_slug_of_all_languages():
    assert told(RELEASED)["subjects"] == [
        {
            "name": "Культура",
            "rel": "section",
            "uri": f"{SITE}/ru/sections/culture/",
            "literal": "culture",
        },
        {
            "name": "Хор «Парус»",
            "rel": "about",
            "uri": f"{SITE}/ru/topics/choir/",
            "literal": "choir",
        },
    ]


def test_terms_of_the_text_are_told():
    value = told(RELEASED)
    assert value["copyrightHolder"] == "Мост"
    assert value["copyrightNotice"] == RELEASED.rights
    assert value["usageTerms"] == "CC BY 4.0"
    assert value["rightsInfo"] == {"linkedRights": CC_BY.url}


def test_addresses_that_people_wrote_become_what_the_standard_wants():
    licence = Licence(name="Terms", url="https://пример.example/условия?a=100%&b=[1]#до")
    address = told(replace(PLAIN, licence=licence))["rightsInfo"]["linkedRights"]
    assert address.isascii()
    assert address.endswith("?a=100%25&b=[1]#%D0%B4%D0%BE")


def test_corrections_are_told_to_programs_and_to_people():
    value = told(RELEASED)
    assert by_role(value["descriptions"])["correction"] == "Концертов четыре, а не пять."
    assert value["edNote"] == (
        "Исправление (2026-11-13T18:05:07+01:00): Концертов четыре, а не пять."
    )


def test_withdrawn_edition_is_canceled_with_the_reason_and_nothing_else():
    secret = replace(RELEASED, withdrawal=WITHDRAWN.withdrawal, headline="Тайна", urn=WITHDRAWN.urn)
    for item in (WITHDRAWN, secret):
        assert told(item) == {
            "uri": WITHDRAWN.urn,
            "standard": ninjs.STANDARD,
            "type": "text",
            "versionCreated": "2026-11-10T10:00:00+01:00",
            "pubStatus": "canceled",
            "language": "ru",
            "title": "Отозвано",
            "edNote": WITHDRAWN.withdrawal.reason,
        }


def test_withdrawal_without_a_reason_still_says_what_it_is():
    assert (
        told(replace(WITHDRAWN, withdrawal=replace(WITHDRAWN.withdrawal, reason="")))["edNote"]
        == "Отозвано"
    )


def test_advance_copy_says_until_when_it_is_embargoed():
    until = datetime(2026, 12, 1, 9, 0, tzinfo=TUNIS)
    value = told(replace(RELEASED, embargo_until=until))
    assert value["embargoedUntil"] == "2026-12-01T09:00:00+01:00"
    assert "embargoedUntil" not in told(RELEASED)


def test_photo_is_a_picture_with_its_file_words_and_terms():
    (photo,) = related(RELEASED, "leadPhoto")
    assert photo == {
        "name": "photo-1",
        "rel": "leadPhoto",
        "uri": HARBOUR.url,
        "type": "picture",
        "language": "ru",
        "descriptions": [
            {"role": "caption", "contentType": "text/plain", "value": HARBOUR.caption},
            {"role": "altText", "contentType": "text/plain", "value": HARBOUR.alt},
        ],
        "by": HARBOUR.credit,
        "copyrightNotice": HARBOUR.copyright_notice,
        "usageTerms": "CC BY 4.0",
        "rightsInfo": {"linkedRights": CC_BY.url},
        "renditions": [
            {
                "name": "web",
                "href": HARBOUR.url,
                "contentType": "image/jpeg",
                "width": 1600,
                "height": 1067,
                "sizeInBytes": 248113,
            }
        ],
    }


def test_photo_says_until_when_it_may_be_shown_and_which_terms_have_no_address():
    photo = replace(LIBRARY, expires_at=datetime(2027, 1, 1, tzinfo=TUNIS))
    (value,) = related(replace(RELEASED, photos=(photo,)), "photo")
    assert value["expires"] == "2027-01-01T00:00:00+01:00"
    assert value["usageTerms"] == "Только с разрешения автора"
    assert "rightsInfo" not in value


def test_other_languages_are_associated_with_their_pages():
    ours = Edition(language="ru", url=RELEASED.url, urn=RELEASED.urn)
    theirs = Edition(language="fr", url=f"{SITE}/fr/news/choeur/", urn=FRENCH.urn)
    (value,) = related(replace(RELEASED, editions=(ours, theirs)), "translation", "translatedFrom")
    assert (value["language"], value["uri"]) == ("fr", FRENCH.urn)
    assert value["rel"] == "translation"
    assert value["representationType"] == "partial"
    assert value["renditions"][0]["href"] == theirs.url


@pytest.mark.parametrize("editions", [(), (Edition(language="ru", url=RELEASED.url, urn="urn:a"),)])
def test_original_of_a_translation_is_told_once_and_as_such(editions):
    (value,) = related(replace(ARABIC, editions=editions), "translation", "translatedFrom")
    assert (value["language"], value["rel"]) == ("ru", "translatedFrom")


def test_original_that_is_not_public_is_not_named():
    origin = Original(language="ru", url="", medium=LA_PRESSE)
    assert related(replace(ARABIC, translation_of=origin), "translation", "translatedFrom") == []


def test_object_leads_to_the_package_of_all_editions():
    (value,) = related(RELEASED, "partOf")
    assert (value["uri"], value["type"]) == (RELEASED.story, "composite")
    assert value["renditions"][0]["href"] == RELEASED.package_url


def test_package_holds_every_edition_whole_and_the_withdrawn_canceled():
    gone = replace(FRENCH, language="es", urn=WITHDRAWN.urn, withdrawal=WITHDRAWN.withdrawal)
    value = json.loads(ninjs.write_package([gone, FRENCH, RELEASED], "ru"))
    assert faults(value) == []
    assert (value["uri"], value["type"]) == (RELEASED.story, "composite")
    assert value["title"] == RELEASED.headline
    assert value["versionCreated"] == "2026-11-13T18:05:07+01:00"
    es, fr, ru = value["associations"]
    assert (es["name"], es["rel"], es["pubStatus"]) == ("es", "edition", "canceled")
    assert fr["headlines"][0]["value"] == FRENCH.headline
    assert ru["bodies"][0]["value"] == RELEASED.html


def test_package_is_named_by_what_is_public_where_the_original_is_not():
    assert ninjs.package([FRENCH], "ru")["title"] == FRENCH.headline
