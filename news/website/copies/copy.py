"""An edition's copy in each form, made of the item that anybody may have."""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from news.newsroom.dates import Calendar
from news.syndication.documents import Item
from news.website.copies.markdown import markdown
from news.website.copies.plain import plain_text

# The item's text stands in an element of its own; here the copy's root takes its place.
_ROOT = re.compile(r"<div[^>]*>\n?(.*?)\n?</div>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a copy, to be taken from a field or as a file."""

    key: str
    media_type: str
    text: str
    file: str


def forms_of(item: Item, publisher: str, calendar: Calendar) -> dict[str, Form]:
    """Return HTML, plain text and Markdown by the endings of their files.

    Each bears author, source and licence. The HTML is an element; its file is a document.
    """
    html = html_of(item, publisher, calendar)
    context = {"item": item, "html": mark_safe(html)}  # noqa: S308  a template made it
    document = render_to_string("news/website/copies/document.html", context)
    text, marked = plain_text(html), markdown(html)
    forms = (
        Form("html", "text/html", html, document),
        Form("txt", "text/plain", text, text),
        # RFC 7763 and 7764.
        Form("md", "text/markdown; variant=CommonMark", marked, marked),
    )
    return {form.key: form for form in forms}


def html_of(item: Item, publisher: str, calendar: Calendar) -> str:
    """Return the copy as one element of clean HTML."""
    root = _ROOT.fullmatch(item.html)
    context = {
        "item": item,
        "publisher": publisher,
        "released": calendar.day(item.released_at),
        "body": mark_safe(root[1] if root else item.html),  # noqa: S308  cleaned as an item's
    }
    return render_to_string("news/website/copies/copy.html", context).strip() + "\n"
