"""Readers in a process of their own; standard library only.

`asking.py steadily PORT SECONDS THREADS PATH…` asks for these paths in turn and prints a line of
JSON for each answer: when it was asked for, when it was there, path, status, marks in the text.
`asking.py at-once PORT NUMBER PATH` opens so many connections, waits for a line on its standard
input, asks on all of them at once and prints one line of JSON: statuses, marks, seconds of the
slowest hundredth and of the slowest.
"""

import asyncio
import http.client
import json
import re
import resource
import sys
import threading
import time

# What the writer puts into texts: a letter, a number, the letter again.
MARK = re.compile(rb"\b([a-z])(\d+)\1\b")
ANSWERS_A_CONNECTION = 40


def marks(body: bytes) -> dict[str, int]:
    """Return the highest number of each mark in a text."""
    found: dict[str, int] = {}
    for letter, number in MARK.findall(body):
        found[letter.decode()] = max(found.get(letter.decode(), 0), int(number))
    return found


def steadily(port: int, seconds: float, threads: int, paths: list[str]) -> None:
    """Ask until the time is over; a new connection now and then meets another process."""
    lock = threading.Lock()

    def ask(first: int) -> None:
        number, connection = first, None
        while time.time() < end:
            if connection is None or number % ANSWERS_A_CONNECTION == 0:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            path = paths[number % len(paths)]
            number += 1
            asked_at = time.time()
            connection.request("GET", path, headers={"Host": "localhost"})
            response = connection.getresponse()
            body = response.read()
            row = [asked_at, time.time(), path, response.status, marks(body)]
            with lock:
                sys.stdout.write(json.dumps(row) + "\n")

    end = time.time() + seconds
    workers = [threading.Thread(target=ask, args=(n * 7,)) for n in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


async def at_once(port: int, number: int, path: str) -> None:
    """Ask for one page on many connections in one moment."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, number + 200), hard))
    connections = []
    for _each in range(number):
        connections.append(await asyncio.open_connection("127.0.0.1", port))
    print("open", flush=True)  # noqa: T201
    sys.stdin.readline()
    begun = time.perf_counter()

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        answer = await reader.read(-1)
        writer.close()
        return int(answer[9:12]), marks(answer), time.perf_counter() - begun

    answers = await asyncio.gather(*(ask(*each) for each in connections))
    taken = sorted(seconds for _status, _marks, seconds in answers)
    said = {
        "statuses": sorted({status for status, _marks, _seconds in answers}),
        "marks": [found for _status, found, _seconds in answers],
        "p99": taken[int(len(taken) * 0.99)],
        "slowest": taken[-1],
    }
    print(json.dumps(said), flush=True)  # noqa: T201


if __name__ == "__main__":
    how, port = sys.argv[1], int(sys.argv[2])
    if how == "steadily":
        steadily(port, float(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
    else:
        asyncio.run(at_once(port, int(sys.argv[3]), sys.argv[4]))
