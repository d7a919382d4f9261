"""Whatever is wrong with a request, the answer is a problem that says what to do."""

import base64

import pytest
from django.test import Client

from news.api import newsroom
from news.api.problems import MEDIA_TYPE
from tests.factories import released

pytestmark = pytest.mark.django_db


def problem(client: Client, path: str, status: int, method: str = "get", **more) -> dict:
    """Return the problem that an address answers."""
    response = getattr(client, method)(path, **more)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == MEDIA_TYPE
    assert response["Access-Control-Allow-Origin"] == "*"
    told = response.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


def place(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode()


@pytest.mark.parametrize(
    "path",
    [
        *("/api/", "/api/v1", "/api/v1/nope", "/api/v2/images/", "/api/v1/stories/"),
        *("/api/v1/stories/a/b", "/api/v1/%00", "/api/v1/%ED%A0%80", "/api/v1/editions/%00"),
        *("/api/v1/people/%00", "/api/v1/people/%ED%A0%80", "/api/v1/editions/a//b/../c"),
        *("/api/v1/sections/nope", "/api//[", "/api/v1/editions?address=//["),
        *("/api/v1/editions?address=%2500", "/api/v1/editions?address=%ED%A0%80"),
        *("/api/v1/stories?section=%00", "/api/v1/stories?person=%ED%A0%80"),
    ],
)
def test_what_is_not_there_is_a_problem(client, path):
    assert problem(client, path, 404)["type"] == "about:blank"


@pytest.mark.parametrize(
    "query",
    [
        *("changes?since=-1", "changes?since=x", f"changes?since={2**63}", "changes?since=1e3"),
        *(f"changes?since={'9' * 5000}", "changes?limit=0", "changes?limit=201", "changes?limit="),
        *("stories?limit=51", "stories?language=xx", "stories?language=%00", "stories/1"),
        *("stories?cursor=%00", "stories?cursor=%ED%A0%80", f"stories?cursor={'a' * 301}"),
        f"stories?section={'a' * 101}",
        *("editions", "editions?address=", "stories?limit=1&limit=2", "topics?cursor=!"),
        f"stories?cursor={place('stories 0001-01-01T00:00:00+14:00 ' + '0' * 32)}",
        f"stories?cursor={place('stories 9999-12-31T23:59:59-14:00 ' + '0' * 32)}",
        f"stories?cursor={place('stories 2026-01-01T00:00:00 ' + '0' * 32)}",
        f"stories?cursor={place('stories 2026-01-01T00:00:00+00:00 x')}",
        f"stories?language=ru&cursor={place(f'stories-ru 2026-01-01T00:00:00+00:00 {2**63}')}",
        f"sections?cursor={place(f'sections 1 {2**63}')}",
        f"sections?cursor={place('sections 1')}",
        *(f"topics?cursor={place('topic ' + slug)}" for slug in ("a\0", "\ud800", "a b", "")),
    ],
)
def test_wrong_parameter_is_named(client, query):
    told = problem(client, f"/api/v1/{query}", 422)
    assert told["errors"][0]["parameter"] in told["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["/api/v1/stories", "/api/v1/nope", "/api/v1/openapi.json"])
def test_api_can_only_be_read(method, path):
    client = Client(enforce_csrf_checks=True)
    problem(client, path, 405, method)
    assert getattr(client, method)(path)["Allow"] == "GET, HEAD, OPTIONS"


def test_host_that_is_not_ours_is_a_problem_and_no_page(client, settings):
    settings.ALLOWED_HOSTS = ["example.org"]
    problem(client, "/api/v1/stories", 400, headers={"host": "evil.example"})


def test_fault_of_ours_is_a_problem_and_no_page(client, monkeypatch):
    def fail() -> None:
        raise RuntimeError("secret words")

    client.raise_request_exception = False
    monkeypatch.setattr(newsroom, "generations", fail)
    assert "secret" not in str(problem(client, "/api/v1/newsroom", 500))


def test_errors_of_the_site_stay_pages(client):
    response = client.get("/ru/nope/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")
    assert "Access-Control-Allow-Origin" not in response


def test_answer_hangs_on_no_header_of_the_reader(client):
    released()
    for path in ("/api/v1/stories", "/api/v1/changes", "/api/v1/nope", "/api/v1/stories?limit=x"):
        bodies = {
            client.get(path, headers={"accept-language": code, "accept": kind}).content
            for code in ("ru", "ar", "de")
            for kind in ("text/html", "application/json")
        }
        assert len(bodies) == 1


def test_no_cookie_is_set_and_none_matters(client):
    released()
    for path in ("stories", "changes", "newsroom", "people", "nope", "openapi.json"):
        response = client.get(f"/api/v1/{path}")
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_head_answers_as_get_does_without_a_body(client):
    released()
    for path in ("stories", "nope", "openapi.json", "changes?since=x"):
        got, head = (getattr(client, method)(f"/api/v1/{path}") for method in ("get", "head"))
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head["Content-Length"] == str(len(got.content))
        assert head["Content-Type"] == got["Content-Type"]


def test_scripts_of_any_site_may_read_and_ask_conditionally(client):
    released()
    assert client.get("/api/v1/stories")["Access-Control-Allow-Origin"] == "*"
    before = client.options("/api/v1/stories")
    assert before.status_code == 204
    assert before["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in before["Access-Control-Allow-Headers"]
