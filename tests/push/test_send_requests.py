"""A request goes out as it was given, and its answer comes back whole."""

import tomllib
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

import news
from news.push.addresses import refuse_address
from news.push.faults import NotSentError
from news.push.outgoing import send
from tests.push.addresses import PUBLIC
from tests.push.receivers import Receiver, say

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\ntaken"


def test_body_and_headers_arrive_as_given(own_network, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://news.example.org"
    with Receiver(say(OK)) as receiver:
        answer = send(
            f"http://Partner.Example.:{receiver.port}/приём?дата=1&a=%2F#top",
            body=b'{"id": 1}',
            headers={"Content-Type": "application/json", "webhook-signature": "v1,abc="},
            resolve=lambda _host: ["127.0.0.1"],
        )
    head, _end, body = receiver.requests[0].partition(b"\r\n\r\n")
    line, *fields = head.decode("ascii").split("\r\n")
    assert line == (
        "POST /%D0%BF%D1%80%D0%B8%D1%91%D0%BC?%D0%B4%D0%B0%D1%82%D0%B0=1&a=%2F HTTP/1.1"
    )
    assert sorted(fields) == [
        "Accept-Encoding: identity",
        "Connection: close",
        "Content-Length: 9",
        "Content-Type: application/json",
        f"Host: partner.example:{receiver.port}",
        f"User-Agent: Vestnik/{news.VERSION} (+https://news.example.org)",
        "webhook-signature: v1,abc=",
    ]
    assert body == b'{"id": 1}'
    assert (answer.status, answer.body, answer.is_cut) == (200, b"taken", False)
    assert answer.headers["CONTENT-TYPE"] == "text/plain"
    assert 0 < answer.seconds < 10


def test_version_is_the_one_of_the_project():
    project = tomllib.loads((Path(news.__file__).parents[1] / "pyproject.toml").read_text())
    assert project["project"]["version"] == news.VERSION


@pytest.mark.parametrize(
    ("url", "target"), [("", "/"), ("?a=1", "/?a=1"), ("#top", "/"), ("/a//b/../c", "/a//b/../c")]
)
def test_target_is_path_and_query_alone(url, target, own_network):
    with Receiver(say(OK)) as receiver:
        send(f"http://127.0.0.1:{receiver.port}{url}", method="GET")
    assert receiver.requests[0].startswith(f"GET {target} HTTP/1.1\r\n".encode())
    assert b"content-length" not in receiver.requests[0].lower()


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", 410, b""),
        (b"HTTP/1.0 200 OK\r\n\r\nto the end", 200, b"to the end"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            200,
            b"abcde",
        ),
        (b"HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 202 Later\r\nContent-Length: 0\r\n\r\n", 202, b""),
        (b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", 429, b""),
        (b"HTTP/1.1 503 \r\nX: a\r\nX: b\r\nContent-Length: 0\r\n\r\n", 503, b""),
    ],
)
def test_answers_of_all_shapes_are_read(answer, status, body, own_network):
    with Receiver(say(answer)) as receiver:
        read = send(receiver.url)
    assert (read.status, read.body, read.is_cut) == (status, body, False)


def test_repeated_headers_are_joined(own_network):
    with Receiver(say(b"HTTP/1.1 204 Done\r\nX-A: a\r\nx-a: b\r\n\r\n")) as receiver:
        assert send(receiver.url).headers["X-A"] == "a, b"


def test_own_network_is_asked_at_any_port_and_others_are_not(network, settings):
    settings.OWN_NETWORKS = (ip_network("10.1.0.0/16"), ip_network("fd00:1::/64"))
    for url, host, port in [
        ("http://10.1.2.3:9000/", "10.1.2.3", 9000),
        ("http://[fd00:1::5]:9000/", "fd00:1::5", 9000),
    ]:
        refuse_address(url)
        network.connections.clear()
        with pytest.raises(NotSentError) as caught:
            send(url)
        assert caught.value.code == "refused"
        assert network.connections == [(host, port)]
    network.connections.clear()
    for url, code in [
        ("http://10.2.0.1/", "address"),
        ("http://127.0.0.1/", "address"),
        ("http://[::ffff:10.1.2.3]/", "address"),
        ("http://[fd00:2::5]/", "address"),
        (f"http://{PUBLIC}:9000/", "port"),
    ]:
        with pytest.raises(ValidationError) as refused:
            refuse_address(url)
        with pytest.raises(NotSentError) as caught:
            send(url)
        assert refused.value.code == caught.value.code == code
    assert network.connections == []


def test_name_at_an_odd_port_is_refused_after_the_look_up_where_networks_are_own(network, settings):
    settings.OWN_NETWORKS = (ip_network("10.1.0.0/16"),)
    refuse_address("http://hook.example:9000/")
    with pytest.raises(NotSentError) as caught:
        send("http://hook.example:9000/", resolve=lambda _host: [PUBLIC])
    assert caught.value.code == "port"
    with pytest.raises(NotSentError) as caught:
        send("http://hook.example:9000/", resolve=lambda _host: ["10.1.2.3"])
    assert caught.value.code == "refused"
    assert network.connections == [("10.1.2.3", 9000)]
