"""The standing tree: a locale, a front page and a news list per language, and one site."""

from typing import TypeVar

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from news.articles.pages import FixedPage, HomePage, NewsIndexPage

Kept = TypeVar("Kept", bound=FixedPage)
NEWS_SLUG = "news"
_NEWS = {
    "ru": "Новости",
    "en": "News",
    "fr": "Actualités",
    "ar": "الأخبار",
    "es": "Noticias",
    "de": "Nachrichten",
}


@transaction.atomic
def ensure_tree() -> None:
    """Make whatever of the tree is missing; harmless to repeat.

    A front page's slug is its language code, so that a page's `url_path` is its address.
    """
    codes = [code for code, _name in settings.LANGUAGES]
    _ensure_roots()
    present = set(HomePage.objects.values_list("locale__language_code", flat=True))
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in codes}
    for code in codes:
        if code not in present:
            _plant(code, locales[code])
    _ensure_site()


def _ensure_roots() -> None:
    """Wagtail's migrations plant these, a flushed database has lost them."""
    if Page.get_first_root_node() is None:
        locale, _is_new = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


def _plant(code: str, locale: Locale) -> None:
    root = Page.get_first_root_node()
    first = HomePage.objects.order_by("path").first()
    home = HomePage(title="Vestnik", slug=code, locale=locale)
    index = NewsIndexPage(title=_NEWS.get(code, "News"), slug=NEWS_SLUG, locale=locale)
    if first:
        home.translation_key = first.translation_key
        index.translation_key = NewsIndexPage.objects.order_by("path").first().translation_key
    root.add_child(instance=home)
    home.add_child(instance=index)


def _ensure_site() -> None:
    front = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", port=80, root_page=front, is_default_site=True)
    elif site.root_page_id != front.pk:
        former = site.root_page
        site.root_page = front
        site.save()
        # Wagtail's own first page, empty and now nobody's root.
        if former.specific_class is Page and not former.get_children().exists():
            former.delete()


def front_page(language: str) -> HomePage:
    """Return the front page of a language."""
    return _standing(HomePage, language)


def news_index(language: str) -> NewsIndexPage:
    """Return the page below which a language's editions stand."""
    return _standing(NewsIndexPage, language)


def _standing(model: type[Kept], language: str) -> Kept:
    """Find one among a few rows; asked by language, a database may walk all its editions."""
    for page in model.objects.order_by().select_related("locale"):
        if page.locale.language_code == language:
            return page
    raise model.DoesNotExist(f"No {model.__name__} in {language}.")
