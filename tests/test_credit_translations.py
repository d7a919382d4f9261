"""Who made a translation, of what, and whose text it was: in every form, in one order."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import etree, html

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage, EditionCredit
from news.newsroom.models import NewsroomSettings
from news.people import merging
from tests.factories import PersonFactory, draft, released, role, translated

pytestmark = pytest.mark.django_db

ELSEWHERE = {
    "first_published_in": "La Presse",
    "first_published_url": "https://lapresse.example/choeur",
}
SPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "v": "tag:example.org,2026:vestnik:feed",
}
MADE_IT = ["Vera", "Marc", "Sonia", "Karim", "Leïla"]


@pytest.fixture(autouse=True)
def newsroom(settings, tmp_path) -> NewsroomSettings:
    """The newsroom, named, with files of its own."""
    settings.MEDIA_ROOT = tmp_path
    kept = NewsroomSettings.load()
    kept.name_ru, kept.name_fr = "Мост", "Le Pont"
    kept.save()
    return kept


def credit(edition: ArticlePage, *made: tuple[str, str]) -> ArticlePage:
    """Credit people by name and kind of role, in this order."""
    for order, (name, kind) in enumerate(made):
        person = PersonFactory(name_fr=name, name_ru=name)
        edition.credits.add(EditionCredit(person=person, role=role(kind), sort_order=order))
    return edition


def original(**facts: Any) -> ArticlePage:
    """Return an unreleased original by an author and a photographer."""
    source = draft(**facts)
    return credit(source, ("Vera", "author"), ("Marc", "photographer"))


def translation_of(source: ArticlePage) -> ArticlePage:
    """Return a released translation by two translators, which somebody has edited."""
    edition = translated(source)
    made = [("Sonia", "translator"), ("Karim", "translator"), ("Leïla", "editor")]
    return releases.release(credit(edition, *made))


@dataclass(frozen=True)
class Forms:
    """One edition in every form in which it leaves the house."""

    page: Any
    data: dict[str, Any]
    rss: Any
    atom: Any
    json: dict[str, Any]
    api: dict[str, Any]
    bytes: str


def forms(client, edition: ArticlePage) -> Forms:
    """Ask for the page, the feeds and the API."""
    page = client.get(edition.url).content
    feed = {
        name: client.get(f"/{edition.language}/feeds/all.{name}").content
        for name in ("rss", "atom", "json")
    }
    api = client.get(f"/api/v1/editions/{edition.urn}").content
    tree = html.fromstring(page.decode())
    (script,) = tree.xpath("//script[@type='application/ld+json']/text()")
    return Forms(
        page=tree,
        data=json.loads(script),
        rss=etree.fromstring(feed["rss"]).find("channel/item"),
        atom=etree.fromstring(feed["atom"]).find("a:entry", SPACES),
        json=json.loads(feed["json"])["items"][0],
        api=json.loads(api)["edition"] if b'"edition":{' in api else json.loads(api),
        bytes=b"".join([page, *feed.values(), api]).decode(),
    )


def texts(element: Any, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in element.xpath(path)]


def said(element: Any, path: str) -> list[Any]:
    return element.xpath(path, namespaces=SPACES)


def names(people: list[dict[str, Any]]) -> list[str]:
    return [person["name"] for person in people]


def test_translation_is_credited_in_order_in_every_form(client):
    source = releases.release(original(**ELSEWHERE))
    edition = translation_of(source)
    told = forms(client, edition)

    note = told.page.xpath("//div[contains(@class, 'note')]")[0].text_content()
    assert note.index("Sonia") < note.index("Karim") < note.index("Leïla")
    assert "La Presse" in note
    links = told.page.xpath("//div[contains(@class, 'note')]//a/@href")
    assert links == [source.url, ELSEWHERE["first_published_url"]]
    assert texts(told.page, "//dl[contains(@class, 'passport')]//dd/b") == [*MADE_IT, "La Presse"]

    assert names(told.data["author"]) == ["Vera"]
    assert names(told.data["translator"]) == ["Sonia", "Karim"]
    assert names(told.data["editor"]) == ["Leïla"]
    work = told.data["translationOfWork"]
    assert (work["@type"], work["@id"], work["inLanguage"]) == ("NewsArticle", source.urn, "ru")
    assert work["url"].endswith(source.url)
    assert work["headline"] == source.title
    assert work["isBasedOn"]["url"] == ELSEWHERE["first_published_url"]
    assert work["isBasedOn"]["publisher"] == {"@type": "Organization", "name": "La Presse"}

    assert said(told.rss, "dc:creator/text()") == ["Vera"]
    assert said(told.rss, "dc:contributor/text()") == MADE_IT[1:]
    assert said(told.atom, "a:author/a:name/text()") == ["Vera"]
    assert said(told.atom, "a:contributor/a:name/text()") == MADE_IT[1:]
    address = told.json["_vestnik"]["translation_of"]["url"]
    assert said(told.rss, "dc:source/text()") == [address, ELSEWHERE["first_published_url"]]
    for xml in (told.rss, told.atom):
        assert said(xml, "a:link[@rel='via']/@href") == said(told.rss, "dc:source/text()")
        assert said(xml, "v:credit/text()") == MADE_IT
        assert said(xml, "v:credit/@kind")[2:] == ["translator", "translator", "editor"]
        assert said(xml, "v:translation/@of") == ["ru"]
        assert said(xml, "v:translation/@medium") == ["La Presse"]
        assert said(xml, "v:first-published/@href") == [ELSEWHERE["first_published_url"]]

    for fields in (told.json["_vestnik"], told.api):
        assert names(fields["credits"]) == MADE_IT
        assert fields["translation_of"]["language"] == "ru"
        assert fields["translation_of"]["medium"]["name"] == "La Presse"
        assert fields["first_published"]["url"] == ELSEWHERE["first_published_url"]
    last = html.fromstring(told.json["content_html"])
    assert texts(last, ".//bdi") == [*MADE_IT[2:], "La Presse"]
    assert last.xpath(".//a[@hreflang='ru']/@href") == [address]


def test_newsroom_is_the_medium_where_no_other_was_first(client):
    told = forms(client, translation_of(releases.release(original())))

    for fields in (told.json["_vestnik"], told.api):
        assert fields["translation_of"]["medium"]["name"] == "Le Pont"
        assert fields["translation_of"]["medium"]["url"].endswith("/ru/")
        assert not fields.get("first_published")
    assert said(told.rss, "v:translation/@medium") == ["Le Pont"]
    assert said(told.atom, "v:translation/@medium") == ["Le Pont"]
    assert told.data["translationOfWork"]["publisher"]["name"] == "Le Pont"
    assert "isBasedOn" not in told.data["translationOfWork"]
    (said_first, *_rest) = texts(told.page, "//div[contains(@class, 'note')]//b")
    assert said_first.endswith("Le Pont.")


def test_original_from_another_medium_says_so_itself(client):
    told = forms(client, releases.release(original(**ELSEWHERE)))

    assert told.data["isBasedOn"]["publisher"]["name"] == "La Presse"
    assert told.api["first_published"] == {
        "name": "La Presse",
        "url": ELSEWHERE["first_published_url"],
    }
    assert said(told.rss, "dc:source/text()") == [ELSEWHERE["first_published_url"]]
    assert ELSEWHERE["first_published_url"] in told.json["content_html"]
    assert texts(told.page, "//dl[contains(@class, 'passport')]//dd/b")[-1] == "La Presse"


def test_original_names_the_translators_of_all_languages_and_takes_no_editor_for_one(client):
    source = releases.release(original())
    translation_of(source)
    told = forms(client, source)

    assert texts(told.page, "//dl[contains(@class, 'passport')]//dd/b") == MADE_IT[:4]
    (work,) = told.data["workTranslation"]
    assert work["inLanguage"] == "fr"


def test_withdrawn_original_is_linked_nowhere_and_its_language_is_said(client):
    source = releases.release(original())
    edition = translation_of(source)
    withdrawals.withdraw([source], "Проверяем.")
    told = forms(client, ArticlePage.objects.get(pk=edition.pk))

    assert_hidden(told, source)


def test_original_that_was_never_released_is_linked_nowhere_and_its_language_is_said(client):
    source = released()
    edition = translation_of(source)
    rows = ArticlePage.objects.filter(pk=source.pk)
    rows.update(live=False, released_at=None, title="Тайна")
    told = forms(client, ArticlePage.objects.get(pk=edition.pk))

    assert_hidden(told, source)


def assert_hidden(told: Forms, source: ArticlePage) -> None:
    """Nothing leads to the original or quotes it; that there is one, and in Russian, stays."""
    for secret in (source.url, source.urn, source.title, "Тайна"):
        assert secret not in told.bytes
    assert not said(told.rss, "dc:source") + said(told.rss, "a:link[@rel='via']")
    assert not said(told.atom, "a:link[@rel='via']")
    assert set(told.data["translationOfWork"]) == {"@type", "inLanguage", "publisher"}
    assert told.data["translationOfWork"]["inLanguage"] == "ru"
    assert said(told.rss, "v:translation/@of") == said(told.atom, "v:translation/@of") == ["ru"]
    for fields in (told.json["_vestnik"], told.api):
        assert fields["translation_of"]["language"] == "ru"
        assert not fields["translation_of"].get("url")
    assert names(told.api["credits"])[-3:] == MADE_IT[2:]


def test_hidden_translator_is_named_without_an_address_and_a_merged_one_is_the_other(client):
    edition = translated(released())
    hidden = PersonFactory(slug="hidden", name_fr="Sonia", is_hidden=True)
    twin, kept = PersonFactory(slug="twin", name_fr="K."), PersonFactory(name_fr="Karim")
    for order, person in enumerate((hidden, twin)):
        edition.credits.add(EditionCredit(person=person, role=role("translator"), sort_order=order))
    edition = releases.release(edition)
    merging.merge(twin, kept)
    told = forms(client, ArticlePage.objects.get(pk=edition.pk))

    assert "/people/hidden" not in told.bytes
    first, second = told.data["translator"]
    assert first == {"@type": "Person", "name": "Sonia"}
    assert second["name"] == "Karim"
    assert second["url"].endswith(f"/people/{kept.slug}/")
    assert names(told.json["_vestnik"]["credits"]) == ["Sonia", "Karim"]
