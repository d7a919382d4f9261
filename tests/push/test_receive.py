"""The README's receiver, a process of its own, ends with what we have and believes only us."""

import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.partners.endpoints import new_secret, rotate_secret
from news.partners.models import Subscription
from news.push import outgoing, replaying
from news.push.signing import headers
from tests.bench.processes import free_port
from tests.factories import released
from tests.push import readme
from tests.push.post import carry, states, subscribe

pytestmark = pytest.mark.django_db


@dataclass
class Partner:
    """A partner's receiver and what it has by now."""

    subscription: Subscription
    folder: Path

    def stories(self) -> dict[str, tuple[int, str, dict]]:
        """Return sequence, type and item of each text it has."""
        with sqlite3.connect(self.folder / "stories.sqlite3") as database:
            rows = database.execute("SELECT urn, sequence, type, item FROM stories").fetchall()
        return {urn: (sequence, kind, json.loads(item)) for urn, sequence, kind, item in rows}

    def receive(self, body: bytes, sent: dict[str, str]) -> int:
        return outgoing.send(self.subscription.endpoint, body=body, headers=sent).status


@pytest.fixture
def partner(tmp_path, own_network) -> Iterator[Partner]:
    port = free_port()
    subscription = subscribe(endpoint=f"http://127.0.0.1:{port}/")
    with readme.receiver(tmp_path, port, subscription.secret):
        yield Partner(subscription, tmp_path)


def message(secret: str, sequence: int = 1, **changed) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a message as somebody with this secret would send it."""
    story = {"urn": "urn:x", "sequence": sequence, "item": {"title": str(sequence)}}
    body = json.dumps({"type": "story.updated", "data": story}).encode()
    moment = changed.pop("moment", timezone.now())
    return body, headers([secret], "msg_1", moment, body) | changed


def test_release_correction_and_withdrawal_end_the_same_there_as_here(partner):
    kept, corrected, gone = (released(title=title) for title in ("А", "Б", "В"))
    carry(outgoing.send)
    again = ArticlePage.objects.get(pk=corrected.pk)
    again.title = "Б верно"
    releases.release(again, kind="correction", note="Было неверно.")
    withdrawals.withdraw([gone], "Ошибка.")
    carry(outgoing.send)
    assert set(states()) == {"delivered"}
    there = partner.stories()
    assert {urn: kind for urn, (_sequence, kind, _item) in there.items()} == {
        kept.urn: "story.released",
        corrected.urn: "story.corrected",
        gone.urn: "story.withdrawn",
    }
    assert there[corrected.urn][2]["title"] == "Б верно"
    assert there[gone.urn][2]["_vestnik"]["withdrawn"]["reason"] == "Ошибка."


def test_test_message_is_taken_and_keeps_nothing(partner):
    assert replaying.send_test(partner.subscription).status == 204
    assert partner.stories() == {}


def test_message_after_a_new_secret_is_still_taken(partner):
    rotate_secret(partner.subscription)
    released()
    carry(outgoing.send)
    assert len(partner.stories()) == 1


def test_forged_stale_and_changed_messages_are_refused(partner):
    secret = partner.subscription.secret
    body, sent = message(secret)
    hour_ago = timezone.now() - timedelta(hours=1)
    unsigned = {name: value for name, value in sent.items() if "signature" not in name}
    for refused in (
        message(new_secret()),
        message(secret, moment=hour_ago),
        message(secret, moment=timezone.now() + timedelta(hours=1)),
        (body.replace(b"urn:x", b"urn:y"), sent),
        (body, sent | {"webhook-id": "msg_2"}),
        (body, sent | {"webhook-timestamp": str(int(time.time()) + 1)}),
        (body, sent | {"webhook-signature": "v1,"}),
        (body, unsigned),
    ):
        assert partner.receive(*refused) == 400
    assert partner.stories() == {}
    assert partner.receive(body, sent) == 204


def test_replayed_message_changes_nothing(partner):
    secret = partner.subscription.secret
    first = message(secret, 1)
    for each in (first, message(secret, 2), first, first):
        assert partner.receive(*each) == 204
    assert partner.stories()["urn:x"] == (2, "story.updated", {"title": "2"})
