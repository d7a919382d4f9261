"""The address that was checked is the one that is asked, and no other is led to."""

import pytest

from news.push.faults import NotSentError
from news.push.outgoing import send
from tests.push.addresses import PUBLIC
from tests.push.receivers import Receiver, say


class Rebinding:
    """A name server that tells the truth once."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _host: str) -> list[str]:
        self.asked += 1
        return [PUBLIC if self.asked == 1 else "127.0.0.1"]


def test_rebound_name_is_looked_up_once_and_asked_where_it_was_checked(network):
    rebinding = Rebinding()
    with pytest.raises(NotSentError) as caught:
        send("http://rebound.example/", resolve=rebinding)
    assert caught.value.code == "refused"
    assert rebinding.asked == 1
    assert network.connections == [(PUBLIC, 80)]
    assert network.lookups == []


def test_name_that_is_rebound_between_two_requests_is_refused(network):
    rebinding = Rebinding()
    with pytest.raises(NotSentError):
        send("http://rebound.example/", resolve=rebinding)
    with pytest.raises(NotSentError) as caught:
        send("http://rebound.example/", resolve=rebinding)
    assert caught.value.code == "address"
    assert network.connections == [(PUBLIC, 80)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirect_is_an_answer_and_never_followed(method, status, network, own_network):
    answer = f"HTTP/1.1 {status} Elsewhere\r\nLocation: http://169.254.169.254/\r\n\r\n".encode()
    with Receiver(say(answer)) as receiver:
        answer = send(receiver.url, method=method)
    assert answer.status == status
    assert answer.headers["location"] == "http://169.254.169.254/"
    assert network.connections == [("127.0.0.1", receiver.port)]
    assert receiver.connections == 1


def test_proxies_of_the_environment_are_not_asked(network, own_network, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with Receiver(say(b"HTTP/1.1 204 Done\r\n\r\n")) as receiver:
        assert send(receiver.url).status == 204
    assert network.connections == [("127.0.0.1", receiver.port)]


def test_cookie_is_not_kept_for_the_next_request(own_network):
    with Receiver(say(b"HTTP/1.1 204 Done\r\nSet-Cookie: a=b\r\n\r\n")) as receiver:
        send(receiver.url)
        send(receiver.url)
    assert len(receiver.requests) == 2
    assert b"a=b" not in receiver.requests[1]


def test_lost_connection_is_not_opened_anew(network, own_network):
    def leave(_receiver, connection):
        connection.close()

    with Receiver(leave) as receiver, pytest.raises(NotSentError):
        send(f"http://own.example:{receiver.port}/", resolve=lambda _host: ["127.0.0.1"])
    assert network.connections == [("127.0.0.1", receiver.port)]
    assert network.lookups == []


def test_next_address_is_asked_where_the_first_is_shut(network, own_network):
    with Receiver(say(b"HTTP/1.1 204 Done\r\n\r\n")) as receiver:
        answer = send(
            f"http://own.example:{receiver.port}/",
            resolve=lambda _host: ["127.0.0.2", "127.0.0.1"],
        )
    assert answer.status == 204
    assert [host for host, _port in network.connections] == ["127.0.0.2", "127.0.0.1"]
