"""Editors make partners, subscriptions and keys in the admin; nobody else sees any of it."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.models import UserProfile

from news.partners.models import Partner, Subscription, Token
from tests.factories import SectionFactory, UserFactory, draft, released
from tests.partners.conftest import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(groups=["Editors"]))
    return client


@pytest.fixture
def translator(client):
    client.force_login(UserFactory(groups=["Translators fr"]))
    return client


def url(model, name: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def no_contacts() -> dict[str, str]:
    return {
        "contacts-TOTAL_FORMS": "0",
        "contacts-INITIAL_FORMS": "0",
        "contacts-MIN_NUM_FORMS": "0",
        "contacts-MAX_NUM_FORMS": "1000",
    }


def test_partner_is_made_with_its_terms(editor):
    answer = editor.post(
        url(Partner, "add"),
        {
            "name": "SooMedia",
            "website": "https://soomedia.example/",
            "language": "fr",
            "state": "active",
            "may_translate": "on",
            "takes_advance_copies": "on",
            **no_contacts(),
        },
    )
    assert answer.status_code == 302
    partner = Partner.objects.get()
    assert partner.may_translate
    assert partner.takes_advance_copies
    assert not partner.may_print_photos


def test_channels_are_chosen_by_name(editor, newsroom):
    culture = SectionFactory(name_ru="Культура", name_fr="Culture")
    partner = Partner.objects.create(name="SooMedia")
    page = editor.get(url(Subscription, "add")).content.decode()
    assert f'value="fr:section:{culture.pk}"' in page
    assert "Culture" in page
    answer = editor.post(
        url(Subscription, "add"),
        {"partner": partner.pk, "includes": ["fr:all"], "excludes": [f"fr:section:{culture.pk}"]},
    )
    assert answer.status_code == 302
    subscription = Subscription.objects.get()
    assert subscription.includes == ["fr:all"]
    assert subscription.excludes == [f"fr:section:{culture.pk}"]


@pytest.mark.parametrize(
    ("includes", "excludes", "wrong"),
    [
        ([], [], "includes"),
        (["fr:section:1"], ["fr:section:1"], "excludes"),
        (["fr:section:999999"], [], "includes"),
        (["fr:all"], ["fr:all"], "excludes"),
    ],
)
def test_choice_that_makes_no_sense_is_refused(editor, newsroom, includes, excludes, wrong):
    SectionFactory(pk=1)
    partner = Partner.objects.create(name="SooMedia")
    sent = {"partner": partner.pk, "includes": includes, "excludes": excludes}
    answer = editor.post(url(Subscription, "add"), sent)
    assert list(answer.context["form"].errors) == [wrong]
    assert not Subscription.objects.exists()


def test_section_that_is_gone_stays_a_choice_of_who_chose_it(editor, newsroom):
    taker = take("fr:all", "fr:section:999")
    page = editor.get(url(Subscription, "edit", taker.subscription.pk)).content.decode()
    assert 'value="fr:section:999"' in page


def test_new_key_is_shown_once_with_addresses_that_work(editor, client, newsroom):
    released(title="Хор")
    taker = take("ru:all")
    page = reverse("partners-keys", args=[taker.subscription.pk])
    shown = editor.post(page)
    assert "no-store" in shown["Cache-Control"]
    addresses = [address for _language, _format, address in shown.context["addresses"]]
    assert addresses
    for address in addresses:
        assert address in shown.content.decode()
        assert client.get(address.partition("8000")[2]).status_code == 200
    assert shown.context["token"] not in editor.get(page).content.decode()


def test_key_is_ended_by_a_button(editor, newsroom):
    taker = take("ru:all")
    token = Token.objects.get()
    answer = editor.post(reverse("partners-end-key", args=[taker.subscription.pk, token.pk]))
    assert answer.status_code == 302
    assert not Token.objects.good().exists()


def test_translator_sees_nothing_of_partners(translator, newsroom):
    taker = take("ru:all")
    pk = taker.subscription.pk
    for address in (
        url(Partner, "list"),
        url(Partner, "edit", taker.subscription.partner.pk),
        url(Subscription, "list"),
        url(Subscription, "edit", pk),
        reverse("partners-keys", args=[pk]),
    ):
        answer = translator.get(address)
        assert answer.status_code in {302, 403}
        assert "SooMedia" not in answer.content.decode()
    assert translator.post(reverse("partners-keys", args=[pk])).status_code in {302, 403}
    token = Token.objects.get()
    translator.post(reverse("partners-end-key", args=[pk, token.pk]))
    assert Token.objects.good().count() == 1


def test_editors_see_who_gets_a_text_before_its_release(editor, newsroom):
    user = get_user_model().objects.get()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    take("ru:all", name="Trusted Medium", takes_advance_copies=True)
    take("ru:all", name="Open Medium")
    take("fr:all", name="French Medium", takes_advance_copies=True)
    edition = draft()
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[edition.pk])).content.decode()
    assert "1 partner gets this text before its release" in " ".join(page.split())
    assert "Trusted Medium" in page
    assert "Open Medium" not in page
    assert "French Medium" not in page
    public = released()
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[public.pk])).content.decode()
    assert "Trusted Medium" not in page
