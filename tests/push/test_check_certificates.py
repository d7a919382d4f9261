"""Over https, the certificate must be valid for the name, whatever the address."""

import time

import pytest

from news.push.faults import NotSentError
from news.push.outgoing import send
from news.push.sockets import trusting
from tests.push.receivers import (
    CERTIFICATES,
    GIGABYTE,
    Receiver,
    drip,
    flood,
    hang,
    hang_up,
    say,
    wait_unheard,
)

pytestmark = pytest.mark.usefixtures("own_network")

DONE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"


@pytest.fixture(scope="module")
def trust():
    """Trust in the authority of the tests, and in no other."""
    return trusting(str(CERTIFICATES / "authority.pem"))


def ask(receiver: Receiver, trust=None, host: str = "partner.example", seconds: float = 10):
    return send(
        f"https://{host}:{receiver.port}/",
        body=b"{}",
        resolve=lambda _host: ["127.0.0.1"],
        context=trust,
        seconds=seconds,
    )


def test_valid_certificate_is_taken_and_the_name_is_told(trust):
    with Receiver(say(DONE), "partner.pem") as receiver:
        answer = ask(receiver, trust)
    assert answer.body == b"done"
    assert receiver.asked_names == ["partner.example"]
    assert f"Host: partner.example:{receiver.port}\r\n".encode() in receiver.requests[0]


@pytest.mark.parametrize(
    ("certificate", "host"),
    [
        ("self-signed.pem", "partner.example"),
        ("expired.pem", "partner.example"),
        ("partner.pem", "other.example"),
        ("partner.pem", "sub.partner.example"),
        ("partner.pem", "127.0.0.1"),
    ],
)
def test_invalid_certificate_is_refused_before_anything_is_sent(trust, certificate, host):
    with Receiver(say(DONE), certificate) as receiver, pytest.raises(NotSentError) as caught:
        ask(receiver, trust, host)
    assert caught.value.code == "certificate"
    assert receiver.requests == []


def test_unknown_authority_is_refused_by_default():
    with Receiver(say(DONE), "partner.pem") as receiver, pytest.raises(NotSentError) as caught:
        ask(receiver)
    assert caught.value.code == "certificate"
    assert receiver.requests == []


def test_server_without_tls_is_told(trust):
    def answer_plainly(_receiver, connection):
        connection.recv(1024)
        connection.sendall(b"HTTP/1.1 400 Bad request\r\n\r\n")

    with Receiver(answer_plainly) as receiver, pytest.raises(NotSentError) as caught:
        ask(receiver, trust)
    assert caught.value.code == "tls"


def test_server_that_hangs_up_is_told(trust):
    with Receiver(hang_up) as receiver, pytest.raises(NotSentError) as caught:
        ask(receiver, trust)
    assert caught.value.code == "closed"


@pytest.mark.parametrize(
    ("play", "certificate"),
    [
        pytest.param(wait_unheard, "", id="shakes no hand"),
        pytest.param(hang(), "partner.pem", id="says nothing"),
        pytest.param(drip(b"HTTP/1.1 200 OK\r\nX: "), "partner.pem", id="drips"),
    ],
)
def test_slow_server_is_left_in_time(trust, play, certificate):
    start = time.monotonic()
    with Receiver(play, certificate) as receiver:
        with pytest.raises(NotSentError) as caught:
            ask(receiver, trust, seconds=0.5)
        spent = time.monotonic() - start
    assert caught.value.code == "timeout"
    assert 0.5 <= spent < 3


def test_handshake_that_drips_is_left_in_time(trust):
    def drip_handshake(receiver, connection):
        connection.recv(1024)
        # The beginning of a long record, then never its end.
        connection.sendall(b"\x16\x03\x03\x3f\xff")
        while not receiver.over.wait(0.02):
            connection.sendall(b"\x02")

    start = time.monotonic()
    with Receiver(drip_handshake) as receiver:
        with pytest.raises(NotSentError) as caught:
            ask(receiver, trust, seconds=0.5)
        spent = time.monotonic() - start
    assert caught.value.code in {"timeout", "tls"}
    assert spent < 3


def test_gigabyte_is_cut(trust):
    with Receiver(flood(b"HTTP/1.1 200 OK\r\n\r\n", b"a"), "partner.pem") as receiver:
        answer = ask(receiver, trust)
    assert answer.is_cut
    assert receiver.sent < GIGABYTE / 8
