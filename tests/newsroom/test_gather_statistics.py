"""The planner is told how selective an index is, and that an empty table is small."""

import pytest
from django.db import connection

from news.newsroom.statistics import gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL gathers its own")


def statistic(table: str, index: str | None) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s AND idx IS %s", [table, index])
        return [int(number) for number in cursor.fetchone()[0].split()]


@pytest.mark.usefixtures("sqlite")
def test_index_of_few_values_is_said_to_be_one():
    rows = 4000
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kinds (kind TEXT, number INTEGER)")
        cursor.execute("CREATE INDEX by_kind ON kinds (kind)")
        cursor.execute("CREATE INDEX by_number ON kinds (number)")
        cursor.executemany(
            "INSERT INTO kinds VALUES (%s, %s)", [("ab"[n % 2], n) for n in range(rows)]
        )
    gather()
    assert statistic("kinds", "by_kind") == [rows, rows // 2]
    assert statistic("kinds", "by_number")[1] == 1


@pytest.mark.usefixtures("sqlite")
def test_empty_table_is_said_to_be_small():
    gather()
    assert statistic("news_correction", None) == [1]
