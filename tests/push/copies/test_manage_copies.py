"""Editors write down and take out addresses of copies; nobody else sees any."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from news.partners.models import Partner
from news.push.copies.models import GivenBy, PartnerCopy
from news.push.copies.noting import note
from tests.factories import UserFactory, draft, released
from tests.push.copies.web import ARTICLE, HEADLINE, SENTENCE, URL, Web, copy_of, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, editor):
    UserProfile.objects.create(user=editor, preferred_language="en")
    client.force_login(editor)
    return client


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="SooMedia", website="https://soomedia.example/")


def address(edition) -> str:
    return reverse("push-copies", args=[edition.pk])


def shown(client, edition) -> str:
    answer = client.get(address(edition))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_editor_writes_an_address_down_and_sees_what_was_found(desk, editor, partner):
    edition = released(title=HEADLINE, text=f"<p>{SENTENCE}</p>")
    assert "No address is known yet" in shown(desk, edition)
    sent = {"partner": partner.pk, "url": URL}
    assert desk.post(address(edition), sent).status_code == 302
    copy = PartnerCopy.objects.get()
    assert (copy.given_by, copy.editor, copy.partner) == (GivenBy.EDITOR, editor, partner)
    page = shown(desk, edition)
    assert URL in page
    assert "not looked at yet" in page
    assert "not on the partner" not in page
    withdraw(edition)
    Web({URL: ARTICLE}).watch(minutes=15)
    page = shown(desk, edition)
    assert "still there" in page
    assert "Our text stands on the page (200)." in page


def test_address_elsewhere_is_kept_with_a_warning(desk, partner):
    edition = released()
    answer = desk.post(
        address(edition), {"partner": partner.pk, "url": "https://echo.example/"}, follow=True
    )
    assert "It is not on the website of this partner" in answer.content.decode()
    assert "not on the partner’s website" in shown(desk, edition)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "javascript:alert(1)", "http://[::1]/"])
def test_what_cannot_be_asked_is_refused_with_a_sentence(url, desk, partner):
    edition = released()
    answer = desk.post(address(edition), {"partner": partner.pk, "url": url})
    assert answer.status_code == 200
    assert "w-field__errors" in answer.content.decode()
    assert not PartnerCopy.objects.exists()


def test_address_is_taken_out(desk, partner):
    edition, other = released(), released()
    copy = note(partner, edition.urn, URL, GivenBy.CALL)
    wrong = reverse("push-remove-copy", args=[other.pk, copy.pk])
    assert desk.post(wrong).status_code == 404
    right = reverse("push-remove-copy", args=[edition.pk, copy.pk])
    assert desk.get(right).status_code == 405
    assert desk.post(right).status_code == 302
    assert not PartnerCopy.objects.exists()


def test_edition_leads_to_its_copies_and_its_report(desk):
    edition = released()
    edit = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    page = desk.get(edit).content.decode()
    assert address(edition) in page
    assert "/admin/withdrawals/" not in page
    withdraw(edition)
    assert "/admin/withdrawals/" in desk.get(edit).content.decode()
    unreleased = reverse("wagtailadmin_pages:edit", args=[draft().pk])
    assert "/admin/copies/" not in desk.get(unreleased).content.decode()


@pytest.mark.parametrize("groups", [["Translators ru"], ["Comment moderators"], []])
def test_nobody_else_sees_or_changes_anything(client, groups):
    client.force_login(UserFactory(groups=groups))
    edition = released()
    copy = copy_of(edition)
    withdraw(edition)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[edition.pk]))
    assert b"/admin/copies/" not in edit.content
    sequence = edition.notices.get(kind="withdrawn").pk
    for asked in (
        client.get(address(edition)),
        client.post(address(edition), {"partner": copy.partner_id, "url": URL + "/2"}),
        client.post(reverse("push-remove-copy", args=[edition.pk, copy.pk])),
        client.get(reverse("push-withdrawal-report", args=[sequence])),
    ):
        # To the door of the admin, or back to its home page.
        assert asked.status_code == 302
        assert asked.url.startswith("/admin/")
    assert list(PartnerCopy.objects.known()) == [copy]


def test_draft_has_no_copies(desk):
    assert desk.get(address(draft())).status_code == 302
