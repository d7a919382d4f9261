"""A partner sets its feed up by itself, on a page that nobody else can open."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles import releases
from news.newsroom.models import Licence
from news.partners import invitations, setting_up, tokens
from news.partners.models import Invitation, Partner, PartnerState, Subscription, Token, Way
from news.photos.models import Rights
from tests.factories import PhotoFactory, SectionFactory, TopicFactory, released
from tests.layered import LayeredClient
from tests.partners.conftest import take

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


class Page:
    """A partner at its page."""

    def __init__(self, client: Client, partner: Partner):
        self.client = client
        self.partner = partner
        self.key = invitations.invite(partner)
        self.path = invitations.page_path(self.key)

    def open(self, **asked: str) -> str:
        answer = self.client.get(self.path, asked)
        assert answer.status_code == 200
        return answer.content.decode()

    def press(self, verb: str, headers: dict[str, str] | None = None, **sent: Any):
        headers = OURS if headers is None else headers
        return self.client.post(self.path, {"do": verb, **sent}, headers=headers)

    def choose(self, *channels: str, agree: bool = True):
        agreement = {"agree": "on"} if agree else {}
        return self.press("choose", channels=list(channels), **agreement)

    def addresses(self) -> list[str]:
        """Get a new address, and return all that are shown."""
        shown = self.press("make")
        assert shown.status_code == 200
        found = re.findall(r"https?://[^<\s]+(/partners/[^<\s]+\.\w+)</code>", text(shown))
        assert found
        return found


@pytest.fixture
def invited(newsroom) -> Partner:
    return Partner.objects.create(name="La Goulette Info", language="fr")


@pytest.fixture
def page(client, invited) -> Page:
    return Page(client, invited)


@pytest.fixture
def through_layer(tmp_path) -> LayeredClient:
    return LayeredClient(tmp_path / "ready")


def text(answer) -> str:
    return answer.content.decode()


def again(partner: Partner) -> Partner:
    return Partner.objects.get(pk=partner.pk)


def ticked(page: str) -> set[str]:
    return set(re.findall(r'name="channels" value="([^"]+)" id="[^"]+" checked', page))


def test_page_speaks_the_language_of_its_partner_and_any_other_that_is_asked_for(page):
    assert '<html lang="fr" dir="ltr">' in page.open()
    arabic = page.open(lang="ar")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert f'href="{page.path}?lang=de"' in arabic
    assert '<html lang="fr"' in page.open(lang="xx")


def test_page_opens_without_the_last_slash(client, page):
    assert client.get(page.path.rstrip("/")).status_code == 200


def test_nothing_keeps_shares_or_finds_the_page(page, through_layer):
    for _round in range(2):
        answer = through_layer.get(page.path)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer
    assert through_layer.built == 2
    assert 'rel="canonical"' not in text(answer)
    assert text(answer).count(page.key) == text(answer).count(f"{page.path}")


def refusals(client, page: Page) -> set[tuple[int, bytes, str]]:
    seen = set()
    for address in (
        page.path,
        f"{page.path}terms.txt",
        invitations.page_path("x" * 32),
        invitations.page_path(take("ru:all").token),
        "/partners/page/",
        "/partners/page",
        "/partners/nobody/ru.rss",
        f"/partners/{page.key}/fr.rss",
    ):
        answers = [client.get(address)]
        if not address.endswith(".rss"):
            answers.append(client.post(address, {"do": "make"}, headers=OURS))
        for answer in answers:
            seen.add((answer.status_code, answer.content, str(sorted(answer.headers.items()))))
    return seen


@pytest.mark.parametrize("asks_through_layer", [False, True])
@pytest.mark.parametrize("because", ["link ended", "partner ended"])
def test_page_that_opens_no_more_is_not_told_from_one_that_never_was(
    client, through_layer, page, because, asks_through_layer
):
    asking = through_layer if asks_through_layer else client
    assert asking.get(page.path).status_code == 200
    if because == "link ended":
        invitations.end(Invitation.objects.get())
    else:
        page.partner.state = PartnerState.ENDED
        page.partner.save()
    alike = refusals(asking, page)
    assert len(alike) == 1
    assert alike.pop()[0] == 404


def test_key_of_the_page_is_kept_as_a_digest_alone_and_is_long(page):
    assert page.key not in str(list(Invitation.objects.values()))
    assert len(page.key) >= 32


def test_several_links_open_one_page_until_each_is_ended(client, page):
    second = Page(client, page.partner)
    invitations.end(Invitation.objects.order_by("pk").first())
    assert client.get(page.path).status_code == 404
    assert client.get(second.path).status_code == 200


def test_visit_is_noted(page):
    page.open()
    assert timezone.now() - Invitation.objects.get().last_used_at < timedelta(minutes=1)


def test_choices_are_saved_and_the_partner_is_active_from_then_on(page):
    culture = SectionFactory()
    answer = page.choose("fr:all", f"ar:section:{culture.pk}")
    assert answer.status_code == 303
    assert answer["Location"].startswith(page.path)
    subscription = Subscription.objects.get()
    assert subscription.partner == page.partner
    assert subscription.includes == ["fr:all", f"ar:section:{culture.pk}"]
    partner = again(page.partner)
    assert partner.state == PartnerState.ACTIVE
    assert partner.agreed_on is not None
    assert ticked(page.open()) == set(subscription.includes)


def test_nothing_is_saved_before_the_terms_are_agreed_to(page):
    answer = page.choose("fr:all", agree=False)
    assert answer.status_code == 422
    assert 'id="agree-error"' in text(answer)
    assert ticked(text(answer)) == {"fr:all"}
    assert not Subscription.objects.exists()
    assert again(page.partner).state == PartnerState.INVITED


@pytest.mark.parametrize("channels", [[], ["fr:section:999"], ["xx:all"], ["fr:all", "\0"]])
def test_choice_that_makes_no_sense_is_refused_and_says_what_to_do(page, channels):
    answer = page.choose(*channels)
    assert answer.status_code == 422
    assert 'id="channels-error"' in text(answer)
    assert 'id="agree" checked' in text(answer)
    assert not Subscription.objects.exists()


def test_terms_are_agreed_to_once_and_keep_their_date(page):
    Partner.objects.update(agreed_on="2026-10-01", state=PartnerState.ACTIVE)
    assert 'name="agree"' not in page.open()
    assert page.choose("fr:all", agree=False).status_code == 303
    assert str(again(page.partner).agreed_on) == "2026-10-01"


def test_terms_say_what_holds_before_a_release_to_those_who_are_trusted_with_it(page):
    said = "publish nothing of it, in no form, before that moment"
    assert said not in page.open(lang="en")
    Partner.objects.update(takes_advance_copies=True)
    assert said in page.open(lang="en")
    assert said in text(page.client.get(f"{page.path}terms.txt?lang=en"))


def test_what_the_newsroom_chose_and_left_out_stays_and_is_said(page):
    choir, sport = TopicFactory(name_fr="Chœur"), SectionFactory(name_fr="Sport")
    mine = Subscription.objects.create(
        partner=page.partner, includes=[f"fr:topic:{choir.pk}"], excludes=[f"fr:section:{sport.pk}"]
    )
    shown = page.open()
    assert "Chœur" in shown
    assert "Sport" in shown
    assert f'value="fr:section:{sport.pk}"' not in shown
    page.choose("ar:all", f"fr:topic:{choir.pk}")
    mine.refresh_from_db()
    assert set(mine.includes) == {"ar:all", f"fr:topic:{choir.pk}"}
    assert mine.excludes == [f"fr:section:{sport.pk}"]


def test_each_channel_says_how_much_it_brings(page):
    culture = SectionFactory()
    long_ago = timezone.now() - timedelta(days=100)
    released("fr", title="Le chœur", section=culture, at=long_ago)
    for number in range(2):
        released("fr", title=f"Le chœur {number}", section=culture)
    shown = page.open(lang="en")
    for value in ("fr:all", f"fr:section:{culture.pk}"):
        label = shown.partition(f'for="{value}"')[2].partition("</label>")[0]
        assert "2 texts in the last 90 days" in label
    assert "no text in the last 90 days" in shown.partition('for="de:all"')[2][:200]


def test_busy_channel_is_told_by_the_week(page):
    for number in range(13):
        released("fr", title=f"Le chœur {number}")
    assert "about 1 text a week" in page.open(lang="en")


def test_preview_is_the_newest_text_as_its_readers_get_it(page):
    free, own = PhotoFactory(), PhotoFactory(rights=Rights.SITE)
    body = [("photo", {"image": own}), ("paragraph", "<p>Vingt-six enfants.</p>")]
    released("ru", title="Хор")
    released("fr", title="Le chœur", lead="À Bizerte.", lead_photo=free, body=body)
    released("de", title="Der Chor")
    Partner.objects.update(licence=Licence.objects.get(key="cc-by-nc-4.0"))
    page.choose("fr:all", "ru:all")
    shown = page.open(lang="en")
    preview = shown.partition('id="preview"')[2].partition('id="address"')[0]
    assert "Le chœur" in preview
    assert "À Bizerte." in preview
    assert "CC BY-NC 4.0" in preview
    assert "1 of 2 photos may be taken" in preview
    assert "&lt;item&gt;" in preview
    assert "&lt;title&gt;Le chœur&lt;/title&gt;" in preview
    assert "Der Chor" not in shown
    assert "Хор" not in preview


def test_preview_without_photos_for_whoever_takes_none(page):
    Partner.objects.update(may_print_photos=False)
    released("fr", title="Le chœur", lead_photo=PhotoFactory())
    page.choose("fr:all")
    shown = page.open(lang="en")
    assert "0 of 1 photos may be taken" in shown
    assert "media:content" not in shown


def test_draft_of_a_released_text_is_not_in_the_preview(page):
    edition = released("fr", title="Le chœur")
    edition.title = "Un secret"
    edition.save_revision()
    page.choose("fr:all")
    assert "Un secret" not in page.open()
    releases.release(edition, kind="update")
    assert "Un secret" in page.open()


def test_address_is_shown_once_and_opens_the_feed(page, client):
    released("fr", title="Le chœur")
    page.choose("fr:all", "ar:all")
    addresses = page.addresses()
    assert {address.rpartition("/")[2].partition(".")[0] for address in addresses} == {"fr", "ar"}
    for address in addresses:
        assert client.get(address).status_code == 200
    token = addresses[0].split("/")[2]
    assert token not in page.open()
    assert Token.objects.get().hint in page.open()


def test_another_address_lets_the_old_one_work_for_a_week(page):
    page.choose("fr:all")
    page.addresses()
    page.addresses()
    new, old = Token.objects.all()
    assert new.ends_at is None
    assert timedelta(days=6) < old.ends_at - timezone.now() <= tokens.GRACE


def test_there_is_an_end_to_new_keys(page):
    page.choose("fr:all")
    for _key in range(10):
        page.addresses()
    assert page.press("make").status_code == 422
    assert Token.objects.count() == 10
    page.press("end", key=Token.objects.last().pk)
    assert page.press("make").status_code == 200


def test_no_address_before_anything_is_chosen(page):
    assert page.press("make").status_code == 422
    assert not Token.objects.exists()


def test_key_is_ended_by_its_button(page, client):
    page.choose("fr:all")
    address = page.addresses()[0]
    assert page.press("end", key=Token.objects.get().pk).status_code == 303
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("wrong", ["", "x", "-1", "9" * 30, "٣"])
def test_key_that_is_none_ends_nothing(page, wrong):
    page.choose("fr:all")
    page.addresses()
    assert page.press("end", key=wrong).status_code == 303
    assert Token.objects.good().count() == 1


def test_page_says_whether_and_when_the_feed_was_fetched(page, through_layer):
    released("fr", title="Le chœur")
    page.choose("fr:all")
    address = page.addresses()[0]
    assert "Your site has not fetched anything yet" in page.open(lang="en")
    assert through_layer.get(address).status_code == 200
    answer = page.press("look")
    assert answer.status_code == 303
    assert urlsplit(answer["Location"]).fragment == "test"
    shown = page.open(lang="en")
    assert "Fetched by your site" in shown
    assert "Your site has not fetched anything yet" not in shown


def test_pause_shuts_the_feeds_and_not_the_page(page, client):
    page.choose("fr:all")
    address = page.addresses()[0]
    page.press("pause")
    assert again(page.partner).state == PartnerState.PAUSED
    assert client.get(address).status_code == 404
    assert 'value="resume"' in page.open()
    page.press("resume")
    assert again(page.partner).state == PartnerState.ACTIVE
    assert client.get(address).status_code == 200


def test_pause_is_no_way_round_the_terms(page):
    assert 'value="pause"' not in page.open()
    page.press("pause")
    assert again(page.partner).state == PartnerState.INVITED
    Partner.objects.update(state=PartnerState.PAUSED)
    page.press("resume")
    assert again(page.partner).state == PartnerState.INVITED


def test_what_has_ended_is_not_to_be_undone_by_the_partner(page, client):
    Partner.objects.update(state=PartnerState.ENDED)
    for verb in ("resume", "choose", "make"):
        assert page.press(verb, channels=["fr:all"], agree="on").status_code == 404
    assert again(page.partner).state == PartnerState.ENDED


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Origin": "http://testserver"}, True),
        # What a browser says over plain http, since the page keeps its address to itself.
        ({"Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Referer": "https://elsewhere.example/page"}, False),
    ],
)
def test_form_that_another_site_sent_is_not_taken(page, headers, is_taken):
    answer = page.press("choose", headers, channels=["fr:all"], agree="on")
    assert answer.status_code == (303 if is_taken else 403)
    assert Subscription.objects.exists() == is_taken


def test_forms_are_taken_from_browsers_without_a_cookie(page):
    strict = Client(enforce_csrf_checks=True)
    page.client = strict
    assert page.choose("fr:all").status_code == 303
    assert not strict.cookies


def test_verb_that_nobody_knows_changes_nothing(page):
    assert page.press("drop").status_code == 422
    assert page.client.put(page.path).status_code == 405


def test_notes_and_contacts_of_the_newsroom_are_never_shown(page):
    Partner.objects.update(note="Payer en retard")
    page.partner.contacts.create(name="Karim Zouari", email="karim@example.org")
    page.choose("fr:all")
    shown = [page.open(), text(page.client.get(f"{page.path}terms.txt"))]
    for words in ("Payer en retard", "Karim", "karim@example.org"):
        assert not [each for each in shown if words in each]


def test_nothing_of_another_partner_is_shown_or_changed(page, client):
    other = Page(client, Partner.objects.create(name="SooMedia", language="ru"))
    other.choose("de:all")
    other.addresses()
    theirs = Token.objects.get()
    page.choose("fr:all")
    page.addresses()
    shown = page.open()
    assert "SooMedia" not in shown
    assert ticked(shown) == {"fr:all"}
    assert theirs.hint not in shown
    page.press("end", key=theirs.pk)
    assert Token.objects.good().filter(pk=theirs.pk).exists()


def test_terms_are_on_the_page_and_to_be_kept_as_a_text(page, newsroom):
    newsroom.terms_fr = "Gardez la signature."
    newsroom.save()
    Partner.objects.update(
        licence=Licence.objects.get(key="cc-by-4.0"), attribution="Texte : Le Pont"
    )
    answer = page.client.get(f"{page.path}terms.txt", {"lang": "fr"})
    assert answer["Content-Type"].startswith("text/plain")
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    for said in (page.open(), text(answer)):
        for words in (
            "CC BY 4.0",
            "https://creativecommons.org/licenses/by/4.0/",
            "Texte : Le Pont",
            "Gardez la signature.",
        ):
            assert words in said


def test_number_of_queries_is_fixed(page):
    culture = SectionFactory()
    page.choose("fr:all", f"ru:section:{culture.pk}")
    page.addresses()
    counts = []
    for _round in range(2):
        for number in range(3):
            photo = PhotoFactory()
            released("fr", title=f"Chœur {number}", section=culture, lead_photo=photo)
            released(title=f"Хор {number}", section=culture, lead_photo=photo)
        page.open()
        with CaptureQueriesContext(connection) as asked:
            page.open()
        counts.append(len(asked))
    assert counts[0] == counts[1] < 60


def test_fetches_that_are_not_written_yet_are_written_by_the_button(page, through_layer):
    page.choose("fr:all")
    through_layer.get(page.addresses()[0])
    assert Token.objects.get().last_used_at is None
    page.press("look")
    assert Token.objects.get().last_used_at is not None


def test_partner_that_is_sent_its_feeds_sets_them_up_as_one_that_fetches(db):
    subscription = take("ru:all").subscription
    subscription.way = Way.WEBSUB
    subscription.save()
    assert setting_up.own_subscription(subscription.partner) == subscription
    chosen = setting_up.choose(subscription.partner, ["fr:all"], agrees=True)
    assert (chosen.pk, chosen.way) == (subscription.pk, Way.WEBSUB)
