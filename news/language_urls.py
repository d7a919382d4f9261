"""Index of addresses below the language prefixes, before Wagtail's own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("news.comments.urls")),
    path("", include("news.website.language_urls")),
]
