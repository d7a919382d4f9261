"""Rendering of a body, for the site or as clean standalone HTML for feeds, from one place."""

from typing import Any, Literal

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from news.newsroom.cleaning import clean_shown_html

Medium = Literal["site", "feed"]


def body_html(page: Any, medium: Medium, *, base_url: str = "", may_show=None) -> SafeString:
    """Return the page's body as HTML.

    `site` may rely on the site's styles. `feed` stands alone: no classes, no styles, all
    addresses absolute under `base_url`. `may_show(photo)` leaves out photos that may not go
    where this goes.
    """
    context = {
        "medium": medium,
        "language": page.language_code,
        "base_url": base_url,
        "may_show": may_show or (lambda _photo: True),
    }
    return mark_safe("\n".join(block.render(context) for block in page.body))  # noqa: S308


def rich_text_html(source: str, base_url: str = "") -> SafeString:
    """Return stored rich text as safe HTML, links to pages resolved."""
    html = clean_shown_html(expand_db_html(source))
    return mark_safe(html.replace('href="/', f'href="{base_url}/'))  # noqa: S308
