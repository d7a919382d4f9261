"""The API itself: its addresses, its refusals and the document that describes it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from news.api import changes, editions, newsroom, packages, problems, stories, subjects
from news.api.encoding import Renderer
from news.api.problems import Refused
from news.api.reading import keep_for_everybody
from news.syndication.formats import ninjs

DESCRIPTION = """\
Everything that this newsroom has made public, to be read by programs of any kind and without
a key: stories in all their languages, with credits, photos, licences, corrections and
withdrawals, and every change in the order in which it was made.

Times carry the newsroom's offset. Lists have cursors: pass `next` of one page as `cursor` of
the following one. Answers carry an `ETag`: ask again with `If-None-Match`, and what has not
changed costs nobody anything. Refusals are problems of RFC 9457 and say what to do.

Photos that may not be republished, or no longer, are left out. What is withdrawn answers 410.
"""


class Api(NinjaAPI):
    """Describes refusals, and what isn't JSON alone, with the media type that they have."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        for path, operations in schema["paths"].items():
            good = ninjs.MEDIA_TYPE if path.endswith(".ninjs") else self.renderer.media_type
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    told = response["content"].pop(self.renderer.media_type)
                    media_type = problems.MEDIA_TYPE if status >= 400 else good
                    response["content"][media_type] = told
        return schema


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the document that describes the API be kept ready, too."""

    @wraps(view)
    def keeping(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        keep_for_everybody(request)
        return view(request, **kwargs)

    return keeping


api = Api(
    title="Vestnik",
    version="1",
    description=DESCRIPTION,
    renderer=Renderer(),
    docs_url=None,
    docs_decorator=kept,
    urls_namespace="api",
)
for router in (
    newsroom.router,
    # Before the stories, one of which would else be asked for by this name.
    packages.router,
    stories.router,
    editions.router,
    subjects.router,
    changes.router,
):
    api.add_router("", router)


@api.exception_handler(Refused)
def refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Answer with the problem that a view has raised."""
    return problems.answer(refused.problem)


@api.exception_handler(Http404)
def refuse_unknown(request: HttpRequest, _error: Http404) -> HttpResponse:
    """Answer for what is not there."""
    return problems.answer(problems.problem(404))


@api.exception_handler(ValidationError)
def refuse_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say of each parameter what is wrong with it."""
    faults = {str(each["loc"][-1]): each["msg"] for each in error.errors}
    return problems.answer(problems.faulty(faults).problem)


@api.exception_handler(Exception)
def fail(request: HttpRequest, error: Exception) -> NoReturn:
    """Leave a fault of ours to Django, which writes it down."""
    raise error
