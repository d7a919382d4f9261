"""Pages take as many queries for nine stories as for three, whatever is different about each."""

from functools import partial

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamValue
from wagtail.search import index

from news.articles import tree, withdrawals
from news.articles.models import ArticlePage, EditionCredit, PlainPage
from news.comments.models import Comment
from news.newsroom.generation import mark_shared
from news.newsroom.models import Licence
from news.people.models import Person
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    released,
    released_translation,
    role,
)

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 9
LISTS = [
    *("/ru/", "/ru/news/", "/ru/sections/culture/", "/ru/topics/music/", "/ru/people/vera/"),
    *("/ru/people/", "/fr/people/", "/ru/search/?q=слон", "/ru/feeds/", "/ru/about/"),
]
NOT_KNOWN_YET = ["/ru/", "/ru/sections/culture/", "/ru/feeds/all.rss", "/fr/feeds/all.json"]
MISSING = ["/ru/news/нет/", "/ru/нет/", "/ru/people/нет/"]
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


@pytest.fixture
def shared(newsroom) -> dict:
    """What all stories have in common, so that each list holds them all."""
    return {
        "section": SectionFactory(slug="culture"),
        "topic": TopicFactory(slug="music"),
        "author": PersonFactory(slug="vera", portrait=PhotoFactory()),
    }


def credited() -> Person:
    """Return a person with a portrait, and a position somewhere."""
    return PositionFactory(person=PersonFactory(portrait=PhotoFactory())).person


def photo_blocks(number: int) -> list[dict]:
    """Return the raw blocks of as many different photos, and a word to be found."""
    return [
        {"type": "paragraph", "value": "<p>Слон пришёл.</p>"},
        *(
            {
                "type": "photo",
                "value": {
                    "image": {"image": PhotoFactory().pk, "decorative": False, "alt_text": "Хор"},
                    "caption": "На сцене",
                },
            }
            for _each in range(number)
        ),
    ]


def body_of(model: type[ArticlePage | PlainPage], number: int) -> StreamValue:
    """Return a body with as many photos."""
    return model().body.stream_block.to_python(photo_blocks(number))


def add_stories(number: int, shared: dict) -> list[ArticlePage]:
    """Release stories of which each has a photo, topic, author and translator of its own."""
    made = []
    for order in range(number):
        source = released(
            title=f"Слон {order}",
            # Both the common section and others, each for itself, are in every list.
            section=SectionFactory() if order % 3 == 2 else shared["section"],
            topics=[shared["topic"], TopicFactory()],
            authors=[shared["author"], credited()],
            lead_photo=PhotoFactory(),
            body=body_of(ArticlePage, 2),
        )
        translation = released_translation(source)
        EditionCredit.objects.create(page=translation, person=credited(), role=role("translator"))
        released("fr", title=f"L’éléphant {order}", lead_photo=PhotoFactory(), authors=[credited()])
        index.insert_or_update_object(source)
        made.append(source)
    return made


def test_lists_take_a_fixed_number_of_queries(reader, shared, count_queries) -> None:
    def ask() -> dict[str, int]:
        return {path: count_queries(partial(reader.get, path)) for path in LISTS}

    add_stories(FEW, shared)
    few = ask()
    add_stories(MANY - FEW, shared)
    assert ask() == few


def test_what_is_not_known_yet_takes_a_fixed_number_of_queries(
    reader, shared, count_queries
) -> None:
    def first(path: str) -> HttpResponse:
        mark_shared()
        return reader.get(path)

    def ask() -> dict[str, int]:
        return {path: count_queries(partial(first, path)) for path in NOT_KNOWN_YET}

    add_stories(FEW, shared)
    few = ask()
    add_stories(MANY - FEW, shared)
    assert ask() == few


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts rows, then chooses")
def test_an_edition_is_found_by_its_slug_not_by_a_walk_of_its_language(reader, newsroom) -> None:
    address = released().url
    with CaptureQueriesContext(connection) as asked:
        reader.get(address)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        plan = " ".join(step for *_numbers, step in cursor.fetchall())
    assert "(slug=?)" in plan
    assert "(language=?)" not in plan


def test_a_plain_page_takes_a_fixed_number_of_queries(reader, shared, count_queries) -> None:
    def ask(number: int) -> int:
        add_stories(1, shared)
        page = PlainPage(title=f"Как помочь {number}", body=body_of(PlainPage, number))
        tree.front_page("ru").add_child(instance=page)
        page.save_revision().publish()
        return count_queries(lambda: reader.get(page.url))

    assert ask(FEW) == ask(MANY)


def test_the_copies_of_an_edition_take_a_fixed_number_of_queries(
    reader, newsroom, shared, count_queries
) -> None:
    newsroom.licence = Licence.objects.get(key="cc-by-4.0")
    newsroom.save()

    def ask(number: int) -> int:
        edition = released(
            body=body_of(ArticlePage, number),
            lead_photo=PhotoFactory(),
            section=shared["section"],
            topics=[TopicFactory() for _each in range(number)],
            authors=[credited() for _each in range(number)],
        )
        return count_queries(lambda: reader.get(f"{edition.url}republish/"))

    assert ask(FEW) == ask(MANY)


def test_a_withdrawn_page_takes_a_fixed_number_of_queries(reader, shared, count_queries) -> None:
    def ask(number: int) -> int:
        stories = add_stories(number, shared)
        withdrawals.withdraw(stories[1:], "Ошибка.")
        return count_queries(lambda: reader.get(stories[-1].url), status=410)

    assert ask(FEW) == ask(MANY - FEW)


def test_a_missing_page_takes_a_fixed_number_of_queries(reader, shared, count_queries) -> None:
    def ask() -> dict[str, int]:
        return {path: count_queries(partial(reader.get, path), status=404) for path in MISSING}

    add_stories(FEW, shared)
    few = ask()
    add_stories(MANY - FEW, shared)
    assert ask() == few


def test_the_preview_of_a_comment_takes_a_fixed_number_of_queries(
    reader, shared, count_queries
) -> None:
    story = add_stories(1, shared)[0].story

    def ask(number: int) -> int:
        add_stories(number, shared)
        for order in range(number):
            Comment.objects.create(
                story=story, language="ru", name="Т.", text=f"Да {order}", state="approved"
            )
        sent = {"story": str(story.pk), "name": "Тамара", "text": "Внучка поёт."}
        return count_queries(lambda: reader.post("/ru/comments/", sent, headers=OURS))

    assert ask(FEW) == ask(MANY - FEW)
