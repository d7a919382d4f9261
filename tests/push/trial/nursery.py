"""One process that has loaded everything and forks workers and web servers, so that killed ones
are back at once.

`python -m tests.push.trial.nursery LEASE SECONDS COOKIE` reads `worker` or `web PORT` and answers
with the process id. A lease lasts so many seconds, a request at most so many; that failed
deliveries are tried again within seconds, not days, is all that differs from the product. With
the cookies of an editor a first form is made here: each web server would take a second for it.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta

import django

# A pause of ten hours lasts 7 seconds.
HASTE = 0.0002


def prepare(lease: float, seconds: float, cookie: str) -> None:
    """Load the newsroom, and have a hasty courier carry deliveries."""
    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from news.articles import tree
    from news.newsroom import serving, sweep
    from news.push import waking
    from news.push.courier import Courier

    courier = Courier(lease=timedelta(seconds=lease), seconds=seconds, vary=lambda: HASTE)
    waking.COURIER = courier
    sweep.register("deliveries", courier.start_or_wake, courier.stop)
    call_command("collectstatic", interactive=False, verbosity=0)
    page = reverse("wagtailadmin_pages:add", args=["news", "articlepage", tree.news_index("ru").pk])
    if Client(HTTP_COOKIE=cookie).get(page).status_code != 200:
        raise RuntimeError("The editor can't begin a text.")
    serving.load_for_children()


def work() -> None:
    from django.core.management import call_command

    call_command("worker")


def serve(port: int) -> None:
    from news.newsroom import serving

    serving.serve("127.0.0.1", port)


def born(live: Callable[[], None]) -> int:
    """Return the process of a child with a group of its own, which ends with this process."""
    from django.db import connections

    from news.newsroom.serving import stop_with_parent

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        stop_with_parent()
        # What it says must not be taken for an answer to whoever asked for it.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        live()
    finally:
        os._exit(1)


if __name__ == "__main__":
    # Nobody waits for the dead.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    prepare(float(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        what, *port = line.split()
        print(born(work) if what == "worker" else born(lambda p=port: serve(int(p[0]))), flush=True)  # noqa: T201
