"""What the file says of its makers reaches the form, and stays in everything made of it."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from news.newsroom.models import Licence
from news.photos import credits
from news.photos.metadata import PhotoMetadata, read
from news.photos.models import Photo, words_columns
from tests.factories import PersonFactory, PhotoFactory, UserFactory
from tests.photos import files

pytestmark = pytest.mark.django_db

METADATA = {
    "credit": "Мост",
    "creator": "Анна Ковалёва",
    "copyright": "© Мост",
    "source": "Архив",
    "caption": "Лодки на воде",
    "captions": {"fr": "Des bateaux", "pt": "Barcos"},
    "alts": {"ar": "قوارب"},
}


@pytest.fixture
def editor(client):
    user = UserFactory(groups=["Editors"])
    client.force_login(user)
    return user


def upload(content: bytes | None = None, name: str = "boats.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or files.photo(**METADATA), "image/jpeg")


def form_of(photo: Photo | None = None, **fields: object) -> dict[str, object]:
    """What a browser posts: every field of the form, empty unless said otherwise; no box ticked."""
    names = [name for name in Photo.admin_form_fields if name not in {"file", "shows"}]
    posted = {name: getattr(photo, name, "") or "" for name in names}
    chosen = {"title": "boats", "rights": "syndicate", "tags": "", "focal_point_x": ""}
    return posted | chosen | {"collection": Collection.objects.get(depth=1).pk} | fields


def test_blank_fields_are_filled_from_the_file(client, editor):
    licence = Licence.objects.get(key="cc-by-4.0")
    person = PersonFactory(name_ru="Анна Ковалёва")
    content = files.photo(**METADATA, licence_url=f"{licence.url.rstrip('/')}/deed.ru")
    client.post(reverse("wagtailimages:add"), form_of(file=upload(content)))
    photo = Photo.objects.get()
    assert photo.credit_ru == "Анна Ковалёва / Мост"
    assert not photo.credit_fr
    assert (photo.copyright_notice, photo.source) == ("© Мост", "Архив")
    assert photo.caption_in("ru") == "Лодки на воде"
    assert photo.caption_in("fr") == "Des bateaux"
    assert photo.alt_in("ar") == "قوارب"
    assert photo.alt_in("ru") == ""
    assert (photo.licence, photo.photographer) == (licence, person)


def test_what_the_editor_wrote_goes_before_what_the_file_says(client, editor):
    client.post(
        reverse("wagtailimages:add"),
        form_of(file=upload(), credit_fr="Archives de famille", caption_ru="Регата"),
    )
    photo = Photo.objects.get()
    assert (photo.credit_fr, photo.caption_in("ru")) == ("Archives de famille", "Регата")
    assert not photo.credit_ru
    assert photo.copyright_notice == "© Мост"


def test_several_photos_uploaded_at_once_are_filled_too(client, editor):
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "boats", "files[]": upload()},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    found = json.loads(answer.content)
    assert found["success"]
    assert "Анна Ковалёва / Мост" in found["form"]
    assert Photo.objects.get().credit_ru == "Анна Ковалёва / Мост"


def test_photo_uploaded_in_the_chooser_is_filled_too(client, editor):
    fields = form_of(file=upload())
    client.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{name}": value for name, value in fields.items()},
    )
    assert Photo.objects.get().credit_ru == "Анна Ковалёва / Мост"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (files.png_header_only(20_000, 10_000), "200"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing or web page"),
        (files.photo()[:700], "damaged or incomplete"),
    ],
)
class TestRefusedUpload:
    @pytest.fixture(autouse=True)
    def _in_english(self, editor):
        profile = UserProfile.get_for_user(editor)
        profile.preferred_language = "en"
        profile.save()

    def test_says_why_and_keeps_the_rest_of_the_form(self, client, content, sentence):
        answer = client.post(
            reverse("wagtailimages:add"), form_of(file=upload(content), credit_ru="Архив семьи")
        )
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert "Архив семьи" in answer.content.decode()
        assert not Photo.objects.exists()

    def test_says_why_among_several(self, client, content, sentence):
        answer = client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "boats", "files[]": upload(content)},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
        found = json.loads(answer.content)
        assert not found["success"]
        assert sentence in found["error_message"]

    def test_says_why_in_the_chooser(self, client, content, sentence):
        fields = form_of(file=upload(content))
        answer = client.post(
            reverse("wagtailimages_chooser:create"),
            {f"image-chooser-upload-{name}": value for name, value in fields.items()},
        )
        assert sentence in json.loads(answer.content)["htmlFragment"]
        assert not Photo.objects.exists()

    def test_leaves_the_former_file_alone(self, client, content, sentence):
        photo = PhotoFactory()
        name = photo.file.name
        client.post(
            reverse("wagtailimages:edit", args=[photo.pk]), form_of(photo, file=upload(content))
        )
        photo.refresh_from_db()
        assert photo.file.name == name
        assert photo.file.storage.exists(name)


def test_words_are_asked_for_in_each_language_and_its_direction(client, editor):
    photo = PhotoFactory()
    page = client.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()
    for column in words_columns():
        assert f'name="{column}"' in page
    assert 'dir="rtl"' in page
    assert "العربية" in page


@pytest.mark.parametrize(
    ("text", "admin_language", "language"),
    [
        ("Лодки на воде", "fr", "ru"),
        ("قوارب على الماء", "fr", "ar"),
        ("Boats on the water", "ru", "en"),
        ("Des bateaux", "fr", "fr"),
        ("2024", "ru", "ru"),
    ],
)
def test_unmarked_text_goes_to_the_language_of_its_script(text, admin_language, language):
    with translation.override(admin_language):
        assert credits.language_of(text) == language


def test_photographer_is_named_once():
    assert credits.credit_line(PhotoMetadata(creator="Anna", credit="Anna/Bridge")) == "Anna/Bridge"
    assert credits.credit_line(PhotoMetadata(creator="Anna; Ben")) == "Anna, Ben"


def test_name_of_two_people_is_nobody():
    PersonFactory(name_ru="Анна")
    PersonFactory(name_fr="Анна")
    assert credits.person_named("Анна") is None


@pytest.mark.parametrize(
    "address",
    [
        "http://creativecommons.org/licenses/by/4.0",
        "https://www.creativecommons.org/licenses/by/4.0/legalcode.fr",
        " https://creativecommons.org/licenses/by/4.0/deed.en_US ",
    ],
)
def test_licence_is_known_by_any_of_its_addresses(address):
    assert credits.licence_at(address) == Licence.objects.get(key="cc-by-4.0")


def test_unknown_licence_stays_unknown():
    assert credits.licence_at("https://creativecommons.org/licenses/by-nd/4.0/") is None
    assert credits.licence_at("") is None


def photo_of(content: bytes, **fields: object) -> Photo:
    return PhotoFactory(file=upload(content), **fields)


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("JPEG", "width-200|format-jpeg"),
        ("JPEG", "original"),
        ("JPEG", "fill-100x100|format-webp"),
        ("MPO", "width-200"),
        ("PNG", "max-300x300"),
        ("WEBP", "width-200"),
        ("GIF", "width-200"),
    ],
)
def test_rendition_names_makers_and_licence_and_nothing_private(kind, spec):
    content = files.saved(files.picture(), kind, exif=files.exif(Artist="Camera owner"))
    photo = photo_of(content, copyright_notice="© Мост", source="Архив")
    rendition = photo.get_rendition(spec)
    written = rendition.file.read()
    found = read(written)
    assert found.credit == photo.credit_ru
    assert found.copyright == "© Мост"
    assert found.source == "Архив"
    assert found.licence_url == photo.licence.url
    assert b"Phone maker" not in written
    assert rendition.weight == len(written)


def test_upright_photo_stays_upright_in_renditions():
    block = files.exif()
    block[0x0112] = 6
    photo = photo_of(files.saved(files.picture((400, 200)), exif=block))
    rendition = photo.get_rendition("width-100")
    assert rendition.height > rendition.width
    assert Image.open(BytesIO(rendition.file.read())).size == (rendition.width, rendition.height)


def test_rendition_keeps_what_the_row_has_no_column_for():
    photo = photo_of(files.photo(creator="Anna", usage_terms="Press only"), licence=None)
    found = read(photo.get_rendition("width-200").file.read())
    assert (found.creator, found.usage_terms) == ("Anna", "Press only")


def test_rendition_keeps_words_of_unreleased_languages_to_itself():
    content = files.photo(caption="Embargoed until May", captions={"fr": "Sous embargo"})
    photo = photo_of(content, caption_fr="Sous embargo")
    written = photo.get_rendition("width-200").file.read()
    assert "embargo" not in written.decode("latin-1").casefold()


def test_changed_credit_reaches_renditions_at_their_old_address(client, editor):
    photo = photo_of(files.photo(), taken_at=datetime(2024, 5, 9, tzinfo=UTC))
    rendition = photo.get_rendition("width-200")
    pixels = Image.open(BytesIO(rendition.file.read())).tobytes()
    client.post(
        reverse("wagtailimages:edit", args=[photo.pk]),
        form_of(photo, credit_ru="Анна Ковалёва", licence=photo.licence_id),
    )
    again = Photo.objects.get().get_rendition("width-200")
    written = again.file.read()
    assert (again.pk, again.url) == (rendition.pk, rendition.url)
    assert read(written).credit == "Анна Ковалёва"
    assert again.weight == len(written)
    assert Image.open(BytesIO(written)).tobytes() == pixels


def test_rendition_names_the_makers_in_the_first_language_that_does():
    photo = photo_of(files.photo(), credit_ru="", credit_fr="Anna")
    assert read(photo.get_rendition("width-200").file.read()).credit == "Anna"


def test_several_renditions_are_made_with_one_photo_in_memory(django_assert_max_num_queries):
    photo = photo_of(files.photo())
    renditions = photo.get_renditions("width-100", "width-200|format-webp")
    assert [rendition.width for rendition in renditions.values()] == [100, 200]
    assert all(read(rendition.file.read()).credit for rendition in renditions.values())


def test_credit_is_written_in_each_language(client, editor):
    photo = PhotoFactory()
    credits_typed = {"credit_ru": "Анна / «Мост»", "credit_fr": "Anna / Le Pont", "credit_ar": ""}
    client.post(
        reverse("wagtailimages:edit", args=[photo.pk]),
        form_of(photo, licence=photo.licence_id, **credits_typed),
    )
    photo = Photo.objects.get()
    assert photo.credit_in("fr") == ("Anna / Le Pont", "fr")
    assert photo.credit_in("ar") == ("Анна / «Мост»", "ru")


def test_photo_is_found_by_its_credit_in_any_language(
    client, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        photo = PhotoFactory(credit_ar="أميرة")
        PhotoFactory()
    answer = client.get(reverse("wagtailimages:index"), {"q": "أميرة"})
    assert [found.pk for found in answer.context["images"]] == [photo.pk]


def test_each_language_folds_away_unless_it_has_words(client, editor):
    photo = PhotoFactory(alt_de="")
    page = client.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()
    assert page.count("<details") == page.count("</details>") == 6
    assert '<details class="photo-words" open><summary lang="ar">' in page
    assert '<details class="photo-words"><summary lang="de">' in page


def test_form_of_a_new_photo_is_not_folded_where_wagtail_sorts_its_fields(client, editor):
    page = client.get(reverse("wagtailimages:add")).content.decode()
    assert "photo-words" not in page
    assert 'name="alt_ar"' in page
