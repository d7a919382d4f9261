"""No page takes an address that a route of the site would hide."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from news.articles.models import PlainPage
from news.articles.pages import RESERVED_WORDS
from news.articles.tree import front_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", sorted(RESERVED_WORDS))
def test_page_named_like_a_route_is_refused(word):
    with pytest.raises(ValidationError):
        front_page("ru").add_child(instance=PlainPage(title="Страница", slug=word))


def test_every_route_below_the_language_is_reserved():
    routes = set()
    for resolver in get_resolver().url_patterns:
        for pattern in getattr(resolver, "url_patterns", []):
            whole = f"{resolver.pattern}{pattern.pattern}"
            for entry in getattr(pattern, "url_patterns", [pattern]):
                path = f"{whole}{entry.pattern}" if entry is not pattern else whole
                if path.startswith("ru/") and path[3:4].isalpha():
                    routes.add(path.split("/")[1])

    assert routes
    assert routes <= RESERVED_WORDS
