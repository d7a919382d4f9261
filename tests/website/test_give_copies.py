"""A partner says on its own page where its copies are, and that they are removed."""

import html

import pytest

from news.articles import withdrawals
from news.partners import invitations
from news.partners.models import Partner, Subscription
from news.push.copies.models import CopyState, GivenBy, PartnerCopy
from news.push.copies.noting import note
from tests.factories import released
from tests.partners.conftest import take

pytestmark = pytest.mark.django_db

OURS = {"Sec-Fetch-Site": "same-origin"}
URL = "https://soomedia.example/choir"


@pytest.fixture
def subscription() -> Subscription:
    return take("fr:all", name="SooMedia", language="en").subscription


class Page:
    """A partner at its page."""

    def __init__(self, client, partner: Partner):
        self.client, self.path = client, invitations.page_path(invitations.invite(partner))

    def open(self, **asked: str) -> str:
        return html.unescape(self.client.get(self.path, {"lang": "en", **asked}).content.decode())

    def press(self, verb: str, **sent):
        return self.client.post(f"{self.path}?lang=en", {"do": verb, **sent}, headers=OURS)


@pytest.fixture
def page(client, subscription) -> Page:
    return Page(client, subscription.partner)


def test_partner_gives_the_address_of_a_text_that_it_takes(page, subscription):
    edition = released("fr", title="Le chœur")
    released("ru", title="Хор")
    shown = page.open()
    assert "Le chœur" in shown
    assert "Хор" not in shown
    assert 'id="withdrawn"' not in shown
    answer = page.press("note", urn=edition.urn, url=URL)
    assert answer.status_code == 303
    copy = PartnerCopy.objects.get()
    assert (copy.partner, copy.given_by, copy.url) == (subscription.partner, GivenBy.PAGE, URL)
    again = page.client.get(answer["Location"]).content.decode()
    assert "Thank you. The address is kept." in again
    assert URL in again


def test_address_that_cannot_be_asked_is_refused_where_it_was_written(page):
    edition = released("fr")
    answer = page.press("note", urn=edition.urn, url="http://127.0.0.1/")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "This address does not lead to the public internet." in shown
    assert 'value="http://127.0.0.1/"' in shown
    assert not PartnerCopy.objects.exists()


def test_text_that_was_never_public_is_refused_like_none_at_all(page):
    from tests.factories import draft

    answers = [
        page.press("note", urn=urn, url=URL) for urn in (draft("fr").urn, "urn:uuid:nothing")
    ]
    assert [each.status_code for each in answers] == [422, 422]
    assert all("We have released no text" in each.content.decode() for each in answers)


def test_withdrawal_calls_for_the_removal_without_a_word_of_the_text(page, subscription):
    edition = released("fr", title="Le chœur", slug="choeur")
    copy = note(subscription.partner, edition.urn, URL, GivenBy.PAGE)
    withdrawals.withdraw([edition], "La source s’est trompée.")
    shown = page.open()
    assert "Withdrawn: please remove, and tell us" in shown
    assert "La source s’est trompée." in shown
    assert edition.urn in shown
    assert "Le chœur" not in shown
    assert page.press("say-gone", copy=copy.pk).status_code == 303
    copy.refresh_from_db()
    assert copy.said_gone_at
    shown = page.open()
    assert "that it is removed" in shown
    assert "We have removed it" not in shown
    PartnerCopy.objects.update(state=CopyState.GONE)
    assert "It is gone. Thank you." in page.open()


def test_withdrawn_copy_is_asked_back_whatever_is_taken_now(page, subscription):
    edition = released("ru")
    note(subscription.partner, edition.urn, URL, GivenBy.EDITOR)
    withdrawals.withdraw([edition], "Ошибка.")
    assert URL in page.open()


def test_address_can_still_be_given_after_a_withdrawal(page):
    edition = released("fr")
    withdrawals.withdraw([edition], "Erreur.")
    assert page.press("note", urn=edition.urn, url=URL).status_code == 303
    assert "We have removed it" in page.open()


def test_restored_text_calls_for_nothing(page, subscription):
    edition = released("fr")
    copy = note(subscription.partner, edition.urn, URL, GivenBy.PAGE)
    withdrawals.withdraw([edition], "Erreur.")
    edition.refresh_from_db()
    withdrawals.restore(edition)
    assert 'id="withdrawn"' not in page.open()
    page.press("say-gone", copy=copy.pk)
    copy.refresh_from_db()
    assert copy.said_gone_at is None


def test_partner_sees_and_changes_no_other_partners_copies(page):
    edition = released("fr")
    other = note(Partner.objects.create(name="Echo"), edition.urn, f"{URL}/echo", GivenBy.PAGE)
    withdrawals.withdraw([edition], "Erreur.")
    assert "/echo" not in page.open()
    for copy in (other.pk, 0, "x", "", "9" * 30):
        assert page.press("say-gone", copy=copy).status_code == 303
    other.refresh_from_db()
    assert other.said_gone_at is None


def test_form_from_another_site_does_nothing(page):
    edition = released("fr")
    answer = page.client.post(
        page.path,
        {"do": "note", "urn": edition.urn, "url": URL},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert not PartnerCopy.objects.exists()


def test_number_of_queries_is_the_same_for_many_texts(page, subscription, count_queries):
    def fill(count: int) -> None:
        for _number in range(count):
            edition, taken_back = released("fr"), released("fr")
            for each in (edition, taken_back):
                note(subscription.partner, each.urn, URL, GivenBy.PAGE)
            withdrawals.withdraw([taken_back], "Erreur.")

    def ask():
        return page.client.get(page.path)

    page.client.get(page.path)
    fill(1)
    few = count_queries(ask)
    fill(4)
    assert count_queries(ask) == few
