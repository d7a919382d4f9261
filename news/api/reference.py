"""The API for people: what can be asked, with forms that ask it, without a script."""

from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from news.api.application import api

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of an address, or a field of what it answers."""

    name: str
    type: str
    description: str
    is_required: bool = False
    is_in_path: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """What can be asked, and what is answered by status."""

    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]

    @property
    def is_form(self) -> bool:
        """Whether a form can ask it: a form writes no part of a path."""
        return not any(parameter.is_in_path for parameter in self.parameters)


@dataclass(frozen=True, slots=True)
class Thing:
    """A part of answers, by name."""

    name: str
    description: str
    fields: tuple[Field, ...]


def page(request: HttpRequest) -> HttpResponse:
    """Show what the document that describes the API says."""
    title, addresses, things = _reference()
    context = {"title": title, "addresses": addresses, "things": things}
    response = render(request, "news/api/reference.html", context)
    response["Content-Language"] = "en"
    return response


@cache
def _reference() -> tuple[str, list[Address], list[Thing]]:
    document = api.get_openapi_schema()
    addresses = [
        _address(path, operations["get"]) for path, operations in document["paths"].items()
    ]
    models = document["components"]["schemas"].items()
    things = [_thing(name, model) for name, model in models if "properties" in model]
    return document["info"]["title"], addresses, things


def _address(path: str, operation: Schema) -> Address:
    return Address(
        path=path,
        summary=operation["summary"],
        description=operation["description"],
        parameters=tuple(
            Field(
                name=each["name"],
                type=type_of(each["schema"]),
                description=each["description"],
                is_required=each["required"],
                is_in_path=each["in"] == "path",
                choices=tuple(each["schema"].get("enum", ())),
                default=str(each["schema"].get("default", "")),
            )
            for each in operation["parameters"]
        ),
        answers=tuple(
            (f"{status} {HTTPStatus(status).phrase}", type_of(schema["schema"]))
            for status, answer in operation["responses"].items()
            for schema in answer["content"].values()
        ),
    )


def _thing(name: str, model: Schema) -> Thing:
    fields = tuple(
        Field(field, type_of(told), told["description"])
        for field, told in model["properties"].items()
    )
    return Thing(name, model.get("description", ""), fields)


def type_of(schema: Schema) -> str:
    """Return what a value is, in words."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(type_of(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}"
    if schema.get("type") == "object":
        return f"{type_of(schema['additionalProperties'])} by key"
    limits = [str(schema[name]) for name in ("minimum", "maximum") if name in schema]
    return schema.get("format") or " ".join([schema["type"], "–".join(limits)]).strip()
