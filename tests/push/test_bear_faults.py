"""A receiver that misbehaves costs a bounded time and memory, and is told by a code."""

import socket
import threading
import time
import tracemalloc

import pytest

from news.push.faults import SENTENCES, NotSentError
from news.push.outgoing import LIMIT, send
from tests.push.receivers import (
    GIGABYTE,
    Receiver,
    drip,
    flood,
    hang,
    hang_up,
    hear,
    say,
    wait_unheard,
)

SECONDS = 0.4
# Far above what is allowed, for slow machines, and far below what the receivers would take.
PATIENCE = 3
START = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "play",
    [
        pytest.param(wait_unheard, id="reads nothing"),
        pytest.param(hang(), id="says nothing"),
        pytest.param(hang(b"HTTP/1.1 200"), id="stops in the status line"),
        pytest.param(hang(START + b"X-Note: a"), id="stops in the head"),
        pytest.param(hang(START + b"Content-Length: 9\r\n\r\n"), id="stops before the body"),
        pytest.param(hang(START + b"Content-Length: 9\r\n\r\nab"), id="stops in the body"),
        pytest.param(drip(), id="drips its status line"),
        pytest.param(drip(START + b"X-Note: "), id="drips its head"),
        pytest.param(drip(START + b"Content-Length: 60000\r\n\r\n"), id="drips its body"),
        pytest.param(drip(START + b"Transfer-Encoding: chunked\r\n\r\n1;"), id="drips its chunks"),
    ],
)
def test_slow_receiver_is_left_in_time(play, own_network):
    start = time.monotonic()
    with Receiver(play) as receiver:
        with pytest.raises(NotSentError) as caught:
            send(receiver.url, body=b"{}", seconds=SECONDS)
        spent = time.monotonic() - start
    assert caught.value.code == "timeout"
    assert SECONDS <= spent < PATIENCE


def test_receiver_that_does_not_read_a_long_body_is_left_in_time(own_network):
    start = time.monotonic()
    with Receiver(wait_unheard) as receiver, pytest.raises(NotSentError) as caught:
        send(receiver.url, body=bytes(2**25), seconds=SECONDS)
    assert caught.value.code == "timeout"
    assert time.monotonic() - start < PATIENCE


def test_server_that_accepts_nobody_is_left_in_time(own_network):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        place = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(place)
        start = time.monotonic()
        with pytest.raises(NotSentError) as caught:
            send(f"http://127.0.0.1:{place[1]}/", seconds=SECONDS)
        spent = time.monotonic() - start
        for client in waiting:
            client.close()
    assert caught.value.code == "timeout"
    assert spent < PATIENCE


def test_name_server_that_hangs_is_left_in_time(network):
    over = threading.Event()

    def resolve(_host: str) -> list[str]:
        over.wait()
        return []

    start = time.monotonic()
    with pytest.raises(NotSentError) as caught:
        send("https://partner.example/", seconds=SECONDS, resolve=resolve)
    over.set()
    assert caught.value.code == "timeout"
    assert time.monotonic() - start < PATIENCE
    assert network.connections == []


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        pytest.param(START + b"Content-Length: %d\r\n\r\n" % GIGABYTE, b"a", id="with its length"),
        pytest.param(START + b"\r\n", b"a", id="to the end"),
        pytest.param(
            START + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % GIGABYTE, b"a", id="one chunk"
        ),
        pytest.param(
            START + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", id="many chunks"
        ),
    ],
)
def test_gigabyte_is_cut(beginning, piece, own_network):
    with Receiver(flood(beginning, piece)) as receiver:
        answer, peak = _measured(receiver)
    assert answer.status == 200
    assert answer.is_cut
    assert answer.body == b"a" * LIMIT
    assert peak < 8 * 2**20
    assert receiver.sent < GIGABYTE / 8


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        pytest.param(b"", b"a", id="status line"),
        pytest.param(START + b"X-Note: ", b"a", id="one header"),
        pytest.param(START, b"X-Note: a\r\n", id="many headers"),
        pytest.param(START + b"X-Note: a", b"\r\n b", id="folded header"),
        pytest.param(b"", b"HTTP/1.1 100 Go on\r\n\r\n", id="provisional answers"),
        pytest.param(
            START + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"a", id="chunk of minus one"
        ),
        pytest.param(
            START + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: a\r\n", id="trailers"
        ),
        pytest.param(
            START + b"Transfer-Encoding: chunked\r\n\r\n", b"1;a=bbbbbbbbbbb\r\na\r\n", id="padding"
        ),
    ],
)
def test_gigabyte_around_the_body_is_refused(beginning, piece, own_network):
    with Receiver(flood(beginning, piece)) as receiver:
        fault, peak = _measured(receiver)
    assert fault.code == "answer"
    assert peak < 8 * 2**20
    assert receiver.sent < GIGABYTE / 8


def _measured(receiver: Receiver) -> tuple:
    """Return the answer or the fault, and the memory that was taken at most."""
    tracemalloc.start()
    start = time.monotonic()
    try:
        result = send(receiver.url)
    except NotSentError as fault:
        result = fault
    spent = time.monotonic() - start
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spent < PATIENCE
    return result, peak


def test_body_of_just_the_limit_is_not_cut(own_network):
    whole = START + b"Content-Length: 10\r\n\r\n0123456789"
    with Receiver(say(whole)) as receiver:
        assert not send(receiver.url, limit=10).is_cut
        cut = send(receiver.url, limit=9)
    assert (cut.body, cut.is_cut) == (b"012345678", True)


@pytest.mark.parametrize(
    ("code", "play"),
    [
        pytest.param("closed", hang_up, id="at once"),
        pytest.param("closed", say(b""), id="without an answer"),
        pytest.param("closed", say(START + b"Content-Length: 9\r\n\r\n"), id="before the body"),
        pytest.param("closed", say(START + b"Content-Length: 9\r\n\r\nab"), id="in the body"),
        pytest.param(
            "closed", say(START + b"Transfer-Encoding: chunked\r\n\r\n9\r\nab"), id="in a chunk"
        ),
        pytest.param("answer", say(b"SSH-2.0-OpenSSH_9.2\r\n"), id="SSH"),
        pytest.param("answer", say(b"-ERR unknown command\r\n" * 9), id="Redis"),
        pytest.param("answer", say(b"HTTP/1.1 9999 No\r\n\r\n"), id="odd status"),
        pytest.param("answer", say(START + b"X: a\r\n" * 101 + b"\r\n"), id="many headers"),
    ],
)
def test_broken_answer_is_told(code, play, own_network):
    with Receiver(play) as receiver, pytest.raises(NotSentError) as caught:
        send(receiver.url)
    assert caught.value.code == code


def test_closed_port_is_told(own_network):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NotSentError) as caught:
        send(f"http://127.0.0.1:{port}/")
    assert caught.value.code == "refused"


def test_answer_is_heard_from_who_does_not_read_to_the_end(own_network):
    def refuse(_receiver, connection):
        connection.recv(1024)
        connection.sendall(b"HTTP/1.1 413 Too long\r\nContent-Length: 0\r\n\r\n")

    with Receiver(refuse) as receiver:
        assert send(receiver.url, body=bytes(2**22)).status == 413


def test_each_fault_has_a_sentence_in_the_language_in_force():
    for code, sentence in SENTENCES.items():
        assert NotSentError(code, "10.0.0.1 said no").sentence == str(sentence)
        assert "10.0.0.1" not in NotSentError(code, "10.0.0.1 said no").sentence


def test_connection_ends_with_the_request(own_network):
    ended = threading.Event()

    def listen(receiver, connection):
        hear(receiver, connection)
        connection.sendall(START + b"Content-Length: 0\r\nConnection: keep-alive\r\n\r\n")
        if connection.recv(1) == b"":
            ended.set()

    with Receiver(listen) as receiver:
        send(receiver.url)
        assert ended.wait(PATIENCE)
