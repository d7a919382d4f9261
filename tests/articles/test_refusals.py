"""A release is refused with a sentence that says what to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles import releases
from news.articles.models import ArticlePage
from news.articles.refusals import ReleaseRefused, refusals
from tests.factories import PhotoFactory, draft, released, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    from django.utils import translation

    with translation.override("en"):
        yield


def test_empty_text_is_refused():
    assert refusals(draft(body=[])) == ["Write the text: it has no words yet."]


def test_untranslated_words_are_refused():
    source = released()
    edition = translated(source, title=source.title, text="<p>Другой текст.</p>")

    assert refusals(edition) == ["Translate the headline: it is the same as the original's."]


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"alt_ru": ""}, "Describe the photo"),
        ({"credit_ru": "", "credit_fr": "", "credit_ar": ""}, "Say who took the photo"),
        ({"licence": None}, "Choose a licence"),
    ],
)
def test_photo_without_words_credit_or_licence_is_refused(lacking, sentence):
    edition = draft(lead_photo=PhotoFactory(**lacking))

    reasons = refusals(edition)

    assert len(reasons) == 1
    assert reasons[0].startswith(sentence)


def test_credit_of_another_language_is_enough():
    edition = draft(lead_photo=PhotoFactory(credit_ru="", credit_ar=""))

    assert refusals(edition) == []


def test_alternative_text_of_another_language_does_not_count():
    source = released(lead_photo=PhotoFactory(alt_de=""))

    reasons = refusals(translated(source, "de", title="Der Chor singt", text="<p>Kinder.</p>"))

    assert [reason[:18] for reason in reasons] == ["Describe the photo"]


def test_decorative_photo_needs_no_alternative_text():
    photo = PhotoFactory(alt_ru="")
    edition = draft()
    block = edition.body.stream_block
    edition.body = block.to_python(
        [
            {"type": "paragraph", "value": "<p>Текст.</p>"},
            {
                "type": "photo",
                "value": {
                    "image": {"image": photo.pk, "decorative": True, "alt_text": ""},
                    "caption": "",
                },
            },
        ]
    )

    assert refusals(edition) == []


def test_embargo_refuses_now_and_allows_later():
    edition = draft()
    story = edition.story
    story.embargo_until = timezone.now() + timedelta(days=1)
    story.save()
    edition = ArticlePage.objects.get(pk=edition.pk)

    with pytest.raises(ReleaseRefused):
        releases.release(edition)
    releases.schedule(edition, story.embargo_until)

    assert not ArticlePage.objects.get(pk=edition.pk).live


def test_translation_may_be_scheduled_after_its_scheduled_source():
    source = draft()
    moment = timezone.now() + timedelta(days=1)
    edition = translated(source)
    assert refusals(edition, moment)

    releases.schedule(source, moment)

    assert refusals(edition, moment) == []


def test_wall_stands_behind_every_other_check():
    edition = draft(body=[])

    with pytest.raises(ReleaseRefused):
        edition.save_revision().publish()

    assert not ArticlePage.objects.get(pk=edition.pk).live
