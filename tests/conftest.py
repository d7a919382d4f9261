"""What every test may ask for."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext

from news.newsroom.generation import raise_generation
from news.partners import usage
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _fresh_caches():
    """Generations begin anew with each test's rolled back database; caches must, too."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def _no_statistics_left(request, django_db_blocker):
    """A worker that ran on the test's own database told its planner how small that one was."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if (commits or (marker and marker.kwargs.get("transaction"))) and connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            if "sqlite_stat1" in connection.introspection.table_names():
                _forget_statistics()


def _forget_statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
    # What a connection has read of them it keeps.
    connection.close()


@pytest.fixture(autouse=True)
def _nothing_noted():
    """What an earlier test's partners fetched is nobody's in this one's database."""
    usage.USAGE.__init__()


@pytest.fixture
def count_queries(db) -> Callable[..., int]:
    """Count the queries of an answer for which nothing is kept ready but the cut photos."""

    def counted(ask: Callable[[], HttpResponseBase], status: int = 200) -> int:
        ask()
        raise_generation()
        with CaptureQueriesContext(connection) as asked:
            response = ask()
        assert response.status_code == status
        return len(asked)

    return counted


@pytest.fixture
def editor(db):
    """An editor: may write and release in every language."""
    return UserFactory(groups=["Editors"])


@pytest.fixture
def chief(db):
    """An editor in chief."""
    return UserFactory(groups=["Editors in chief"])


@pytest.fixture
def translator_fr(db):
    """A translator who may write in French alone."""
    return UserFactory(groups=["Translators fr"])
