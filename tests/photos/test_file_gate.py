"""A file leaves only while something public uses it, or to an editor with rights."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from news.articles import withdrawals
from news.photos import gate
from news.photos.models import FileUse
from tests.factories import PaperFactory, PersonFactory, PhotoFactory, UserFactory, draft, released
from tests.photos import files

pytestmark = pytest.mark.django_db

SPEC = "width-40"


@pytest.fixture
def photo():
    return PhotoFactory(file=ContentFile(files.photo(), "лодки.jpg"))


@pytest.fixture
def rendition(photo):
    return photo.get_rendition(SPEC)


@pytest.fixture
def paper():
    return PaperFactory(file=ContentFile(b"%PDF-1.4 words", "отчёт 2024.pdf"))


@pytest.fixture
def public(monkeypatch):
    """Everything is used by something public."""
    monkeypatch.setattr(gate, "IS_PUBLIC", lambda _file: True)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


class TestWhoGetsIt:
    def test_photo_of_a_released_story_is_public(self, client, photo, rendition):
        released(lead_photo=photo)
        assert client.get(rendition.url).status_code == 200

    def test_photo_that_nothing_uses_is_not(self, client, rendition):
        assert client.get(rendition.url).status_code == 404

    def test_photo_of_a_draft_is_not(self, client, photo, rendition):
        draft(lead_photo=photo)
        assert client.get(rendition.url).status_code == 404

    def test_photo_of_a_withdrawn_story_is_not(self, client, photo, rendition):
        edition = released(lead_photo=photo)
        withdrawals.withdraw([edition], reason="Ошибка", by=None)
        assert client.get(rendition.url).status_code == 404

    def test_portrait_is_public_until_its_person_is_hidden(self, client, photo, rendition):
        person = PersonFactory(portrait=photo)
        released(authors=[person])
        assert client.get(rendition.url).status_code == 200
        person.is_hidden = True
        person.save()
        assert client.get(rendition.url).status_code == 404

    def test_expired_photo_is_not_public_whoever_uses_it(self, client, photo, rendition, public):
        photo.expires_at = timezone.now() - timedelta(seconds=1)
        photo.save()
        assert client.get(rendition.url).status_code == 404

    def test_photo_in_a_private_collection_is_not(self, client, photo, rendition, public):
        photo.collection = Collection.get_first_root_node().add_child(name="Archive")
        photo.save()
        CollectionViewRestriction.objects.create(collection=photo.collection)
        assert client.get(rendition.url).status_code == 404

    def test_document_of_nothing_public_is_not(self, client, paper):
        assert client.get(paper.url).status_code == 404

    def test_document_in_use_is_public(self, client, paper):
        FileUse.objects.create(paper=paper, edition=released())
        assert body(client.get(paper.url)) == b"%PDF-1.4 words"

    @pytest.mark.parametrize("group", ["Editors", "Editors in chief", "Translators fr"])
    def test_who_may_choose_files_sees_them_unreleased(self, client, rendition, paper, group):
        client.force_login(UserFactory(groups=[group]))
        for url in (rendition.url, paper.url):
            response = client.get(url)
            assert response.status_code == 200
            assert response["Cache-Control"] == "private, no-cache"

    @pytest.mark.parametrize("groups", [[], ["Comment moderators"]])
    def test_account_without_rights_to_files_does_not(self, client, rendition, paper, groups):
        client.force_login(UserFactory(groups=groups))
        assert client.get(rendition.url).status_code == 404
        assert client.get(paper.url).status_code == 404

    def test_rights_to_another_collection_do_not_count(self, client, photo, rendition):
        client.force_login(UserFactory(groups=["Editors"]))
        elsewhere = Collection.add_root(name="Elsewhere")
        photo.collection = elsewhere
        photo.save()
        assert client.get(rendition.url).status_code == 404

    def test_account_without_the_admin_does_not(self, client, rendition):
        user = UserFactory(groups=["Editors"], is_active=True)
        client.force_login(user)
        for group in user.groups.all():
            group.permissions.filter(codename="access_admin").delete()
        assert client.get(rendition.url).status_code == 404

    def test_original_goes_to_editors_alone(self, client, photo, public):
        url = photo.file.url
        assert client.get(url).status_code == 404
        client.force_login(UserFactory(groups=["Editors"]))
        assert body(client.get(url)) == files.photo()


class TestAddresses:
    def test_cannot_be_guessed(self, photo, rendition, paper):
        assert len(photo.key) >= 22
        assert rendition.url.startswith(f"/photos/{photo.key}/")
        assert photo.file.url.startswith(f"/photos/{photo.key}/original/")
        assert paper.url.startswith(f"/documents/{paper.key}/")

    def test_of_another_photos_key_finds_nothing(self, client, rendition, public):
        other = PhotoFactory()
        assert client.get(rendition.url.replace(rendition.image.key, other.key)).status_code == 404

    @pytest.mark.parametrize(
        "path",
        [
            "/photos/x/y.jpg",
            "/photos/../settings.py",
            "/photos/%2e%2e/%2e%2e/vestnik.sqlite3",
            "/photos/{key}/..%2f..%2f..%2fvestnik.sqlite3",
            "/photos/{key}/",
            "/photos/{key}/%00.jpg",
            "/photos/{key}/original/%00",
            "/photos/{key}/original/..",
            "/photos/{key}/\ud83d\ude42.jpg",
            "/documents/{key}/x.pdf",
            "/documents/%00/x.pdf",
            "/photos/photos/{key}/x.jpg",
            "/media/photos/{key}/x.jpg",
        ],
    )
    def test_odd_ones_find_nothing(self, client, photo, public, path):
        surrogates = path.replace("{key}", photo.key).encode("utf-16", "surrogatepass")
        assert client.get(surrogates.decode("utf-16")).status_code == 404

    def test_lost_file_is_not_found(self, client, rendition, public):
        rendition.file.storage.delete(rendition.file.name)
        assert client.get(rendition.url).status_code == 404

    def test_of_a_deleted_photo_find_nothing_and_no_file_stays(
        self, client, photo, rendition, public, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            photo.delete()
        assert client.get(rendition.url).status_code == 404
        assert not photo.file.storage.exists(photo.file.name)
        assert not rendition.file.storage.exists(rendition.file.name)

    def test_of_wagtails_own_views_are_not_mounted(self, client, photo, paper, public):
        for path in (
            f"/images/{photo.pk}/",
            f"/documents/{paper.pk}/{paper.filename}",
            f"{settings.MEDIA_URL}{photo.file.name}",
            f"/{settings.MEDIA_ROOT}/{photo.file.name}",
        ):
            assert client.get(path).status_code == 404


class TestAnswer:
    def test_refusal_is_plain_text_and_never_kept(self, client, rendition):
        response = client.get(rendition.url)
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response["Cache-Control"] == "no-store"

    def test_of_a_photo_is_kept_five_minutes_and_never_sniffed(self, client, rendition, public):
        response = client.get(rendition.url)
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "public, max-age=300"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert int(response["Content-Length"]) == len(body(response)) == rendition.weight
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_is_kept_no_longer_than_the_photo_may_be_shown(self, client, photo, rendition, public):
        photo.expires_at = timezone.now() + timedelta(seconds=90)
        photo.save()
        seconds = int(client.get(rendition.url)["Cache-Control"].rpartition("=")[2])
        assert 80 <= seconds <= 90

    def test_to_head_has_headers_and_no_body(self, client, rendition, public):
        response = client.head(rendition.url)
        assert response.status_code == 200
        assert int(response["Content-Length"]) == rendition.weight
        assert body(response) == b""

    def test_to_what_the_browser_has_is_304(self, client, rendition, public):
        first = client.get(rendition.url)
        response = client.get(rendition.url, headers={"If-None-Match": first["ETag"]})
        assert response.status_code == 304
        assert body(response) == b""
        assert response["Cache-Control"] == "public, max-age=300"

    def test_to_something_newer_is_whole(self, client, rendition, public):
        first = client.get(rendition.url)
        rendition.write_anew(files.photo(credit="Анна"))
        response = client.get(rendition.url, headers={"If-None-Match": first["ETag"]})
        assert response.status_code == 200
        assert response["ETag"] != first["ETag"]

    @pytest.mark.parametrize(
        "headers",
        [
            {"If-None-Match": "absurd"},
            {"If-None-Match": '"' * 9000},
            {"If-Modified-Since": "yesterday"},
            {"If-Modified-Since": "Thu, 01 Jan 1500 00:00:00 GMT"},
            {"Range": "bytes=x"},
            {"Range": "lines=0-1"},
            {"Range": "bytes=9-1"},
            {"Range": "bytes=0-1,3-4"},
            {"Range": f"bytes={'9' * 400}-"},
            {"Range": "bytes=0-1", "If-Range": '"other"'},
        ],
    )
    def test_to_absurd_headers_is_whole(self, client, rendition, public, headers):
        response = client.get(rendition.url, headers=headers)
        assert response.status_code == 200
        assert len(body(response)) == rendition.weight

    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [
            ("bytes=0-9", 0, 9),
            ("bytes=10-", 10, -1),
            ("bytes=-5", -5, -1),
            ("bytes=3-99999", 3, -1),
        ],
    )
    def test_to_a_range_is_that_part(self, client, rendition, public, asked, first, last):
        whole = body(client.get(rendition.url))
        first, last = first % len(whole), last % len(whole)
        etag = client.head(rendition.url)["ETag"]
        response = client.get(rendition.url, headers={"Range": asked, "If-Range": etag})
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
        part = body(response)
        assert part == whole[first : last + 1]
        assert int(response["Content-Length"]) == len(part)

    @pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0"])
    def test_to_a_range_behind_the_end_is_416(self, client, rendition, public, asked):
        response = client.get(rendition.url, headers={"Range": asked})
        assert response.status_code == 416
        assert response["Content-Range"] == f"bytes */{rendition.weight}"

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_to_other_methods_is_405(self, client, rendition, public, method):
        assert getattr(client, method)(rendition.url).status_code == 405

    def test_of_a_pdf_is_shown_under_its_name(self, client, paper, public):
        response = client.get(paper.url)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("inline; filename")

    @pytest.mark.parametrize("name", ["page.html", "drawing.svg", "list.csv", "unknown.xyz"])
    def test_of_any_other_document_is_a_download(self, client, public, name):
        paper = PaperFactory(file=ContentFile(b"<script>alert(1)</script>", name))
        response = client.get(paper.url)
        assert response["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


class TestAdmin:
    def test_previews_of_unreleased_photos_work(self, client, photo):
        client.force_login(UserFactory(groups=["Editors"]))
        page = client.get(reverse("wagtailimages:index")).content.decode()
        thumbnail = photo.get_rendition("max-165x165")
        assert thumbnail.url in page
        assert client.get(thumbnail.url).status_code == 200

    def test_edit_form_links_to_what_editors_can_open(self, client, photo):
        client.force_login(UserFactory(groups=["Editors"]))
        page = client.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()
        url = photo.get_rendition("original").url
        assert url in page
        assert client.get(url).status_code == 200

    def test_portraits_of_accounts_are_for_the_admin_alone(self, client):
        user = UserFactory(groups=["Comment moderators"])
        profile = UserProfile.get_for_user(user)
        profile.avatar = ContentFile(files.photo(), "я.jpg")
        profile.save()
        assert client.get(profile.avatar.url).status_code == 404
        client.force_login(user)
        assert client.get(profile.avatar.url)["Content-Type"] == "image/jpeg"

    def test_document_list_links_through_the_gate(self, client, paper):
        client.force_login(UserFactory(groups=["Editors"]))
        page = client.get(reverse("wagtaildocs:index")).content.decode()
        assert paper.url in page


def test_gate_asks_a_fixed_number_of_queries(client, rendition, django_assert_num_queries):
    released(lead_photo=rendition.image)
    with django_assert_num_queries(4):
        client.get(rendition.url)
