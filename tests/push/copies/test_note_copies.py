"""An address of a copy is kept once, of texts that were public, of hosts that may be asked."""

import pytest
from django.core.exceptions import ValidationError

from news.articles import withdrawals
from news.partners.models import Partner
from news.push.copies.models import CopyState, GivenBy, PartnerCopy
from news.push.copies.noting import MOST_PER_EDITION, note, say_gone, take_out
from tests.factories import UserFactory, draft, released
from tests.push.addresses import LOCAL_NAMES, MISREADINGS, PRIVATE_LITERALS

pytestmark = pytest.mark.django_db

URL = "https://soomedia.example/news/choir"


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="SooMedia", website="https://www.soomedia.example/")


def refused(partner, urn, url=URL) -> str:
    """Return the code with which an address is refused."""
    with pytest.raises(ValidationError) as caught:
        note(partner, urn, url, GivenBy.CALL)
    assert caught.value.messages
    return caught.value.code


def test_address_is_kept_with_where_it_came_from(partner, editor):
    edition = released("ru")
    copy = note(partner, edition.urn, f" {URL}#top ", GivenBy.EDITOR, editor)
    copy.refresh_from_db()
    assert (copy.url, copy.host, copy.language) == (URL, "soomedia.example", "ru")
    assert (copy.given_by, copy.editor, copy.state) == ("editor", editor, CopyState.UNKNOWN)
    assert copy.due_at is None


def test_same_address_in_another_spelling_is_the_same_copy(partner):
    edition = released()
    first = note(partner, edition.urn, URL, GivenBy.CALL)
    again = note(partner, edition.urn, "HTTPS://SooMedia.Example:443/news/choir#x", GivenBy.PAGE)
    assert again == first
    assert PartnerCopy.objects.get().given_by == GivenBy.CALL


def test_address_in_any_script_is_read_as_it_was_written(partner):
    copy = note(partner, released().urn, "https://soomedia.example/новости/хор", GivenBy.CALL)
    assert copy.url.isascii()
    assert copy.readable_url == "https://soomedia.example/новости/хор"


def test_each_partner_and_each_edition_has_its_own(partner):
    other = Partner.objects.create(name="Echo")
    one, two = released(), released()
    copies = {
        note(partner, one.urn, URL, GivenBy.CALL),
        note(other, one.urn, URL, GivenBy.CALL),
        note(partner, two.urn, URL, GivenBy.CALL),
    }
    assert len(copies) == 3


def test_no_more_than_ten_are_kept_for_an_edition(partner):
    edition = released()
    copies = [
        note(partner, edition.urn, f"{URL}/{number}", GivenBy.CALL)
        for number in range(MOST_PER_EDITION)
    ]
    assert refused(partner, edition.urn) == "many"
    assert note(partner, edition.urn, f"{URL}/3", GivenBy.CALL) == copies[3]
    take_out(copies[0])
    assert note(partner, edition.urn, URL, GivenBy.CALL).pk


def test_text_that_was_never_public_is_unknown_like_none_at_all(partner):
    assert refused(partner, draft().urn) == "unknown"
    assert refused(partner, "urn:uuid:nothing") == "unknown"
    assert refused(partner, f"{released().urn}\0") == "unknown"


def test_withdrawn_and_deleted_texts_still_take_addresses(partner):
    taken_back, deleted = released(), released()
    withdrawals.withdraw([taken_back], "Ошибка.")
    urn = deleted.urn
    deleted.delete()
    assert note(partner, taken_back.urn, URL, GivenBy.PAGE).pk
    assert note(partner, urn, URL, GivenBy.PAGE).pk


def test_own_address_of_the_newsroom_is_no_copy(partner, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://le-pont.example"
    edition = released()
    assert refused(partner, edition.urn, "https://le-pont.example/ru/news/choir/") == "own"


def test_what_cannot_be_asked_is_refused_at_once(partner, network):
    urn = released().urn
    for url in PRIVATE_LITERALS + LOCAL_NAMES:
        assert refused(partner, urn, url) == "address", url
    for code, url in MISREADINGS:
        # White space around is nobody's trick.
        if url == url.strip():
            assert refused(partner, urn, url) == code, url
    assert refused(partner, urn, f"https://soomedia.example/{'ы' * 400}") == "long"
    assert network.connections == network.lookups == []
    assert not PartnerCopy.objects.exists()


@pytest.mark.parametrize(
    ("website", "host", "belongs"),
    [
        ("https://www.soomedia.example/", "soomedia.example", True),
        ("https://soomedia.example/", "ar.soomedia.example", True),
        ("https://ar.soomedia.example/", "www.soomedia.example", True),
        ("https://soomedia.example/", "evilsoomedia.example", False),
        ("https://soomedia.example/", "example", False),
        ("", "soomedia.example", False),
    ],
)
def test_host_is_compared_with_the_website_of_the_partner(website, host, belongs):
    partner = Partner.objects.create(name="SooMedia", website=website)
    copy = note(partner, released().urn, f"https://{host}/choir", GivenBy.CALL)
    assert copy.is_on_its_website is belongs


def test_word_of_the_partner_is_kept_with_its_first_moment(partner):
    copy = note(partner, released().urn, URL, GivenBy.PAGE)
    say_gone(copy)
    copy.refresh_from_db()
    first = copy.said_gone_at
    say_gone(copy)
    copy.refresh_from_db()
    assert first
    assert copy.said_gone_at == first


def test_editor_who_leaves_leaves_the_address(partner):
    leaving = UserFactory()
    copy = note(partner, released().urn, URL, GivenBy.EDITOR, leaving)
    leaving.delete()
    copy.refresh_from_db()
    assert copy.editor is None
