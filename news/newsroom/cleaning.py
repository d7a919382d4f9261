"""Cleaning of text and HTML: on the way in, and again on the way out."""

import re

import nh3
from django.db import models

# Embedding, override and isolate controls turn what follows them around (UAX #9); C0
# controls but tab and line feed are forbidden in XML 1.0.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_TAGS = {"p", "b", "strong", "i", "em", "a", "ul", "ol", "li", "br", "h2"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_DROPPED_WITH_CONTENT = {"script", "style", "iframe", "object", "noscript", "template"}


def clean_text(text: str) -> str:
    """Return the text without control characters that break XML or turn text around."""
    return _FORBIDDEN.sub("", text)


def clean_lines(instance: models.Model) -> None:
    """Clean every text column of a row in place; rich text and JSON have cleaners of their own."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            value = instance.__dict__.get(field.attname)
            if isinstance(value, str) and _FORBIDDEN.search(value):
                instance.__dict__[field.attname] = clean_text(value)


def clean_stored_html(html: str) -> str:
    """Return rich text safe to store; Wagtail's own link attributes stay."""
    return _clean(html, {"a": {"href", "linktype", "id", "uuid"}})


def clean_shown_html(html: str) -> str:
    """Return rich text safe to show to anybody: links have an address and nothing else."""
    return _clean(html, {"a": {"href"}})


def _clean(html: str, attributes: dict[str, set[str]]) -> str:
    return nh3.clean(
        clean_text(html),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=attributes,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
