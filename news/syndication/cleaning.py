"""The last wall before HTML leaves in a feed: nothing but plain, absolute, safe markup."""

import nh3

from news.newsroom.cleaning import clean_text

_BLOCKS = {"aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "hr", "p"}
_HEADINGS = {"h2", "h3", "h4"}
_LISTS = {"li", "ol", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_WORDS = {"a", "b", "bdi", "br", "cite", "code", "em", "i", "q", "s", "small", "span", "strong"}
_TAGS = {*_BLOCKS, *_HEADINGS, *_LISTS, *_TABLES, *_WORDS, "img", "sub", "sup", "time"}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "img": {"src", "width", "height", "alt"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_DROPPED_WITH_CONTENT = {"script", "style", "iframe", "object", "noscript", "template", "svg"}


def standalone(html: str, origin: str) -> str:
    """Return the HTML as it may stand anywhere: no classes, scripts or relative addresses."""
    return nh3.clean(
        clean_text(html),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        url_relative=("rewrite_with_base", f"{origin}/"),
        link_rel=None,
    )
