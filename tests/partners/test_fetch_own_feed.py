"""A partner's own feed has the channels it takes, on the terms it agreed to."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles import releases, withdrawals
from news.newsroom.models import Licence
from news.partners import tokens, usage
from news.partners.models import PartnerState, Token
from news.photos.models import Rights
from tests.factories import PhotoFactory, SectionFactory, TopicFactory, draft, released
from tests.layered import LayeredClient
from tests.partners.conftest import Taker, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def through_layer(tmp_path) -> LayeredClient:
    return LayeredClient(tmp_path / "ready")


def titles(client, taker: Taker, language: str = "ru") -> list[str]:
    answer = client.get(taker.address(language))
    assert answer.status_code == 200
    return [item["title"] for item in json.loads(answer.content)["items"]]


def items(client, taker: Taker) -> list[dict[str, Any]]:
    return json.loads(client.get(taker.address()).content)["items"]


def test_everything_in_a_language(client, newsroom):
    released(title="Хор")
    released("fr", title="Le chœur")
    draft(title="Черновик")
    assert titles(client, take("ru:all")) == ["Хор"]


def test_one_section_and_one_topic_together_each_story_once(client, newsroom):
    culture, choir = SectionFactory(), TopicFactory()
    released(title="Оба", section=culture, topics=[choir])
    released(title="Раздел", section=culture)
    released(title="Тема", topics=[choir])
    released(title="Иное", section=SectionFactory())
    taker = take(f"ru:section:{culture.pk}", f"ru:topic:{choir.pk}")
    assert titles(client, taker) == ["Тема", "Раздел", "Оба"]


def test_what_is_left_out_is_left_out_of_everything(client, newsroom):
    culture, choir = SectionFactory(), TopicFactory()
    released(title="Остаётся", section=culture)
    released(title="Уходит", section=culture, topics=[choir])
    assert titles(client, take("ru:all", excludes=(f"ru:topic:{choir.pk}",))) == ["Остаётся"]
    taker = take(f"ru:section:{culture.pk}", excludes=(f"ru:topic:{choir.pk}",))
    assert titles(client, taker) == ["Остаётся"]


def test_exclusion_in_one_language_says_nothing_of_another(client, newsroom):
    choir = TopicFactory()
    released(title="Хор", topics=[choir])
    assert titles(client, take("ru:all", "fr:all", excludes=(f"fr:topic:{choir.pk}",))) == ["Хор"]


def test_language_that_is_not_taken_is_not_there(client, newsroom):
    released(title="Хор")
    assert client.get(take("fr:all").address("ru")).status_code == 404


def test_withdrawal_is_told_in_the_channels_that_had_the_text(client, newsroom):
    culture, choir = SectionFactory(), TopicFactory()
    edition = released(title="Хор", section=culture, topics=[choir])
    withdrawals.withdraw([edition], "Ошибка.")
    assert [each["id"] for each in items(client, take(f"ru:section:{culture.pk}"))] == [edition.urn]
    assert not items(client, take(f"ru:section:{SectionFactory().pk}"))
    assert not items(client, take("ru:all", excludes=(f"ru:topic:{choir.pk}",)))


def test_partner_that_takes_no_photos_gets_none(client, newsroom):
    released(lead_photo=PhotoFactory())
    with_photo = items(client, take("ru:all"))[0]
    without = items(client, take("ru:all", may_print_photos=False))[0]
    assert with_photo["image"]
    assert with_photo["attachments"]
    assert "image" not in without
    assert "attachments" not in without
    assert "<img" not in without["content_html"]


def test_photo_for_the_site_alone_goes_to_no_partner(client, newsroom):
    released(lead_photo=PhotoFactory(rights=Rights.SITE))
    assert "image" not in items(client, take("ru:all"))[0]


def test_terms_agreed_stand_in_each_item_and_on_no_public_feed(client, newsroom):
    licence = Licence.objects.get(key="cc-by-nc-4.0")
    released()
    taker = take("ru:all", licence=licence, attribution="Текст: «Мост».", may_translate=True)
    answer = client.get(taker.address(extension="rss")).content.decode()
    assert "CC BY-NC 4.0" in answer
    assert "Текст: «Мост»" in answer
    public = client.get("/ru/feeds/all.rss").content.decode()
    assert "Текст: «Мост»" not in public
    assert "CC BY-NC 4.0" not in public


@pytest.mark.parametrize("extension", ["rss", "atom", "json", "ninjs"])
def test_feed_tells_nobody_the_key(client, newsroom, extension):
    released(lead_photo=PhotoFactory())
    taker = take("ru:all")
    answer = client.get(taker.address(extension=extension))
    assert taker.token not in answer.content.decode()
    assert taker.token not in str(answer.headers)


def refusals(client, taker: Taker) -> set[tuple[int, bytes, str]]:
    seen = set()
    for address in (
        taker.address(),
        "/partners/" + "x" * 32 + "/ru.json",
        take("fr:all").address("ru"),
        take("ru:all").address(extension="exe"),
        "/partners/",
        "/partners/x",
        "/partners/x/y/z",
    ):
        answer = client.get(address)
        seen.add((answer.status_code, answer.content, str(sorted(answer.headers.items()))))
    return seen


@pytest.mark.parametrize("state", [PartnerState.PAUSED, PartnerState.ENDED])
def test_keys_that_open_nothing_are_answered_alike(client, through_layer, newsroom, state):
    released()
    taker = take("ru:all")
    assert through_layer.get(taker.address()).status_code == 200
    taker.subscription.partner.state = state
    taker.subscription.partner.save()
    for asking in (client, through_layer):
        alike = refusals(asking, taker)
        assert len(alike) == 1
        assert alike.pop()[0] == 404


def test_key_that_was_ended_opens_nothing_warm_or_cold(client, through_layer, newsroom):
    released()
    taker = take("ru:all")
    assert through_layer.get(taker.address()).status_code == 200
    tokens.end(Token.objects.get())
    assert through_layer.get(taker.address()).status_code == 404
    assert client.get(taker.address()).status_code == 404


def test_key_is_good_for_a_week_after_a_new_one_is_made(through_layer, newsroom, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    released()
    taker = take("ru:all")
    new = Taker(taker.subscription, tokens.rotate(taker.subscription))
    for moment, status in ((timedelta(days=6, hours=23), 200), (timedelta(days=7), 404)):
        time_machine.move_to(now + moment, tick=False)
        assert through_layer.get(taker.address()).status_code == status
        assert through_layer.get(new.address()).status_code == 200


def test_key_is_kept_as_a_digest_alone(newsroom):
    taker = take("ru:all")
    kept = str(list(Token.objects.values()))
    assert taker.token not in kept
    assert len(taker.token) >= 32


def test_those_who_have_the_same_share_what_is_kept(through_layer, newsroom):
    released()
    first, second = take("ru:all"), take("ru:all")
    other = take("ru:all", may_print_photos=False)
    answers = [through_layer.get(each.address()) for each in (first, second, first, other)]
    assert through_layer.built == 2
    assert {each.status_code for each in answers} == {200}
    again = through_layer.get(first.address(), HTTP_IF_NONE_MATCH=answers[0]["ETag"])
    assert again.status_code == 304


def test_what_is_kept_is_for_nobody_in_between(through_layer, newsroom):
    released()
    answer = through_layer.get(take("ru:all").address())
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_release_and_new_terms_are_seen_at_once(through_layer, newsroom):
    edition = released(title="Хор", lead_photo=PhotoFactory())
    taker = take("ru:all")
    assert titles(through_layer, taker) == ["Хор"]
    edition.title = "Хор споёт"
    releases.release(edition, kind="update")
    assert titles(through_layer, taker) == ["Хор споёт"]
    taker.subscription.partner.may_print_photos = False
    taker.subscription.partner.save()
    assert "image" not in items(through_layer, taker)[0]


def test_poll_writes_no_row_and_its_moment_is_written_by_and_by(through_layer, newsroom):
    released()
    taker = take("ru:all")
    through_layer.get(taker.address())
    with CaptureQueriesContext(connection) as asked:
        through_layer.get(taker.address())
    assert not [query for query in asked.captured_queries if "SELECT" not in query["sql"]]
    assert Token.objects.get().last_used_at is None
    usage.USAGE.write()
    assert timezone.now() - Token.objects.get().last_used_at < timedelta(minutes=1)


def test_number_of_queries_does_not_grow_with_stories(client, newsroom):
    culture, choir = SectionFactory(), TopicFactory()
    taker = take(f"ru:section:{culture.pk}", f"ru:topic:{choir.pk}")
    counts = []
    for _round in range(2):
        for number in range(3):
            released(title=f"Хор {number}", section=culture, topics=[choir])
        client.get(taker.address())
        with CaptureQueriesContext(connection) as asked:
            client.get(taker.address())
        counts.append(len(asked))
    assert counts[0] == counts[1]
