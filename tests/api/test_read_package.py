"""A story as a ninjs package: valid by the standard, with what is public and nothing more."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles import withdrawals
from news.photos.models import Rights
from tests.factories import PhotoFactory, draft, released, released_translation, translated
from tests.syndication.ninjs_schema import faults

pytestmark = pytest.mark.django_db


def package(ask, edition) -> dict:
    value = ask(f"stories/{edition.story_id}.ninjs")
    assert faults(value) == []
    return value


def test_package_has_every_released_language_whole(ask, client):
    source = released(title="Хор споёт")
    french = released_translation(source, "fr", title="Le chœur chantera")
    translated(source, "ar", title="الجوقة")
    value = package(ask, source)
    assert value["uri"] == f"urn:uuid:{source.story_id}"
    assert value["title"] == "Хор споёт"
    assert {each["language"]: each["uri"] for each in value["associations"]} == {
        "fr": french.urn,
        "ru": source.urn,
    }
    answer = client.get(f"/api/v1/stories/{source.story_id}.ninjs")
    assert answer["Content-Type"] == "application/ninjs+json; charset=utf-8"


def test_item_of_the_feed_leads_to_its_package(client):
    source = released()
    (item,) = client.get("/ru/feeds/all.ninjs").json()
    (part,) = [each for each in item["associations"] if each["rel"] == "partOf"]
    assert client.get(part["renditions"][0]["href"]).json()["uri"] == part["uri"]
    assert part["uri"].endswith(str(source.story_id))


def test_withdrawn_language_is_canceled_while_another_is_public(ask):
    source = released(title="Хор споёт")
    french = released_translation(source, "fr", title="Le chœur")
    withdrawals.withdraw([french], "Erreur.")
    canceled, usable = package(ask, source)["associations"]
    assert (canceled["uri"], canceled["pubStatus"]) == (french.urn, "canceled")
    assert canceled["edNote"] == "Erreur."
    assert "bodies" not in canceled
    assert usable["pubStatus"] == "usable"


def test_photos_that_may_not_be_given_are_in_no_package(ask):
    given, kept = PhotoFactory(), PhotoFactory(rights=Rights.SITE)
    late = PhotoFactory(expires_at=timezone.now() - timedelta(days=1))
    for photo, expected in ((given, 1), (kept, 0), (late, 0)):
        source = released(lead_photo=photo)
        (edition,) = package(ask, source)["associations"]
        pictures = [each for each in edition["associations"] if each["type"] == "picture"]
        assert len(pictures) == expected
        assert ("<img" in edition["bodies"][0]["value"]) == bool(expected)


def test_story_that_is_not_public_has_no_package(ask):
    ask(f"stories/{draft().story_id}.ninjs", status=404)
    ask(f"stories/{uuid.uuid4()}.ninjs", status=404)
    gone = released()
    withdrawals.withdraw([gone], "Ошибка.")
    assert ask(f"stories/{gone.story_id}.ninjs", status=410)["reason"] == "Ошибка."
