"""What somebody writes or a name server says never leads a request into a private network."""

from ipaddress import ip_address

import pytest
from django.core.exceptions import ValidationError

from news.push.addresses import is_public, refuse_address
from news.push.faults import SENTENCES, NotSentError
from news.push.outgoing import send
from tests.push.addresses import (
    LOCAL_NAMES,
    MISREADINGS,
    PRIVATE_LITERALS,
    PRIVATE_RESULTS,
    PUBLIC,
    nobody,
    resolve,
)

PUBLIC_ADDRESSES = [
    *(PUBLIC, "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"),
    *("192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.254"),
    *("2001:200::1", "2003::1", "2606:4700::1111", "2a00:1450:4001:80b::200e"),
]


@pytest.mark.parametrize("url", PRIVATE_LITERALS)
def test_private_address_in_any_disguise_is_never_asked(url, network):
    with pytest.raises(NotSentError) as caught:
        send(url, resolve=nobody)
    assert caught.value.code == "address"
    assert network.connections == []
    assert network.lookups == []


@pytest.mark.parametrize(("code", "url"), MISREADINGS)
def test_address_that_might_be_misread_is_never_asked(code, url, network):
    with pytest.raises(NotSentError) as caught:
        send(url, resolve=resolve)
    assert caught.value.code == code
    assert network.connections == []


@pytest.mark.parametrize("url", LOCAL_NAMES)
def test_name_of_this_machine_is_never_asked(url, network):
    with pytest.raises(NotSentError) as caught:
        send(url, resolve=resolve)
    assert caught.value.code == "address"
    assert network.connections == []


@pytest.mark.parametrize("addresses", PRIVATE_RESULTS)
def test_name_with_any_private_address_is_never_asked(addresses, network):
    with pytest.raises(NotSentError) as caught:
        send("https://partner.example/hook", resolve=lambda _host: addresses)
    assert caught.value.code == "address"
    assert network.connections == []


def test_form_refuses_at_once_what_needs_no_look_up(network):
    literals = [("address", url) for url in PRIVATE_LITERALS + LOCAL_NAMES]
    for code, url in literals + MISREADINGS:
        with pytest.raises(ValidationError) as caught:
            refuse_address(url)
        assert caught.value.code == code, url
        assert caught.value.messages == [str(SENTENCES[code])]
    assert network.connections == network.lookups == []


@pytest.mark.parametrize(
    "url",
    [
        "https://partner.example/hook?a=1&b=%20#top",
        "http://partner.example:8080",
        "https://новости.example/лента/",
        "https://xn--b1amarcd.example/",
        "https://a_b.example:8443/",
        f"http://{PUBLIC}/",
        "https://[2606:4700::1111]/",
    ],
)
def test_form_takes_what_may_be_public(url, network):
    refuse_address(url)
    assert network.lookups == []


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_public_address_is_known_as_such(address):
    assert is_public(ip_address(address))


def test_unknown_name_is_said_to_be_unknown(network):
    for answer in (nobody, lambda _host: []):
        with pytest.raises(NotSentError) as caught:
            send("https://partner.example/", resolve=answer)
        assert caught.value.code == "no-name"
    with pytest.raises(NotSentError) as caught:
        send("https://partner.example/")
    assert caught.value.code == "no-name"
    assert network.lookups == ["partner.example"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Note": "a\r\nHost: evil.example"},
        {"X-Note": "a\r\n folded"},
        {"X-Note": "a\nb"},
        {"X-Note": "ё"},
        {"X-Note: a\r\nHost": "b"},
        {"": "a"},
        {"X Note": "a"},
        {"Host": "evil.example"},
        {"content-length": "0"},
        {"Transfer-Encoding": "chunked"},
    ],
)
def test_header_that_would_change_the_request_is_refused(headers, network):
    with pytest.raises(NotSentError) as caught:
        send("http://good.example/", headers=headers, resolve=resolve)
    assert caught.value.code == "header"
    assert network.connections == []
