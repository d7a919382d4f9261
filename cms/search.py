"""Wagtail's search application, with our way of indexing after a save."""

from wagtail.search.apps import WagtailSearchAppConfig


class SearchConfig(WagtailSearchAppConfig):
    """Lets saving write down what is to be indexed; the worker does it, once."""

    default = False

    def ready(self) -> None:
        super().ready()
        from news.newsroom import indexing

        indexing.connect()
