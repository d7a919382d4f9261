"""Whoever has subscribed is sent the feed as it is, each time that something in it changes."""

import json

import pytest

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.people import merging
from news.push.hub.models import HubSubscription
from news.syndication.addresses import hub_url
from news.syndication.formats import FORMATS
from tests.factories import PersonFactory, PhotoFactory, SectionFactory, TopicFactory, released
from tests.partners.conftest import Taker, take
from tests.push.hub.conftest import Hub, carry, topic_of
from tests.push.hub.subscriber import Wish, links_of_head

pytestmark = pytest.mark.django_db


def keyed(taker: Taker, extension: str = "json", language: str = "ru") -> str:
    return topic_of().replace("/ru/feeds/all.json", taker.address(language, extension))


def fetched(hub: Hub, topic: str) -> bytes:
    return hub.client.get(topic.partition("://")[2].partition("/")[2].join(["/", ""])).content


def titles(wish: Wish) -> list[str]:
    return [item["title"] for item in json.loads(wish.bodies[-1])["items"]]


def fresh(edition: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=edition.pk)


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("who", ["public", "partner"])
def test_release_correction_and_withdrawal_are_sent_as_the_feed_has_them(hub, extension, who):
    topic = topic_of(extension=extension)
    if who == "partner":
        topic = keyed(take("ru:all", may_print_photos=False), extension)
    _callback, wish = hub.subscribe(topic, secret="secret")
    edition = released(title="Хор", lead_photo=PhotoFactory())
    carry()
    assert wish.bodies == [fetched(hub, topic)]
    edition = fresh(edition)
    edition.title = "Хор споёт"
    releases.release(edition, kind="correction", note="Начало в 17:00.")
    carry()
    assert wish.bodies[1:] == [fetched(hub, topic)]
    assert "17:00" in wish.bodies[-1].decode()
    withdrawals.withdraw([fresh(edition)], "Ошибка.")
    carry()
    assert wish.bodies[2:] == [fetched(hub, topic)]
    assert edition.urn in wish.bodies[-1].decode()
    assert len(set(wish.bodies)) == 3
    assert wish.forged == 0
    for headers, _body in wish.received:
        assert headers["Content-Type"] == f"{FORMATS[extension].media_type}; charset=utf-8"
        links = links_of_head([headers["Link"]])
        assert links["hub"] == [hub_url()]
        (own,) = links["self"]
        assert fetched(hub, own) == fetched(hub, topic)


def test_partners_photos_and_terms_are_those_of_its_feed(hub):
    _callback, with_photos = hub.subscribe(keyed(take("ru:all")))
    _callback, without = hub.subscribe(keyed(take("ru:all", may_print_photos=False)))
    released(lead_photo=(photo := PhotoFactory()))
    carry()
    assert photo.key in with_photos.bodies[-1].decode()
    assert photo.key not in without.bodies[-1].decode()


def test_minor_fix_is_sent_to_nobody_and_in_what_is_sent_next(hub):
    _callback, wish = hub.subscribe()
    edition = released(title="Хор")
    carry()
    edition = fresh(edition)
    edition.title = "Хор."
    releases.release(edition, kind="fix")
    carry()
    assert len(wish.received) == 1
    released(title="Второй")
    carry()
    assert titles(wish) == ["Второй", "Хор."]


def test_only_what_changes_in_a_feed_sends_it(hub):
    culture, choir, vera = SectionFactory(), TopicFactory(), PersonFactory()
    edition = released(title="Хор", section=culture, topics=[choir], authors=[vera])
    _callback, of_section = hub.subscribe(topic_of(culture.channel_key))
    _callback, of_topic = hub.subscribe(topic_of(choir.channel_key))
    _callback, of_person = hub.subscribe(topic_of(vera.channel_key))
    _callback, french = hub.subscribe(topic_of(language="fr"))
    taker = take(f"ru:section:{culture.pk}", excludes=(f"ru:topic:{choir.pk}",))
    _callback, excluding = hub.subscribe(keyed(taker))
    released(title="Другой", section=SectionFactory())
    carry()
    watched = (of_section, of_topic, of_person, french, excluding)
    assert [len(each.received) for each in watched] == [0, 0, 0, 0, 0]
    edition = fresh(edition)
    edition.section = SectionFactory()
    releases.release(edition, kind="update")
    carry()
    # Who had it in the section hears that it left; who never had it hears nothing.
    assert [len(each.received) for each in watched] == [1, 1, 1, 0, 0]
    assert titles(of_section) == []
    assert titles(of_topic) == ["Хор"]


def test_merged_person_goes_on_under_the_other_name(hub):
    vera, double = PersonFactory(slug="vera"), PersonFactory(slug="double")
    released(authors=[vera])
    released(authors=[double])
    _callback, wish = hub.subscribe(topic_of(double.channel_key))
    merging.merge(double, into=vera)
    released(title="Хор", authors=[vera])
    carry()
    assert "Хор" in titles(wish)
    assert wish.denied == []


def test_renamed_section_goes_on_under_its_new_address(hub):
    culture = SectionFactory(slug="culture")
    released(section=culture)
    _callback, wish = hub.subscribe(topic_of("section-culture"))
    culture.slug = "arts"
    culture.save()
    released(title="Хор", section=culture)
    carry()
    headers, _body = wish.received[-1]
    assert links_of_head([headers["Link"]])["self"] == [topic_of("section-arts")]


def test_many_changes_at_once_are_sent_once(hub):
    _callback, wish = hub.subscribe()
    for number in range(5):
        released(title=f"Хор {number}")
    carry()
    assert len(wish.received) == 1
    assert len(titles(wish)) == 5


def test_news_between_request_and_confirmation_is_not_lost(hub):
    callback, wish = hub.subscriber.want(topic_of())
    hub.ask(callback)
    released(title="Хор")
    carry()
    carry()
    assert titles(wish) == ["Хор"]


def test_without_a_secret_nothing_is_signed(hub):
    _callback, wish = hub.subscribe()
    released()
    carry()
    ((headers, _body),) = wish.received
    assert "X-Hub-Signature" not in headers


def test_new_secret_signs_from_its_confirmation_on(hub):
    callback, wish = hub.subscribe(secret="old")
    wish.secret = "new"
    hub.ask(callback)
    carry()
    released()
    carry()
    assert (len(wish.received), wish.forged) == (1, 0)
    assert HubSubscription.objects.count() == 1
    wish.secret = ""
    hub.ask(callback)
    carry()
    released()
    carry()
    assert "X-Hub-Signature" not in wish.received[-1][0]


def test_those_who_have_the_same_are_sent_bytes_made_once(hub, django_assert_max_num_queries):
    wishes = [hub.subscribe()[1] for _ in range(6)]
    released()
    with django_assert_max_num_queries(150) as asked:
        carry()
    assert [len(each.received) for each in wishes] == [1] * 6
    assert sum("news_placement" in q["sql"] for q in asked.captured_queries) < 20
