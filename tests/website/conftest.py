"""What tests of the reader site may ask for."""

import pytest
from django.test import Client

from news.newsroom.models import NewsroomSettings


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reader(db) -> Client:
    """A reader: no session, no cookie."""
    return Client()


@pytest.fixture
def newsroom(db) -> NewsroomSettings:
    """The newsroom, named."""
    settings = NewsroomSettings.load()
    settings.name_ru, settings.name_fr, settings.name_ar = "Мост", "Le Pont", "الجسر"
    settings.tagline_ru = "Новости соотечественников"
    settings.save()
    return settings
