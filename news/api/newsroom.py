"""The newsroom over the API: who publishes, in which languages, under which terms."""

from django.http import HttpRequest
from ninja import Router

from news.api import schemas, shapes
from news.api.problems import answers
from news.api.reading import keep_for_everybody
from news.articles.rendering import rich_text_html
from news.newsroom.generation import generations
from news.newsroom.languages import AUTONYMS, codes, direction
from news.newsroom.models import Licence, NewsroomSettings
from news.syndication import addresses
from news.syndication.channels import ALL
from news.syndication.cleaning import standalone

router = Router(tags=["newsroom"])


@router.get("/newsroom", response=answers(schemas.Newsroom), summary="The newsroom")
def newsroom(request: HttpRequest) -> schemas.Newsroom:
    """Say who publishes here, in which languages and under which terms."""
    keep_for_everybody(request)
    newsroom = NewsroomSettings.load()
    active = newsroom.languages()
    origin = addresses.origin()
    about = shapes.texts(newsroom, "about")
    return schemas.Newsroom(
        names=shapes.texts(newsroom, "name"),
        taglines=shapes.texts(newsroom, "tagline"),
        about={
            code: standalone(rich_text_html(html, origin), origin) for code, html in about.items()
        },
        terms=shapes.texts(newsroom, "terms"),
        licence=_terms(newsroom.licence) if newsroom.licence else None,
        languages=[_language(code, active) for code in codes()],
        time_zone=newsroom.time_zone,
        contact_email=newsroom.contact_email,
        generations=generations(),
    )


def _terms(licence: Licence) -> schemas.Terms:
    return schemas.Terms(
        key=licence.key,
        names=shapes.texts(licence, "name"),
        summaries=shapes.texts(licence, "summary"),
        url=licence.url,
        may_republish=licence.may_republish,
    )


def _language(code: str, active: list[str]) -> schemas.Language:
    return schemas.Language(
        code=code,
        name=AUTONYMS.get(code, code),
        direction=direction(code),
        is_active=code in active,
        url=addresses.front_url(code),
        catalogue_url=addresses.catalogue_url(code),
        feeds=shapes.feeds(code, ALL),
    )
