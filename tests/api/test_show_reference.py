"""The API for people: every address and field is on one page, with forms that ask."""

import re

import pytest

from news.api.application import api
from tests.factories import released

pytestmark = pytest.mark.django_db


def test_page_names_every_address_parameter_and_field(client):
    response = client.get("/api/v1/")
    page = response.content.decode()
    document = api.get_openapi_schema()

    assert response["Content-Type"].startswith("text/html")
    assert response["Content-Language"] == "en"
    for path in document["paths"]:
        assert f"GET {path}</code>" in page
    for name, model in document["components"]["schemas"].items():
        for field in model.get("properties", ()):
            assert f"<code>{field}</code>" in page, (name, field)


def test_page_needs_nothing_from_elsewhere(client):
    page = client.get("/api/v1/").content.decode()
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["/api/v1/openapi.json"]


def test_form_asks_as_it_stands_what_can_be_answered(client):
    path = released().url_path
    page = client.get("/api/v1/").content.decode()
    actions = re.findall(r'<form action="([^"]*)">(.*?)</form>', page, re.DOTALL)
    assert len(actions) == 7
    for action, form in actions:
        fields = dict(re.findall(r'<input name="(\w+)" value="(\w*)"', form))
        response = client.get(action, fields | ({"address": path} if "required" in form else {}))
        assert response.status_code == 200, (action, response.content)
