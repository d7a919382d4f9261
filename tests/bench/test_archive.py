"""What the bench loads is what the product would have written."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from news.articles.models import ArticlePage, Placement
from news.articles.placements import place
from tests.bench.management.commands.load_archive import Command
from tests.factories import UserFactory
from tests.layered import LayeredClient

pytestmark = [pytest.mark.django_db, pytest.mark.bench]


@pytest.fixture
def archive(db, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    call_command("demo", verbosity=0)
    call_command(Command(), 200, stdout=StringIO())


def test_loaded_archive_stands_like_one_that_was_written(archive, tmp_path):
    copies = ArticlePage.objects.filter(slug__endswith="-1").order_by("pk")
    assert copies.count() >= 60
    assert Page.find_problems() == ([], [], [], [], [])
    reader, editor = LayeredClient(tmp_path / "ready"), Client()
    editor.force_login(UserFactory(is_superuser=True))
    before = set(Placement.objects.values_list("edition", "kind", "subject_id"))
    for copy in copies.filter(live=True)[:12]:
        assert reader.get(copy.url_path).status_code == 200
        assert editor.get(f"/admin/pages/{copy.pk}/edit/").status_code == 200
        place(copy)
        copy.save_revision().publish()
    assert set(Placement.objects.values_list("edition", "kind", "subject_id")) == before
    for name in ("rss", "atom", "json"):
        assert reader.get(f"/ru/feeds/all.{name}").status_code == 200
