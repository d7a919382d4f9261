"""A text uses a photo with words of its own, or with the photo's."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from news.photos.blocks import UsedPhotoBlock
from tests.factories import PhotoFactory, UserFactory, draft

pytestmark = pytest.mark.django_db


def test_use_without_words_is_taken():
    photo = PhotoFactory()
    used = UsedPhotoBlock().normalize({"image": photo, "decorative": False, "alt_text": ""})
    assert UsedPhotoBlock().clean(used) == used


def test_use_keeps_its_own_words():
    photo = PhotoFactory()
    block = UsedPhotoBlock()
    used = block.normalize({"image": photo, "decorative": False, "alt_text": "Дирижёр"})
    assert block.clean(used).contextual_alt_text == "Дирижёр"


def test_use_without_a_photo_is_refused():
    with pytest.raises(ValidationError):
        UsedPhotoBlock().clean(None)


def test_chooser_suggests_no_words_of_another_language(client):
    photo = PhotoFactory()
    client.force_login(UserFactory(groups=["Editors"]))
    chosen = client.get(reverse("wagtailimages_chooser:chosen", args=[photo.pk])).json()
    assert chosen["result"]["default_alt_text"] == ""


def test_photo_used_without_words_puts_none_into_the_text(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    edition = draft()
    value = {"image": {"image": PhotoFactory().pk, "alt_text": None}, "caption": ""}
    edition.body = edition.body.stream_block.to_python([{"type": "photo", "value": value}])

    assert edition.plain_text().strip() == ""
