"""The receiver in PHP, as partners have it, served by PHP: it believes only us, and in order."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cms.bootstrap import ROOT
from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.partners.endpoints import new_secret, rotate_secret
from news.partners.models import Subscription
from news.push import outgoing, replaying
from news.push.signing import headers
from tests.bench.processes import free_port, wait_until_open
from tests.factories import released
from tests.push.post import carry, states, subscribe

pytestmark = [pytest.mark.php, pytest.mark.django_db]

RECEIVER = ROOT / "news" / "website" / "partners" / "recipes" / "receiver.php"


@dataclass
class Partner:
    """A partner's receiver and what it has by now."""

    subscription: Subscription
    database: Path

    def stories(self) -> dict[str, tuple[int, str, dict]]:
        """Return sequence, type and item of each text it has."""
        if not self.database.exists():
            return {}
        with sqlite3.connect(self.database) as database:
            rows = database.execute("SELECT urn, sequence, type, item FROM stories").fetchall()
        return {urn: (sequence, kind, json.loads(item)) for urn, sequence, kind, item in rows}

    def receive(self, body: bytes, sent: dict[str, str]) -> int:
        return outgoing.send(self.subscription.endpoint, body=body, headers=sent).status


def serve(folder: Path, secret: str, port: int, **environment: str) -> subprocess.Popen:
    told = {"SECRET": secret, "DATABASE": str(folder / "stories.sqlite3"), **environment}
    process = subprocess.Popen(
        ["php", "-S", f"127.0.0.1:{port}", str(RECEIVER)],
        env=os.environ | told,
        stderr=subprocess.DEVNULL,
    )
    wait_until_open(port)
    return process


@pytest.fixture
def partner(tmp_path, own_network) -> Iterator[Partner]:
    port = free_port()
    subscription = subscribe(endpoint=f"http://127.0.0.1:{port}/")
    process = serve(tmp_path, subscription.secret, port)
    yield Partner(subscription, tmp_path / "stories.sqlite3")
    process.kill()
    process.wait()


def message(
    secret: str | list[str],
    sequence: int = 1,
    kind: str = "updated",
    message_id: str = "",
    moment: datetime | None = None,
) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a message as somebody with these secrets would send it."""
    story = {"urn": "urn:x", "sequence": sequence, "item": {"title": f"Хор {sequence}", "tags": []}}
    body = json.dumps({"type": f"story.{kind}", "data": story}).encode()
    secrets = [secret] if isinstance(secret, str) else secret
    sent_at = moment or timezone.now()
    return body, headers(secrets, message_id or f"msg_{sequence}", sent_at, body)


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
    assert "content_html" not in there[gone.urn][2]


def test_test_message_is_taken_and_keeps_nothing(partner):
    assert replaying.send_test(partner.subscription).status == 204
    assert partner.stories() == {}


def test_forged_and_changed_messages_are_refused(partner):
    secret = partner.subscription.secret
    body, sent = message(secret)
    unsigned = {name: value for name, value in sent.items() if "signature" not in name}
    for refused in (
        message(new_secret()),
        (body.replace(b"urn:x", b"urn:y"), sent),
        (body, sent | {"webhook-id": "msg_2"}),
        (body, sent | {"webhook-timestamp": str(int(sent["webhook-timestamp"]) + 1)}),
        (body, sent | {"webhook-signature": "v1,"}),
        (body, sent | {"webhook-signature": sent["webhook-signature"].replace("v1,", "v2,")}),
        (body, unsigned),
        (body, {}),
    ):
        assert partner.receive(*refused) == 400
    assert partner.stories() == {}
    assert partner.receive(body, sent) == 204


@pytest.mark.parametrize("away", [timedelta(hours=-1), timedelta(hours=1)])
def test_stale_message_and_one_from_the_future_are_refused(partner, away):
    moment = timezone.now() + away
    assert partner.receive(*message(partner.subscription.secret, moment=moment)) == 400


def test_replayed_and_late_messages_change_nothing(partner):
    secret = partner.subscription.secret
    first = message(secret, 1)
    for each in (first, message(secret, 3), first, message(secret, 2)):
        assert partner.receive(*each) == 204
    assert partner.stories()["urn:x"] == (3, "story.updated", {"title": "Хор 3", "tags": []})
    repeated = message(secret, 4, message_id="msg_3")
    assert partner.receive(*repeated) == 204
    assert partner.stories()["urn:x"][0] == 3


def test_either_of_two_signatures_is_enough(partner):
    ours, other = partner.subscription.secret, new_secret()
    for number, secrets in enumerate(([other, ours], [ours, other]), start=1):
        assert partner.receive(*message(secrets, number)) == 204
    assert partner.receive(*message([other, new_secret()], 3)) == 400
    assert partner.stories()["urn:x"][0] == 2


def test_message_after_a_new_secret_is_still_taken(partner):
    rotate_secret(partner.subscription)
    released()
    carry(outgoing.send)
    assert len(partner.stories()) == 1


@pytest.mark.usefixtures("own_network")
@pytest.mark.parametrize(
    ("secret", "database"),
    [("", "stories.sqlite3"), ("whsec_", "stories.sqlite3"), ("whsec_!", "x"), (None, "no/where")],
)
def test_what_is_not_set_up_believes_and_loses_nothing(tmp_path, secret, database):
    port, known = free_port(), new_secret()
    given = known if secret is None else secret
    process = serve(tmp_path, given, port, DATABASE=str(tmp_path / database))
    try:
        body, sent = message(known if secret is None else new_secret())
        answer = outgoing.send(f"http://127.0.0.1:{port}/", body=body, headers=sent)
        assert answer.status == 500
    finally:
        process.kill()
        process.wait()
