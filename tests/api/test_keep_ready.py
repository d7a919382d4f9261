"""Answers say how they may be kept, and cost a fixed number of queries."""

import json
from functools import partial

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from news.api.middleware import ApiMiddleware
from news.articles import withdrawals
from news.ready.terms import KEY
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    released,
    released_translation,
)

pytestmark = pytest.mark.django_db


def terms_of(path: str):
    """Return the terms that the answer to a path leaves for the layer in front."""
    client = Client()
    response = client.get(path)
    return response.wsgi_request.META.get(KEY)


@pytest.mark.parametrize(
    ("path", "asks"),
    [
        ("newsroom", ()),
        ("stories", ("language", "section", "topic", "person", "cursor", "limit")),
        ("sections", ("cursor", "limit")),
        ("topics", ("cursor", "limit")),
        ("people", ("cursor", "limit")),
        ("changes", ("since", "limit")),
        ("openapi.json", ()),
    ],
)
def test_answer_may_be_kept_by_the_parameters_that_matter(path, asks):
    terms = terms_of(f"/api/v1/{path}")
    assert terms.asks == asks
    assert terms.for_everybody
    assert terms.language == ""
    assert terms.max_age == 60


def test_edition_and_story_may_be_kept_released_or_withdrawn():
    source, gone = released(slug="open"), released(slug="gone")
    withdrawals.withdraw([gone], "Ошибка.")
    for edition in (source, gone):
        assert terms_of(f"/api/v1/editions/{edition.urn}").asks == ()
        assert terms_of(f"/api/v1/stories/{edition.story_id}").asks == ()
        assert terms_of(f"/api/v1/stories/{edition.story_id}.ninjs").asks == ()
        assert terms_of(f"/api/v1/editions?address={edition.url_path}").asks == ("address",)


def test_every_address_of_the_document_may_be_kept():
    section, topic, person = (
        SectionFactory(slug="a"),
        TopicFactory(slug="a"),
        PersonFactory(slug="a"),
    )
    released(section=section, topics=[topic], authors=[person])
    for kind in ("sections", "topics", "people"):
        assert terms_of(f"/api/v1/{kind}/a").for_everybody


def many(number: int) -> None:
    """Release stories in two languages, with everything that could cost a query each."""
    for index in range(number):
        person = PersonFactory()
        PositionFactory(person=person)
        photo = PhotoFactory()
        image = {"image": photo.pk, "alt_text": "Хор", "decorative": False}
        source = released(
            title=f"Хор {index}",
            section=SectionFactory(),
            topics=[TopicFactory()],
            authors=[person],
            lead_photo=PhotoFactory(),
            body=json.dumps(
                [
                    {"type": "paragraph", "value": "<p>Текст</p>"},
                    {"type": "photo", "value": {"image": image, "caption": ""}},
                ]
            ),
        )
        released_translation(source, "fr", title=f"Chœur {index}")


def test_number_of_queries_does_not_grow_with_the_archive(client, count_queries):
    vera = PersonFactory(slug="vera")
    first = released(
        section=SectionFactory(slug="section"), topics=[TopicFactory(slug="topic")], authors=[vera]
    )
    gone = released()
    withdrawals.withdraw([gone], "Ошибка.")
    many(2)
    paths = [
        *("newsroom", "stories", "stories?language=fr", "stories?section=section&topic=topic"),
        *("stories?person=vera", "stories?limit=1", "sections", "topics", "people"),
        *("sections/section", "topics/topic", "people/vera", "changes", "changes?limit=1"),
        *(f"editions/{first.urn}", f"editions?address={first.url_path}", "openapi.json"),
        *(f"stories/{first.story_id}", f"stories/{first.story_id}.ninjs"),
    ]
    statuses = dict.fromkeys(paths, 200) | {f"editions/{gone.urn}": 410}

    def ask() -> dict[str, int]:
        return {
            path: count_queries(partial(client.get, f"/api/v1/{path}"), status)
            for path, status in statuses.items()
        }

    before = ask()
    many(3)

    assert ask() == before
    assert max(before.values()) <= 25


def test_no_list_counts_or_skips(client):
    many(3)
    paths = ["stories?", "stories?language=ru&", "changes?", "sections?", "topics?", "people?"]
    with CaptureQueriesContext(connection) as asked:
        for path in paths:
            assert client.get(f"/api/v1/{path}limit=2").status_code == 200
    told = " ".join(query["sql"] for query in asked)
    assert "COUNT(" not in told
    assert "OFFSET" not in told


def test_address_outside_the_api_passes_untouched():
    seen: list[WSGIRequest] = []
    ApiMiddleware(lambda request: seen.append(request))(RequestFactory().post("/ru/comments/"))
    assert seen[0].method == "POST"
