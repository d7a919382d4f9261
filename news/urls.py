"""Index of addresses outside the language prefixes; each domain brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("news.api.urls")),
    path("", include("news.newsroom.urls")),
    # Before the feeds, which take all below `partners/`: the site's page for a partner, the call.
    path("", include("news.website.partners.urls")),
    path("", include("news.push.urls")),
    path("", include("news.partners.urls")),
    path("", include("news.photos.urls")),
    path("", include("news.push.hub.urls")),
    path("", include("news.syndication.urls")),
    path("", include("news.website.urls")),
]
