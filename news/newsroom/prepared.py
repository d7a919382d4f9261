"""Queries put into SQL once: Django takes ten times as long to write most as to ask them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, QuerySet, Value


class Given(Value):
    """A place in a query for a value that is given when it is asked."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list["Given"]]:
        return "%s", [self]


class Statement(NamedTuple):
    """What the database is asked: parameters are values or places for them."""

    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]


class Prepared:
    """A queryset of `values_list()` whose conditions hold places instead of values.

    `build` gets the places by name and is called once; `fields` say what is put into them.
    Nothing that the queryset says may depend on the moment, the language or the settings.
    """

    def __init__(self, build: Callable[..., QuerySet], **fields: Field) -> None:
        self._build = build
        self._fields = fields
        self._statements: dict[str, Statement] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Ask the database with these values."""
        # Not Django's stand-in for it, which looks the connection up each time it is touched.
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self._statements.get(connection.vendor) or self._prepare(connection)
        parameters = [
            each.output_field.get_db_prep_value(values[each.value], connection)
            if isinstance(each, Given)
            else each
            for each in statement.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            found = cursor.fetchall()
        if not statement.converters:
            return found
        return [_converted(row, statement, connection) for row in found]

    def _prepare(self, connection: BaseDatabaseWrapper) -> Statement:
        places = {name: Given(name, output_field=field) for name, field in self._fields.items()}
        compiler = self._build(**places).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        selected = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        statement = Statement(sql, tuple(parameters), compiler.get_converters(selected))
        self._statements[connection.vendor] = statement
        return statement


def _converted(
    row: tuple[Any, ...], statement: Statement, connection: BaseDatabaseWrapper
) -> tuple[Any, ...]:
    values = list(row)
    for place, (converters, expression) in statement.converters.items():
        for convert in converters:
            values[place] = convert(values[place], expression, connection)
    return tuple(values)
