"""Photos in public use are cut by the worker, before a reader asks."""

import pytest

from news.articles import releases
from news.photos import sizes
from tests.factories import PhotoFactory, draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_release_cuts_the_photos_it_uses_to_every_size():
    photo = PhotoFactory()
    source = draft(lead_photo=photo)
    assert not photo.renditions.exists()

    releases.release(source)

    assert set(photo.renditions.values_list("filter_spec", flat=True)) == sizes.SIZES


def test_photo_whose_file_is_gone_is_passed_over():
    photo = PhotoFactory()
    photo.file.storage.delete(photo.file.name)

    assert sizes.cut.call(photo.pk) == 0
