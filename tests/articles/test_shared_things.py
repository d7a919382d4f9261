"""Photos, documents, topics and words that public pages stand on."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from news.articles import files, releases, timetable, withdrawals
from news.articles.models import ArticlePage, PlainPage, Story
from news.articles.rendering import body_html
from news.articles.tree import front_page
from news.newsroom.models import Trouble
from news.photos.models import Photo
from tests.factories import (
    PaperFactory,
    PhotoFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo_block(photo: Photo) -> dict:
    """Return a photo block's raw value."""
    image = {"image": photo.pk, "decorative": False, "alt_text": "Хор"}
    return {"type": "photo", "value": {"image": image, "caption": ""}}


def plain_page(*photos: Photo) -> PlainPage:
    """Return a public plain page that shows photos."""
    page = PlainPage(title="О нас", slug="o-nas")
    page.body = page.body.stream_block.to_python([photo_block(photo) for photo in photos])
    front_page("ru").add_child(instance=page)
    page.save_revision().publish()
    return PlainPage.objects.get(pk=page.pk)


def test_draft_of_a_public_plain_page_changes_no_file():
    shown, drafted = PhotoFactory(), PhotoFactory()
    page = plain_page(shown)

    page.body = page.body.stream_block.to_python([photo_block(drafted)])
    page.save_revision()

    assert files.is_public(shown)
    assert not files.is_public(drafted)


def test_plain_page_cannot_be_an_alias():
    page = plain_page()

    with pytest.raises(ValidationError), transaction.atomic():
        page.create_alias(update_slug="alias")


@pytest.mark.parametrize("make", [PhotoFactory, PaperFactory])
def test_file_of_a_released_text_cannot_be_deleted(make):
    file = make()
    kind = "document" if make is PaperFactory else "photo"
    value = (
        {"type": "document", "value": {"document": file.pk, "title": ""}}
        if kind == "document"
        else photo_block(file)
    )
    edition = draft()
    stream = edition.body.stream_block
    edition.body = stream.to_python([{"type": "paragraph", "value": "<p>Слово.</p>"}, value])
    releases.release(edition)

    with pytest.raises(ValidationError), transaction.atomic():
        file.delete()


def test_text_whose_photo_is_gone_is_shown_without_it():
    photo = PhotoFactory()
    edition = draft()
    stream = edition.body.stream_block
    edition.body = stream.to_python(
        [{"type": "paragraph", "value": "<p>Слово.</p>"}, photo_block(photo)]
    )
    edition.save()
    photo.delete()

    edition = ArticlePage.objects.get(pk=edition.pk)

    assert body_html(edition, "site") == "<p>Слово.</p>"


def test_topic_of_a_story_cannot_be_deleted():
    topic = TopicFactory()
    released(topics=[topic])

    with pytest.raises(ValidationError), transaction.atomic():
        topic.delete()
    TopicFactory().delete()


def test_story_goes_with_its_last_edition():
    released().delete()

    assert not Story.objects.exists()


def test_control_characters_and_reversals_stay_out():
    edition = released(title="Заголовок\x01 с \u202eзломом", lead="Лид\x0b")

    assert edition.title == "Заголовок с зломом"
    assert edition.lead == "Лид"
    assert edition.latest_revision.content["title"] == "Заголовок с зломом"
    assert TopicFactory(name_ru="Тема\x00").name_ru == "Тема"


def test_words_for_another_lead_photo_are_not_said_of_the_new_one():
    source = released(lead_photo=PhotoFactory())
    translation = released_translation(source, lead_alt="Un voilier", lead_caption="Au port")
    source.lead_photo = PhotoFactory(alt_fr="Un carré rouge")
    releases.release(source)

    translation = ArticlePage.objects.get(pk=translation.pk)

    assert translation.lead_words(translation.story.lead_photo) == ("", "")


def test_new_lead_photo_must_be_described_for_released_translations():
    source = released(lead_photo=PhotoFactory())
    released_translation(source)
    source.lead_photo = PhotoFactory(alt_fr="")

    with override("en"), pytest.raises(ValidationError, match="Français"):
        releases.release(source)


def test_fault_in_one_scheduled_story_holds_back_no_other(monkeypatch):
    from datetime import timedelta

    from django.utils import timezone
    from wagtail.models import Revision

    broken, sound = draft(title="Сломан"), draft(title="Цел")
    for page in (broken, sound):
        revision = page.save_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
        revision.save()
    publish = Revision.publish

    def fail_for_one(self, *args, **kwargs):
        if self.object_id == str(broken.pk):
            raise RuntimeError("a fault nobody foresaw")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", fail_for_one)

    assert timetable.publish_due() == 1
    assert ArticlePage.objects.get(pk=sound.pk).live
    assert "Сломан" in Trouble.objects.get().message


def test_translation_begun_from_a_draft_that_changed_is_stale_at_once():
    source = draft()
    same = translated(source, "fr")
    source.title = "Хор споёт в Сусе"
    releases.release(source)

    assert releases.release(ArticlePage.objects.get(pk=same.pk).get_latest_revision_as_object())
    assert ArticlePage.objects.get(pk=same.pk).is_stale


def test_translation_begun_from_the_draft_as_released_is_up_to_date():
    source = draft()
    same = translated(source, "fr")
    releases.release(source)

    releases.release(ArticlePage.objects.get(pk=same.pk).get_latest_revision_as_object())

    assert not ArticlePage.objects.get(pk=same.pk).is_stale


def test_restoring_the_same_text_leaves_translations_up_to_date():
    source = released()
    translation = released_translation(source)
    withdrawals.withdraw([source], "Проверяем.")
    withdrawals.restore(ArticlePage.objects.get(pk=source.pk))

    assert not ArticlePage.objects.get(pk=translation.pk).is_stale


def test_withdrawal_that_could_not_ask_gives_a_standing_reason():
    edition = released()
    edition.unpublish()

    assert ArticlePage.objects.get(pk=edition.pk).withdrawal_reason
