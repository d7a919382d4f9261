"""A search reads no more of the archive than it shows, and misses nothing."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search import index

from news.articles import finding
from news.articles.models import ArticlePage
from news.newsroom.text import HEADLINE, TEXT, searchable
from tests.factories import SectionFactory, draft, released, released_translation

pytestmark = pytest.mark.django_db

BIRD = "<p>Чайка.</p>"


def indexed(edition: ArticlePage) -> ArticlePage:
    index.insert_or_update_object(edition)
    return edition


def said(word: str, language: str = "ru") -> finding.Found:
    return ArticlePage.objects.released(language).search(searchable(word, language))


def test_headline_comes_before_text_and_new_before_old():
    in_headline = indexed(released(title="Чайка"))
    older, newer = (indexed(released(text=BIRD)) for _time in range(2))

    assert list(said("чайка")) == [in_headline, newer, older]


def test_pages_of_what_is_found_meet_without_gap_or_repetition():
    for number in range(5):
        indexed(released(title="Чайка" if number % 2 else "Море", text=BIRD))

    found = said("чайка")

    assert [*found[0:2], *found[2:4], *found[4:6]] == list(found)
    assert len(set(found)) == 5


def test_all_words_must_be_there():
    both = indexed(released(text="<p>Чайка над заливом.</p>"))
    indexed(released(text=BIRD))

    assert list(said("чайка заливом")) == [both]


def test_word_is_looked_up_in_its_language_alone():
    source = released(title="Хор")
    indexed(released_translation(source, "de", title="Das Gift"))
    english = indexed(released_translation(source, "en", title="The gift"))

    assert list(said("gift", "en")) == [english]
    assert set(searchable("gift", "en").split()).isdisjoint(searchable("Gift", "de").split())


def test_draft_lays_no_words_into_the_index():
    assert draft(text=BIRD).searchable_words() == ""


def test_words_follow_what_is_saved():
    edition = draft(text=BIRD)
    indexed(edition)
    edition.save_revision().publish()
    edition.refresh_from_db()
    indexed(edition)

    assert list(said("чайка")) == [edition]


def test_what_was_withdrawn_a_moment_ago_takes_no_place():
    older = indexed(released(text=BIRD))
    newer = indexed(released(text=BIRD))
    newer.unpublish()

    assert said("чайка")[0:1] == [older]


def test_narrower_question_finds_what_lies_deeper():
    section = SectionFactory()
    wanted = indexed(released(text=BIRD, section=section))
    for _time in range(5):
        indexed(released(text=BIRD))

    editions = ArticlePage.objects.released("ru").filter(section=section)

    assert editions.search(searchable("чайка", "ru"))[0:1] == [wanted]


def test_nobody_who_types_a_beginning_meets_the_words_of_texts():
    assert {word[0] for word in searchable("Чайка gull 2026", "ru").split()} == {TEXT}
    assert not (TEXT + HEADLINE).strip("0123456789")


def test_finding_asks_the_same_few_questions_however_much_is_found():
    for _time in range(6):
        indexed(released(text=BIRD))

    with CaptureQueriesContext(connection) as asked:
        assert len(said("чайка")[0:3]) == 3

    assert len(asked) <= 6


def explained(found: finding.Found, options: str) -> list[str]:
    """Return what the database says of each question to its index."""
    with CaptureQueriesContext(connection) as asked:
        found[0:1]
    questions = [
        query["sql"] for query in asked if finding.IndexEntry._meta.db_table in query["sql"]
    ]
    assert questions
    answers = []
    with connection.cursor() as cursor:
        for question in questions:
            cursor.execute(f"EXPLAIN {options} {question}")
            answers.append(json.dumps(cursor.fetchall(), ensure_ascii=False))
    return answers


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own index")
def test_sqlite_reads_newest_first_and_sorts_nothing():
    indexed(released(text=BIRD))
    for answer in explained(said("чайка"), "QUERY PLAN"):
        assert "VIRTUAL TABLE INDEX" in answer
        assert "TEMP B-TREE" not in answer
        assert answer.count("SCAN") == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL has shelves")
def test_postgresql_opens_no_more_shelves_than_it_needs(monkeypatch):
    monkeypatch.setattr(finding, "SHELF", 1)
    for _time in range(4):
        indexed(released(title="Чайка", text=BIRD))

    for answer in explained(said("чайка"), "(ANALYZE, FORMAT JSON)"):
        (((plan,),),) = json.loads(answer)
        opened = []

        def walk(node, opened=opened):
            if "@@" in f"{node.get('Index Cond')}{node.get('Filter')}":
                opened.append(node["Actual Loops"])
            for inner in node.get("Plans", ()):
                walk(inner)

        walk(plan["Plan"])
        assert max(opened) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL has shelves")
def test_every_shelf_is_looked_through_for_a_rare_word(monkeypatch):
    monkeypatch.setattr(finding, "SHELF", 1)
    rare = indexed(released(text="<p>Кулик.</p>"))
    for _time in range(3):
        indexed(released(text=BIRD))

    assert list(said("кулик")) == [rare]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL lets entries wait")
def test_no_entry_waits_to_be_put_in_order():
    """A search would go through all that wait, once for each shelf."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reloptions FROM pg_class WHERE relkind = 'i' AND reloptions IS NOT NULL"
            " AND relname ~ '^wagtailsear_(body|autocom)'"
        )
        assert [options for (options,) in cursor.fetchall()] == [["fastupdate=off"]] * 2
