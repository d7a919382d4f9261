"""Addresses of the reader site outside the language prefixes."""

from django.urls import path, register_converter

from news.website import machines


class YearConverter:
    """Four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


register_converter(YearConverter, "year")

urlpatterns = [
    path("", machines.root, name="website-root"),
    path("robots.txt", machines.robots, name="website-robots"),
    path("sitemap.xml", machines.sitemap_index, name="website-sitemap-index"),
    path("sitemap-news.xml", machines.news_sitemap, name="website-news-sitemap"),
    path("sitemap-<slug:language>-<year:year>.xml", machines.sitemap, name="website-sitemap"),
]
