"""Listings by section, topic and person; people, search and what the newsroom says of itself."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.articles.known import Known
from news.articles.models import ArticlePage, HomePage, NewsIndexPage, Section, Topic
from news.articles.pages import FixedPage
from news.articles.placements import credited_people
from news.articles.rendering import rich_text_html
from news.newsroom.languages import direction, localized
from news.newsroom.text import searchable
from news.people.models import Person
from news.photos.models import Photo
from news.ready.terms import Terms, keep
from news.website import reading
from news.website.cards import cards, listed
from news.website.errors import read_only
from news.website.frame import Link, build_frame, everywhere, page_head
from news.website.listings import BY_PLACEMENT, paged
from news.website.makers import person_path, position_words
from news.website.paths import subject_path
from news.website.pictures import TEXT, picture
from news.website.typography import typeset, typeset_html

LONGEST_QUERY = 200
FOUND_PER_PAGE = 20
DEEPEST_PAGE = 25


def _found(public: QuerySet, slug: str) -> Any:
    """Return the one of these with this slug, the redirect from a former one, or raise 404."""
    thing = public.filter(slug=slug).first()
    if thing is not None:
        return thing
    renamed = public.model.at_former_slug(slug)
    if renamed is None or not public.filter(pk=renamed.pk).exists():
        raise Http404
    return redirect(subject_path(renamed.kind, renamed.slug, get_language()), permanent=True)


def _listing(
    request: HttpRequest,
    subject: Any,
    template: str,
    *,
    known: Known | None = None,
    **more: Any,
) -> HttpResponse:
    language = get_language()
    kind, slug = subject.kind, subject.slug

    def in_language(code: str) -> str:
        return subject_path(kind, slug, code)

    frame = build_frame(
        language,
        section=subject if isinstance(subject, Section) else None,
        in_language=in_language,
        known=known,
    )
    released = listed(ArticlePage.objects.released(language))
    select = partial(released.placed, kind, subject.pk, language)
    rows, pager = paged(select, request.GET, order=BY_PLACEMENT)
    name = subject.name_in(language)
    is_first = "before" not in request.GET and "after" not in request.GET
    field = "bio" if isinstance(subject, Person) else "description"
    said = localized(subject, field, language)
    said = said._replace(text=typeset(said.text, said.language))
    context = {
        "frame": frame,
        "head": page_head(
            frame,
            name.text,
            in_language(language),
            alternates=everywhere(frame, in_language),
            channel=subject.channel_key,
            channel_name=f"{frame.plain_name}: {name.text}",
            robots="" if is_first else "noindex, follow",
        ),
        "title": name.marked(language),
        "description": said.marked(language),
        "cards": cards(rows, frame),
        "pager": pager,
        "feeds_url": frame.feeds_url,
        **more,
    }
    keep(request, Terms(language=language, asks=("before", "after")))
    return render(request, template, context)


@read_only
def front(request: HttpRequest) -> HttpResponse:
    """The front page of a language, found without walking the tree."""
    return _fixed(request, HomePage)


@read_only
def archive(request: HttpRequest) -> HttpResponse:
    """The archive of a language, found without walking the tree."""
    return _fixed(request, NewsIndexPage)


def _fixed(request: HttpRequest, model: type[FixedPage]) -> HttpResponse:
    page = reading.fixed_page(model, get_language())
    if page is None:
        raise Http404
    return page.serve(request)


@read_only
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """An edition, found without walking the tree: Wagtail's way there takes nine queries."""
    page = reading.edition(get_language(), slug)
    if page is None:
        raise Http404
    return page.serve(request)


@read_only
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """One section's stories in the language read."""
    subject = _found(Section.objects.all(), slug)
    if isinstance(subject, HttpResponse):
        return subject
    return _listing(request, subject, "news/website/section.html")


@read_only
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic's stories in the language read."""
    subject = _found(Topic.objects.all(), slug)
    if isinstance(subject, HttpResponse):
        return subject
    return _listing(request, subject, "news/website/topic.html")


@read_only
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody's positions, a word about them, and what they are credited on."""
    subject = _found(credited_people(), slug)
    if isinstance(subject, HttpResponse):
        return subject
    language, known = get_language(), Known()
    positions = subject.positions.select_related("organisation")
    return _listing(
        request,
        subject,
        "news/website/person.html",
        positions=[position_words(each, language) for each in positions],
        known=known,
        portrait=picture(known.one(Photo, subject.portrait_id), TEXT, language),
    )


@read_only
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who is credited on something that was released."""
    language = get_language()

    def in_language(code: str) -> str:
        return f"/{code}/people/"

    frame = build_frame(language, in_language=in_language)
    rows = credited_people().prefetch_related("positions__organisation").order_by("slug")
    shown = [
        {
            "name": Link(each.name_in(language).marked(language), person_path(each, language)),
            "positions": [position_words(post, language) for post in each.positions.all()],
        }
        for each in rows
    ]
    title = _("People and authors")
    head = page_head(frame, title, in_language(language), alternates=everywhere(frame, in_language))
    context = {"frame": frame, "head": head, "title": title, "people": shown}
    keep(request, Terms(language=language))
    return render(request, "news/website/people.html", context)


@read_only
def about(request: HttpRequest) -> HttpResponse:
    """What the newsroom says of itself, its terms, and how to reach it."""
    language = get_language()

    def in_language(code: str) -> str:
        return f"/{code}/about/"

    frame = build_frame(language, in_language=in_language)
    newsroom = frame.newsroom
    text = localized(newsroom, "about", language)
    terms = localized(newsroom, "terms", language)
    title = _("About the newsroom")
    context = {
        "frame": frame,
        "head": page_head(
            frame, title, in_language(language), alternates=everywhere(frame, in_language)
        ),
        "title": title,
        "text": typeset_html(rich_text_html(text.text), text.language),
        "text_language": text.language,
        "text_direction": direction(text.language),
        "is_own_text": text.language == language,
        "terms": terms._replace(text=typeset(terms.text, terms.language)),
        "terms_direction": direction(terms.language),
        "is_own_terms": terms.language == language,
    }
    keep(request, Terms(language=language))
    return render(request, "news/website/about.html", context)


def _asked_page(written: str) -> int:
    is_number = written.isascii() and written.isdigit() and len(written) < 4
    return min(max(int(written), 1), DEEPEST_PAGE) if is_number else 1


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """What the language read has on some words; ё finds е, marks and accents don't matter."""
    language = get_language()
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    number = _asked_page(request.GET.get("page", ""))

    def in_language(code: str) -> str:
        return f"/{code}/search/"

    frame = build_frame(language, in_language=in_language)
    rows: list[ArticlePage] = []
    words = searchable(asked, language)
    if any(letter.isalnum() for letter in words):
        begin = (number - 1) * FOUND_PER_PAGE
        editions = listed(ArticlePage.objects.released(language))
        rows = list(editions.search(words, operator="and")[begin : begin + FOUND_PER_PAGE + 1])
    title = _("Search: %(words)s") % {"words": asked} if asked else _("Search")
    context = {
        "frame": frame,
        "head": page_head(frame, title, in_language(language), robots="noindex, follow"),
        "title": title,
        "asked": asked,
        "cards": cards(rows[:FOUND_PER_PAGE], frame),
        "previous": _search_page(asked, number - 1) if number > 1 else "",
        "following": _search_page(asked, number + 1)
        if len(rows) > FOUND_PER_PAGE and number < DEEPEST_PAGE
        else "",
    }
    return render(request, "news/website/search.html", context)


def _search_page(asked: str, number: int) -> str:
    return "?" + urlencode({"q": asked, "page": number})
