"""Links from rich text to our own pages: they lead to what is public, and nowhere else."""

import re
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

# Stored texts are JSON: quotes in them are escaped. Links to documents have numbers, too, and
# asking for pages by these does no harm.
_NUMBER = re.compile(r'\bid=\\"(\d+)')


class PublicPageLinkHandler(PageLinkHandler):
    """Links to the page in the language that is read, where that is public.

    The address of an unreleased page would give its headline away: such a link has none.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        wanted = [str(attrs.get("id", "")) for attrs in attrs_list]
        paths = _public_paths([int(pk) for pk in wanted if pk.isdecimal()])
        return [
            format_html('<a href="{}">', quote(paths[pk])) if pk in paths else "<a>"
            for pk in wanted
        ]


def linked_numbers(stored: str) -> list[str]:
    """Return the numbers of what a stored text links to, in its order."""
    return _NUMBER.findall(stored) if "linktype" in stored else []


def paths_of_links(stored: str) -> tuple[tuple[str, str], ...]:
    """Return where the links to pages in a stored text lead now, by page."""
    numbers = [int(pk) for pk in linked_numbers(stored)]
    return tuple(sorted(_public_paths(numbers).items())) if numbers else ()


def _public_paths(ids: list[int]) -> dict[str, str]:
    asked = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))
    public = Page.objects.filter(live=True, translation_key__in=asked.values()).values_list(
        "pk", "translation_key", "locale__language_code", "url_path"
    )
    own = {pk: path for pk, _key, _language, path in public}
    here = {key: path for _pk, key, language, path in public if language == get_language()}
    found = {str(pk): here.get(key) or own.get(pk) for pk, key in asked.items()}
    return {pk: path for pk, path in found.items() if path}
