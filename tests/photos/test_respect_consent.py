"""What somebody allows holds for the photos that show them, and for what is told of them."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from news.articles.files import is_public
from news.articles.models import ArticlePage
from news.people import merging
from news.people.models import Consent, Person
from news.photos.models import Photo, Rights
from news.syndication.audience import public, republishers
from news.syndication.rights import Bar, bar_to, may_give
from tests.factories import PersonFactory, PhotoFactory, released

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def consent_of(photo: Photo) -> str:
    return Photo.objects.get(pk=photo.pk).consent


def shown_on(person: Person) -> Photo:
    photo = PhotoFactory()
    photo.shows.add(person)
    return photo


def test_strictest_word_of_all_who_are_shown_holds():
    photo = PhotoFactory()
    for consent in Consent:
        photo.shows.add(PersonFactory(consent=consent))
        assert consent_of(photo) == consent
    photo.shows.remove(*photo.shows.filter(consent=Consent.NO_PHOTO))
    assert consent_of(photo) == Consent.SITE
    photo.shows.clear()
    assert consent_of(photo) == Consent.EVERYWHERE


def test_word_that_is_taken_back_counts_at_once():
    person = PersonFactory()
    photo, portrait = shown_on(person), PhotoFactory()
    person.portrait = portrait
    person.save()
    for consent in (Consent.SITE, Consent.NO_PHOTO, Consent.EVERYWHERE):
        person.consent = consent
        person.save()
        assert (consent_of(photo), consent_of(portrait)) == (consent, consent)


def test_portrait_is_a_photo_that_shows_them():
    first, second = PhotoFactory(), PhotoFactory()
    person = PersonFactory(consent=Consent.SITE, portrait=first)
    person.portrait = second
    person.save()
    assert (consent_of(first), consent_of(second)) == (Consent.EVERYWHERE, Consent.SITE)
    person.delete()
    assert consent_of(second) == Consent.EVERYWHERE


def test_photos_may_be_marked_from_the_persons_side():
    person, photo = PersonFactory(consent=Consent.SITE), PhotoFactory()
    person.shown_on.add(photo)
    assert consent_of(photo) == Consent.SITE
    person.shown_on.clear()
    assert consent_of(photo) == Consent.EVERYWHERE


def test_merging_keeps_the_stricter_word():
    strict, free = PersonFactory(consent=Consent.SITE), PersonFactory()
    photo, other = shown_on(strict), shown_on(free)
    merging.merge(strict, free)
    free.refresh_from_db()
    assert free.consent == Consent.SITE
    assert free in photo.shows.all()
    assert (consent_of(photo), consent_of(other)) == (Consent.SITE, Consent.SITE)


def test_whoever_is_on_a_photo_is_not_deleted_by_accident():
    person = PersonFactory()
    shown_on(person)
    assert merging.places_named(person) >= 1


@pytest.mark.parametrize(
    ("consent", "bar"),
    [(Consent.EVERYWHERE, None), (Consent.SITE, Bar.CONSENT), (Consent.NO_PHOTO, Bar.CONSENT)],
)
def test_gate_refuses_what_consent_excludes(consent, bar):
    photo = shown_on(PersonFactory(consent=consent))
    photo.refresh_from_db()
    for audience in (public(), republishers()):
        assert bar_to(photo, audience, timezone.now()) is bar
        assert may_give(photo, audience, timezone.now()) == (bar is None)


def test_gate_says_the_first_reason():
    photo = PhotoFactory(rights=Rights.SITE)
    assert bar_to(photo, public(), timezone.now()) is Bar.RIGHTS


@pytest.mark.parametrize(
    ("consent", "is_shown"),
    [(Consent.EVERYWHERE, True), (Consent.SITE, True), (Consent.NO_PHOTO, False)],
)
def test_site_shows_what_may_be_shown_there(client, consent, is_shown):
    person = PersonFactory(consent=consent, portrait=PhotoFactory())
    lead, used = shown_on(person), shown_on(person)
    body = ArticlePage().body.stream_block.to_python(
        [
            {"type": "paragraph", "value": "<p>Слова.</p>"},
            {
                "type": "photo",
                "value": {
                    "image": {"image": used.pk, "decorative": False, "alt_text": ""},
                    "caption": "",
                },
            },
        ]
    )
    edition = released(lead_photo=lead, body=body, authors=[person], slug="choir")
    page = client.get(edition.url_path).content.decode()
    assert [photo.key in page for photo in (lead, used)] == [is_shown] * 2
    portrait = client.get(f"/ru/people/{person.slug}/").content.decode()
    assert (person.portrait.key in portrait) == is_shown
    for photo in (lead, used, person.portrait):
        assert is_public(Photo.objects.get(pk=photo.pk)) == is_shown


def test_page_that_is_known_hears_of_a_change(client):
    person = PersonFactory()
    edition = released(lead_photo=shown_on(person), slug="choir")
    key = edition.lead_photo.key
    assert key in client.get(edition.url_path).content.decode()
    person.consent = Consent.NO_PHOTO
    person.save()
    assert key not in client.get(edition.url_path).content.decode()


@pytest.mark.parametrize(
    ("consent", "is_told"),
    [(Consent.EVERYWHERE, True), (Consent.SITE, False), (Consent.NO_PHOTO, True)],
)
def test_biography_goes_no_further_than_allowed(client, consent, is_told):
    person = PersonFactory(consent=consent, bio_ru="Скрипачка.")
    released(authors=[person])
    api = client.get(f"/api/v1/people/{person.slug}").json()
    assert api["bios"] == ({"ru": "Скрипачка."} if is_told else {})
    everybody = client.get("/api/v1/people").json()["people"]
    assert [bool(each["bios"]) for each in everybody] == [is_told]
    assert "Скрипачка." in client.get(f"/ru/people/{person.slug}/").content.decode()


def english(client, user) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client.force_login(user)


def test_editor_marks_who_is_to_be_seen(client, editor):
    english(client, editor)
    anna = PersonFactory(consent=Consent.SITE, name_ru="Анна Ковалёва")
    PersonFactory(is_hidden=True, name_ru="Скрытая Персона")
    photo = PhotoFactory()
    address = reverse("wagtailimages:edit", args=[photo.pk])
    form = client.get(address)
    page = form.content.decode()
    assert "Анна Ковалёва" in page
    assert "Скрытая Персона" in page
    initial = form.context["form"].initial
    filled = {name: value for name, value in initial.items() if value not in (None, "")}
    filled.pop("file", None)
    client.post(address, {**filled, "tags": "", "shows": [anna.pk]})
    assert list(photo.shows.all()) == [anna]
    assert consent_of(photo) == Consent.SITE


def test_editor_writes_down_what_somebody_allows(client, chief):
    english(client, chief)
    person = PersonFactory()
    address = reverse(Person.snippet_viewset.get_url_name("edit"), args=[person.pk])
    assert "on our site only" in client.get(address).content.decode()
    names = {"slug": person.slug, "name_ru": person.name_ru, "gender": "", "portrait": ""}
    form = {**names, "user": "", **nested_form_data({"positions": inline_formset([])})}
    for said, kept in (("site", Consent.SITE), ("", Consent.SITE), ("everywhere", "everywhere")):
        assert client.post(address, {**form, "consent": said}).status_code == 302
        person.refresh_from_db()
        assert person.consent == kept
