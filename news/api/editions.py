"""Editions over the API: by their names, which never change, and by addresses, which do."""

from typing import Annotated
from urllib.parse import unquote

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router

from news.api import schemas, shapes
from news.api.problems import Refused, Withdrawn, answers, head, missing
from news.api.reading import keep_for_everybody
from news.articles.ledger import NoticeKind
from news.articles.models import Address, ArticlePage, Notice
from news.newsroom.models import NewsroomSettings
from news.syndication.addresses import origin
from news.syndication.documents import clean

router = Router(tags=["editions"])


@router.get(
    "/editions",
    response=answers(schemas.EditionAt, 404, 410, 422),
    summary="The edition at an address",
)
def read_edition_at(
    request: HttpRequest,
    address: Annotated[
        str,
        Query(
            description="An address of the site, whole or from the language on; one that an "
            "edition used to have answers with the edition and says that it moved.",
            min_length=1,
            max_length=2000,
            examples=["/ru/news/"],
        ),
    ],
) -> schemas.EditionAt:
    """Tell the edition that lives, or once lived, at an address of the site."""
    keep_for_everybody(request, "address")
    path = _path(address)
    row = Address.objects.filter(path=path).first()
    if row is None:
        raise missing("No edition is or was at this address. Write it as /ru/news/…/.")
    return schemas.EditionAt(address=path, is_moved=not row.is_current, edition=_released(row.urn))


@router.get(
    "/editions/{path:urn}", response=answers(schemas.Edition, 404, 410, 422), summary="An edition"
)
def read_edition(
    request: HttpRequest, urn: Annotated[str, Path(description="The edition's name.")]
) -> schemas.Edition:
    """Tell the edition of this name, whatever its address."""
    keep_for_everybody(request)
    return _released(urn)


def refusal_of(notices: "QuerySet[Notice]", what: str) -> Refused:
    """Return why something is not to be had: it was withdrawn, or never was public."""
    last = notices.order_by("-sequence").first()
    if last is None or last.kind != NoticeKind.WITHDRAWN:
        return missing(f"There is no public {what} of this name. Begin at /api/v1/stories.")
    newsroom = NewsroomSettings.load()
    return Refused(
        Withdrawn(
            **head(410),
            detail=f"The newsroom has taken this {what} back. Take it down, too, and say why.",
            urn=last.urn,
            story=str(last.story_key),
            language=last.language,
            reason=clean(last.note),
            withdrawn_at=last.occurred_at.astimezone(newsroom.zone),
        )
    )


def _released(urn: str) -> schemas.Edition:
    chosen = ArticlePage.objects.released().filter(urn=urn)
    found = shapes.editions(chosen, NewsroomSettings.load())
    if not found:
        raise refusal_of(Notice.objects.filter(urn=urn), "edition")
    return found[0]


def _path(address: str) -> str:
    """Return the path as the address table has it."""
    path = clean(unquote(address.removeprefix(origin()).partition("?")[0].partition("#")[0]))
    return path if path.endswith("/") else f"{path}/"
