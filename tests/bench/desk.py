"""What those who write ask of an archive: listings, choosers, forms and reports of the admin."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from news.articles.models import ArticlePage, NewsIndexPage
from news.desk.models import Cell
from news.people.models import Person
from news.photos.models import Photo
from tests.bench.archive import RARE_WORD
from tests.bench.measuring import Line, administrator, asking

# In many headlines of the archive.
COMMON = "года"


def admin() -> Iterator[Line]:
    """Yield the listings and forms of the admin, as an administrator sees them."""
    editor = Client()
    editor.force_login(administrator())
    index = NewsIndexPage.objects.get(locale__language_code="ru")
    edition = ArticlePage.objects.released("ru").newest_first()[5]
    draft = ArticlePage.objects.filter(live=False, version=0).order_by("-pk")[0]
    photo = Photo.objects.order_by("-pk")[0]
    people = Person.snippet_viewset
    person = Person.objects.order_by("pk")[0]
    for name, url_name, arguments, query in (
        ("home", "wagtailadmin_home", [], {}),
        ("board", "desk-board", [], {}),
        ("board, deep page", "desk-board", [], {"before": _deep()}),
        ("board, a state", "desk-board", [], {"state": "none", "language": "fr"}),
        ("board, a rare state", "desk-board", [], {"state": "asked"}),
        ("board, search", "desk-board", [], {"q": COMMON}),
        ("explorer of the root", "wagtailadmin_explore_root", [], {}),
        ("explorer of a language", "wagtailadmin_explore", [index.get_parent().pk], {}),
        ("explorer of the news", "wagtailadmin_explore", [index.pk], {}),
        ("explorer, second page", "wagtailadmin_explore", [index.pk], {"p": 2}),
        ("explorer by title", "wagtailadmin_explore", [index.pk], {"ordering": "title"}),
        ("explorer, search", "wagtailadmin_explore", [index.pk], {"q": RARE_WORD}),
        ("explorer, search, common", "wagtailadmin_explore", [index.pk], {"q": COMMON}),
        ("search of all pages", "wagtailadmin_pages:search", [], {"q": RARE_WORD}),
        ("search of all pages, common", "wagtailadmin_pages:search", [], {"q": COMMON}),
        ("edit form", "wagtailadmin_pages:edit", [edition.pk], {}),
        ("new story", "wagtailadmin_pages:add", ["news", "articlepage", index.pk], {}),
        ("copy form", "wagtailadmin_pages:copy", [edition.pk], {}),
        ("delete form", "wagtailadmin_pages:delete", [draft.pk], {}),
        ("withdrawal form", "wagtailadmin_pages:unpublish", [edition.pk], {}),
        ("history of a text", "wagtailadmin_pages:history", [edition.pk], {}),
        ("usage of a text", "wagtailadmin_pages:usage", [edition.pk], {}),
        ("choosing a page", "wagtailadmin_choose_page", [], {}),
        ("choosing a page of the news", "wagtailadmin_choose_page_child", [index.pk], {}),
        ("choosing a page, search", "wagtailadmin_choose_page_search", [], {"q": COMMON}),
        ("photos", "wagtailimages:index", [], {}),
        ("photos, search", "wagtailimages:index", [], {"q": "мост"}),
        ("photo form", "wagtailimages:edit", [photo.pk], {}),
        ("usage of a photo", "wagtailimages:image_usage", [photo.pk], {}),
        ("choosing a photo", "wagtailimages_chooser:choose", [], {}),
        ("choosing a photo, search", "wagtailimages_chooser:choose_results", [], {"q": "мост"}),
        ("choosing a story", "story_chooser:choose", [], {}),
        ("choosing a story, search", "story_chooser:choose_results", [], {"q": COMMON}),
        ("people", people.get_url_name("list"), [], {}),
        ("person form", people.get_url_name("edit"), [person.pk], {}),
        ("choosing a person, search", "position_chooser:choose_results", [], {"q": "ан"}),
        ("comments", "comments_admin:index", [], {}),
        ("comments, approved", "comments_admin:index", [], {"state": "approved"}),
        ("notices", "desk-notices", [], {}),
        ("notices, second page", "desk-notices", [], {"p": 2}),
        ("numbers", "desk-numbers", [], {}),
        ("numbers, as CSV", "desk-numbers-csv", [], {}),
        ("notices of withdrawals", "desk-notices", [], {"kind": "withdrawn"}),
        ("report of ageing pages", "wagtailadmin_reports:aging_pages", [], {}),
        ("report of page types", "wagtailadmin_reports:page_types_usage", [], {}),
        ("report of locked pages", "wagtailadmin_reports:locked_pages", [], {}),
        ("report of workflows", "wagtailadmin_reports:workflow", [], {}),
        ("report of tasks", "wagtailadmin_reports:workflow_tasks", [], {}),
        ("history of the site", "wagtailadmin_reports:site_history", [], {}),
        ("redirects", "wagtailredirects:index", [], {}),
        ("usage of a type", "wagtailadmin_pages:type_use", ["news", "articlepage"], {}),
    ):
        yield f"admin, {name}", asking(editor, _address(url_name, arguments, query))


def _deep() -> str:
    """Return the address of a page of the board that nobody turns to first."""
    moment, story = (
        Cell.objects.filter(language="ru")
        .order_by("-touched_at", "-story")
        .values_list("touched_at", "story_id")[200]
    )
    return f"{moment.isoformat()}|{story}"


def _address(name: str, arguments: list[Any], query: dict[str, Any]) -> str:
    address = reverse(name, args=arguments)
    return f"{address}?{urlencode(query)}" if query else address
