"""No page takes an address that a route of the site would hide."""

import pytest
from django.core.exceptions import ValidationError

from news.articles.models import PlainPage
from news.articles.pages import RESERVED_WORDS
from news.articles.tree import front_page
from tests.test_leaks import patterns

pytestmark = pytest.mark.django_db

PREFIXES = ("LANGUAGE/", "<slug:language>/")


@pytest.mark.parametrize("word", sorted(RESERVED_WORDS))
def test_page_named_like_a_route_is_refused(word):
    with pytest.raises(ValidationError):
        front_page("ru").add_child(instance=PlainPage(title="Страница", slug=word))


def test_every_route_below_the_language_is_reserved():
    below = [name for _whole, name in patterns() if (name or "").startswith(PREFIXES)]
    words = {name.split("/")[1] for name in below} - {""}

    assert words
    assert words <= RESERVED_WORDS
