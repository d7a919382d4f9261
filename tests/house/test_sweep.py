"""The five-second sweep: one failure stops no other, and is written down."""

import pytest

from news.newsroom.models import Trouble
from news.newsroom.worker import run_sweeps

pytestmark = pytest.mark.django_db


def fail() -> None:
    raise ConnectionError("the post office is closed")


def test_failing_sweep_stops_no_other():
    done = []
    sweeps = {"a": lambda: done.append("a"), "b": fail, "c": lambda: done.append("c")}
    assert run_sweeps(sweeps, set()) == {"b"}
    assert done == ["a", "c"]


def test_failure_is_kept_as_a_trouble_and_counted():
    failing = run_sweeps({"post": fail}, set())
    run_sweeps({"post": fail}, failing)
    trouble = Trouble.objects.get()
    assert "the post office is closed" in trouble.message
    assert trouble.count == 2


def test_trouble_ends_with_the_next_success():
    failing = run_sweeps({"post": fail}, set())
    assert run_sweeps({"post": lambda: None}, failing) == set()
    assert not Trouble.objects.exists()


def test_sweeps_in_order_cost_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        run_sweeps({"post": lambda: None}, set())


def test_sweep_goes_on_where_the_failure_cannot_be_written_down(monkeypatch):
    def refuse(_key: str, _message: str) -> None:
        raise OSError("no database")

    monkeypatch.setattr("news.newsroom.worker.troubles.report", refuse)
    done = []
    assert run_sweeps({"a": fail, "b": lambda: done.append("b")}, set()) == {"a"}
    assert done == ["b"]
