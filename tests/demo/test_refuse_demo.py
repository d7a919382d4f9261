"""Where the demo newsroom is not made, and what a failure leaves: nothing."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from news.articles.models import Story
from news.demo import building
from news.newsroom.models import NewsroomSettings
from tests.demo.inventory import row_counts, stored_files
from tests.factories import SectionFactory, jpeg

pytestmark = pytest.mark.django_db


def run() -> str:
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def files_alone() -> set[Path]:
    return {path for path in stored_files() if path.is_file()}


def test_newsroom_with_content_of_its_own_gets_no_demo():
    SectionFactory()
    with translation.override("en"):
        assert "content of its own" in run()
    assert not Story.objects.exists()


def test_failure_leaves_neither_rows_nor_files(monkeypatch):
    NewsroomSettings.load()
    counts, files = row_counts(), files_alone()

    def fail(*_arguments: object) -> None:
        raise ConnectionError("the power went out")

    monkeypatch.setattr("news.demo.building.Teller.tell", fail)
    monkeypatch.setattr("news.demo.furniture.paint", lambda _key: jpeg())
    with pytest.raises(ConnectionError):
        building.make(lambda _words: None)
    assert row_counts() == counts
    assert files_alone() == files
