"""No answer is off the document that describes the API, whatever is asked."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from news.api.application import api
from tests.api.worlds import World, build

# A real call ends with closed connections, which would take a test's transaction along.
pytestmark = pytest.mark.django_db(transaction=True)

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return build()


@schema.parametrize()
@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_is_answered_as_described(case, world):
    # No schema can say which cursors are ours.
    has_cursor = bool(case.query.get("cursor"))
    case.call_and_validate(excluded_checks=[positive_data_acceptance] if has_cursor else [])


def asked(world: World) -> list[tuple[str, dict, dict, int]]:
    """Return real questions: address, its parts, parameters and the expected status."""
    edition, story, at = "/editions/{urn}", "/stories/{id}", "/editions"
    package = f"{story}.ninjs"
    return [
        ("/newsroom", {}, {}, 200),
        ("/stories", {}, {}, 200),
        ("/stories", {}, {"limit": 1, "language": "ru", "section": "culture"}, 200),
        ("/stories", {}, {"topic": "music", "person": "vera"}, 200),
        ("/stories", {}, {"topic": "nope"}, 404),
        ("/stories", {}, {"cursor": "nope"}, 422),
        (story, {"id": str(world.source.story_id)}, {}, 200),
        (story, {"id": str(world.withdrawn.story_id)}, {}, 410),
        (story, {"id": str(world.unreleased.story_id)}, {}, 404),
        (story, {"id": "1"}, {}, 422),
        (package, {"id": str(world.source.story_id)}, {}, 200),
        (package, {"id": str(world.withdrawn.story_id)}, {}, 410),
        (package, {"id": str(world.unreleased.story_id)}, {}, 404),
        (package, {"id": "1"}, {}, 422),
        (edition, {"urn": world.source.urn}, {}, 200),
        (edition, {"urn": world.translation.urn}, {}, 200),
        (edition, {"urn": world.withdrawn.urn}, {}, 410),
        (edition, {"urn": world.deleted_urn}, {}, 410),
        (edition, {"urn": world.unreleased.urn}, {}, 404),
        *((at, {}, {"address": world.paths[name]}, 200) for name in ("before", "after")),
        *((at, {}, {"address": world.paths[name]}, 410) for name in ("withdrawn", "deleted")),
        ("/sections", {}, {"limit": 1}, 200),
        ("/sections/{slug}", {"slug": "culture"}, {}, 200),
        ("/topics", {}, {"limit": 1}, 200),
        ("/topics/{slug}", {"slug": "music"}, {}, 200),
        ("/people", {}, {}, 200),
        ("/people/{slug}", {"slug": "vera"}, {}, 200),
        ("/people/{slug}", {"slug": "nobody"}, {}, 404),
        ("/changes", {}, {}, 200),
        ("/changes", {}, {"since": 2, "limit": 3}, 200),
        ("/changes", {}, {"since": 2**63}, 422),
    ]


def test_what_there_is_and_was_is_answered_as_described(world):
    described = {path.removeprefix("/api/v1") for path in schema.raw_schema["paths"]}
    questions = asked(world)
    assert {path for path, *_rest in questions} == described
    for path, parts, query, status in questions:
        operation = schema[f"/api/v1{path}"]["GET"]
        response = operation.Case(path_parameters=parts, query=query).call_and_validate()
        assert response.status_code == status, (path, parts, query, response.text)


def test_every_field_and_parameter_is_described():
    document = api.get_openapi_schema()
    bare = [
        f"{name}.{field}"
        for name, model in document["components"]["schemas"].items()
        for field, told in model.get("properties", {}).items()
        if not told.get("description")
    ]
    bare += [
        f"{path} {parameter['name']}"
        for path, operations in document["paths"].items()
        for parameter in operations["get"]["parameters"]
        if not parameter.get("description")
    ]
    assert bare == []


def test_every_refusal_is_described_as_a_problem():
    for path, operations in api.get_openapi_schema()["paths"].items():
        answers = operations["get"]["responses"]
        assert {200, 400, 405, 500} <= set(answers)
        good = "application/ninjs+json" if path.endswith(".ninjs") else "application/json"
        for status, answer in answers.items():
            expected = good if status == 200 else "application/problem+json"
            assert list(answer["content"]) == [expected]
