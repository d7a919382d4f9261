"""No callback leads a request of the hub into a private network: every address of the table."""

from urllib.parse import urlencode

import pytest

from news.push import outgoing
from news.push.hub.models import HubRequest, HubSubscription
from tests.push.addresses import (
    LOCAL_NAMES,
    MISREADINGS,
    PRIVATE_LITERALS,
    PRIVATE_RESULTS,
)
from tests.push.hub.conftest import FORM, carry, topic_of

pytestmark = pytest.mark.django_db


def test_private_address_in_any_disguise_is_refused_at_once(client, network):
    wrong = []
    misread = [url for _code, url in MISREADINGS if "\ud800" not in url]
    # But for half of a pair of code units, which no form in UTF-8 can hold.
    written = [*PRIVATE_LITERALS, *LOCAL_NAMES, *misread]
    for url in written:
        form = {"hub.mode": "subscribe", "hub.topic": topic_of(), "hub.callback": url}
        answer = client.post("/websub/", urlencode(form), content_type=FORM)
        if answer.status_code != 400:
            wrong.append((url, answer.status_code))
    assert wrong == []
    assert len(written) > 100
    assert not HubRequest.objects.exists()
    carry()
    assert network.connections == network.lookups == []


@pytest.mark.parametrize("addresses", PRIVATE_RESULTS)
def test_name_that_leads_into_a_private_network_is_never_asked(client, network, addresses):
    form = {
        "hub.mode": "subscribe",
        "hub.topic": topic_of(),
        "hub.callback": "https://rebound.example/callback",
    }
    assert client.post("/websub/", urlencode(form), content_type=FORM).status_code == 202

    def send(url, **more):
        return outgoing.send(url, resolve=lambda _host: addresses, **more)

    carry(send)
    request = HubRequest.objects.get()
    assert request.fault == "address"
    assert network.connections == []
    assert not HubSubscription.objects.exists()
