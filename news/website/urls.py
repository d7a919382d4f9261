"""Addresses of the reader site outside the language prefixes."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from news.website import machines


class MonthConverter(StringConverter):
    """A year and a month, as `2026-11`."""

    regex = "[0-9]{4}-[0-9]{2}"


register_converter(MonthConverter, "month")

urlpatterns = [
    path("", machines.root, name="website-root"),
    path("robots.txt", machines.robots, name="website-robots"),
    path("sitemap.xml", machines.sitemap_index, name="website-sitemap-index"),
    path("sitemap-news.xml", machines.news_sitemap, name="website-news-sitemap"),
    path("sitemap-<month:month>.xml", machines.sitemap, name="website-sitemap"),
]
