"""Template filters that every domain needs."""

from django import template
from django.utils.safestring import SafeString

from news.newsroom.languages import Localized

register = template.Library()


@register.filter
def in_language(name: Localized, page_language: str) -> str | SafeString:
    """Show a name that may have fallen back, marked where it is foreign to the page."""
    return name.marked(page_language)
