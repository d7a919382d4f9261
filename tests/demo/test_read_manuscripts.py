"""What the demo is written from: dates told as each press does, first words before updates."""

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from news.demo.manuscripts import (
    WORDS,
    Clock,
    day_in_words,
    read_stories,
    read_vocabulary,
    versions_of,
    with_dates,
)
from news.demo.papers import pdf
from news.demo.pictures import SCENES
from news.newsroom.languages import codes

STORIES = read_stories()
EDITIONS = [
    pytest.param(story, language, id=f"{story['key']}-{language}")
    for story in STORIES
    for language in story["editions"]
]
CLOCK = Clock(datetime(2026, 11, 9, 12, tzinfo=UTC), ZoneInfo("Africa/Tunis"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "21 ноября"),
        ("en", "21 November"),
        ("fr", "21 novembre"),
        ("ar", "21 نوفمبر"),
        ("es", "21 de noviembre"),
        ("de", "21. November"),
    ],
)
def test_day_is_told_as_the_language_says_it_in_tunis(language, words):
    assert day_in_words(date(2026, 11, 21), language, "TN").replace("\u00a0", " ") == words


def test_first_of_a_month_is_an_ordinal_in_french():
    assert day_in_words(date(2026, 12, 1), "fr", "TN") == "1er\u00a0décembre"


def test_dates_are_counted_from_the_release_and_reach_every_text():
    words = {"title": "Bis {date:+12}", "body": [{"items": [["Wann", "am {date:-1}"]]}]}
    told = with_dates(words, date(2026, 11, 9), "de", "TN")
    assert told["title"] == "Bis 21.\u00a0November"
    assert told["body"][0]["items"] == [["Wann", "am 8.\u00a0November"]]


def test_days_ago_are_counted_in_the_newsrooms_zone():
    late = Clock(datetime(2026, 11, 9, 23, 30, tzinfo=UTC), ZoneInfo("Africa/Tunis"))
    assert late.moment(1, "10:00").isoformat() == "2026-11-09T10:00:00+01:00"


def test_updates_are_undone_from_the_last_to_the_first():
    edition = {
        "title": "three",
        "body": [{"items": [["a", "three"]]}],
        "updates": [{"replace": [["one", "two"]]}, {"replace": [["two", "three"]]}],
    }
    titles = [version["title"] for version in versions_of(edition)]
    facts = [version["body"][0]["items"][0][1] for version in versions_of(edition)]
    assert titles == facts == ["one", "two", "three"]


def test_update_of_words_that_are_not_there_is_refused():
    with pytest.raises(ValueError, match="No such words"):
        versions_of({"title": "b", "updates": [{"replace": [["a", "c"]]}]})


@pytest.mark.parametrize(("story", "language"), EDITIONS)
def test_edition_is_whole_and_its_versions_differ(story, language):
    edition = story["editions"][language]
    versions = versions_of(edition)
    assert len(versions) == 1 + len(edition.get("updates", []))
    assert all(before != after for before, after in pairwise(versions))
    required = {*WORDS} - (set() if "lead_photo" in story else {"lead_caption", "lead_alt"})
    assert required <= edition.keys()
    assert bool(edition.get("translators")) is (language != story["source"])


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["key"])
def test_nothing_is_said_of_a_story_before_it_was_told(story):
    source = story["editions"][story["source"]]
    released = CLOCK.release_of(source)
    for edition in story["editions"].values():
        if edition is not source and "days_ago" in edition:
            assert CLOCK.release_of(edition) > released
    for comment in story.get("comments", []):
        assert released < CLOCK.moment(comment["days_ago"], comment["at"]) < CLOCK.now


def test_vocabulary_has_every_word_in_six_languages():
    vocabulary = read_vocabulary()
    for kind in ("licences", "organisations", "people", "sections", "topics"):
        for entry in vocabulary[kind]:
            assert entry["name"].keys() == set(codes()), entry["key"]
    for photo in vocabulary["photos"]:
        assert photo["alt"].keys() == photo["caption"].keys() == set(codes()), photo["key"]
        assert photo["key"] in SCENES


def test_document_is_a_pdf_whose_table_points_at_its_objects():
    made = pdf("Accord (modèle)", ["Une ligne « entre guillemets » d’œuvre.", "x " * 90])
    start = int(made.split(b"startxref\n")[1].split()[0])
    assert made.startswith(b"%PDF-1.4")
    assert made[start:].startswith(b"xref\n0 8\n")
    rows = made[start:].split(b"trailer")[0].splitlines()[3:]
    for number, row in enumerate(rows, start=1):
        assert made[int(row[:10]) :].startswith(b"%d 0 obj" % number)
    assert rb"Accord \(mod\350le\)".replace(rb"\350", b"\xe8") in made
