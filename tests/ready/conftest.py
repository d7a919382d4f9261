"""What tests of the layer may ask for."""

from pathlib import Path

import pytest

from news.newsroom.models import NewsroomSettings
from tests.layered import LayeredClient


@pytest.fixture
def reader(db, settings, tmp_path: Path) -> LayeredClient:
    """A reader: no session; what is kept ready is asked first."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # The first who asks for the settings makes them, which is a change that pages show.
    NewsroomSettings.load()
    return LayeredClient(tmp_path / "ready")
