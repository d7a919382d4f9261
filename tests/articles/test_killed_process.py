"""A process that dies between state and notice leaves neither."""

import os
import signal

import pytest
from django.db import connections

from news.articles.ledger import NoticeCounter
from news.articles.models import Address
from tests.articles.ways import WAYS, public_state

pytestmark = pytest.mark.django_db(transaction=True)


def die() -> int:
    """Stand in for taking a number: the machine goes dark."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_killed_between_state_and_notice(way, client, monkeypatch):
    edition = way.begin()
    before = public_state(edition)
    monkeypatch.setattr(NoticeCounter, "take", die)
    connections.close_all()

    child = os.fork()
    if child == 0:
        way.act(edition, client)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert public_state(edition) == before
    assert Address.objects.count() == len(before[1])
