"""Messages are signed as Standard Webhooks says, by every secret that is good."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from news.partners.endpoints import new_secret, rotate_secret
from news.push.signing import headers, sign
from tests.factories import released
from tests.push.post import Post, carry, subscribe

MOMENT = datetime.fromtimestamp(1614265330, UTC)
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'


@pytest.mark.parametrize(
    "secret", ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
)
def test_signature_is_that_of_the_standards_own_libraries(secret):
    assert sign(secret, ID, MOMENT, BODY) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_secret_signs():
    secrets = [new_secret(), new_secret()]
    made = headers(secrets, ID, MOMENT, BODY)
    assert made["webhook-signature"].split() == [sign(each, ID, MOMENT, BODY) for each in secrets]
    assert (made["webhook-id"], made["webhook-timestamp"]) == (ID, "1614265330")


def test_secret_is_random_and_long_enough():
    secrets = {new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert all(each.startswith("whsec_") for each in secrets)
    assert {len(base64.b64decode(each.removeprefix("whsec_"))) for each in secrets} == {32}


@pytest.mark.django_db
def test_old_secret_signs_for_a_week_beside_the_new(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    subscription = subscribe()
    old = subscription.secret
    rotate_secret(subscription)
    assert subscription.secret != old
    for days, secrets in ((6, [subscription.secret, old]), (7, [subscription.secret])):
        time_machine.move_to(now + timedelta(days=days), tick=False)
        released()
        post = Post()
        carry(post)
        (letter,) = post.sent
        expected = [sign(each, letter.message_id, timezone.now(), letter.body) for each in secrets]
        assert letter.headers["webhook-signature"].split() == expected
