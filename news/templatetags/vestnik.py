"""Template filters that every domain needs."""

from django import template
from django.utils.safestring import SafeString

from news.newsroom.languages import AUTONYMS, Localized

register = template.Library()


@register.filter
def autonym(code: str) -> str:
    """Show the name of a language in itself."""
    return AUTONYMS.get(code, code)


@register.filter
def in_language(name: Localized, page_language: str) -> str | SafeString:
    """Show a name that may have fallen back, marked where it is foreign to the page."""
    return name.marked(page_language)
