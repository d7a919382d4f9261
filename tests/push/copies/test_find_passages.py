"""A page is searched for our text as people would search it: by its words."""

import pytest

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.push.copies.models import Found
from news.push.copies.passages import Traces, find, traces, traces_of
from tests.factories import draft, released
from tests.push.copies.web import ARTICLE, HEADLINE, SENTENCE, page

TRACES = traces([(HEADLINE, f"Коротко. {SENTENCE}")])


def found(body: str | bytes, **how) -> Found:
    return find(TRACES, page(body, **how))


@pytest.mark.parametrize(
    "body",
    [
        ARTICLE,
        f"<p>{SENTENCE.upper().replace(' ', '&nbsp;')}",
        f"<p>{SENTENCE.replace('больш', '<b>боль</b>ш')}</p>",
        f"<p>{SENTENCE.replace('весеннему', 'весен&shy;нему')}</p>",
        f"<script type=application/ld+json>{{'articleBody': '{SENTENCE}'}}</script>",
        "<div>" * 5000 + SENTENCE,
        SENTENCE,
    ],
    ids=["plain", "spaces", "marks", "hyphens", "scripts", "nested", "no-markup"],
)
def test_text_is_found_however_it_is_set(body):
    assert found(body) == Found.TEXT


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [
        ("windows-1251", "text/html; charset=windows-1251"),
        ("koi8-r", 'text/html; charset="KOI8-R"'),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8", "text/html; charset=nonsense"),
    ],
)
def test_text_is_found_in_any_encoding(encoding, kind):
    assert found(ARTICLE.encode(encoding), content_type=kind) == Found.TEXT


def test_page_says_itself_how_it_is_written():
    body = f'<meta charset="windows-1251"><p>{SENTENCE}'.encode("windows-1251")
    assert found(body) == Found.TEXT


def test_note_in_the_place_of_the_text_is_told_from_it():
    assert found(f"<h1>{HEADLINE}</h1><p>Отозвано.</p>") == Found.HEADLINE
    assert found("<p>Материал отозван редакцией.</p>") == Found.NOTHING
    assert found("") == Found.NOTHING


def test_headline_elsewhere_on_a_page_is_not_the_text():
    assert found(f"<p>Ещё читайте: <a href=/>{HEADLINE}</a>") == Found.HEADLINE


def test_page_that_could_not_be_seen_proves_nothing():
    assert found("<script src=/app.js></script><div id=app></div>") == Found.BLANK
    assert found("<p>…</p>" * 10, cut=True) == Found.CUT
    assert found(ARTICLE, cut=True) == Found.TEXT
    assert found(b"%PDF-1.7", content_type="application/pdf") == Found.NO_PAGE
    assert found(b"\x1f\x8b", content_encoding="gzip") == Found.NO_PAGE
    assert find(Traces(), page(ARTICLE)) == Found.NO_WORDS


def test_headline_stands_for_a_text_too_short_to_be_known():
    short = traces([("Хор споёт в Бизерте", "Да.")])
    assert find(short, page(ARTICLE)) == Found.TEXT
    assert find(short, page("<p>Да.")) == Found.NOTHING


@pytest.mark.django_db
def test_versions_that_were_public_are_looked_for_and_drafts_are_not():
    edition = released(text=f"<p>{SENTENCE}</p>")
    edition = ArticlePage.objects.get(pk=edition.pk)
    edition.body = [("paragraph", f"<p>{SENTENCE.replace('шесть', 'семь')}</p>")]
    releases.release(edition, kind="correction", note="Детей двадцать семь.")
    edition = ArticlePage.objects.get(pk=edition.pk)
    edition.title = "Ещё не вышло"
    edition.save_revision()
    withdrawals.withdraw([edition], "Ошибка.")
    sought = traces_of(edition.urn)
    assert len(sought.passages) == 2
    assert len(sought.headlines) == 1
    assert find(sought, page(ARTICLE)) == Found.TEXT


@pytest.mark.django_db
def test_text_that_was_deleted_here_cannot_be_looked_for():
    edition = released()
    urn = edition.urn
    edition.delete()
    assert traces_of(urn) == Traces()
    assert traces_of(draft().urn) == Traces()
