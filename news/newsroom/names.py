"""Names that are written in every language, and found by any of them."""

from wagtail.search import index

from news.newsroom.languages import Localized, codes, exact, localized


class Named(index.Indexed):
    """Something with a translated name, for searches in the admin."""

    search_fields = [
        index.SearchField("name_in_all_languages"),
        index.AutocompleteField("name_in_all_languages"),
    ]

    def name_in(self, language: str) -> Localized:
        """Return the name as the newsroom writes it, with the language it is really in."""
        return localized(self, "name", language)

    def name_in_all_languages(self) -> str:
        """Return every spelling of the name, for the search index."""
        return " ".join(filter(None, (exact(self, "name", code) for code in codes())))
