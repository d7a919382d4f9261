"""A subscriber that knows the standard alone, and a hub that is asked as over HTTP."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from news.partners.models import Token
from news.push import outgoing
from news.push.hub import leases, sealing
from news.push.hub.courier import HubCourier
from news.push.hub.models import HubSubscription, State
from news.syndication.addresses import feed_url
from tests.push.hub.subscriber import Subscriber, Wish

FORM = "application/x-www-form-urlencoded"


def topic_of(channel: str = "all", extension: str = "json", language: str = "ru") -> str:
    return feed_url(language, channel, extension)


def hub_subscription(token: Token, host: str) -> HubSubscription:
    """Return a row of somebody who is sent a partner's Russian feed."""
    return HubSubscription.objects.create(
        digest=secrets.token_hex(32),
        callback=f"https://{host}/callback",
        host=host,
        language="ru",
        extension="rss",
        token=token,
        given=sealing.seal("https://example.org/"),
        state=State.IDLE,
        until=timezone.now() + leases.USUAL,
        wanted=0,
        sent=0,
    )


def carry(send: Any = outgoing.send, **options: Any) -> None:
    """Ask and send all that is due, as a worker does that has just begun."""
    HubCourier(send, **{"vary": lambda: 1.0, "seconds": 2.0, **options}).carry()


@dataclass
class Hub:
    """The hub as a subscriber meets it, and a subscriber."""

    client: Client
    subscriber: Subscriber

    def post(self, **fields: str) -> HttpResponse:
        """Send a request with these fields, by their names without `hub.`."""
        form = urlencode({f"hub.{name}": value for name, value in fields.items()})
        return self.client.post("/websub/", form, content_type=FORM)

    def ask(self, callback: str, mode: str = "subscribe", **more: str) -> HttpResponse:
        wish = self.subscriber.wish(callback)
        wish.mode = mode
        if wish.secret and mode == "subscribe":
            more["secret"] = wish.secret
        return self.post(mode=mode, callback=callback, topic=wish.topic, **more)

    def subscribe(self, topic: str = "", **more: Any) -> tuple[str, Wish]:
        """Return callback and wish of a confirmed subscription."""
        callback, wish = self.subscriber.want(topic or topic_of(), **more)
        assert self.ask(callback).status_code == 202
        carry()
        assert wish.confirmed == ["subscribe"]
        return callback, wish


@pytest.fixture
def hub(db, client, own_network) -> Iterator[Hub]:
    subscriber = Subscriber()
    yield Hub(client, subscriber)
    subscriber.close()
