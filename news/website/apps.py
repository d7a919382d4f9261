"""What the reader site connects when the application starts."""

from news.articles.addresses import GONE
from news.articles.editions import ArticlePage
from news.articles.pages import CONTEXTS, HomePage, NewsIndexPage, PlainPage
from news.photos import sizes
from news.syndication.catalogue import SURROUNDINGS


def connect() -> None:
    """Tell the pages below what their templates show, and withdrawn ones what to answer."""
    from news.comments.views import SURROUNDINGS as AROUND_COMMENTS
    from news.website import archive, comment_pages, edition, errors, feeds, front, pictures

    CONTEXTS.update(
        {
            HomePage: front.front_context,
            NewsIndexPage: archive.archive_context,
            PlainPage: archive.plain_context,
            ArticlePage: edition.edition_context,
        }
    )
    GONE["page"] = errors.gone
    sizes.register(
        *(spec for size in pictures.CUTS for spec in (*size.webp, size.jpeg)), pictures.SHARED
    )
    SURROUNDINGS["page"] = feeds.surroundings
    AROUND_COMMENTS["page"] = comment_pages.surroundings
