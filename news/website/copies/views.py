"""The page on which anybody takes a copy of an edition, where its licence allows that."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.articles import addresses
from news.articles.models import ArticlePage
from news.newsroom.languages import exact
from news.newsroom.models import NewsroomSettings
from news.ready.terms import Terms, keep
from news.syndication.audience import republishers
from news.syndication.documents import Item, Photo
from news.syndication.items import item, photo_uses, publisher_name
from news.syndication.loading import load
from news.website.copies.copy import Form, forms_of
from news.website.errors import read_only
from news.website.frame import Context, Frame, Head, build_frame, standing
from news.website.paths import REPUBLISH, edition_path, home_path, republish_path
from news.website.typography import typeset

# The file a copy comes in: `?as=html`, `?as=txt`, `?as=md`.
AS = "as"


@dataclass(frozen=True, slots=True)
class Print:
    """A photo that may be taken along, at its path on this site."""

    photo: Photo
    path: str


@read_only
def republish(request: HttpRequest, slug: str) -> HttpResponse:
    """The copies of an edition: a page with all of them, or one as a file."""
    language = get_language()
    edition = _loaded(language, slug)
    if edition is None:
        return _elsewhere(request)
    newsroom = standing(language, edition.known).newsroom
    wanted = request.GET.get(AS)
    if not newsroom.may_be_republished:
        raise Http404
    told = item(edition, newsroom, republishers(), timezone.now())
    forms = forms_of(told, publisher_name(newsroom, language), newsroom.calendar(language))
    if wanted is None:
        context = _page(edition, told, newsroom, list(forms.values()))
        response = render(request, "news/website/copies/page.html", context)
    elif wanted in forms:
        response = _file(forms[wanted], told, slug)
    else:
        raise Http404
    keep(request, Terms(language=language, asks=(AS,)))
    return response


def _loaded(language: str, slug: str) -> ArticlePage | None:
    # Ordered as where the edition itself is read: SQLite then begins at the slug's index.
    editions = ArticlePage.objects.released(language).filter(slug=slug).order_by("pk")
    return next(iter(load(editions)), None)


def _elsewhere(request: HttpRequest) -> HttpResponse:
    response = addresses.answer(request, below=REPUBLISH)
    if response is None:
        raise Http404
    return response


def _file(form: Form, told: Item, slug: str) -> HttpResponse:
    response = HttpResponse(form.file, content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{slug}.{form.key}")
    response["Link"] = f'<{told.url}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(
    edition: ArticlePage, told: Item, newsroom: NewsroomSettings, forms: list[Form]
) -> Context:
    frame = _frame(edition)
    title = _("Republish this story")
    now = timezone.now()
    shown = [use for use in photo_uses(edition) if not use.photo.is_barred(now)]
    return {
        "frame": frame,
        "head": Head(title=f"{title} — {frame.plain_name}", robots="noindex"),
        "title": title,
        "headline": typeset(told.headline, told.language),
        "edition_path": edition_path(edition),
        "canonical": f'<link rel="canonical" href="{told.url}">',
        "terms": exact(newsroom, "terms", told.language),
        "told": told,
        "forms": [(form, f"{edition.slug}.{form.key}") for form in forms],
        "prints": [Print(photo, photo.url.removeprefix(frame.base_url)) for photo in told.photos],
        "photo_count": len(shown),
    }


def _frame(edition: ArticlePage) -> Frame:
    paths = {each.language: republish_path(each) for each in edition.released_editions}
    return build_frame(
        edition.language,
        section=edition.story.section,
        in_language=lambda code: paths.get(code, home_path(code)),
        known=edition.known,
    )
