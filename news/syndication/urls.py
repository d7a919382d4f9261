"""Addresses of feeds.

They stand before the language prefixes of `i18n_patterns`: a feed asks no middleware which
language it speaks, and an unknown language is refused in a line of plain text.
"""

from django.urls import path, re_path

from news.syndication import views

_FEED = r"(?P<channel>[^/]+)\.(?P<extension>[a-z0-9]+)"
_ARCHIVE = (
    r"(?P<channel>[^/]+)/(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])"
    r"\.(?P<version>[0-9a-f]{8})\.(?P<extension>[a-z0-9]+)"
)
_LANGUAGE = r"^(?P<language>[a-z]{2,3}(?:-[a-z0-9]{2,8})?)/feeds"

urlpatterns = [
    path("<slug:language>/feeds/", views.page, name="syndication-catalogue"),
    path("<slug:language>/feeds/index.opml", views.all_feeds, name="syndication-opml"),
    re_path(rf"{_LANGUAGE}/{_FEED}$", views.feed, name="syndication-feed"),
    re_path(rf"{_LANGUAGE}/{_ARCHIVE}$", views.archive, name="syndication-archive"),
    re_path(rf"{_LANGUAGE}/.*\.[a-z0-9]+$", views.unknown, name="syndication-unknown"),
]
