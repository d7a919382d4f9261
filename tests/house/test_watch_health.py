"""What operators' probes are told."""

import time

import pytest
from django.core.cache import caches
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder

from news.newsroom.operations import WORKER_SEEN


@pytest.fixture(autouse=True)
def _forgotten_worker():
    caches["shared"].delete(WORKER_SEEN)


def test_livez_answers_without_the_database(client):
    assert client.get("/livez").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_is_ready_with_all_migrations_and_a_fresh_worker(client):
    caches["shared"].set(WORKER_SEEN, time.time())
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "migrations": "ok", "worker": "ok"}


@pytest.mark.django_db
def test_readyz_is_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder.Migration.objects.filter(app="news").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "behind"


def test_readyz_is_not_ready_without_the_database(client, monkeypatch):
    def refuse() -> bool:
        raise DatabaseError("away")

    monkeypatch.setattr("news.newsroom.operations.migrations_missing", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "away"


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "state"), [(None, "never seen"), (120, "late")])
def test_worker_that_is_away_is_said_but_stops_no_page(client, age, state):
    if age is not None:
        caches["shared"].set(WORKER_SEEN, time.time() - age)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["worker"] == state
