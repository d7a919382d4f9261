"""Rendering of a body, for the site or as clean standalone HTML for feeds, from one place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from news.newsroom.cleaning import clean_shown_html
from news.newsroom.languages import Localized, localized

Medium = Literal["site", "feed"]
# What a place shows for a photo block: an object with url, webp, width, height, sizes, alt,
# caption, credit and licence (text, url); None where the photo may not be shown there.
FigureFor = Callable[[Any], Any]


@dataclass(frozen=True)
class Terms:
    """A licence by its name, with the address of its terms."""

    text: str
    url: str


@dataclass(frozen=True)
class Figure:
    """A photo at its own address with what is said about it; sizes in pixels."""

    url: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str | SafeString
    licence: Terms | None
    webp: str = ""
    sizes: str = ""


@dataclass(frozen=True)
class Speaker:
    """Whose words a quotation holds; each part with the language it is really in."""

    name: Localized
    capacity: list[Localized]


def body_html(
    page: Any, medium: Medium, *, figure_for: FigureFor | None = None, base_url: str = ""
) -> SafeString:
    """Return the page's body as HTML.

    `site` may rely on the site's styles. `feed` stands alone: no classes, no styles, all
    addresses absolute under `base_url`. `figure_for(use)` says how a photo block's value is
    shown, or that it is not.
    """
    language = page.language_code
    context = {
        "medium": medium,
        "language": language,
        "base_url": base_url,
        "figure_for": figure_for or (lambda use: figure_of(use, language, base_url)),
    }
    parts = (block.block.render(block.value, context) for block in page.body)
    return mark_safe("\n".join(part for part in map(str.strip, parts) if part))  # noqa: S308


def words_for(use: Any, language: str) -> tuple[str, str]:
    """Return alternative text and caption of a photo as used here.

    A use's own words come first, then the photo's in just this language; a decorative
    photo has no alternative text.
    """
    image = use["image"]
    if image is None:
        return "", use["caption"]
    alt = "" if image.decorative else image.contextual_alt_text or image.alt_in(language)
    return alt, use["caption"] or image.caption_in(language)


def figure_of(use: Any, language: str, base_url: str = "") -> Figure | None:
    """Return a photo block's value as a JPEG of at most 1,440 pixels in width."""
    image = use["image"]
    if image is None or image.is_barred():
        return None
    rendition = image.get_rendition("max-1440x1440|format-jpeg")
    alt, caption = words_for(use, language)
    licence = image.licence
    return Figure(
        url=f"{base_url}{rendition.url}",
        width=rendition.width,
        height=rendition.height,
        alt=alt,
        caption=caption,
        credit=image.credit_in(language).isolated(language),
        licence=Terms(localized(licence, "name", language).text, licence.url) if licence else None,
    )


def speaker_of(quote: Any, language: str) -> Speaker | None:
    """Return the speaker of a quotation in this language: a person of ours, or free text."""
    person = quote["speaker"]
    if person is None:
        text = quote["speaker_text"]
        return Speaker(Localized(text, language), []) if text else None
    position = quote["position"]
    capacity = position.in_language(language) if position else []
    return Speaker((person.merged_into or person).name_in(language), capacity)


def rich_text_html(source: str, base_url: str = "") -> SafeString:
    """Return stored rich text as safe HTML, links to pages resolved."""
    html = clean_shown_html(expand_db_html(source))
    return mark_safe(html.replace('href="/', f'href="{base_url}/'))  # noqa: S308
