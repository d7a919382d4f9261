"""Before a release an editor is told where partners will miss a photo, and why."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from news.articles import releases
from news.articles.models import ArticlePage
from news.newsroom.models import Licence
from news.people.models import Consent
from news.photos.models import Photo, Rights
from news.syndication.absences import absences
from news.syndication.mentions import mentions
from tests.desk.conftest import edit_url
from tests.factories import PersonFactory, PhotoFactory, draft, released, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


def paragraph(words: str = "Слова.") -> dict:
    return {"type": "paragraph", "value": f"<p>{words}</p>"}


def use(photo: Photo, caption: str = "") -> dict:
    image = {"image": photo.pk, "decorative": False, "alt_text": ""}
    return {"image": image, "caption": caption}


def shown(photo: Photo, caption: str = "") -> dict:
    return {"type": "photo", "value": use(photo, caption)}


def gallery(*photos: Photo) -> dict:
    return {"type": "gallery", "value": {"photos": [use(each) for each in photos]}}


def written(*blocks: dict, language: str = "ru", **fields) -> ArticlePage:
    body = ArticlePage().body.stream_block.to_python(list(blocks))
    return draft(language, body=body, **fields)


def told(edition: ArticlePage) -> list[str]:
    found = absences(edition, timezone.now())
    return found.sentences if found else []


def kept(**fields) -> Photo:
    return PhotoFactory(rights=Rights.SITE, **fields)


def test_free_photos_need_no_word():
    free = PhotoFactory(expires_at=timezone.now() + timedelta(days=90))
    edition = written(
        paragraph("На фото хор."), shown(free), paragraph(), lead_photo=PhotoFactory()
    )
    assert absences(edition, timezone.now()) is None


def test_missing_lead_photo():
    assert told(written(paragraph(), lead_photo=kept())) == ["The lead photo is missing."]


def test_photo_between_paragraphs_is_missed_one_at_the_end_is_not():
    middle = written(paragraph(), shown(kept()), paragraph())
    assert told(middle) == ["A photo in the middle of the text is missing."]
    assert told(written(paragraph(), shown(kept()))) == []
    assert told(written(shown(kept()), paragraph())) == []


def test_gallery_that_loses_most_of_its_photos():
    free = [PhotoFactory() for _ in range(2)]
    lost = [kept() for _ in range(3)]
    assert told(written(paragraph(), gallery(*free, *lost))) == [
        "A gallery keeps 2 of its 5 photos."
    ]
    assert told(written(paragraph(), gallery(*free, lost[0]))) == []


def test_text_that_refers_to_a_photo():
    edition = written(paragraph("Слева на  фото — дирижёр."), shown(kept()))
    assert told(edition) == ["The text refers to a photo: “на фото”."]


def test_caption_leaves_with_its_photo():
    assert told(written(paragraph(), shown(kept(), "На фото: хор."))) == []


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (kept, "It is for our site only."),
        (
            lambda: PhotoFactory(expires_at=timezone.now() - timedelta(days=1)),
            "It may not be shown any more.",
        ),
        (
            lambda: PhotoFactory(expires_at=timezone.now() + timedelta(days=5)),
            "then they must take it out",
        ),
        (
            lambda: PhotoFactory(licence=Licence.objects.get(key="all-rights-reserved")),
            "its licence does not let others republish it",
        ),
    ],
)
def test_reasons_in_plain_words(make, why):
    edition = written(paragraph(), lead_photo=make())
    found = absences(edition, timezone.now())
    assert [why in each.why for each in found.photos] == [True]


def test_person_who_has_not_agreed():
    photo = PhotoFactory()
    photo.shows.add(PersonFactory(consent=Consent.SITE))
    photo.refresh_from_db()
    (absent,) = absences(written(paragraph(), lead_photo=photo), timezone.now()).photos
    assert absent.why == "Somebody who is to be seen on it has not agreed to that."


def test_form_tells_it_with_the_way_to_the_photo(desk, editor):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    photo = kept(title="Дирижёр")
    edition = written(paragraph("На снимке дирижёр."), lead_photo=photo)
    page = desk.get(edit_url(edition)).content.decode()
    assert "The lead photo is missing." in page
    assert "The text refers to a photo: “На снимке”." in page
    assert f'<a href="/admin/images/{photo.pk}/"><bdi>Дирижёр</bdi></a>' in page


def test_form_of_a_sound_text_says_nothing(desk, editor):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    edition = written(paragraph(), lead_photo=PhotoFactory())
    assert "will not get every photo" not in desk.get(edit_url(edition)).content.decode()


def test_translation_is_told_of_the_originals_photo(desk, editor):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    french = translated(released(lead_photo=kept()))
    page = desk.get(edit_url(ArticlePage.objects.get(pk=french.pk))).content.decode()
    assert "The lead photo is missing." in page


def test_it_stops_no_release():
    edition = written(paragraph("На фото хор."), lead_photo=kept())
    releases.release(edition)
    assert ArticlePage.objects.get(pk=edition.pk).live


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ru", "Хор (на этом снимке) поёт.", "на этом снимке"),
        ("ru", "На фотографии — дети.", "На фотографии"),
        ("ru", "см. фото", "см. фото"),
        ("en", "The choir, pictured in May.", "pictured"),
        ("en", "See the photo above.", "photo above"),
        ("fr", "Sur cette photo, le chœur.", "Sur cette photo"),
        ("fr", "La photo ci-dessous date de 1934.", "photo ci-dessous"),
        ("ar", "ويظهر في الصورة أطفال الجوقة.", "في الصورة"),
        ("ar", "وفي الصورة أدناه", "وفي الصورة"),
        ("es", "En la foto, el coro.", "En la foto"),
        ("es", "Como se ve en la imagen", "Como se ve en la imagen"),
        ("de", "Im Bild: der Chor.", "Im Bild"),
        ("de", "Das Foto oben zeigt ihn.", "Foto oben"),
    ],
)
def test_references_are_known_in_each_language(language, text, words):
    assert words in mentions(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Фотограф снимал фотоаппаратом на плёнку."),
        ("en", "The picture of the economy is mixed; photography class."),
        ("fr", "La photographe expose ; sur la photographe, rien."),
        ("ar", "المصورة تعرض صورها."),
        ("es", "La fotógrafa expone sus fotos."),
        ("de", "Das Bildungswesen; die Fotografin."),
        ("pt", "Na foto, o coro."),
    ],
)
def test_other_words_are_no_reference(language, text):
    assert mentions(text, language) == []
