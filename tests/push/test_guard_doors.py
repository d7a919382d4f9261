"""Through no door is a request led into a private network, and there is no door unknown.

A door is whatever makes requests to an address that somebody has given. Each stands in `DOORS`
with all that tells about it here or beside it.
"""

import ast
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from cms.bootstrap import ROOT
from news.partners.models import Partner, PartnerState, Subscription, Way
from news.push import outgoing
from news.push.courier import Courier
from news.push.faults import SENTENCES
from news.push.models import Delivery
from tests.desk.conftest import sentences
from tests.factories import UserFactory, released
from tests.push.addresses import (
    LOCAL_NAMES,
    MISREADINGS,
    PRIVATE_LITERALS,
    PRIVATE_RESULTS,
    PUBLIC,
    resolve,
)
from tests.push.receivers import Receiver, say

pytestmark = pytest.mark.django_db

# Who asks `outgoing` for a request, and the test in which private addresses come to it.
DOORS = {
    "news/push/courier.py": "test_worker_asks_nobody_there",
    "news/push/replaying.py": "test_test_message_goes_nowhere_there",
    "news/push/sending.py": "the way of both to `outgoing`",
    "news/push/hub/courier.py": "tests/push/hub/test_refuse_addresses.py",
    "news/push/copies/watching.py": "tests/push/copies/test_watch_copies.py",
    "news/push/copies/looking.py": "the way of the watch to `outgoing`",
    "news/push/copies/passages.py": "reads what `outgoing` has brought",
}
# Where else the network is spoken to, and why no address of anybody's can come there.
OWN = {
    "news/newsroom/serving.py": "asks whether our own port is open",
    "news/desk/telling/mailing.py": "knows an exception of the mail server's by name",
    "news/push/names.py": "looks names up for `outgoing`",
    "news/push/sockets.py": "connects for `outgoing`",
    "news/push/outgoing.py": "the one way out",
    "news/website/partners/recipes/ghost.py": "a partner's own program, which we only show",
}
# What reaches the network, of the standard library and of what is or might be installed.
NETWORK = {
    *("aiohttp", "asyncio", "boto3", "botocore", "feedparser", "ftplib", "http.client", "httpx"),
    *("imaplib", "nntplib", "poplib", "pycurl", "requests", "smtplib", "socket", "socketserver"),
    *("ssl", "telnetlib", "urllib.request", "urllib3", "wagtail.embeds.embeds", "websockets"),
    *("xmlrpc.client",),
}
# A column of the database holds no more, and no NUL.
LONGEST = 500


def named(number: int) -> str:
    """Return an address whose name leads to some of the private results."""
    return f"https://private{number}.example/hook"


# Each with the code of the fault that a request to it ends with.
FORBIDDEN = [
    *((url, "address") for url in PRIVATE_LITERALS + LOCAL_NAMES),
    *((url, code) for code, url in MISREADINGS),
    *((named(number), "address") for number in range(len(PRIVATE_RESULTS))),
]
STORABLE = [
    (url, code)
    for url, code in FORBIDDEN
    if url and len(url) <= LONGEST and "\x00" not in url and "\ud800" not in url
]


@pytest.fixture
def named_network(network, monkeypatch):
    """A network whose names lead where attackers' would; `lookups` says which were asked for."""

    def look_up(host, *_port, **_kind):
        network.lookups.append(host)
        if host.startswith("private"):
            found = PRIVATE_RESULTS[int(host.removeprefix("private").partition(".")[0])]
        else:
            found = resolve(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 0)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return network


@pytest.fixture
def admin(client):
    user = UserFactory(is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def stored(url: str) -> Subscription:
    """Return a subscription whose address was written by a path that knows no form."""
    partner = Partner.objects.create(name="SooMedia", state=PartnerState.ACTIVE)
    return Subscription.objects.create(
        partner=partner, includes=["ru:all"], way=Way.WEBHOOK, endpoint=url
    )


def test_there_are_forty_addresses_and_more():
    assert len(STORABLE) > 100


def test_form_of_a_subscription_takes_none_that_can_be_known_without_a_look_up(
    admin, named_network
):
    partner = Partner.objects.create(name="SooMedia")
    path = reverse(Subscription.snippet_viewset.get_url_name("add"))
    for url, _code in FORBIDDEN:
        # The form strips what stands around an address.
        if url.startswith("https://private") or url != url.strip() or "\ud800" in url:
            continue
        sent = {"partner": partner.pk, "includes": ["ru:all"], "way": "webhook", "endpoint": url}
        answer = admin.post(path, sent)
        assert answer.status_code == 200, url
        assert "endpoint" in answer.context["form"].errors, url
    assert not Subscription.objects.exists()
    assert named_network.connections == named_network.lookups == []


def test_test_message_goes_nowhere_there(admin, named_network):
    subscription = stored("https://good.example/")
    for url, code in STORABLE:
        Subscription.objects.filter(pk=subscription.pk).update(endpoint=url)
        path = reverse("push-test", args=[subscription.pk])
        answer = admin.post(path, follow=True)
        with translation.override("en"):
            assert str(SENTENCES[code]) in sentences(answer), url
        assert named_network.connections == [], url


def test_worker_asks_nobody_there(named_network):
    told = {stored(url).pk: (url, code) for url, code in STORABLE}
    released()
    Courier(outgoing.send).carry()
    found = dict(Delivery.objects.values_list("subscription", "fault"))
    assert {url: found[pk] for pk, (url, _code) in told.items()} == dict(STORABLE)
    assert named_network.connections == []


def test_worker_is_not_led_on_by_a_redirect_nor_by_a_name_that_is_rebound(
    named_network, own_network, monkeypatch
):
    looks = []

    def rebound(host, *_port, **_kind):
        looks.append(host)
        address = PUBLIC if len(looks) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    moved = b"HTTP/1.1 307 There\r\nLocation: http://169.254.169.254/latest/\r\n\r\n"
    with Receiver(say(moved)) as receiver:
        stored(receiver.url)
        stored("http://rebound.example/")
        released()
        Courier(outgoing.send).carry()
    assert looks == ["rebound.example"]
    assert set(named_network.connections) == {("127.0.0.1", receiver.port), (PUBLIC, 80)}
    Delivery.objects.update(due_at=timezone.now())
    Courier(outgoing.send).carry()
    assert "169.254.169.254" not in {host for host, _port in named_network.connections}


def test_wagtails_chooser_of_embeds_asks_nobody_there(admin, named_network):
    """No text has such embeds, but the chooser is there for whoever knows its address."""
    path = reverse("wagtailembeds:chooser_upload")
    for url, _code in FORBIDDEN:
        if "\ud800" not in url:
            answer = admin.post(path, {"embed-chooser-url": url})
            assert answer.context["form"].errors, url
    assert named_network.connections == named_network.lookups == []


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield each module of ours with its syntax tree."""
    for folder in ("cms", "news"):
        for path in sorted(Path(ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the dotted names that a module imports, by whatever statement or call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Call) and _name(node.func) in {"import_module", "__import__"}:
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def _name(called: ast.expr) -> str:
    return getattr(called, "id", getattr(called, "attr", ""))


def test_no_door_is_opened_unseen():
    """A new one asks through `outgoing`, is written into DOORS, and tested with FORBIDDEN."""
    speaks, asks = set(), set()
    for path, tree in modules():
        names = set(imported(tree))
        if any(name == each or name.startswith(f"{each}.") for name in names for each in NETWORK):
            speaks.add(path)
        if {"news.push.outgoing", "news.push.outgoing.send"} & names:
            asks.add(path)
    assert speaks == OWN.keys()
    assert asks == DOORS.keys()
    tests = {name for name in globals() if name.startswith("test_")}
    assert {told for told in DOORS.values() if told.startswith("test_")} <= tests


@pytest.mark.parametrize(
    "written",
    [
        "import urllib.request",
        "from urllib import request",
        "from http import client as c",
        "def f():\n    import requests",
        "importlib.import_module('socket')",
        "__import__('httpx')",
        "from wagtail.embeds import embeds",
    ],
)
def test_guard_sees_every_way_to_import(written):
    names = set(imported(ast.parse(written)))
    assert any(name == each or name.startswith(f"{each}.") for name in names for each in NETWORK)
