"""Refusals in the terms of RFC 9457: what is wrong, and what to do about it."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpResponse
from pydantic import BaseModel, Field

from news.api.encoding import encoded
from news.syndication.answers import METHODS

MEDIA_TYPE = "application/problem+json"
DETAILS = {
    400: "The request cannot be read. Check the address, its encoding and the Host header.",
    403: "You have no right to see this.",
    404: "There is nothing at this address. All addresses: /api/v1/",
    405: f"The API can only be read. Ask with one of: {', '.join(METHODS)}.",
    500: "The fault is ours, and it has been written down. Please try again later.",
}


class Problem(BaseModel):
    """Why there is no answer (RFC 9457)."""

    type: str = Field("about:blank", description="Nothing but what the status says.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong here, and what to do.")


class Fault(BaseModel):
    """What is wrong with one parameter."""

    parameter: str = Field(description="Its name.")
    message: str = Field(description="What is wrong with it.")


class FaultyParameters(Problem):
    """Some parameters cannot be understood."""

    errors: list[Fault] = Field(description="Each parameter that is wrong.")


class Withdrawn(Problem):
    """It was public, and the newsroom has taken it back."""

    urn: str = Field(description="The edition that was withdrawn, the last one of a story.")
    story: str = Field(description="The id of its story.")
    language: str = Field(description="Its language.")
    reason: str = Field(description="Why, in the words and the language of the newsroom.")
    withdrawn_at: Annotated[datetime, Field(description="When.")]


# By status; these three may be the answer to anything.
_KINDS = {404: Problem, 410: Withdrawn, 422: FaultyParameters}
_ALWAYS = (400, 405, 500)


def answers(good: type[BaseModel], *refusals: int) -> dict[int, type[BaseModel]]:
    """Return what an address answers, by status: what is asked for, or one of these refusals."""
    statuses = sorted({*refusals, *_ALWAYS})
    return {200: good, **{status: _KINDS.get(status, Problem) for status in statuses}}


class Refused(Exception):
    """A request that is answered with a problem."""

    def __init__(self, problem: Problem):
        super().__init__(problem.detail)
        self.problem = problem


def problem(status: int, detail: str = "") -> Problem:
    """Return the problem of a status, in its usual words unless told."""
    return Problem(**head(status), detail=detail or DETAILS.get(status, _phrase(status)))


def head(status: int) -> dict[str, Any]:
    """Return title and status."""
    return {"title": _phrase(status), "status": status}


def missing(detail: str) -> Refused:
    """Return the refusal of something that there is not, and never was in public."""
    return Refused(problem(404, detail))


def faulty(faults: dict[str, str]) -> Refused:
    """Return the refusal of parameters, by name with what is wrong."""
    errors = [Fault(parameter=name, message=message) for name, message in faults.items()]
    detail = " ".join(f"{each.parameter}: {each.message}." for each in errors)
    return Refused(FaultyParameters(**head(422), detail=detail, errors=errors))


def answer(problem: Problem) -> HttpResponse:
    """Return the problem as a program receives it."""
    response = HttpResponse(
        encoded(problem.model_dump()),
        status=problem.status,
        content_type=MEDIA_TYPE,
    )
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = ", ".join(METHODS)
    if problem.status != HTTPStatus.GONE:
        response["Cache-Control"] = "no-store"
    return response


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Refused"
